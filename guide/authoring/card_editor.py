"""The middle: the card as it will look, and its text written right there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from guide.authoring.hints import reading_s, target_label
from guide.authoring.look import Look, canvas, ink, picture
from guide.authoring.markdown_edit import MarkdownEdit
from guide.i18n import translate
from guide.tutorial.problems import Path as DataPath

Data = dict[str, Any]
_WIDTH_PX = 344
"""As wide as the player's card, at running text of 14 px."""
_RADIUS = 12.0
_ARROW_PX = 11
_PICTURE_PX = 150


class _Sheet(QWidget):
    """Paper with a shadow and, where something is pointed at, an arrow."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.pointing = False
        self.setFixedWidth(look.px(_WIDTH_PX))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint them."""
        del event
        colours = self._look.colours
        box = QRectF(self.rect()).adjusted(1, _ARROW_PX, -1, -6)
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for spread in range(5, 0, -1):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(10, 14, 30, 5))
                painter.drawRoundedRect(box.adjusted(-1, 0, 1, spread), _RADIUS, _RADIUS)
            path = QPainterPath()
            path.addRoundedRect(box, _RADIUS, _RADIUS)
            if self.pointing:
                path = path.united(_arrow(box))
            painter.setPen(QPen(QColor(colours.outline), 1))
            painter.setBrush(QColor(colours.surface))
            painter.drawPath(path)
        finally:
            painter.end()


def _arrow(box: QRectF) -> QPainterPath:
    middle = box.center().x()
    path = QPainterPath(QPointF(middle - _ARROW_PX, box.top() + 1))
    path.lineTo(middle, box.top() - _ARROW_PX + 1)
    path.lineTo(middle + _ARROW_PX, box.top() + 1)
    path.closeSubpath()
    return path


class _Progress(QWidget):
    """The bar of steps."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self.number, self.total = look, 1, 1
        self.setFixedHeight(look.px(4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint as many pieces as there are steps; one bar where these are many."""
        del event
        colours, whole = self._look.colours, QRectF(self.rect())
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            count = self.total if self.total <= 14 else 1
            gap = whole.height()
            width = (whole.width() - gap * (count - 1)) / count
            for index in range(count):
                piece = QRectF(index * (width + gap), 0, width, whole.height())
                painter.setBrush(QColor(colours.accent if count > 1 and index < self.number else colours.rest))
                painter.drawRoundedRect(piece, piece.height() / 2, piece.height() / 2)
            if count == 1:
                painter.setBrush(QColor(colours.accent))
                done = whole.adjusted(0, 0, -whole.width() * (1 - self.number / max(self.total, 1)), 0)
                painter.drawRoundedRect(done, whole.height() / 2, whole.height() / 2)
        finally:
            painter.end()


class CardEditor(QScrollArea):
    """Shows a step. `typed`: a field of it, and what it says now; `asked`: a field whose form is wanted."""

    typed = Signal(object, str)
    left = Signal()
    asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._folder: Path | None = None
        self._image: tuple[str, QPixmap] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._desk = QWidget()
        self._desk.setAutoFillBackground(True)
        palette = self._desk.palette()
        palette.setColor(self._desk.backgroundRole(), canvas(look))
        self._desk.setPalette(palette)
        self._make_parts()
        self._lay_out()
        self.setWidget(self._desk)
        self.setMinimumWidth(look.px(_WIDTH_PX + 48))

    def set_folder(self, folder: Path | None) -> None:
        """Take pictures from another folder."""
        self._folder, self._image = folder, None

    def load(self, step: Data, number: int, total: int, head: Data) -> None:
        """Show a step as it is now. What has the cursor keeps it."""
        language = str(head.get("language") or "en")
        self._where.setText(translate("authoring", "Step {number} of {total}").format(number=number + 1, total=total))
        self._kicker.setText(str(head.get("title") or ""))
        self._progress.number, self._progress.total = number + 1, total
        self._progress.update()
        if self._heading.text() != str(step.get("title") or ""):
            self._heading.setText(str(step.get("title") or ""))
        self.say.load(str(step.get("say") or ""))
        self._load_help(step)
        self._load_question(step.get("ask"))
        self._load_picture(step.get("media"))
        self._sheet.pointing = bool(step.get("target") or step.get("targets"))
        self._sheet.update()
        self._next.setVisible(waits_for_next(step))
        self._back.setVisible(number > 0)
        self._caption = caption(step, language)
        self._below.setText(self._caption)

    def add_below(self, words: str) -> None:
        """Say something more below the card; empty: nothing."""
        self._below.setText(f"{self._caption}\n{words}" if words else self._caption)

    def focus_field(self, field: DataPath) -> bool:
        """Put the cursor into a field, where it is one of the card's."""
        own: dict[DataPath, QWidget] = {("say",): self.say, ("title",): self._heading, ("stuck", "hint"): self._hint}
        widget = own.get(field)
        if widget is None or not widget.isVisibleTo(self):
            return False
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(widget)
        return True

    def _make_parts(self) -> None:
        look, colours = self._look, self._look.colours
        self._sheet = _Sheet(look)
        self._where, self._kicker = QLabel(), QLabel()
        self._where.setFont(look.font(0.86, QFont.Weight.DemiBold))
        ink(self._where, colours.accent)
        self._kicker.setFont(look.font(0.86))
        self._kicker.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        ink(self._kicker, colours.muted)
        self._progress = _Progress(look)
        self._heading = QLineEdit()
        self._heading.setFrame(False)
        self._heading.setFont(look.font(1.25, QFont.Weight.DemiBold))
        self._heading.setPlaceholderText(translate("authoring", "Heading"))
        self._heading.setAccessibleName(translate("authoring", "Heading of the card"))
        self._heading.textEdited.connect(lambda text: self.typed.emit(("title",), text))
        self._heading.editingFinished.connect(self.left)
        self.say = MarkdownEdit(look, translate("authoring", "Text of the card"), times=1.05)
        self.say.setPlaceholderText(translate("authoring", "What to do, in one sentence"))
        self.say.typed.connect(lambda text: self.typed.emit(("say",), text))
        self.say.left.connect(self.left)
        self._media = QLabel()
        self._media.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._make_help()
        self._ask = QWidget()
        self._ask_column = QVBoxLayout(self._ask)
        self._ask_column.setContentsMargins(0, 0, 0, 0)
        self._ask_column.setSpacing(look.px(4))
        self._back, self._next = (
            _card_button(translate("authoring", "Back"), look),
            _card_button(translate("authoring", "Next"), look, primary=True),
        )
        self._caption = ""
        self._below = QLabel()
        self._below.setFont(look.font(0.9))
        self._below.setWordWrap(True)
        self._below.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._below.setFixedWidth(look.px(_WIDTH_PX))
        ink(self._below, colours.muted)

    def _make_help(self) -> None:
        look = self._look
        self._help = QFrame()
        self._help.setObjectName("hint")
        self._help.setStyleSheet(f"#hint {{ background: {look.colours.hint}; border-radius: {look.px(8)}px; }}")
        mark = QLabel()
        mark.setPixmap(picture("hint", look.colours.hint_mark, look.px(18), self.devicePixelRatioF()))
        self._hint = MarkdownEdit(look, translate("authoring", "Hint for those who are stuck"), times=0.95)
        ink(self._hint, look.colours.text)  # what has a style sheet hands no palette down
        self._hint.setPlaceholderText(translate("authoring", "A hint for those who do not get on"))
        self._hint.typed.connect(lambda text: self.typed.emit(("stuck", "hint"), text))
        self._hint.left.connect(self.left)
        row = QHBoxLayout(self._help)
        row.setContentsMargins(look.px(10), look.px(6), look.px(8), look.px(6))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._hint, 1)

    def _lay_out(self) -> None:
        look = self._look
        inside = QVBoxLayout(self._sheet)
        pad = look.px(18)
        inside.setContentsMargins(pad, look.px(12) + _ARROW_PX, pad, look.px(16))
        inside.setSpacing(look.px(9))
        top = QHBoxLayout()
        top.setSpacing(look.px(8))
        top.addWidget(self._where)
        top.addWidget(self._kicker, 1)
        inside.addLayout(top)
        inside.addWidget(self._progress)
        inside.addWidget(self._heading)
        for part in (self.say, self._media, self._help, self._ask):
            inside.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._next)
        inside.addLayout(buttons)
        column = QVBoxLayout(self._desk)
        column.setContentsMargins(look.px(16), look.px(28), look.px(16), look.px(16))
        column.setSpacing(look.px(12))
        column.addWidget(self._sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._below, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def _load_help(self, step: Data) -> None:
        stuck = step.get("stuck")
        hint = str(stuck.get("hint") or "") if isinstance(stuck, dict) else ""
        self._hint.load(hint)
        self._help.setVisible(bool(hint) or self._hint.hasFocus())

    def _load_question(self, ask: Any) -> None:
        while (item := self._ask_column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._ask.setVisible(isinstance(ask, dict))
        if not isinstance(ask, dict):
            return
        question = QLabel(str(ask.get("question") or ""))
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setFont(self._look.font(1.0, QFont.Weight.DemiBold))
        question.setWordWrap(True)
        self._ask_column.addWidget(question)
        for choice in ask.get("choices") or ():
            button = _card_button(str(choice.get("text") or "") if isinstance(choice, dict) else "", self._look)
            button.clicked.connect(lambda: self.asked.emit("ask"))
            self._ask_column.addWidget(button)

    def _load_picture(self, media: Any) -> None:
        name = media.get("file") if isinstance(media, dict) else None
        self._media.setVisible(False)
        if not isinstance(name, str) or self._folder is None:
            return
        if self._image is None or self._image[0] != name:
            self._image = (name, QPixmap(str(self._folder / name)))
        image = self._image[1]
        if not image.isNull():
            most = self._look.px(_WIDTH_PX - 36), self._look.px(_PICTURE_PX)
            smooth = Qt.TransformationMode.SmoothTransformation
            self._media.setPixmap(image.scaled(*most, Qt.AspectRatioMode.KeepAspectRatio, smooth))
            self._media.setAccessibleName(str(media.get("alt") or ""))
            self._media.setVisible(True)


def _card_button(words: str, look: Look, *, primary: bool = False) -> QPushButton:
    """Return a button as it stands on the card; here it only shows that it is there."""
    button = QPushButton(words)
    colours = look.colours
    fill, letters = (colours.accent, colours.on_accent) if primary else ("transparent", colours.text)
    edge = colours.accent if primary else colours.control
    button.setStyleSheet(
        f"QPushButton {{ background: {fill}; color: {letters}; border: 1px solid {edge};"
        f" border-radius: {look.px(7)}px; padding: {look.px(5)}px {look.px(14)}px; }}"
    )
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


def waits_for_next(step: Data) -> bool:
    """Whether the card has a Next button."""
    until = step.get("until")
    return until == "confirmed" or (until is None and not any(step.get(n) for n in ("target", "targets", "ask")))


def caption(step: Data, language: str) -> str:
    """Say below the card what one does not see on it."""
    name = target_label(step, language)
    parts = []
    if step.get("target") or step.get("targets"):
        points = translate("authoring", "Points at “{name}”") if name else translate("authoring", "Points at a place")
        parts.append(points.format(name=name))
    seconds = max(1, round(reading_s(step)))
    parts.append(translate("authoring", "{seconds} s to read").format(seconds=seconds))
    if step.get("when") is not None:
        parts.append(translate("authoring", "only under a condition"))
    if step.get("optional"):
        parts.append(translate("authoring", "may be skipped"))
    return " · ".join(parts)
