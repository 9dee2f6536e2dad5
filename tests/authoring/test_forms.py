"""The forms: every field of the format has its place in one, and what they show is what they give back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from guide.authoring.condition_field import ConditionField
from guide.authoring.draft import Draft
from guide.authoring.step_form import StepForm
from guide.authoring.target_field import TargetField
from guide.authoring.tutorial_form import TutorialForm
from guide.player.theme import Look, Theme
from guide.tutorial.loader import loads
from guide.tutorial.schema import schema
from guide.tutorial.source_tree import parsed

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen in memory
TUTORIALS = sorted((Path(__file__).parent.parent.parent / "tutorials").rglob("*.yaml"))

TARGET = {
    "element": {
        "role": "button", "name": {"en": "Save", "de": "Sichern"}, "id": "own-id",
        "path": ["toolbar", {"role": "group", "name": "Files", "index": 1}], "index": 2, "state": ["enabled", "!busy"],
    },
    "image": {"file": "save.png", "threshold": 0.8, "scale": 1.5},
    "text": "Save it",
    "region": {"right": 4, "bottom": 12.5, "width": 40, "height": 24},
    "window": {"title": "Main one", "process": "mousepad"},
}  # fmt: skip
CONDITION = {
    "all": [
        {"any": [{"value": "/x/"}, {"pressed": "Ctrl+S"}, {"checked": False}, {"selected": True}]},
        {"not": {"shown": {"window": {"title": "Busy"}}}},
        {"gone": {"element": {"role": "dialog"}}},
        {"focused": {"element": {"role": "textbox"}}},
        {"window": {"title": "Save As", "process": "soffice"}},
        {"waited": "3s"},
        {"dragged": {"right": 120, "down": -40}},
        {"answered": "yes"},
        "double-clicked",
        "focused",
    ]
}
STEP = {
    "id": "one",
    "title": "On the card",
    "say": "On the card, too.",
    "targets": [TARGET, {"element": {"name": "Another"}}],
    "until": CONDITION,
    "do": [
        "click",
        {"open": "featherpad"},
        {"type": "Buy milk"},
        {"press": "Ctrl+A"},
        {"drag": {"right": 120, "down": -40, "from": {"left": 12, "top": 8}}},
        {"wait": {"shown": {"text": "Ready"}}},
    ],
    "when": {"not": "confirmed"},
    "optional": True,
    "stuck": {"after": "45s", "hint": "Look left.", "offers": ["Ask [the desk](https://example.org).", "Call 12."]},
    "restore": [
        {"when": {"shown": {"text": "Lost"}}, "say": "Come back.", "go": "one"},
        {"when": {"gone": {"text": "Page"}}, "say": "And again.", "go": "two"},
    ],
    "go": [{"when": {"answered": "yes"}, "to": "two"}, {"to": "one"}],
    "ask": {
        "question": "Is it saved?",
        "choices": [
            {"id": "yes", "text": "It is", "correct": True, "say": "Good."},
            {"id": "no", "text": "It is not", "correct": False},
        ],
    },
    "place": "bottom",
    "media": {"file": "page.png", "alt": "A page with a note"},
}
HEAD = {
    "title": "A title", "summary": "A summary", "version": "1.2.3", "language": "en", "owner": "The desk",
    "proposed_by": "A colleague", "review_by": "2027-05-01", "id": "an-id", "questions": ["How?"], "tags": ["notes"],
    "requires": ["first"],
    "audience": {"roles": ["clerk"], "departments": ["finance"]}, "opens_by_itself": True,
    "application": {"process": "mousepad", "title": {"en": "Mousepad"}, "versions": ">=0.5", "launch": "mousepad -x"},
    "start": [{"window": {"title": "Untitled"}}],
}  # fmt: skip
ON_THE_CARD = {"say", "title"}


@pytest.fixture
def theme(qapp: object) -> Theme:
    del qapp
    return Theme.of(Look(scheme="light"))


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> StepForm:
    made = StepForm(theme, QLabel("where"), lambda take, resting: None)
    qtbot.addWidget(made)
    return made


def words_in(widget: QWidget) -> str:
    """Return all that stands in the fields."""
    texts = [edit.text() for edit in widget.findChildren(QLineEdit)]
    texts += [edit.toPlainText() for edit in widget.findChildren(QPlainTextEdit)]
    texts += [str(box.currentData()) for box in widget.findChildren(QComboBox)]
    texts += [box.currentText() for box in widget.findChildren(QComboBox)]
    return "\n".join(texts)


def leaves(data: Any, skip: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield all texts and numbers; of names by language those of the tutorial's own."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in skip and name != "de":
                yield from leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value)
    elif not isinstance(data, bool):
        yield str(data)


def test_the_step_that_is_tried_here_has_every_field_of_the_format() -> None:
    """Whoever adds a field to the format adds it here, and finds that no form shows it."""
    definitions = schema()["$defs"]
    for name, example in {
        "step": {**STEP, "target": None},
        "target": TARGET,
        "element": TARGET["element"],
        "image": TARGET["image"],
        "region": {**TARGET["region"], "left": 0, "top": 0},  # type: ignore[dict-item]
        "window": TARGET["window"],
        "stuck": STEP["stuck"],
        "media": STEP["media"],
        "application": HEAD["application"],
        "audience": HEAD["audience"],
    }.items():
        assert set(definitions[name]["properties"]) == set(example), name  # type: ignore[call-overload]
    assert set(schema()["properties"]) == {*HEAD, "format", "steps"}
    assert loads(text_of([STEP, {"id": "two", "say": "Two."}])).tutorial is not None


def text_of(steps: list[dict[str, Any]]) -> str:
    from guide.tutorial.yaml_write import yaml_text

    return yaml_text({"format": 1, "id": "a", "title": "a", "steps": steps})


def test_no_field_of_a_step_needs_the_yaml(form: StepForm) -> None:
    # given a step that says all that can be said
    told: list[tuple[object, object]] = []
    form.changed.connect(lambda field, value: told.append((field, value)))
    # when the form shows it
    form.load(STEP, ["one", "two"], "en")
    # then each word of it stands in a field
    shown = words_in(form)
    assert [word for word in leaves(STEP, frozenset(ON_THE_CARD)) if word not in shown] == []
    assert all(box.isChecked() for box in form.findChildren(QCheckBox))
    # and nothing has been changed by showing it
    assert told == []


def test_no_field_of_a_tutorial_needs_the_yaml(qtbot: QtBot, theme: Theme) -> None:
    form = TutorialForm(theme)
    qtbot.addWidget(form)
    told: list[object] = []
    form.changed.connect(lambda field, value: told.append((field, value)))
    form.load(HEAD, "")
    shown = words_in(form)
    assert [word for word in leaves(HEAD) if word not in shown] == []
    assert all(box.isChecked() for box in form.findChildren(QCheckBox))
    assert told == []


def test_what_is_shown_is_given_back_as_it_was(qtbot: QtBot) -> None:
    targets: list[Any] = [TARGET]
    conditions: list[Any] = [CONDITION]
    for file in TUTORIALS:
        for step in parsed(file.read_text(encoding="utf-8")).data.get("steps", ()):
            targets += [step["target"]] if "target" in step else []
            conditions += [step[name] for name in ("until", "when") if name in step]
    assert len(targets) > 10
    target, condition = TargetField(), ConditionField("until")
    qtbot.addWidget(target)
    qtbot.addWidget(condition)
    for data in targets:
        target.load(data, "en")
        assert target.value() == data
    for data in conditions:
        condition.load(data, "en")
        assert condition.value() == data


def button(widget: QWidget, words: str) -> QPushButton:
    return next(each for each in widget.findChildren(QPushButton) if each.text() == words)


def choose(qtbot: QtBot, box: QComboBox, kind: str) -> None:
    """Choose as a person at the keyboard does: down the list until it is there."""
    del qtbot
    box.setCurrentIndex(box.findData(kind))
    box.activated.emit(box.currentIndex())


def test_several_conditions_are_put_together_by_keyboard(qtbot: QtBot, form: StepForm) -> None:
    # given a step that goes on when something is clicked
    told: list[Any] = []
    form.changed.connect(lambda field, value: told.append((field, value)))
    form.show()
    form.load({"id": "one", "say": "a", "until": "clicked"}, ["one"], "en")
    # when it shall be that or a shortcut
    choose(qtbot, form.until.findChildren(QComboBox)[0], "any")
    assert told[-1] == (("until",), {"any": ["clicked"]})
    add = button(form.until, "Add a condition")
    add.setFocus()
    qtbot.keyClick(add, Qt.Key.Key_Space)
    box = form.until.findChildren(QComboBox)[-1]
    choose(qtbot, box, "pressed")
    edit = next(e for e in form.until.findChildren(QLineEdit) if not e.isHidden() and e.placeholderText() == "Ctrl+S")
    qtbot.keyClicks(edit, "Ctrl+S")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    # then both are there
    assert told[-1] == (("until",), {"any": ["clicked", {"pressed": "Ctrl+S"}]})
    # and the first can be removed
    remove = next(each for each in form.until.findChildren(QToolButton) if each.accessibleName() == "Remove")
    qtbot.keyClick(remove, Qt.Key.Key_Space)
    assert told[-1] == (("until",), {"any": [{"pressed": "Ctrl+S"}]})


def test_branches_are_begun_from_the_step_that_was_chosen(qtbot: QtBot, form: StepForm) -> None:
    told: list[Any] = []
    form.changed.connect(lambda field, value: told.append((field, value)))
    step = {"id": "one", "say": "a", "go": "two"}
    form.load(step, ["one", "two"], "en")
    go = next(box for box in form.findChildren(QComboBox) if box.currentData() == "two")
    choose(qtbot, go, "…")
    assert told[-1] == (("go",), [{"to": "two"}])


def test_a_second_target_takes_the_place_of_the_one_in_a_single_step_back() -> None:
    # given a step with a target and a comment
    text = "format: 1\nid: a\ntitle: a\nsteps:\n  - id: one\n    say: a  # short\n    target: {text: One}\n"
    draft = Draft(text)
    # when it points at two things
    draft.set_one_of(0, ("targets",), [{"text": "One"}, {"text": "Two"}], instead_of=("target",))
    # then they are said as several, the comment stays, and one step back brings the one back
    assert draft.steps[0]["targets"] == [{"text": "One"}, {"text": "Two"}]
    assert "target" not in draft.steps[0]
    assert "# short" in draft.text
    draft.undo()
    assert draft.text == text
