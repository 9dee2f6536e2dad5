"""Two windows for proposals: one in which a colleague sends what they recorded, and one in which support takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from guide.authoring.keeping import Aside
from guide.authoring.look import Look, fit, ink
from guide.authoring.proposals import Proposal, accept, decline, proposals
from guide.i18n import translate, translate_count

_PICTURE_PX, _STEP_PX = 96, 160


@dataclass(frozen=True, slots=True)
class Around:
    """What the app hands in."""

    aside: Aside
    """Does what waits for the share elsewhere."""
    open_file: Callable[[Path], None]
    """Opens a tutorial in the window for authors."""


class ProposeDialog(QDialog):
    """Shows a colleague what they recorded before anybody else sees it."""

    agreed = Signal(str, str, str)
    """Who, the title, and a word to support."""
    thrown_away = Signal()
    looked = Signal()
    """They want to look at it, and change it, first."""

    def __init__(self, look: Look, *, who: str, title: str, steps: Sequence[tuple[str, Path]]) -> None:
        """Show `steps`: what each says, and its picture."""
        super().__init__()
        self.setPalette(look.palette())
        self.setFont(look.font())
        self.setWindowTitle(translate("authoring", "Propose a tutorial"))
        about = QLabel(
            translate(
                "authoring",
                "This is what goes to support: these steps, with pictures of the program. What you typed is not in it.",
            )
        )
        about.setWordWrap(True)
        listed = QListWidget()
        listed.setAccessibleName(translate("authoring", "Steps"))
        listed.setIconSize(QSize(look.px(_STEP_PX), look.px(_STEP_PX * 3 // 4)))
        listed.setWordWrap(True)
        listed.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        for number, (words, file) in enumerate(steps, 1):
            listed.addItem(QListWidgetItem(_as_icon(thumbnail(file, look.px(_STEP_PX))), f"{number}. {words}"))
        self._title, self._note, self._who = QLineEdit(title), QLineEdit(), QLineEdit(who)
        self._note.setPlaceholderText(translate("authoring", "When is it needed? Who asks for it?"))
        form = QFormLayout()
        for words, field in (
            (translate("authoring", "What is it about?"), self._title),
            (translate("authoring", "A word to support"), self._note),
            (translate("authoring", "You are"), self._who),
        ):
            field.setAccessibleName(words)
            form.addRow(words, field)
        self._send = QPushButton(translate("authoring", "Send"))
        self._send.setDefault(True)
        self._send.clicked.connect(self._agree)
        look_at = QPushButton(translate("authoring", "Look at it first"))
        look_at.clicked.connect(self.looked)
        away = QPushButton(translate("authoring", "Throw away"))
        away.clicked.connect(self._throw_away)
        buttons = QHBoxLayout()
        buttons.addWidget(away)
        buttons.addStretch(1)
        for button in (look_at, self._send):
            buttons.addWidget(button)
        for field in (self._title, self._who):
            field.textChanged.connect(self._check)
        column = QVBoxLayout(self)
        column.addWidget(about)
        column.addWidget(listed, 1)
        column.addLayout(form)
        column.addLayout(buttons)
        fit(self, look.px(560), look.px(560))
        self._title.setFocus()
        self._title.selectAll()
        self._check()

    def _check(self) -> None:
        self._send.setEnabled(bool(self._title.text().strip() and self._who.text().strip()))

    def _throw_away(self) -> None:
        self.thrown_away.emit()
        self.accept()

    def _agree(self) -> None:
        self.agreed.emit(self._who.text(), self._title.text(), self._note.text())
        self.accept()


class ProposalsWindow(QWidget):
    """What colleagues propose: a list, and what support does about each."""

    listed = Signal()
    """The list is that of now."""

    def __init__(self, shared: Path, into: Path, look: Look, *, who: str, around: Around) -> None:
        super().__init__()
        self._shared, self._look, self._who, self._around = shared, look, who, around
        self._all: tuple[Proposal, ...] = ()
        self.setPalette(look.palette())
        self.setFont(look.font())
        self.setWindowTitle(translate("authoring", "Proposals"))
        fit(self, look.px(760), look.px(520))
        self._count = QLabel()
        self._count.setFont(look.font(1.25, QFont.Weight.DemiBold))
        self._list = QListWidget()
        self._list.setAccessibleName(translate("authoring", "Proposals"))
        self._list.setIconSize(QSize(look.px(_PICTURE_PX), look.px(_PICTURE_PX * 3 // 4)))
        self._list.setSpacing(look.px(4))
        self._list.currentRowChanged.connect(self._show)
        self._list.itemActivated.connect(lambda _: self._open())
        self._about = QLabel()
        self._about.setWordWrap(True)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._into = QLineEdit(str(into))
        self._into.setAccessibleName(translate("authoring", "Accepted ones go to"))
        self._trouble = QLabel()
        self._trouble.setWordWrap(True)
        ink(self._trouble, look.colours.warning_mark)
        self._buttons = (
            self._button(translate("authoring", "Open"), self._open),
            self._button(translate("authoring", "Decline…"), self._decline),
            self._button(translate("authoring", "Accept…"), self._accept),
        )
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Look into the folder again."""
        size = self._look.px(_PICTURE_PX)

        def look() -> list[tuple[Proposal, QImage]]:
            return [(one, thumbnail(one.picture, size)) for one in proposals(self._shared)]

        self._around.aside(look, self._fill)

    def _fill(self, found: list[tuple[Proposal, QImage]] | Exception) -> None:
        if isinstance(found, Exception):
            self._trouble.setText(str(found))
            return
        self._all = tuple(one for one, _ in found)
        self._list.clear()
        for one, image in found:
            self._list.addItem(QListWidgetItem(_as_icon(image), _told(one)))
        words = translate_count("authoring", "{count} proposal", "{count} proposals", len(self._all))
        self._count.setText(words if self._all else translate("authoring", "Nothing is proposed at the moment."))
        self._list.setCurrentRow(0 if self._all else -1)
        self._show(self._list.currentRow())
        self.listed.emit()

    def _button(self, words: str, call: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(call)
        return button

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(translate("authoring", "Accepted ones go to"), self._into)
        buttons = QHBoxLayout()
        buttons.addWidget(self._trouble, 1)
        for button in self._buttons:
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        for part in (self._count, self._list, self._about):
            column.addWidget(part)
        column.setStretch(1, 1)
        column.addLayout(form)
        column.addLayout(buttons)

    def _one(self) -> Proposal | None:
        row = self._list.currentRow()
        return self._all[row] if 0 <= row < len(self._all) else None

    def _show(self, _row: int) -> None:
        one = self._one()
        self._trouble.clear()
        for button in self._buttons:
            button.setEnabled(one is not None)
        lines = []
        if one is not None:
            lines += [f"“{one.note}”"] if one.note else []
            opens = translate("authoring", "It opens its program by: {command}").format(command=one.opens)
            lines += [opens] if one.opens else []
            lines += one.problems[:5]
        self._about.setText("\n".join(lines))

    def _open(self) -> None:
        if (one := self._one()) is not None:
            self._around.open_file(one.folder / "tutorial.yaml")

    def _accept(self) -> None:
        self._answer(
            translate("authoring", "Accept"),
            translate("authoring", "Thank you, this will help many."),
            lambda one, words: accept(one, Path(self._into.text()).expanduser(), who=self._who, words=words),
        )

    def _decline(self) -> None:
        self._answer(
            translate("authoring", "Decline"),
            translate("authoring", "Thank you for thinking of it."),
            lambda one, words: decline(one, who=self._who, words=words),
        )

    def _answer(self, heading: str, offered: str, call: Callable[[Proposal, str], object]) -> None:
        one = self._one()
        if one is None:
            return
        asked = translate("authoring", "What {who} is told:").format(who=one.by)
        words, good = QInputDialog.getText(self, heading, asked, QLineEdit.EchoMode.Normal, offered)
        if not good:
            return
        for button in self._buttons:
            button.setEnabled(False)
        self._around.aside(lambda: call(one, words), self._answered)

    def _answered(self, result: object) -> None:
        if isinstance(result, Exception):
            self._show(0)
            self._trouble.setText(str(result))
        else:
            self.refresh()


def thumbnail(file: Path | None, width_px: int) -> QImage:
    """Return a picture at this width, read no larger than it is needed; an empty one where there is none."""
    reader = QImageReader(str(file) if file is not None else "")
    size = reader.size()
    if file is None or not size.isValid():
        return QImage()
    reader.setScaledSize(size.scaled(width_px, width_px * 3 // 4, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _as_icon(image: QImage) -> QIcon:
    made = QIcon()
    if not image.isNull():
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # a chosen one is not tinted
            made.addPixmap(QPixmap.fromImage(image), mode)
    return made


def _told(one: Proposal) -> str:
    steps = translate_count("authoring", "{count} step", "{count} steps", one.steps)
    wrong = translate_count("authoring", "{count} problem", "{count} problems", len(one.problems))
    about = [one.by, one.at[:10], steps, *([wrong] if one.problems else [])]
    return f"{one.title}\n{' · '.join(part for part in about if part)}"
