"""Records: the log of this machine. Owns the SQLite file; never knows typed text, window contents or titles."""
