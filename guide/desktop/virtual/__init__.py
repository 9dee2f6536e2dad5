"""The parts of the virtual screen: its environment, its programs, its X connection, its sweeper.

Private to ``guide.desktop.virtual_screen``.  Standard library only; Linux only.
"""
