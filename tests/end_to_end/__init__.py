"""A real screen, real programs, a synthetic person, and guide as a process of its own."""
