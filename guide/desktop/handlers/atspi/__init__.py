"""AT-SPI: the accessibility trees of programs on Linux, read over D-Bus from one asyncio loop.

Owns the connection to the accessibility bus and every quirk of GTK, Qt, LibreOffice and Chromium. Tells the rest of
guide nothing but `guide.desktop.elements`. Why it asks as it does: docs/decisions/0008. The map, from the outside in:

- `elements`: all of it behind the port; `ability`: whether it works here
- `events`, `event_words`: what changed, as it changes
- `search`: by the cheapest way, `by_collecting` (with `collecting`) or `by_walking` (through `tree`); `pointing`: what
  lies under a point; `judging`: whether an element is what is looked for; `tables`, `labels`: cells, fields
- `views`, `applications`: from a window to its program and its place in the tree
- `reading`, `places`, `ancestry`: one element for the outside; where it is on the screen; what it lies in
- `nodes`: one accessible, and an inquiry that counts questions and keeps the deadline
- `roles`, `states`, `names`: AT-SPI's vocabulary in ARIA's
- `bus`: the connection, its limits, and how programs that do not answer are kept from hurting
"""
