"""Texts with a form of their own: durations, shortcuts, expressions, dates, versions, pictures; names on the screen."""

from __future__ import annotations

import time

import pytest

from guide.tutorial.formats import FORMATS, duration_ms
from guide.tutorial.keys import BadKeysError, Chord
from guide.tutorial.patterns import BadPatternError, LocalName, TextPattern
from guide.tutorial.targets import ElementSpec, Target, WindowSpec


def flaw(name: str, text: str) -> tuple[str, str | None] | None:
    found = FORMATS[name].flaw(text)
    return (found.what, found.did_you_mean) if found else None


@pytest.mark.parametrize(
    ("text", "length_ms"), [("500ms", 500), ("20s", 20_000), ("1m", 60_000), ("1.5s", 1500), ("60m", 3_600_000)]
)
def test_durations(text: str, length_ms: int) -> None:
    assert duration_ms(text) == length_ms
    assert flaw("guide-duration", text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("20", "20s"),
        ("20 s", "20s"),
        ("3 sec", "3s"),
        ("1,5s", "1.5s"),
        ("2 minutes", "2m"),
        ("soon", None),
        ("1h", None),
    ],
)
def test_what_is_no_duration(text: str, meant: str | None) -> None:
    assert flaw("guide-duration", text) == ("is not a duration", meant)
    with pytest.raises(ValueError, match=text):
        duration_ms(text)


@pytest.mark.parametrize("text", ["0s", "0ms", "61m", "999999999s"])
def test_times_nobody_waits(text: str) -> None:
    assert flaw("guide-duration", text) == ("is no time one waits", None)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Ctrl+S", "Ctrl+S"),
        ("control + shift + s", "Ctrl+Shift+S"),
        ("Strg+S", "Ctrl+S"),
        ("shift+ctrl+a", "Ctrl+Shift+A"),
        ("Alt+F4", "Alt+F4"),
        ("esc", "Escape"),
        ("Ctrl++", "Ctrl++"),
        ("+", "+"),
        ("ü", "Ü"),
        ("F24", "F24"),
        ("cmd+return", "Meta+Enter"),
    ],
)
def test_shortcuts_are_read_as_menus_write_them(text: str, keys: str) -> None:
    assert str(Chord.parse(text)) == keys
    assert flaw("guide-keys", text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ctrl-S", "Ctrl+S"),
        ("Ctrl S", "Ctrl+S"),
        ("Cntrl+S", "Ctrl+S"),
        ("Ctrl+Entr", "Ctrl+Enter"),
        ("Ctrl+", None),
        ("Foo+S", None),
        ("", None),
        ("Save it", None),
    ],
)
def test_what_is_no_shortcut(text: str, meant: str | None) -> None:
    with pytest.raises(BadKeysError, match="allowed: "):
        Chord.parse(text)
    found = flaw("guide-keys", text)
    assert found is not None
    assert found[1] == meant


@pytest.mark.parametrize("text", ["Save", "/", "/usr/bin", r"/\S+/", "/^a|b$/", "/(?i)save/", r"/\p{L}+/"])
def test_texts_and_expressions(text: str) -> None:
    assert flaw("guide-text", text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("//", "fits every text"),
        ("/(a/", "a “)” is missing"),
        ("/a)/", "a “)” too many"),
        ("/[a/", "a “]” is missing"),
        ("/*.txt/", "“*” has nothing before it to repeat"),
        ("/a(?=b)/", "look-ahead"),
        ("/(?<!a)b/", "look-behind"),
        (r"/(a)\1/", r"back reference “\1”"),
        ("/a{2000}/", "repeats something too often"),
        ("/[z-a]/", "that does not exist"),
        ("/a\\/", "ends with a backslash"),
        ("/" + r"\pL" * 160 + "/", "too much memory"),
    ],
)
def test_expressions_that_cannot_be_used_say_why(text: str, why: str) -> None:
    found = flaw("guide-text", text)
    assert found is not None
    assert why in found[0]


@pytest.mark.parametrize(
    ("text", "meant"),
    [("1.5.2027", "2027-05-01"), ("2027/5/1", "2027-05-01"), ("5/1/2027", None), ("May", None), ("31.2.2027", None)],
)
def test_what_is_no_date(text: str, meant: str | None) -> None:
    assert flaw("date", text) == ("is not a date", meant)


def test_dates() -> None:
    assert flaw("date", "2027-05-01") is None
    assert flaw("date", "2027-02-30") == ("is no day of the calendar", None)


def test_versions() -> None:
    assert flaw("guide-versions", ">=7.4,<8") is None
    assert flaw("guide-versions", "7.4") == ("does not say which versions", ">=7.4")
    assert flaw("guide-versions", "") == ("does not say which versions", None)


@pytest.mark.parametrize(
    ("text", "matching", "other"),
    [
        ("Save As…", "Save As...", "Save as…"),
        (" Save  As… ", "Save As…", "Save"),
        ("/^Untitled/", "Untitled 1", "An Untitled"),
        (r"/\S+/", "x", "  "),
    ],
)
def test_what_a_text_matches(text: str, matching: str, other: str) -> None:
    assert TextPattern(text).matches(matching)
    assert not TextPattern(text).matches(other)


def test_a_part_of_a_window_title_is_enough() -> None:
    window = WindowSpec(LocalName({"en": TextPattern("Save As"), "de": TextPattern("/^Speichern/")}))

    assert window.accepts_title("Save As... – Mousepad", "en")
    assert window.accepts_title("Speichern unter", "en")
    assert not window.accepts_title("Open", "en")
    assert WindowSpec(process="x").accepts_title("anything", "en")


def test_a_wrong_expression_is_refused_when_it_is_used() -> None:
    with pytest.raises(BadPatternError, match="missing"):
        TextPattern("/(/").matches("x")


def test_no_expression_makes_a_machine_hang() -> None:
    start = time.process_time()
    assert not TextPattern("/(a+)+$/").matches("a" * 100_000 + "b")
    assert not TextPattern("/(x+x+)+y/").matches("x" * 100_000)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("language", "first"),
    [("de", "Speichern"), ("de-AT", "Speichern"), ("pt-BR", "Salvar"), ("fr", "Save"), ("en", "Save")],
)
def test_a_name_is_tried_in_ones_own_language_first(language: str, first: str) -> None:
    name = LocalName({"": TextPattern("Save"), "de": TextPattern("Speichern"), "pt-BR": TextPattern("Salvar")})

    assert name.shown(language) == first
    assert len(name.candidates(language)) == 3
    assert name.matches("Salvar", "de")


def test_what_a_target_is_called() -> None:
    save, words = LocalName({"": TextPattern("Save")}), LocalName({"": TextPattern("Words")})

    assert Target(ElementSpec(name=save), text=words).name("en") == "Save"
    assert Target(ElementSpec(role="button"), text=words).name("en") == "Words"
    assert Target(window=WindowSpec(words)).name("en") == "Words"
    assert Target(ElementSpec(role="button")).name("en") == ""
    assert Target(window=WindowSpec(words)).is_window
    assert not Target(text=words, window=WindowSpec(words)).is_window
