"""What the window for authors asks before something is lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from guide.i18n import translate


def ask_to_bring_back(over: QWidget, title: str, answered: Callable[[bool], None]) -> None:
    """Ask whether what an editor left that ended by accident is wanted."""
    box = QMessageBox(over)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setText(translate("authoring", "This tutorial was not saved when the editor ended last time."))
    box.setInformativeText(translate("authoring", "Bring back what was written then? It can be undone."))
    bring = box.addButton(translate("authoring", "Bring back"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(translate("authoring", "Throw away"), QMessageBox.ButtonRole.DestructiveRole)
    box.finished.connect(lambda _: answered(box.clickedButton() is bring))
    box.open()


def may_close(over: QWidget, title: str, save: Callable[[], bool]) -> bool:
    """Ask about what is not saved; whether the window may close."""
    buttons = QMessageBox.StandardButton
    asked = QMessageBox.question(
        over,
        title,
        translate("authoring", "The tutorial is not saved. Save it?"),
        buttons.Save | buttons.Discard | buttons.Cancel,
    )
    return save() if asked == buttons.Save else asked == buttons.Discard
