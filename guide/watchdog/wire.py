"""What goes through the two pipes between guide and its watchdog: single bytes, nothing of any content."""

from __future__ import annotations

from typing import Final

#: From guide: something of ours is on the screen, and whoever answers for it is awake.
BEAT: Final = b"+"
#: From guide: nothing is on the screen; be silent until the next beat.
REST: Final = b"-"
#: From the watchdog: your windows were taken off the screen; show them again, now that you can read this.
FREED: Final = b"!"
