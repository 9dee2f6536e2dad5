"""Paints the icon of the program, in the sizes of trays and task switchers, from its drawing.

A picture is shown at once and with little; the tray program that waits all day need not know how to paint drawings.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent.parent))

from PySide6.QtGui import QGuiApplication

from guide.player.icons import APP_ICON_SIZES_PX, app_icon_file, pixmap


def main() -> int:
    """Write the pictures beside the drawing."""
    app = QGuiApplication([])
    for size_px in APP_ICON_SIZES_PX:
        pixmap("guide", "#000000", size_px).save(str(app_icon_file(size_px)))
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
