"""Forty buttons in a part of the window that scrolls, one below it, and a list of sixty; `dialog`: in a dialog."""

import sys
from functools import partial

from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QPushButton, QScrollArea, QVBoxLayout, QWidget

application = QApplication([])
main = QDialog() if "dialog" in sys.argv else QWidget()
rows, area, names = QWidget(), QScrollArea(), QListWidget()
main.setWindowTitle("Rows")
column, inside = QVBoxLayout(main), QVBoxLayout(rows)
for number in range(40):
    row = QPushButton(f"Row {number}")
    row.clicked.connect(partial(main.setWindowTitle, row.text()))
    inside.addWidget(row)
area.setWidget(rows)
area.setFixedSize(300, 200)
names.addItems([f"Item {number}" for number in range(60)])
names.setFixedHeight(100)
for part in (area, QPushButton("Below"), names):
    column.addWidget(part)
main.show()
application.exec()
