"""What the card is given to show."""

from __future__ import annotations

import pytest

from guide.session.words import application_name, escaped, filled, why_lost
from guide.tutorial.document import Application, Media, Step, Stuck
from guide.tutorial.patterns import LocalName, TextPattern
from guide.tutorial.targets import ElementSpec, RegionSpec, Target
from tests.session.playing import FILE, Playing, a, name, tutorial, window


def test_a_view_holds_what_the_step_says() -> None:
    media = Media("x.png", "A picture.")
    step = Step("open", "Open {target}.", title="The {target} menu", targets=(FILE,), place="left", media=media)
    view = Playing(tutorial(step)).see(FILE).view
    assert (view.tutorial_title, view.step_id, view.title) == ("Save a note", "open", "The **File** menu")
    assert (view.say, view.targets, view.place, view.media) == ("Open **File**.", (FILE,), "left", media)
    assert (view.number, view.total, view.progress) == (1, 1, 0)
    assert (view.hint, view.offers, view.strayed, view.ask) == (None, (), None, None)


def test_a_name_is_said_in_the_language_of_the_session() -> None:
    save = Target(element=ElementSpec("button", LocalName({"en": TextPattern("Save"), "de": TextPattern("Sichern")})))
    for language, said in (("en", "**Save**"), ("de-AT", "**Sichern**"), ("fr", "**Save**")):
        playing = Playing(tutorial(Step("save", "{target}", targets=(save,))), language=language)
        assert playing.view.say == said


@pytest.mark.parametrize(
    ("plain", "safe"),
    [
        ("Save *all*", r"Save \*all\*"),
        ("a_b [c](http://d) <e> `f` \\", r"a\_b \[c\]\(http\:\/\/d\) \<e\> \`f\` " + "\\\\"),
        ("two\n\nlines", "two lines"),
        ("Speichern unter…", "Speichern unter…"),
    ],
)
def test_a_name_cannot_be_markup(plain: str, safe: str) -> None:
    assert escaped(plain) == safe
    assert filled("Press {target}!", (a("button", plain),), "en") == f"Press **{safe}**!"


def test_a_regular_expression_is_no_name() -> None:
    both = Target(element=ElementSpec("button", name("/^Save/")), text=name("Save"))
    assert filled("{target}", (both,), "en") == "**Save**"
    only = Target(element=ElementSpec("button", name("/^Save/")))
    assert filled("Press {target}.", (only,), "en") == "Press the marked place."
    assert filled("Press {target}.", (), "en") == "Press the marked place."
    assert filled("Go to {target}.", (Target(window=window("Save As")),), "en") == "Go to **Save As**."


def test_braces_that_are_no_target_stay() -> None:
    assert filled("{x} {0} {", (FILE,), "en") == "{x} {0} {"


def test_what_has_no_name_is_lost_in_words_too() -> None:
    nameless = Target(region=RegionSpec(10, 10, left=0, top=0))
    assert (
        why_lost(nameless, "en", ambiguous=False) == "What this step is about cannot be seen on the screen right now."
    )
    assert "more than one place that fits" in why_lost(nameless, "en", ambiguous=True)


def test_the_program_has_a_name() -> None:
    assert application_name(Application(process="gnome-calculator")) == "Gnome calculator"
    assert application_name(Application(process="soffice", title=name("/Calc$/"))) == "Soffice"
    assert application_name(Application(title=name("Mousepad"))) == "Mousepad"
    assert application_name(Application()) == ""


def test_a_step_with_help_but_not_stuck_keeps_it_back() -> None:
    step = Step("open", "Open.", targets=(FILE,), stuck=Stuck(1_000, "Look left.", ("Call Ana",)))
    playing = Playing(tutorial(step)).see(FILE)
    assert (playing.view.hint, playing.view.offers) == (None, ())
    playing.wait(1_000)
    assert (playing.view.hint, playing.view.offers) == ("Look left.", ("Call Ana",))
