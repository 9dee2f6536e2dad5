"""A look at a program that is open anyway: what is found, what has gone with an update, and what nobody can tell."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from guide.desktop.fake import FakeDesktop, FakeElement, FakeWindow
from guide.health.looking import ONCE_IN_MS, due_steps, look
from guide.records.checks import Check, CheckRecord
from guide.targeting.finder import Finder
from guide.tutorial.document import Application, Step, Tutorial
from guide.tutorial.targets import RegionSpec, Target
from tests.targeting.seeker import called, element

SAVE = replace(element("button", "Save"), region=RegionSpec(60, 24, left=10, top=20))
TUTORIAL = Tutorial(
    id="save-a-note",
    title="Save",
    version="1.0.0",
    application=Application(process="editor"),
    steps=(
        Step("save", "Press Save.", targets=(SAVE,)),
        Step("read", "Read this."),
        Step("print", "Choose Print.", targets=(element("menuitem", "Print"),)),
        Step("ok", "Press OK.", targets=(element("button", "OK", window="Print"),)),
    ),
)


def editor(*elements: FakeElement, minimised: bool = False) -> FakeDesktop:
    """A desktop with an editor that has these controls."""
    window = FakeWindow("Editor", process="editor", at=(100, 100, 400, 300), elements=elements)
    desktop = FakeDesktop(window)
    if minimised:
        desktop.minimise(window)
    return desktop


def button(name: str) -> FakeElement:
    return FakeElement("button", name, at=(10, 20, 60, 24))


def seen(desktop: FakeDesktop, version: str | None = "1.0", *past: CheckRecord) -> dict[str, Check]:
    """What one look sees, by step."""

    async def all_of_it() -> list[Check]:
        finder, about = Finder(desktop, TUTORIAL.application), (desktop.windows.snapshot, version, past)
        return [check async for check in look(TUTORIAL, TUTORIAL.steps, finder, *about)]

    return {check.step: check for check in asyncio.run(all_of_it())}


def record(step: str, version: str | None, **more: object) -> CheckRecord:
    about = CheckRecord(
        1, b"m" * 16, "save-a-note", "1.0.0", step, "editor", version, "look", "found", "element", 100, 0, 0, 1
    )
    return replace(about, **more)  # type: ignore[arg-type]


def test_what_is_there_is_found_and_what_is_not_open_says_nothing() -> None:
    checks = seen(editor(button("Save"), FakeElement("menuitem", "Print", shown=False)))
    save = checks.pop("save")
    assert (save.state, save.signal, save.confidence, save.how) == ("found", "element", 100, "look")
    assert (save.tutorial_id, save.tutorial_version, save.app_id, save.app_version) == (
        *("save-a-note", "1.0.0", "editor", "1.0"),
    )
    # a closed menu has its items, where the toolkit says so; a dialog that is not open has none
    assert {step: check.state for step, check in checks.items()} == {"print": "found", "ok": "not-shown"}


def test_what_was_never_seen_is_not_called_gone() -> None:
    # given a program that calls it otherwise than the tutorial, as long as anybody knows
    assert seen(editor(button("Keep")))["save"].state == "not-shown"


def test_what_was_in_sight_until_the_update_has_gone_with_it() -> None:
    assert seen(editor(button("Keep")), "2.0", record("save", "1.0"))["save"].state == "gone"


@pytest.mark.parametrize(
    ("why", "version", "past"),
    [
        ("the same version: only the state of the program differs", "1.0", [record("save", "1.0")]),
        ("it was seen in this version too", "2.0", [record("save", "1.0"), record("save", "2.0")]),
        ("nobody knows the version", None, [record("save", "1.0")]),
        ("only a rehearsal saw it", "2.0", [record("save", "1.0", how="rehearsal")]),
        ("another version of the tutorial saw it", "2.0", [record("save", "1.0", tutorial_version="0.9")]),
        ("it was found by less before", "2.0", [record("save", "1.0", state="weaker", signal="text")]),
    ],
)
def test_otherwise_nobody_can_tell(why: str, version: str | None, past: list[CheckRecord]) -> None:
    assert seen(editor(button("Keep")), version, *past)["save"].state == "not-shown", why


def test_what_would_be_in_a_window_that_is_not_open_has_not_gone() -> None:
    assert seen(editor(button("Save")), "2.0", record("ok", "1.0"))["ok"].state == "not-shown"


def test_a_place_alone_is_no_evidence() -> None:
    # given a target whose region is there as long as there is a window
    checks = seen(editor(button("Keep")), "2.0", record("save", "1.0"))
    assert (checks["save"].state, checks["save"].signal) == ("gone", None)


def test_two_that_fit_since_the_update_are_told() -> None:
    two = (FakeElement("menuitem", "Print", at=(0, n * 30, 60, 24)) for n in range(2))
    checks = seen(editor(*two), "2.0", record("print", "1.0"))
    assert checks["print"].state == "ambiguous"


def test_one_of_several_targets_that_has_gone_is_enough() -> None:
    both = replace(TUTORIAL.steps[0], targets=(element("button", "Save"), element("button", "Keep")))
    tutorial = replace(TUTORIAL, steps=(both,))
    desktop = editor(button("Save"))

    async def states() -> list[str]:
        finder = Finder(desktop, tutorial.application)
        past = [record("save", "1.0")]
        about = desktop.windows.snapshot, "2.0", past
        return [check.state async for check in look(tutorial, tutorial.steps, finder, *about)]

    assert asyncio.run(states()) == ["gone"]


def test_a_window_that_is_put_away_is_not_looked_at() -> None:
    assert seen(editor(button("Save"), minimised=True)) == {}


def test_a_program_that_does_not_answer_is_asked_another_time() -> None:
    desktop = editor(button("Save"))
    desktop.elements.silent.add("editor")
    assert "save" not in seen(desktop, "2.0", record("save", "1.0"))


def test_words_alone_are_the_best_of_what_has_nothing_else() -> None:
    from guide.health.judging import best_signal

    assert best_signal(Target(text=called("Save"))) == "text"
    assert best_signal(SAVE) == "element"


def due(app_version: str, now_ms: int, *looked: CheckRecord, version: str = "1.0.0") -> list[str]:
    return [step.id for step in due_steps(replace(TUTORIAL, version=version), app_version, looked, now_ms)]


class TestOnceADay:
    LOOKED = tuple(record(step, "1.0", last_ms=1_000) for step in ("save", "print", "ok"))

    def test_the_same_is_not_looked_at_twice(self) -> None:
        assert due("1.0", 1_000 + ONCE_IN_MS - 1, *self.LOOKED) == []
        assert due("1.0", 1_000 + ONCE_IN_MS, *self.LOOKED) == ["save", "print", "ok"]

    def test_a_look_that_was_broken_off_goes_on_where_it_was(self) -> None:
        assert due("1.0", 1_001, *self.LOOKED[:1]) == ["print", "ok"]

    def test_a_new_version_of_program_or_tutorial_is_looked_at_at_once(self) -> None:
        assert due("2.0", 1_001, *self.LOOKED) == ["save", "print", "ok"]
        assert due("1.0", 1_001, *self.LOOKED, version="1.1.0") == ["save", "print", "ok"]

    def test_a_rehearsal_is_no_look_at_rest(self) -> None:
        assert "save" in due("1.0", 1_001, record("save", "1.0", how="rehearsal", last_ms=1_000))

    def test_a_clock_that_was_set_back_brings_no_second_look(self) -> None:
        assert due("1.0", 1_000, *(replace(each, last_ms=10**12) for each in self.LOOKED)) == []
