"""A tutorial in the language of the person, from the PO files beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.tutorial.document import Tutorial
from guide.tutorial.loader import load
from guide.tutorial.localised import load_localised, spoken, with_texts
from guide.tutorial.patterns import TextPattern
from guide.tutorial.texts import every_name, texts_of
from tests.tutorial.examples import EVERYTHING

NOTE = """\
format: 1
id: note
title: Save
application: {process: mousepad, title: Mousepad}
steps:
  - {id: one, say: "Choose {target}.", target: {element: {role: menuitem, name: {en: File}}}}
  - {id: two, say: Done, until: {shown: {window: {title: {en: File}}}}}
"""


def po(**texts: str) -> str:
    """Return a PO file: `title`, `one/say` (written one_say) and names."""
    sources = {"title": "Save", "one/say": "Choose {target}.", "two/say": "Done", "name": "File"}
    entries = (
        f'msgctxt "note/{context}"\nmsgid "{sources[context]}"\nmsgstr "{text}"\n'
        for context, text in ((key.replace("_", "/"), text) for key, text in texts.items())
    )
    return 'msgid ""\nmsgstr "Language: de\\n"\n\n' + "\n".join(entries)


def note_in(folder: Path, language: str, **files: str) -> Tutorial:
    """Return the note as somebody sees it; `de`, `de_AT` … are the files beside it."""
    file = folder / "note.yaml"
    file.write_text(NOTE)
    for tag, content in files.items():
        (folder / f"note.{tag.replace('_', '-')}.po").write_text(content, encoding="utf-8")
    tutorial = load_localised(file, language).tutorial
    assert tutorial is not None
    return tutorial


def test_it_is_in_the_persons_language(tmp_path: Path) -> None:
    note = note_in(tmp_path, "de-AT", de=po(title="Speichern", one_say="Wählen Sie {target}.", two_say="Fertig"))
    assert (note.title, note.language) == ("Speichern", "de")
    assert [step.say for step in note.steps] == ["Wählen Sie {target}.", "Fertig"]


def test_what_is_not_translated_stays_as_it_is(tmp_path: Path) -> None:
    unsure = '\n#, fuzzy\nmsgctxt "note/two/say"\nmsgid "Done"\nmsgstr "?"'
    note = note_in(tmp_path, "de", de=po(title="Speichern") + unsure)
    assert (note.title, note.steps[1].say) == ("Speichern", "Done")
    # a translation of an older wording is not used
    assert note_in(tmp_path, "de", de=po(title="x").replace('"Save"', '"Save it"')).title == "Save"


def test_the_nearer_dialect_comes_first_and_the_wider_fills_in(tmp_path: Path) -> None:
    files = {"de": po(title="Speichern", two_say="Fertig"), "de_AT": po(title="Sichern")}
    note = note_in(tmp_path, "de-AT", **files)
    assert (note.title, note.steps[1].say, note.language) == ("Sichern", "Fertig", "de-AT")
    assert note_in(tmp_path, "de", **files).title == "Speichern"
    assert note_in(tmp_path, "fr", **files).title == "Save"


def test_names_are_taken_from_every_language(tmp_path: Path) -> None:
    # given somebody who reads English, in a program that speaks German
    note = note_in(tmp_path, "en", de=po(title="Speichern", name="Datei"))
    # then the control is found by its German name, in targets and in conditions
    assert (note.title, note.language) == ("Save", "en")
    names = [name for name in every_name(note) if "en" in name.by_language]
    assert len(names) == 2
    assert all(name.matches("Datei", "en") and name.matches("File", "en") for name in names)
    # and what the tutorial says itself is never replaced
    given = note_in(tmp_path, "de", de=po(name="Falsch"), fr=po(name="Fichier"))
    assert given.steps[0].targets[0].element is not None


def test_a_name_of_the_tutorial_wins_over_a_translators(tmp_path: Path) -> None:
    file = tmp_path / "note.yaml"
    file.write_text(NOTE.replace("{en: File}", "{en: File, de: Datei}"))
    (tmp_path / "note.de.po").write_text(po(name="Akte"))
    tutorial = load_localised(file, "de").tutorial
    assert tutorial is not None
    assert tutorial.steps[0].targets[0].name("de") == "Datei"


NO_TRANSLATIONS = ["", "msgid", "\x00", "/etc/passwd", 'msgctxt "a\nmsgid', 'msgstr[9999999] "x"\n']


@pytest.mark.parametrize("content", NO_TRANSLATIONS)
def test_a_file_that_is_no_translation_translates_nothing(tmp_path: Path, content: str) -> None:
    assert note_in(tmp_path, "de", de=content).title == "Save"


def test_a_translation_without_end_is_not_used(tmp_path: Path) -> None:
    assert note_in(tmp_path, "de", de=po(title="x" * 4001)).title == "Save"


def test_each_text_is_replaced_and_no_other(tmp_path: Path) -> None:
    # given a tutorial with every field there is
    file = tmp_path / "t.yaml"
    file.write_text(EVERYTHING)
    tutorial = load(file).tutorial
    assert tutorial is not None
    asked: list[tuple[str, str]] = []
    # when each text is replaced by its context
    changed = with_texts(tutorial, lambda context, text: asked.append((context, text)) or context)
    # then these are the texts that are told to translators, and all of them
    assert sorted(asked) == sorted((text.context, text.text) for text in texts_of(tutorial))
    assert all(text.text == text.context for text in texts_of(changed))
    # and back again it is the same tutorial
    before = dict(asked)
    assert with_texts(changed, lambda context, text: before[context]) == tutorial


def test_the_language_that_serves_best() -> None:
    assert spoken("de-AT", ["fr", "de", "de-AT"]) == ["de-AT", "de"]
    assert spoken("DE_at", ["de"]) == ["de"]
    assert spoken("fr", ["de"]) == []


def test_patterns_are_no_names(tmp_path: Path) -> None:
    note = note_in(tmp_path, "de", de=po(name="/.*/"))
    assert all(TextPattern("/.*/") not in name.by_language.values() for name in every_name(note))
