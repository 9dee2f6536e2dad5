"""The application: the only place, with the command line, where the rooms are wired together."""
