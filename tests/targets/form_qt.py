"""The form of `forms` in Qt 6: `form_qt.py FILE`, which describes it."""

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

form = json.loads(Path(sys.argv[1]).read_text())
application = QApplication(sys.argv[:1])
main = QWidget()
rows = QFormLayout(main)
red, green, blue = form["background"]
main.setObjectName("main")
main.setWindowTitle(form["title"])
rules = [f"#main {{ background: rgb({red}, {green}, {blue}) }} * {{ color: {form['ink']} }}"]
KINDS = {"button": QPushButton, "textbox": QLineEdit, "checkbox": QCheckBox, "radio": QRadioButton}
for control in form["controls"]:
    made = KINDS[control["kind"]](control["value"] or control["words"])
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.setObjectName(control["key"])
    red, green, blue = control["edge"]
    rules.append(
        f"#{control['key']} {{ border: 1px solid rgb({red}, {green}, {blue}); background: transparent; padding: 4px }}"
    )
    if control["kind"] == "textbox":
        rows.addRow(control["words"], made)
    else:
        rows.addRow(made)
main.setStyleSheet("\n".join(rules))
main.show()
application.exec()
