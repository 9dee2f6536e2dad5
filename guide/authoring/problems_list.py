"""What is to be said, at the bottom: each line leads to its field, and has a button where there is a fix."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem

from guide.authoring.findings import Finding
from guide.authoring.look import Look, icon, severity_colour
from guide.authoring.steps_list import severity_name
from guide.i18n import translate

_ORDER = ("error", "warning", "hint", "note")
#: More rows than anyone reads cost time to lay out; the first are the worst.
_MOST = 200


class ProblemsList(QTreeWidget):
    """`chosen`: a finding whose field is wanted; `fixed`: one whose fix is."""

    chosen = Signal(object)
    fixed = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._icons = {name: icon(name, look, severity_colour(name, look)) for name in _ORDER}
        self._found: tuple[Finding, ...] = ()
        self.setColumnCount(3)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(translate("authoring", "What is to be said"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.itemActivated.connect(self._activated)
        self.itemClicked.connect(self._activated)

    def show_findings(self, found: Sequence[Finding], ids: Sequence[str]) -> None:
        """List them, the worst first."""
        ordered = tuple(sorted(found, key=lambda one: (_ORDER.index(one.severity), one.step or 0)))[:_MOST]
        if ordered == self._found:
            return
        self._found = ordered
        self.clear()
        for one in ordered:
            self._add(one, ids)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Mend what is chosen with F."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_F and not event.modifiers() and item is not None:
            one = self._found[self.indexOfTopLevelItem(item)]
            if one.fix is not None:
                self.fixed.emit(one)
                return
        super().keyPressEvent(event)

    def _add(self, one: Finding, ids: Sequence[str]) -> None:
        where = translate("authoring", "Tutorial") if one.step is None else str(one.step + 1)
        if one.step is not None and one.step < len(ids):
            where = f"{one.step + 1} · {ids[one.step]}"
        what = f"{one.what} — {one.advice}" if one.advice else one.what
        item = QTreeWidgetItem([where, what, ""])
        item.setIcon(0, self._icons.get(one.severity, QIcon()))
        item.setToolTip(1, what)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{where}, {severity_name(one.severity)}")
        self.addTopLevelItem(item)
        if one.fix is not None:
            button = QPushButton(one.fix.label)
            button.setFont(self._look.font(0.9))
            button.setAccessibleName(f"{one.fix.label}: {one.what}")
            button.clicked.connect(lambda: self.fixed.emit(one))
            self.setItemWidget(item, 2, button)

    def _activated(self, item: QTreeWidgetItem) -> None:
        number = self.indexOfTopLevelItem(item)
        if 0 <= number < len(self._found):
            self.chosen.emit(self._found[number])
