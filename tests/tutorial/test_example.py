"""The example of the format's documentation is exactly this tutorial, and everything the format can say is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guide.tutorial.actions import Click, Press, Type, Wait
from guide.tutorial.conditions import (
    AllOf,
    Answered,
    AnyOf,
    Checked,
    Clicked,
    Confirmed,
    Dragged,
    Focused,
    Gone,
    Not,
    Pressed,
    Selected,
    Shown,
    Value,
    Waited,
    WindowActive,
)
from guide.tutorial.document import Application, Ask, Audience, Branch, Choice, Media, Restore, Step, Stuck, Tutorial
from guide.tutorial.loader import loads
from guide.tutorial.patterns import LocalName, TextPattern
from guide.tutorial.targets import ElementSpec, ImageSpec, PathEntry, RegionSpec, Target, WindowSpec
from tests.tutorial.examples import EVERYTHING, SMALL, format_example


def name(text: str = "", **by_language: str) -> LocalName:
    texts = by_language or {"": text}
    return LocalName({language.replace("_", "-"): TextPattern(text) for language, text in texts.items()})


def window(title: str, process: str | None = None) -> WindowSpec:
    return WindowSpec(name(title), process)


def loaded(text: str) -> Tutorial:
    result = loads(text)
    assert result.problems == ()
    assert result.tutorial is not None
    return result.tutorial


def test_the_example_of_the_documentation() -> None:
    assert loaded(format_example()) == Tutorial(
        id="mousepad-save-a-note",
        title="Save a note",
        summary="Write a note and keep it where you will find it again.",
        version="1.2.0",
        language="en",
        owner="Office desk",
        review_by=date(2027, 5, 1),
        questions=("How do I save?", "Where did my note go?"),
        tags=("notes",),
        audience=Audience(("clerk",), ("finance",)),
        requires=("mousepad-first-steps",),
        application=Application("mousepad", name("Mousepad"), ">=0.5", "mousepad"),
        start=(WindowActive(window("Mousepad")),),
        steps=(
            Step(
                id="write",
                say="Type a few words.",
                targets=(Target(ElementSpec(role="textbox")),),
                until=Value(TextPattern(r"/\S+/")),
                do=(Type("Buy milk"),),
            ),
            Step(
                id="file-menu",
                say="Open the **File** menu.",
                targets=(
                    Target(
                        element=ElementSpec(role="menuitem", name=name("File")),
                        text=name("File"),
                        region=RegionSpec(width=40, height=24, left=4, top=2),
                    ),
                ),
                until=Clicked(),
                stuck=Stuck(20_000, "It is the first word at the top left of the window."),
            ),
            Step(
                id="save-as",
                say="Choose **Save As…**",
                targets=(
                    Target(
                        element=ElementSpec(role="menuitem", name=name(en="Save As…", de="Speichern unter…")),
                        image=ImageSpec("save-as.png"),
                    ),
                ),
                until=Shown(Target(window=window("Save As"))),
                do=(Click(),),
            ),
            Step(id="confirm", say="Press **Ctrl+S** any time to save again.", until=Pressed("Ctrl+S")),
        ),
    )


def test_everything_the_format_can_say() -> None:
    tutorial = loaded(EVERYTHING)
    write, choose, end = tutorial.steps

    assert tutorial.application == Application(
        "soffice.bin", name(en="Calc", de="/Calc$/"), ">=7.4,<8", "libreoffice --calc"
    )
    assert tutorial.start == (
        WindowActive(window("Calc", "soffice.bin")),
        Not(Shown(Target(ElementSpec(role="dialog")))),
    )
    assert tutorial.opens_itself
    assert tutorial.questions == ("How do I do everything?", "Why: because?")
    assert write == Step(
        id="write",
        title="Write",
        say="Type **a few** words into {target}.\n\nThen go on.",
        targets=(
            Target(
                element=ElementSpec(
                    role="textbox",
                    name=name(en="Name", de="/^Name/", pt_BR="Nome"),
                    id="nameEdit",
                    path=(PathEntry("dialog"), PathEntry("toolbar", index=1), PathEntry(name=name("Main"))),
                    index=2,
                    state=frozenset({"enabled", "!checked", "!selected"}),
                ),
                image=ImageSpec("name.png", 0.9, 1.5),
                text=name("Name"),
                region=RegionSpec(width=40, height=24, right=4, bottom=2.5),
                window=window("Untitled", "soffice.bin"),
            ),
            Target(text=name(en="Name")),
        ),
        until=AllOf((Value(TextPattern(r"/\S+/")), AnyOf((Focused(), Focused(Target(text=name("Name"))))))),
        do=(Click(), Type("Buy milk"), Press("Ctrl+Shift+S"), Wait(Waited(500))),
        when=Not(Gone(Target(window=window("Untitled")))),
        optional=True,
        stuck=Stuck(1500, "It is at the top.", ("[Manual](https://example.org)", "Ask Ann")),
        restore=(Restore(WindowActive(window("Other")), "Come back.", "write"), Restore(Checked(checked=False))),
        place="left",
        media=Media("pictures/name.jpg", "The name field"),
    )
    assert choose == Step(
        id="choose",
        say="Choose",
        ask=Ask("Which one?", (Choice("a", "The first", True, "Yes"), Choice("no", "The second", False))),
        until=Answered("a"),
        go=(Branch("write", Answered("no")), Branch("end")),
        restore=(Restore(Pressed("Escape")),),
    )
    assert end == Step(
        id="end",
        say="Done",
        until=AnyOf(
            (
                Confirmed(),
                Answered(),
                Clicked(),
                Clicked("double-click"),
                Clicked("right-click"),
                Selected(),
                Waited(60_000),
                Dragged(0, -4),
            )
        ),
        targets=(Target(window=window("Calc")),),
        do=(Click("right-click"),),
        go=(Branch("write"),),
    )


def test_what_is_left_out_has_the_documented_defaults() -> None:
    tutorial = loaded(SMALL)

    assert (tutorial.language, tutorial.version, tutorial.opens_itself) == ("en", "0.0.0", False)
    assert tutorial.audience == Audience()
    assert tutorial.application == Application()
    assert tutorial.steps == (Step("one", "Hello"),)
    assert tutorial.steps[0].completes == Confirmed()


def test_a_tutorial_can_be_a_key() -> None:
    # given two targets of the same names, in another order
    one = Target(text=name(en="Save", de="Speichern"))
    other = Target(text=name(de="Speichern", en="Save"))
    # then whoever keeps a table of targets finds the one by the other
    assert {one: "here"}[other] == "here"
    assert hash(loaded(EVERYTHING)) == hash(loaded(EVERYTHING))


def test_a_tutorial_is_the_same_wherever_it_lies() -> None:
    here, there = loads(SMALL, folder=Path("here")).tutorial, loads(SMALL, folder=Path("there")).tutorial
    assert here is not None
    assert there is not None
    assert (here, here.folder) == (there, Path("here"))


def test_a_step_is_found_by_its_id() -> None:
    assert loaded(EVERYTHING).step("choose").say == "Choose"
    with pytest.raises(KeyError):
        loaded(EVERYTHING).step("nothing")


@pytest.mark.parametrize("text", [SMALL, EVERYTHING, format_example()])
def test_every_line_has_its_place(text: str) -> None:
    # when a tutorial was read
    positions = loads(text).positions
    lines = text.splitlines()
    # then each key stands where its position says
    for path, position in positions.items():
        if position.key_line:
            line = lines[position.key_line - 1][position.key_column - 1 :]
            assert line.startswith((str(path[-1]), f'"{path[-1]}"'))
