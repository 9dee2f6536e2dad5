"""The inside of a card: turns a `Content` into widgets, top to bottom as one reads it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from guide.player import text
from guide.player.blocks import BadgeMark, NoticeBlock, OneLine, StepBar, picture_label, set_ink, small_label
from guide.player.buttons import CardButton, FaceButton, IconButton, Kind
from guide.player.content import Button, Content, Notice, NoticeKind
from guide.player.rich_text import RichText
from guide.player.theme import Theme
from guide.session.events import Answer, Pause
from guide.tutorial.document import Ask, Choice

_PAD = 18


class Body(QWidget):
    """The widgets of one content. `pressed` sends a `Button`; `asked_to_close`: the cross."""

    pressed = Signal(object)
    asked_to_close = Signal()
    rated = Signal(int)

    def __init__(self, content: Content, theme: Theme, width_px: int, pictures: Path | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.content = content
        self._theme = theme
        pad = theme.px(_PAD)
        self._inner_px = width_px - 2 * pad
        self._pictures = pictures
        self._main_text: RichText | None = None
        self.setFixedWidth(width_px)
        self._column = QVBoxLayout(self)
        self._overhang = theme.px(8) + 3
        """How far the words of a button without edges stand in from where it begins: it ends there with the text."""
        self._column.setContentsMargins(pad - self._overhang, theme.px(12), pad - self._overhang, theme.px(14))
        self._column.setSpacing(theme.px(10))
        self._build()
        self.setFixedHeight(self._column.sizeHint().height())

    def fit_height(self, most_px: int) -> None:
        """Let the text scroll where the card would be higher than the screen."""
        excess = self.height() - most_px
        if excess > 0 and self._main_text is not None:
            natural = self._main_text.natural_height
            left = max(self._theme.text_px * 3, natural - excess)
            self._main_text.shorten_to(left)
            self.setFixedHeight(self.height() - natural + left)

    def buttons(self) -> list[QAbstractButton]:
        """Everything that can be pressed, in the order of the Tab key."""
        return [b for b in self.findChildren(QAbstractButton) if b.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def first_choice(self) -> QWidget | None:
        """Where the keyboard starts: what moves on, else the first thing that can be pressed."""
        buttons = self.buttons()
        primary = next((b for b in buttons if isinstance(b, CardButton) and b.kind in ("primary", "choice")), None)
        return primary or next(iter(buttons), None)

    def _build(self) -> None:
        content = self.content
        self._column.addLayout(self._top_row())
        if content.total:
            self._add(StepBar(content, self._theme))
        self._column.addLayout(self._words())
        if content.media is not None:
            self._add(picture_label(content.media, self._pictures, self._theme, self._inner_px))
        for notice in content.notices:
            self._add(NoticeBlock(notice, self._theme, self._inner_px, self._pictures))
        if content.ask is not None:
            self._column.addLayout(self._question(content.ask))
        if content.rating:
            self._column.addLayout(self._rating())
        if content.buttons:
            self._column.addSpacing(self._theme.px(2))
            self._column.addLayout(self._stack() if content.stacked or not self._fits_a_row() else self._row())

    def _add(self, widget: QWidget) -> None:
        widget.setFixedWidth(self._inner_px)
        self._column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def _inset(self, layout: QBoxLayout, end: int = 0) -> None:
        """Keep a layout as wide as the text."""
        start, end = self._overhang, self._overhang + end
        layout.setContentsMargins(*((end, 0, start, 0) if self.isRightToLeft() else (start, 0, end, 0)))

    def _top_row(self) -> QHBoxLayout:
        row, content, theme = QHBoxLayout(), self.content, self._theme
        row.setSpacing(theme.px(6))
        self._inset(row, -theme.px(4) - 3 if content.running else 0)
        if content.total:
            where = text.step_of(content.number, content.total)
            row.addWidget(small_label(where, theme.colours.accent, theme, QFont.Weight.DemiBold))
        row.addWidget(OneLine(content.kicker, theme), 1)
        if content.running:
            pause = self._pressable(IconButton(theme, text.pause(), "pause"), Button("pause", text.pause(), Pause()))
            close = IconButton(theme, text.close(), "close")
            close.setObjectName("stop")
            close.clicked.connect(self.asked_to_close)
            row.addWidget(pause)
            row.addWidget(close)
        return row

    def _words(self) -> QHBoxLayout:
        row, content, theme = QHBoxLayout(), self.content, self._theme
        row.setSpacing(theme.px(12))
        self._inset(row)
        width = self._inner_px
        if content.badge is not None:
            badge = BadgeMark(content.badge, theme)
            row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
            width -= badge.width() + row.spacing()
        column = QVBoxLayout()
        column.setSpacing(theme.px(5))
        if content.heading:
            heading = QLabel(content.heading)
            heading.setTextFormat(Qt.TextFormat.PlainText)
            heading.setWordWrap(True)
            heading.setFont(theme.font(1.0 if content.small else 1.25, QFont.Weight.DemiBold))
            heading.setFixedWidth(width)
            heading.setFixedHeight(heading.heightForWidth(width))
            set_ink(heading, theme.colours.text)
            column.addWidget(heading)
        if content.text:
            font = theme.font(1.0 if content.heading else 1.1)
            self._main_text = RichText(content.text, font, theme, width, self._pictures)
            column.addWidget(self._main_text)
        row.addLayout(column, 1)
        return row

    def _question(self, ask: Ask) -> QVBoxLayout:
        theme, answered = self._theme, self.content.answered
        wrong = any(choice.id == answered and choice.correct is False for choice in ask.choices)
        column = QVBoxLayout()
        column.setSpacing(theme.px(4))
        self._inset(column)
        font = theme.font(1.0, QFont.Weight.DemiBold)
        column.addWidget(RichText(ask.question, font, theme, self._inner_px, self._pictures))
        for choice in ask.choices:
            button = CardButton(theme, choice.text, "choice")
            button.fit(self._inner_px)
            if choice.id == answered:
                button.mark = "failed" if choice.correct is False else "done"
            button.setEnabled(answered is None or (wrong and choice.id != answered))
            column.addWidget(self._pressable(button, Button(f"choice:{choice.id}", choice.text, Answer(choice.id))))
            if choice.id == answered and (said := _said(choice)):
                kind = Notice(_verdict(choice), text.answer_name(), said)
                column.addWidget(NoticeBlock(kind, theme, self._inner_px, self._pictures))
        return column

    def _rating(self) -> QVBoxLayout:
        theme = self._theme
        column, row = QVBoxLayout(), QHBoxLayout()
        self._inset(column)
        column.addWidget(small_label(text.how_was_it(), theme.colours.muted, theme))
        row.setSpacing(theme.px(4))
        side = min(theme.px(38), (self._inner_px - 4 * row.spacing()) // 5)
        for rating in range(1, 6):
            face = FaceButton(theme, text.mood(rating), rating, side)
            face.setObjectName(f"rate:{rating}")
            face.clicked.connect(lambda _=False, face=face: self._rate(face))
            row.addWidget(face)
        row.addStretch(1)
        column.addLayout(row)
        return column

    def _rate(self, face: FaceButton) -> None:
        face.chosen = True
        for other in self.findChildren(FaceButton):
            other.setEnabled(False)
        self.rated.emit(face.rating)

    def _fits_a_row(self) -> bool:
        """Say whether the buttons stand side by side: not with large letters, or in a wordy language."""
        kinds: list[Kind] = ["primary" if button.primary else "quiet" for button in self.content.buttons]
        made = [CardButton(self._theme, b.label, kind) for b, kind in zip(self.content.buttons, kinds, strict=True)]
        gaps = self._theme.px(4) * len(made)
        return sum(button.sizeHint().width() for button in made) + gaps <= self.width() - self._overhang

    def _row(self) -> QHBoxLayout:
        """Back stands at the start, what moves on at the end."""
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(4))
        if self.content.buttons[-1].primary:
            end = self._overhang - 3
            row.setContentsMargins(*((end, 0, 0, 0) if self.isRightToLeft() else (0, 0, end, 0)))
        for number, button in enumerate(self.content.buttons):
            if number == 1 or (number == 0 and button.id not in ("back", "report")):
                row.addStretch(1)
            kind: Kind = "primary" if button.primary else "quiet"
            row.addWidget(self._pressable(CardButton(self._theme, button.label, kind), button))
        return row

    def _stack(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(4))
        self._inset(column)
        buttons = self.content.buttons if self.content.stacked else reversed(self.content.buttons)
        for button in buttons:  # what moves on comes first where it stood last in a row
            wide = CardButton(self._theme, button.label, "primary" if button.primary else "plain")
            wide.fit(self._inner_px)
            column.addWidget(self._pressable(wide, button))
        return column

    def _pressable(self, widget: QAbstractButton, button: Button) -> QAbstractButton:
        widget.setObjectName(button.id)
        widget.clicked.connect(lambda: self.pressed.emit(button))
        return widget


def _verdict(choice: Choice) -> NoticeKind:
    return "hint" if choice.correct is None else "right" if choice.correct else "wrong"


def _said(choice: Choice) -> str:
    verdict = "" if choice.correct is None else text.correct() if choice.correct else text.not_correct()
    return " ".join(part for part in (verdict, choice.say) if part)
