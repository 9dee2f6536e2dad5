"""AT-SPI: the accessibility trees of programs on Linux, read over D-Bus from one asyncio loop.

Owns the connection to the accessibility bus and every quirk of GTK, Qt, LibreOffice and Chromium. Tells the rest of
guide nothing but `guide.desktop.elements`. The map:

- `bus`: the connection, its limits, and how programs that do not answer are kept from hurting
- `roles`, `states`, `names`: AT-SPI's vocabulary in ARIA's
- `nodes`: one accessible, read
- `applications`: from a window to its program and its frame in the tree
- `places`: where a thing is on the screen, each toolkit's errors repaired
- `search`, `rungs`: the ways to find a thing, the cheapest that this toolkit can do first
- `events`: what changed, as it changes
- `elements`: all of it behind the port
"""
