"""A process of its own that takes guide's windows off the screen when guide hangs, so that the person can work on.

Owns the pipe between the two and what happens when it falls silent. Never knows what is shown, nor why; knows no
toolkit and reads nothing of the screen but whose window is whose. `heart` is guide's end, the rest is the process:

- `vigil`: when does silence mean that guide hangs? (no screen, injected clock)
- `screen`: taking windows off an X screen
- `__main__`: the process, `python -m guide.watchdog`
"""
