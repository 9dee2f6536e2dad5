"""A menu that opens over an editable box, as toolbars have them below the menu bar."""

from PySide6.QtWidgets import QApplication, QComboBox, QMainWindow

application = QApplication([])
window, box = QMainWindow(), QComboBox()
window.setWindowTitle("Menu over a box")
menu = window.menuBar().addMenu("View")
for name in ("Continuous", "Two pages", "Full screen"):
    menu.addAction(name)
box.setEditable(True)
box.addItems(["100 %", "150 %"])
window.addToolBar("Zoom").addWidget(box)
window.resize(400, 300)
window.show()
application.exec()
