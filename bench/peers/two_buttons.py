"""A program with two buttons far apart, and nothing else: what is measured over it is guide's own time."""

from __future__ import annotations

import sys

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

TITLE = "Two buttons"
WINDOW = QRect(100, 100, 900, 500)
LEFT, RIGHT = QRect(60, 60, 120, 40), QRect(700, 400, 120, 40)


def main() -> int:
    """Run until killed."""
    app = QApplication(["two-buttons"])
    window = QWidget()
    window.setWindowTitle(TITLE)
    for label, place in (("Left", LEFT), ("Right", RIGHT)):
        QPushButton(label, window).setGeometry(place)
    window.setGeometry(WINDOW)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
