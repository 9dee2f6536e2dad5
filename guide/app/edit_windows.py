"""What `guide edit` opens beside its window: translations, review, and the card as somebody else sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QInputDialog, QLabel, QMessageBox, QVBoxLayout, QWidget

from guide.app.account import account_name
from guide.authoring.look import canvas
from guide.authoring.review import ReviewError
from guide.authoring.review_window import ReviewWindow, Rules
from guide.authoring.translation_window import TranslationWindow
from guide.i18n import session_language, translate
from guide.player.body import Body
from guide.player.card import WIDTH_PX
from guide.player.content import content_of
from guide.player.theme import Look, Scheme, Theme
from guide.session.view import View
from guide.session.words import filled
from guide.tutorial.document import Tutorial
from guide.tutorial.loader import loads
from guide.tutorial.localised import localised
from guide.tutorial.translating import TranslationSheet
from guide.tutorial.translations import BadPoError, is_language, translation_files


def translation(theme: Theme, command: Sequence[str] = ()) -> Callable[[Path, QWidget], None]:
    """Return what asks for a language and opens its two columns."""

    def begin(file: Path, over: QWidget) -> None:
        known = sorted(translation_files(file))
        words = translate("authoring", "Language (such as de or pt-BR)")
        offered = known or [session_language().partition("-")[0]]
        language, good = QInputDialog.getItem(over, translate("authoring", "Translate"), words, offered)
        if not good:
            return
        if not is_language(language):
            words = translate("authoring", "“{language}” is no language.").format(language=language)
            QMessageBox.warning(over, translate("authoring", "Translate"), words)
            return
        try:
            window = TranslationWindow(TranslationSheet.opened(file, language), theme, command)
        except (ValueError, BadPoError) as error:
            QMessageBox.warning(over, translate("authoring", "Translate"), str(error))
            return
        window.setParent(over, Qt.WindowType.Window)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.show()

    return begin


def review(theme: Theme, *, other_person: bool, typed: bool = False) -> Callable[[Path, str, int, QWidget], None]:
    """Return what opens the review of a tutorial. `typed`: another name than that of the account may be written."""

    def begin(file: Path, text: str, errors: int, over: QWidget) -> None:
        try:
            rules = Rules(account_name(), typed=typed, other_person=other_person)
            window = ReviewWindow(file, text, theme, rules, errors=errors)
        except ReviewError as error:
            QMessageBox.warning(over, translate("authoring", "Review"), str(error))
            return
        window.setParent(over, Qt.WindowType.Dialog)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.show()

    return begin


def colleague(theme: Theme) -> Callable[[str, Path, int, QWidget], None]:
    """Return what shows a step as somebody else sees it."""

    def begin(text: str, file: Path, step: int, over: QWidget) -> None:
        tutorial = loads(text, file.name, file.parent).tutorial
        if tutorial is None:
            words = translate("authoring", "It has errors; the list below says which.")
            QMessageBox.information(over, translate("authoring", "As a colleague sees it"), words)
            return
        window = ColleagueWindow(tutorial, file, step, theme)
        window.setParent(over, Qt.WindowType.Dialog)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.show()

    return begin


class ColleagueWindow(QDialog):
    """The player's own card for one step, in another language, colour and size."""

    def __init__(self, tutorial: Tutorial, file: Path, step: int, theme: Theme) -> None:
        super().__init__()
        self._tutorial, self._file, self._step = tutorial, file, step
        self.setWindowTitle(translate("authoring", "As a colleague sees it"))
        self.setPalette(theme.palette())
        self.setFont(theme.font())
        self._language, self._scheme, self._size, self._scale = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self._language.addItems([tutorial.language, *sorted(translation_files(file))])
        for scheme, words in (
            ("light", translate("authoring", "light")),
            ("dark", translate("authoring", "dark")),
            ("high-contrast", translate("authoring", "high contrast")),
        ):
            self._scheme.addItem(words, scheme)
        for percent in (100, 150, 200, 300):
            self._size.addItem(f"{percent} %", percent / 100)
        for percent in (100, 125, 150, 200):
            self._scale.addItem(f"{percent} %", percent / 100)
        row = QHBoxLayout()
        for words, box in (
            (translate("authoring", "Language"), self._language),
            (translate("authoring", "Colours"), self._scheme),
            (translate("authoring", "Text"), self._size),
            (translate("authoring", "Screen"), self._scale),
        ):
            row.addWidget(QLabel(words))
            row.addWidget(box)
            box.setAccessibleName(words)
            box.currentIndexChanged.connect(self._show)
        row.addStretch(1)
        self._stand = QWidget()
        self._stand.setAutoFillBackground(True)
        self._place = QVBoxLayout(self._stand)
        self._body: QWidget | None = None
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self._stand, 1)
        self._show()

    def _show(self) -> None:
        scheme = cast("Scheme", self._scheme.currentData())
        theme = Theme.of(Look(scheme=scheme, text_scale=float(self._size.currentData())))
        shown = localised(self._tutorial, self._file, self._language.currentText())
        step = shown.steps[self._step]
        view = View(
            state="waiting",
            tutorial_title=shown.title,
            title=None if step.title is None else filled(step.title, step.targets, shown.language),
            say=filled(step.say, step.targets, shown.language),
            number=self._step + 1,
            total=len(shown.steps),
            progress=(self._step + 1) / len(shown.steps),
            media=step.media,
            ask=step.ask,
            can_back=self._step > 0,
            can_next=not step.targets and step.ask is None,
            hint=step.stuck.hint if step.stuck else None,
        )
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        frame = self._body = QWidget(self._stand)
        frame.setAutoFillBackground(True)
        palette = theme.palette()
        frame.setPalette(palette)
        body = Body(content_of(view), theme, theme.px(WIDTH_PX), self._file.parent, frame)
        frame.setFixedSize(body.size())
        background = self._stand.palette()
        background.setColor(self._stand.backgroundRole(), canvas(theme))
        self._stand.setPalette(background)
        scale = float(self._scale.currentData()) / self.devicePixelRatioF()
        if scale != 1:  # pixel for pixel as that screen shows it
            frame = self._body = self._as_on_a_screen(frame, scale)
        self._place.addWidget(frame, 0, Qt.AlignmentFlag.AlignCenter)
        frame.show()
        self.adjustSize()

    def _as_on_a_screen(self, frame: QWidget, scale: float) -> QWidget:
        """Return a picture of a card, drawn for a screen of another scale and as large as it is there."""
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(frame.size() * (scale * ratio))
        drawn.setDevicePixelRatio(scale * ratio)
        drawn.fill(frame.palette().window().color())
        frame.render(drawn, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        drawn.setDevicePixelRatio(ratio)
        shown = QLabel(self._stand)
        shown.setPixmap(drawn)
        shown.setAccessibleName(translate("authoring", "The card as a picture"))
        frame.hide()
        frame.deleteLater()
        return shown
