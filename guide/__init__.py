"""guide shows people how to do their work on their own screen, in the programs they already use."""

__version__ = "0.1.0"
