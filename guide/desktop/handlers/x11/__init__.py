"""X11: windows, observed and made input, shortcuts and pictures of the screen, with python-xlib and mss.

Each ability has a connection to the X server of its own, so that none waits for another. The map:

- `knock`: whether the server lets us in, asked before anything is loaded
- `connection`: one connection; errors about things that have just vanished stay inside it
- `pump`: calls somebody when a connection has news, from a thread or from a toolkit's own loop
- `windows`: the windows port; `model`, `properties`, `screens`: what it knows and reads
- `keyboard`: what the keys of this keyboard are called, and which of them make a character
- `observed` (RECORD), `hotkeys` (XGrabKey), `made` (XTEST), `capture` (XShm through mss),
  `window_capture` (a window's own content, through Composite)
"""
