"""Where a tutorial stands between draft and published, what is different, and who has looked at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
)

from guide.authoring.difference import difference
from guide.authoring.difference_page import page
from guide.authoring.look import Look, fit, ink
from guide.authoring.review import Review, ReviewError, load_review, published_text, save_review
from guide.i18n import translate
from guide.tutorial.source_tree import SourceError


@dataclass(frozen=True, slots=True)
class Rules:
    """Who reviews here, and what the policy asks for."""

    who: str
    """The account."""
    typed: bool = False
    """Whether another name may be written."""
    other_person: bool = True
    """Whether somebody else publishes than who has put it up."""


class ReviewWindow(QDialog):
    """The review of one saved tutorial."""

    done_with = Signal()

    def __init__(self, file: Path, text: str, look: Look, rules: Rules, *, errors: int) -> None:
        super().__init__()
        self._file, self._text, self._other_person, self._errors = file, text, rules.other_person, errors
        self._review = load_review(file)
        self.setPalette(look.palette())
        self.setFont(look.font())
        self.setWindowTitle(translate("authoring", "Review"))
        fit(self, look.px(760), look.px(560))
        self._state = QLabel()
        self._state.setFont(look.font(1.25, QFont.Weight.DemiBold))
        self._story = QLabel()
        self._story.setWordWrap(True)
        ink(self._story, look.colours.muted)
        self._who = QLineEdit(rules.who)
        self._who.setAccessibleName(translate("authoring", "Your name"))
        if rules.who and not rules.typed:
            self._who.setReadOnly(True)
            self._who.setFrame(False)
            self._who.setToolTip(translate("authoring", "The account that you have logged in with"))
            self._who.setAccessibleDescription(self._who.toolTip())
        self._note = QLineEdit()
        self._note.setPlaceholderText(translate("authoring", "A note (for sending back: what has to be different)"))
        self._note.setAccessibleName(translate("authoring", "Note"))
        self._trouble = QLabel()
        self._trouble.setWordWrap(True)
        ink(self._trouble, look.colours.warning_mark)
        self._difference = QTextBrowser()
        self._difference.setAccessibleName(translate("authoring", "Difference to what was published"))
        self._difference.setHtml(self._compared())
        self._buttons = {
            "submit": self._button(translate("authoring", "Put up for review"), self._submit),
            "back": self._button(translate("authoring", "Send back"), self._send_back),
            "publish": self._button(translate("authoring", "Publish"), self._publish),
        }
        self._lay_out(look)
        self._show()

    def _button(self, words: str, call: Callable[[], Review]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._do(call))
        return button

    def _lay_out(self, look: Look) -> None:
        row = QHBoxLayout()
        row.addWidget(QLabel(translate("authoring", "You are")))
        row.addWidget(self._who, 1)
        row.addWidget(self._note, 2)
        buttons = QHBoxLayout()
        buttons.addWidget(self._trouble, 1)
        for button in self._buttons.values():
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(14))
        column.setSpacing(look.px(8))
        column.addWidget(self._state)
        column.addWidget(self._story)
        column.addWidget(self._difference, 1)
        column.addLayout(row)
        column.addLayout(buttons)

    def _compared(self) -> str:
        before = published_text(self._file, self._review)
        if before is None:
            return f"<p>{translate('authoring', 'Nothing has been published yet to compare with.')}</p>"
        title = translate("authoring", "Since the version that was published last")
        try:
            return page(difference(before, self._text), title, self._file.parent)
        except SourceError as error:
            return f"<p>{error}</p>"

    def _do(self, call: Callable[[], Review]) -> None:
        try:
            review = call()
            save_review(self._file, review, self._text)
        except (ReviewError, OSError) as error:
            self._trouble.setText(str(error))
            return
        self._review = review
        self._trouble.clear()
        self._note.clear()
        self._difference.setHtml(self._compared())
        self._show()
        self.done_with.emit()

    def _submit(self) -> Review:
        return self._review.submit(self._text, self._who.text(), self._note.text())

    def _send_back(self) -> Review:
        return self._review.send_back(self._text, self._who.text(), self._note.text())

    def _publish(self) -> Review:
        return self._review.publish(self._text, self._who.text(), other_person=self._other_person, errors=self._errors)

    def _show(self) -> None:
        state = self._review.state(self._text)
        self._state.setText(
            {
                "draft": translate("authoring", "Draft"),
                "in-review": translate("authoring", "In review"),
                "published": translate("authoring", "Published"),
            }[state]
        )
        self._buttons["submit"].setEnabled(state == "draft")
        self._buttons["back"].setEnabled(state == "in-review")
        self._buttons["publish"].setEnabled(state == "in-review")
        self._story.setText(_story(self._review))


def _story(review: Review) -> str:
    words = {
        "proposed": translate("authoring", "proposed by {who}"),
        "accepted": translate("authoring", "accepted by {who}"),
        "submitted": translate("authoring", "put up for review by {who}"),
        "returned": translate("authoring", "sent back by {who}"),
        "published": translate("authoring", "published by {who}"),
    }
    lines = []
    for event in review.events[-5:]:
        line = f"{event.at[:10]} · {event.version} · {words[event.what].format(who=event.by)}"
        lines.append(f"{line} · {event.note}" if event.note else line)
    return "\n".join(lines)
