"""The forms on the right: everything about a step, and about the tutorial, that is not on the card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from guide.authoring.condition_field import ConditionField, Pick, TargetField
from guide.authoring.look import Look, ink
from guide.authoring.stitching import fresh_id
from guide.i18n import translate
from guide.tutorial.problems import Path
from guide.tutorial.source_write import inline

Data = dict[str, Any]
_PLACES = ("auto", "top", "right", "bottom", "left", "over")


class _Form(QScrollArea):
    """Sections below each other. `changed`: a field, and what it shall be (None: nothing)."""

    changed = Signal(object, object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(14))
        self._column.setSpacing(look.px(6))
        self.setMinimumWidth(look.px(270))

    def _close(self) -> None:
        self._column.addStretch(1)
        self.setWidget(self._inside)

    def _section(self, words: str, *parts: QWidget) -> None:
        head = QLabel(words)
        head.setFont(self._look.font(1.0, QFont.Weight.DemiBold))
        self._column.addSpacing(self._look.px(6))
        self._column.addWidget(head)
        for part in parts:
            self._column.addWidget(part)
            if not part.accessibleName():
                part.setAccessibleName(words)

    def _rows(self, *rows: tuple[str, QWidget]) -> QWidget:
        holder = QWidget()
        form = QFormLayout(holder)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for words, part in rows:
            form.addRow(words, part)
            part.setAccessibleName(words)
        return holder

    def _line(self, field: Path, read: Callable[[str], Any] = str.strip) -> QLineEdit:
        edit = QLineEdit()

        def done() -> None:
            if edit.isModified():
                edit.setModified(False)
                self.changed.emit(field, read(edit.text()))

        edit.editingFinished.connect(done)
        return edit


class StepForm(_Form):
    """What is pointed at, when it goes on, and what helps."""

    renamed = Signal(str)

    def __init__(self, look: Look, try_it: QWidget, pick: Pick | None = None) -> None:
        """`try_it`: shows where the target is now; `pick`: how somebody points at it."""
        super().__init__(look)
        self._pick = pick
        self._choices: list[Data] = []
        self.target = TargetField(pick)
        self.target.changed.connect(lambda value: self.changed.emit(("target",), value))
        self._several = QLabel(translate("authoring", "Several targets: see YAML."))
        self.until = self._condition("until", translate("authoring", "Goes on when"))
        self.when = self._condition("when", translate("authoring", "Only when"), translate("authoring", "Always"))
        self._id = QLineEdit()
        self._id.editingFinished.connect(lambda: self.renamed.emit(self._id.text().strip()))
        self._go = QComboBox()
        self._go.activated.connect(self._went)
        self._after = self._line(("stuck", "after"))
        self._after.setPlaceholderText("20s")
        self._hint = self._line(("stuck", "hint"))
        self._optional = QCheckBox(translate("authoring", "May be skipped"))
        self._optional.clicked.connect(lambda on: self.changed.emit(("optional",), True if on else None))
        self._place = QComboBox()
        self._place.addItems(list(_PLACES))
        self._place.textActivated.connect(lambda side: self.changed.emit(("place",), None if side == "auto" else side))
        self._make_question()
        self._make_way_back()
        self._do = self._line(("do", "type"))
        self._lay_out(try_it)

    def load(self, step: Data, ids: list[str], language: str) -> None:
        """Show a step as it is now."""
        several = "targets" in step
        self._several.setVisible(several)
        self.target.setVisible(not several)
        self.target.load(step.get("target"), language)
        self.until.load(step.get("until"), language)
        self.when.load(step.get("when"), language)
        _set(self._id, step.get("id"))
        self._load_go(step.get("go"), ids)
        stuck = _mapping(step.get("stuck"))
        _set(self._after, stuck.get("after"))
        _set(self._hint, stuck.get("hint"))
        self._optional.setChecked(bool(step.get("optional")))
        self._place.setCurrentText(str(step.get("place") or "auto"))
        ask = _mapping(step.get("ask"))
        _set(self._question, ask.get("question"))
        self._choices = [choice for choice in ask.get("choices") or () if isinstance(choice, dict)]
        with QSignalBlocker(self._answers):
            lines = "\n".join(("* " if c.get("correct") else "") + str(c.get("text") or "") for c in self._choices)
            if lines.strip() != self._answers.toPlainText().strip():
                self._answers.setPlainText(lines)
        self._load_way_back(step.get("restore"), ids, language)
        do = step.get("do")
        simple = do is None or (isinstance(do, dict) and set(do) == {"type"})
        self._do.setReadOnly(not simple)
        _set(self._do, do.get("type") if isinstance(do, dict) and simple else inline(do) if do is not None else "")

    def focus_field(self, field: Path) -> None:
        """Put the cursor where a field is said."""
        name = str(field[0]) if field else ""
        own: dict[str, QWidget] = {
            "id": self._id, "until": self.until, "when": self.when, "go": self._go, "stuck": self._hint,
            "ask": self._question, "restore": self._back_say, "do": self._do, "place": self._place,
        }  # fmt: skip
        if name == "target":
            part = (
                str(field[2]) if len(field) > 2 and field[1] == "element" else str(field[1]) if len(field) > 1 else ""
            )
            self.target.focus_on(part)
            self.ensureWidgetVisible(self.target)
        elif name in own:
            widget = own[name]
            (widget.findChild(QComboBox) or widget if isinstance(widget, ConditionField) else widget).setFocus()
            self.ensureWidgetVisible(widget)

    def _condition(self, name: str, words: str, nothing: str | None = None) -> ConditionField:
        field = ConditionField(words, nothing, self._pick)
        field.changed.connect(lambda value: self.changed.emit((name,), value))
        return field

    def _make_question(self) -> None:
        self._question = self._line(("ask", "question"))
        self._answers = QPlainTextEdit()
        self._answers.setTabChangesFocus(True)
        self._answers.setFixedHeight(self._look.px(76))
        self._answers.setPlaceholderText(translate("authoring", "One answer a line; * before the right one"))
        self._answers.textChanged.connect(self._answered)

    def _answered(self) -> None:
        lines = [line.strip() for line in self._answers.toPlainText().split("\n") if line.strip()]
        if (self._choices and not lines) or not lines:
            return
        made: list[Data] = []
        for number, line in enumerate(lines):
            known = dict(self._choices[number]) if number < len(self._choices) else {}
            text = line.removeprefix("*").strip()
            taken = [str(choice.get("id")) for choice in made]
            choice = {"id": known.get("id") or fresh_id(text, taken), **known, "text": text or "…"}
            if line.startswith("*"):
                choice["correct"] = True
            elif choice.get("correct"):
                del choice["correct"]
            made.append(choice)
        if made != self._choices:
            self._choices = made
            self.changed.emit(("ask", "choices"), made)

    def _make_way_back(self) -> None:
        self._back_when = ConditionField(
            translate("authoring", "Strayed when"), translate("authoring", "Never"), self._pick
        )
        self._back_say, self._back_go = QLineEdit(), QComboBox()
        self._back_when.changed.connect(lambda _: self._back_changed())
        self._back_say.editingFinished.connect(self._back_changed)
        self._back_go.activated.connect(self._back_changed)
        self._back_known: Any = None

    def _back_changed(self) -> None:
        when = self._back_when.value()
        made = {"when": when, "say": self._back_say.text().strip(), "go": self._back_go.currentData()}
        made = {name: value for name, value in made.items() if value}
        new = made if when else None
        if isinstance(self._back_known, list) and new:
            new = [new, *self._back_known[1:]] if isinstance(self._back_known, list) else new  # type: ignore[assignment]
        if new != self._back_known and (new is not None or self._back_known is not None):
            self._back_known = new
            self.changed.emit(("restore",), new)

    def _load_way_back(self, restore: Any, ids: list[str], language: str) -> None:
        self._back_known = restore
        first = restore[0] if isinstance(restore, list) and restore else restore
        first = first if isinstance(first, dict) else {}
        self._back_when.load(first.get("when"), language)
        _set(self._back_say, first.get("say"))
        _fill(self._back_go, translate("authoring", "Stay here"), ids, first.get("go"))

    def _load_go(self, go: Any, ids: list[str]) -> None:
        _fill(self._go, translate("authoring", "The next one"), ids, go if isinstance(go, str) else None)
        if isinstance(go, list):
            self._go.addItem(translate("authoring", "By branches (see YAML)"), "…")
            self._go.setCurrentIndex(self._go.count() - 1)

    def _went(self) -> None:
        if self._go.currentData() != "…":
            self.changed.emit(("go",), self._go.currentData())

    def _lay_out(self, try_it: QWidget) -> None:
        self._section(translate("authoring", "Points at"), try_it, self.target, self._several)
        self._section(translate("authoring", "Goes on when"), self.until)
        rows = self._rows((translate("authoring", "After"), self._after), (translate("authoring", "Hint"), self._hint))
        self._section(translate("authoring", "Help for those who are stuck"), rows)
        self._section(translate("authoring", "Then comes"), self._go)
        self._section(translate("authoring", "Only when"), self.when, self._optional)
        self._section(
            translate("authoring", "Question"),
            self._rows(
                (translate("authoring", "Question"), self._question), (translate("authoring", "Answers"), self._answers)
            ),
        )
        say, go = translate("authoring", "Say"), translate("authoring", "Back to")
        self._section(
            translate("authoring", "Way back"), self._back_when, self._rows((say, self._back_say), (go, self._back_go))
        )
        self._section(
            translate("authoring", "More"),
            self._rows(
                (translate("authoring", "Example to type"), self._do),
                (translate("authoring", "Side of the card"), self._place),
                (translate("authoring", "Id of the step"), self._id),
            ),
        )
        self._close()


class TutorialForm(_Form):
    """What a tutorial says of itself."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        words = {
            ("title",): translate("authoring", "Title"),
            ("summary",): translate("authoring", "Summary"),
            ("version",): translate("authoring", "Version"),
            ("language",): translate("authoring", "Language"),
            ("owner",): translate("authoring", "Owner"),
            ("proposed_by",): translate("authoring", "Proposed by"),
            ("review_by",): translate("authoring", "Review by"),
            ("id",): translate("authoring", "Id"),
        }
        self._edits: dict[Path, QLineEdit] = {field: self._line(field) for field in words}
        self._edits["review_by",].setPlaceholderText("2027-05-01")
        about = translate("authoring", "About the tutorial")
        self._section(about, self._rows(*((name, self._edits[field]) for field, name in words.items())))
        self._questions = QPlainTextEdit()
        self._questions.setTabChangesFocus(True)
        self._questions.setFixedHeight(look.px(90))
        self._questions.textChanged.connect(self._asked)
        self._section(translate("authoring", "What people ask, one question a line"), self._questions)
        program = {
            ("application", "process"): translate("authoring", "Program"),
            ("application", "title"): translate("authoring", "Window"),
            ("application", "versions"): translate("authoring", "Versions"),
            ("application", "launch"): translate("authoring", "Opens with"),
        }
        self._edits |= {field: self._line(field) for field in program}
        self._section(
            translate("authoring", "The program it is about"),
            self._rows(*((name, self._edits[field]) for field, name in program.items())),
        )
        self._length = QLabel()
        self._length.setWordWrap(True)
        ink(self._length, look.colours.muted)
        self._section(translate("authoring", "Length"), self._length)
        self._close()

    def load(self, head: Data, length: str) -> None:
        """Show the head of a tutorial."""
        for field, edit in self._edits.items():
            value: Any = head
            for part in field:
                value = value.get(part) if isinstance(value, dict) else None
            edit.setReadOnly(isinstance(value, dict))
            _set(edit, inline(value) if isinstance(value, dict) else value)
        questions = "\n".join(str(one) for one in head.get("questions") or ())
        if questions.strip() != self._questions.toPlainText().strip():
            with QSignalBlocker(self._questions):
                self._questions.setPlainText(questions)
        self._length.setText(length)

    def focus_field(self, field: Path) -> None:
        """Put the cursor where a field is said."""
        widget: QWidget | None = self._edits.get(field) or self._edits.get(field[:1])
        if field[:1] == ("questions",):
            widget = self._questions
        if widget is not None:
            widget.setFocus()
            self.ensureWidgetVisible(widget)

    def _asked(self) -> None:
        lines = [line.strip() for line in self._questions.toPlainText().split("\n") if line.strip()]
        self.changed.emit(("questions",), lines)


def _mapping(value: Any) -> Data:
    return value if isinstance(value, dict) else {}


def _set(edit: QLineEdit, value: Any) -> None:
    text = "" if value is None else str(value)
    if edit.text() != text and not (edit.hasFocus() and edit.isModified()):
        edit.setText(text)


def _fill(box: QComboBox, first: str, ids: list[str], chosen: Any) -> None:
    known = [box.itemData(number) for number in range(1, box.count())]
    with QSignalBlocker(box):
        if known == ids:
            box.setCurrentIndex(max(box.findData(chosen), 0) if chosen else 0)
            return
        box.clear()
        box.addItem(first, None)
        for one in ids:
            box.addItem(one, one)
        box.setCurrentIndex(max(box.findData(chosen), 0) if chosen else 0)
