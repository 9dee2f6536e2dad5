"""The form of a step: everything about it that is not on the card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from guide.authoring.condition_field import ConditionField
from guide.authoring.form_base import Data, Form, mapping, set_lines
from guide.authoring.look import Look
from guide.authoring.rows_field import Fold, RowsField, fill_steps, may_be_narrow, show_text
from guide.authoring.step_rows import ActionRow, BranchRow, ChoiceRow, WayBackRow
from guide.authoring.stitching import fresh_id
from guide.authoring.target_field import Pick, TargetField
from guide.i18n import translate
from guide.tutorial.problems import Path
from guide.tutorial.source_write import inline

_BRANCHES = "…"
"""In the list of steps: none of them, it depends. No id is like that."""
_PLACES = ("auto", "top", "right", "bottom", "left", "over")


class StepForm(Form):
    """What is pointed at, when it goes on, and what helps."""

    renamed = Signal(str)

    def __init__(self, look: Look, try_it: QWidget, pick: Pick | None = None) -> None:
        """`try_it`: shows where the target is now; `pick`: how somebody points at it."""
        super().__init__(look)
        self._pick = pick
        self._ids: list[str] = []
        self._step: Data = {}
        self.target = TargetField(pick)
        words = translate("authoring", "Also points at")
        self.also = self._rows_of(
            words, translate("authoring", "Point at something else, too"), lambda: TargetField(pick)
        )
        self.target.changed.connect(lambda value: self._aimed(value, self.also.value()))
        self.also.changed.connect(lambda others: self._aimed(self.target.value(), others))
        self.until = self._condition("until", translate("authoring", "Goes on when"))
        self.when = self._condition("when", translate("authoring", "Only when"), translate("authoring", "Always"))
        self._id = QLineEdit()
        self._id.editingFinished.connect(lambda: self.renamed.emit(self._id.text().strip()))
        self._after = self._line(("stuck", "after"))
        self._after.setPlaceholderText("20s")
        self._hint = self._line(("stuck", "hint"))
        self._offers = self._lines(("stuck", "offers"))
        self._optional = QCheckBox(translate("authoring", "May be skipped"))
        self._optional.clicked.connect(lambda on: self.changed.emit(("optional",), True if on else None))
        self._place = may_be_narrow(QComboBox())
        self._place.addItems(list(_PLACES))
        self._place.textActivated.connect(lambda side: self.changed.emit(("place",), None if side == "auto" else side))
        self._media, self._alt = self._line(("media", "file")), self._line(("media", "alt"))
        self._make_go()
        self._make_question()
        self._make_way_back()
        self._make_doing()
        self._lay_out(try_it)

    def load(self, step: Data, ids: list[str], language: str) -> None:
        """Show a step as it is now."""
        self._ids, self._step = ids, step
        targets = step.get("targets")
        targets = targets if isinstance(targets, list) and targets else [step.get("target")]
        self.target.load(targets[0], language)
        self.also.load(targets[1:], language)
        self._more_targets.open_for(len(targets) > 1)
        self.until.load(step.get("until"), language)
        self.when.load(step.get("when"), language)
        show_text(self._id, step.get("id"))
        self._load_go(step.get("go"), language)
        stuck, media = mapping(step.get("stuck")), mapping(step.get("media"))
        show_text(self._after, stuck.get("after"))
        show_text(self._hint, stuck.get("hint"))
        set_lines(self._offers, stuck.get("offers"))
        self._more_help.open_for(bool(stuck.get("offers")))
        show_text(self._media, media.get("file"))
        show_text(self._alt, media.get("alt"))
        self._optional.setChecked(bool(step.get("optional")))
        self._place.setCurrentText(str(step.get("place") or "auto"))
        self._load_question(mapping(step.get("ask")), language)
        self._load_way_back(step.get("restore"), language)
        self._load_doing(step.get("do"), language)

    def focus_field(self, field: Path) -> None:
        """Put the cursor where a field is said."""
        name = str(field[0]) if field else ""
        own: dict[str, QWidget] = {
            "id": self._id, "until": self.until, "when": self.when, "go": self._go, "stuck": self._hint,
            "ask": self._question, "restore": self._back.say, "do": self._do, "place": self._place,
            "media": self._alt if field[1:2] == ("alt",) else self._media, "targets": self.also,
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

    def _rows_of(self, name: str, add: str, make: Callable[[], QWidget]) -> RowsField:
        field = RowsField(name, add, make)
        field.setAccessibleName(name)
        return field

    def _aimed(self, first: Data | None, others: list[Data]) -> None:
        """Say one target as `target`, several as `targets`: never both."""
        if not others and "targets" not in self._step:
            self.changed.emit(("target",), first)
        else:
            targets = [*([first] if first else []), *others]
            self.changed.emit(("targets",), targets or None)

    # --- where it goes on -----------------------------------------------------------------------------------------

    def _make_go(self) -> None:
        self._go = may_be_narrow(QComboBox())
        self._go.activated.connect(self._went)
        self._branches = self._rows_of(
            translate("authoring", "Branch"),
            translate("authoring", "Add a branch"),
            lambda: BranchRow(lambda: self._ids, self._pick),
        )
        self._branches.changed.connect(lambda ways: self.changed.emit(("go",), ways or None))

    def _load_go(self, go: Any, language: str) -> None:
        branching = isinstance(go, list)
        chosen = self._go.currentData() == _BRANCHES and go is None and not self._branches.isHidden()
        fill_steps(self._go, translate("authoring", "The next one"), self._ids, go if isinstance(go, str) else None)
        with QSignalBlocker(self._go):
            self._go.addItem(translate("authoring", "It depends: by branches"), _BRANCHES)
            if branching or chosen:  # a first branch is being written
                self._go.setCurrentIndex(self._go.count() - 1)
        self._branches.setVisible(branching or chosen)
        if not chosen:
            self._branches.load(go if isinstance(go, list) else [], language)

    def _went(self) -> None:
        to = self._go.currentData()
        self._branches.setVisible(to == _BRANCHES)
        if to != _BRANCHES:
            self.changed.emit(("go",), to)
        elif isinstance(self._step.get("go"), str):
            self.changed.emit(("go",), [{"to": self._step["go"]}])

    # --- question ---------------------------------------------------------------------------------------------------

    def _make_question(self) -> None:
        self._choices: list[Data] = []
        self._question = self._line(("ask", "question"))
        self._answers = QPlainTextEdit()
        self._answers.setTabChangesFocus(True)
        self._answers.setFixedHeight(self._look.px(76))
        self._answers.setPlaceholderText(translate("authoring", "One answer a line; * before the right one"))
        self._answers.textChanged.connect(self._answered)
        self._each_answer = self._rows_of(
            translate("authoring", "Answer"),
            translate("authoring", "Add an answer"),
            lambda: ChoiceRow(lambda: [str(choice.get("id")) for choice in self._choices]),
        )
        self._each_answer.changed.connect(self._chosen)

    def _load_question(self, ask: Data, language: str) -> None:
        show_text(self._question, ask.get("question"))
        self._choices = [choice for choice in ask.get("choices") or () if isinstance(choice, dict)]
        set_lines(self._answers, [("* " if c.get("correct") else "") + str(c.get("text") or "") for c in self._choices])
        self._each_answer.load(self._choices, language)

    def _answered(self) -> None:
        lines = [line.strip() for line in self._answers.toPlainText().split("\n") if line.strip()]
        if not lines:
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
        self._chosen(made)

    def _chosen(self, made: list[Data]) -> None:
        if made != self._choices:
            self._choices = made
            self.changed.emit(("ask", "choices"), made or None)

    # --- ways back --------------------------------------------------------------------------------------------------

    def _make_way_back(self) -> None:
        def row() -> WayBackRow:
            return WayBackRow(lambda: self._ids, self._pick)

        self._back = row()
        words = translate("authoring", "Way back")
        self._backs = self._rows_of(words, translate("authoring", "Add another way back"), row)
        self._back.changed.connect(lambda _: self._back_changed())
        self._backs.changed.connect(lambda _: self._back_changed())
        self._back_known: Any = None

    def _back_changed(self) -> None:
        ways = [way for way in (self._back.value(), *self._backs.value()) if way is not None]
        several = len(ways) > 1 or isinstance(self._back_known, list)
        new = None if not ways else ways if several else ways[0]
        if new != self._back_known:
            self._back_known = new
            self.changed.emit(("restore",), new)

    def _load_way_back(self, restore: Any, language: str) -> None:
        if restore == self._back_known and restore is None and self._back.say.text():
            return  # it is being written: when it is taken comes last
        self._back_known = restore
        ways = restore if isinstance(restore, list) else [restore]
        self._back.load(ways[0] if ways else None, language)
        self._backs.load(list(ways[1:]), language)

    # --- how it is done -----------------------------------------------------------------------------------------------

    def _make_doing(self) -> None:
        self._do = self._line(("do", "type"))
        self._actions = self._rows_of(
            translate("authoring", "Action"), translate("authoring", "Add an action"), lambda: ActionRow(self._pick)
        )
        self._actions.changed.connect(self._done)

    def _load_doing(self, do: Any, language: str) -> None:
        simple = do is None or (isinstance(do, dict) and set(do) == {"type"})
        self._do.setReadOnly(not simple)
        show_text(self._do, do.get("type") if isinstance(do, dict) and simple else inline(do) if do is not None else "")
        self._actions.load(do if isinstance(do, list) else [] if do is None else [do], language)
        self._more_doing.open_for(not simple)

    def _done(self, actions: list[Any]) -> None:
        listed = isinstance(self._step.get("do"), list)
        self.changed.emit(("do",), actions[0] if len(actions) == 1 and not listed else actions or None)

    def _lay_out(self, try_it: QWidget) -> None:
        self._more_targets = Fold(translate("authoring", "Several targets"), self.also)
        self._more_help = Fold(
            translate("authoring", "Other offers of help"),
            self._rows((translate("authoring", "One offer a line"), self._offers)),
        )
        self._more_doing = Fold(translate("authoring", "How guide does it"), self._actions)
        self._section(translate("authoring", "Points at"), try_it, self.target, self._more_targets)
        self._section(translate("authoring", "Goes on when"), self.until)
        rows = self._rows((translate("authoring", "After"), self._after), (translate("authoring", "Hint"), self._hint))
        self._section(translate("authoring", "Help for those who are stuck"), rows, self._more_help)
        self._section(translate("authoring", "Then comes"), self._go, self._branches)
        self._section(translate("authoring", "Only when"), self.when, self._optional)
        self._section(
            translate("authoring", "Question"),
            self._rows(
                (translate("authoring", "Question"), self._question), (translate("authoring", "Answers"), self._answers)
            ),
            Fold(translate("authoring", "More about the answers"), self._each_answer),
        )
        self._section(translate("authoring", "Way back"), self._back, self._backs)
        self._section(
            translate("authoring", "More"),
            self._rows(
                (translate("authoring", "Example to type"), self._do),
                (translate("authoring", "Side of the card"), self._place),
                (translate("authoring", "Id of the step"), self._id),
                (translate("authoring", "Picture on the card"), self._media),
                (translate("authoring", "What the picture shows"), self._alt),
            ),
            self._more_doing,
        )
        self._close()
