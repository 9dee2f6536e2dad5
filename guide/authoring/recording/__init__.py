"""Recording by doing: what somebody does on the screen becomes a tutorial that plays and rehearses.

Owns the way from clicks and keys to steps. Sees the desktop through its ports; knows what was pressed, where, and that
something was typed, never what. Text that fields hold is compared, painted over in pictures, and forgotten.
"""
