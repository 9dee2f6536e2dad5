"""A window of Qt 6 whose buttons change what is beside them: what a search remembers of it must not be believed."""

from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget

app = QApplication([])
window = QWidget()
window.setWindowTitle("Changing")
box = QVBoxLayout(window)
target = QPushButton("Target")
added: list[QWidget] = []


def add() -> None:
    frame = QWidget()
    QVBoxLayout(frame).addWidget(QPushButton("Target"))
    box.addWidget(frame)
    added.append(frame)


def remove() -> None:
    added.pop().deleteLater()


CHANGES = {
    "Add": add,
    "Remove": remove,
    "Rename": lambda: target.setText("Renamed"),
    "Name": lambda: target.setText("Target"),
    "Hide": target.hide,
    "Show": target.show,
}
for name, change in CHANGES.items():
    button = QPushButton(name)
    button.clicked.connect(change)
    box.addWidget(button)
box.addWidget(target)
inside, area = QWidget(), QScrollArea()
rows = QVBoxLayout(inside)
for name in (*(f"Above {number}" for number in range(9)), "Twin"):
    rows.addWidget(QPushButton(name))
area.setWidget(inside)
area.setFixedHeight(100)
box.addWidget(area)
box.addWidget(QPushButton("Twin"))
window.resize(500, 600)
window.show()
app.exec()
