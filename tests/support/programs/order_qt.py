"""A form in two versions: `order_qt.py 1`, and `order_qt.py 2`, whose makers have renamed and moved what it had."""

import sys

from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

NEW = sys.argv[1] == "2"

app = QApplication(["order_qt"])
window = QWidget()
window.setWindowTitle("Order")
window.setMinimumSize(420, 200)
column, row = QVBoxLayout(window), QHBoxLayout()
customer = QLineEdit()
customer.setAccessibleName("Customer")
express = QCheckBox("Express delivery" if NEW else "Express")
send = QPushButton("Send the order" if NEW else "Send order")
send.clicked.connect(lambda: window.setWindowTitle("Sent"))
cancel = QPushButton("Cancel")
for button in (cancel, send) if NEW else (send, cancel):
    row.addWidget(button)
column.addWidget(customer)
column.addWidget(express)
column.addLayout(row)
window.show()
app.exec()
