"""Health: whether the targets of tutorials are still there, and since when not.

Owns what a look at an open program may conclude, when the next look is due, and what the log says of a tutorial. It
never makes input and never shows anything, and concludes nothing from a window or a menu that is not open. Needs no
toolkit.
"""
