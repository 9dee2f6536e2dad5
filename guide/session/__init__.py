"""The session: the pure state machine that plays one tutorial.

Owns which step it is, what completes it, what was tried, and how it ended. It never knows a screen, a thread, a
toolkit or the time of day: the outside sends it events and carries out its commands; the clock is handed in.
"""
