"""Translating: what there is to do, what is kept when the tutorial changes, what is never thrown away."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from guide.tutorial.translating import BadPoError, TranslationSheet, Wanted
from guide.tutorial.translations import counted, read_po
from tests.tutorial.test_localised import NOTE


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A tutorial that nobody has translated."""
    path = tmp_path / "note.yaml"
    path.write_text(NOTE)
    return path


def texts(sheet: TranslationSheet) -> dict[str, tuple[str, str]]:
    """Return translation and state by context."""
    return {row.wanted.context: (row.translation, row.state) for row in sheet.rows}


def translated(file: Path) -> TranslationSheet:
    """Translate all of it to German, and save."""
    sheet = TranslationSheet.opened(file, "de")
    for row in sheet.rows:
        sheet.put(row.wanted, row.wanted.text.upper().replace("{TARGET}", "{target}"))
    sheet.save()
    return sheet


def test_every_text_and_every_name_is_asked_for(file: Path) -> None:
    rows = TranslationSheet.opened(file, "de").rows
    assert [(row.wanted.context, row.wanted.text, row.state) for row in rows] == [
        ("note/title", "Save", "missing"),
        ("note/one/say", "Choose {target}.", "missing"),
        ("note/two/say", "Done", "missing"),
        ("note/name", "File", "missing"),
    ]
    assert "{target}" in rows[1].wanted.comment
    assert rows[1].wanted.path == ("steps", 0, "say")


def test_what_is_translated_is_kept_in_a_plain_po_file(file: Path) -> None:
    sheet = translated(file)
    assert sheet.path.name == "note.de.po"
    # read by somebody else's reader
    po = polib.pofile(str(sheet.path))
    assert po.percent_translated() == 100
    assert (po[1].msgctxt, po[1].msgid, po[1].msgstr) == ("note/one/say", "Choose {target}.", "CHOOSE {target}.")
    # and opened again
    assert texts(TranslationSheet.opened(file, "de")) == texts(sheet)
    assert [count.complete for count in counted(sheet.tutorial, file)] == [True]


def test_a_text_that_changed_is_to_be_looked_at(file: Path) -> None:
    translated(file)
    file.write_text(NOTE.replace("say: Done", "say: All done"))
    # when it is opened again
    sheet = TranslationSheet.opened(file, "de")
    row = next(row for row in sheet.rows if row.wanted.context == "note/two/say")
    # then the old translation is there to begin with, and what it was a translation of
    assert (row.translation, row.state, row.before) == ("DONE", "outdated", "Done")
    sheet.save()
    assert ("note/two/say", "All done") not in read_po(sheet.path)
    # until somebody says that it fits
    assert TranslationSheet.opened(file, "de").confirm(row.wanted).state == "translated"
    sheet = TranslationSheet.opened(file, "de")
    sheet.confirm(row.wanted)
    sheet.save()
    assert read_po(sheet.path)["note/two/say", "All done"] == "DONE"


def test_a_step_with_another_name_keeps_its_translation(file: Path) -> None:
    translated(file)
    file.write_text(NOTE.replace("id: two", "id: last"))
    assert texts(TranslationSheet.opened(file, "de"))["note/last/say"] == ("DONE", "translated")


def test_what_fits_nothing_stays_in_the_file(file: Path) -> None:
    translated(file)
    file.write_text("\n".join(NOTE.splitlines()[:-1]) + "\n")
    sheet = TranslationSheet.opened(file, "de")
    assert "note/two/say" not in texts(sheet)
    sheet.save()
    assert [entry.msgstr for entry in polib.pofile(str(sheet.path)).obsolete_entries()] == ["DONE"]
    # and comes back with the step
    file.write_text(NOTE)
    assert "note/two/say" in texts(TranslationSheet.opened(file, "de"))


def test_comments_of_translators_are_kept(file: Path) -> None:
    path = translated(file).path
    path.write_text(path.read_text().replace('msgctxt "note/title"', '# as in the menu\nmsgctxt "note/title"'))
    sheet = TranslationSheet.opened(file, "de")
    sheet.save()
    assert "# as in the menu" in path.read_text()


def test_saving_twice_changes_nothing(file: Path) -> None:
    path = translated(file).path
    before = path.read_bytes()
    TranslationSheet.opened(file, "de").save()
    assert path.read_bytes() == before


def test_names_from_the_program(file: Path) -> None:
    sheet = TranslationSheet.opened(file, "de")
    sheet.name("File", "Datei")
    sheet.name("Mousepad", "Mauspolster")
    sheet.save()
    assert read_po(sheet.path) == {("note/name", "File"): "Datei", ("note/name", "Mousepad"): "Mauspolster"}
    assert texts(TranslationSheet.opened(file, "de"))["note/name"] == ("Mauspolster", "translated")


def test_what_cannot_be_opened_is_said_and_not_overwritten(file: Path) -> None:
    po = file.with_name("note.de.po")
    po.write_text('msgctxt "a\nmsgid')
    with pytest.raises(BadPoError, match="no PO file"):
        TranslationSheet.opened(file, "de")
    file.write_text("format: 2")
    with pytest.raises(ValueError, match="has problems"):
        TranslationSheet.opened(file, "de")
    assert po.read_text() == 'msgctxt "a\nmsgid'


def test_a_text_that_is_not_there_is_an_error(file: Path) -> None:
    with pytest.raises(KeyError):
        TranslationSheet.opened(file, "de").put(Wanted("note/other/say", "x"), "y")


def test_what_the_program_was_seen_to_say_is_marked_until_somebody_changes_it(file: Path) -> None:
    # given a comment of a translator on a name
    translated(file)
    path = file.with_name("note.de.po")
    path.write_text(path.read_text().replace('msgctxt "note/name"', '# as in the menu\nmsgctxt "note/name"'))
    # when the program says how it is called
    sheet = TranslationSheet.opened(file, "de")
    sheet.name("File", "Datei", from_program=True)
    sheet.save()
    # then it is marked, also after the tutorial was brought up to date, and the comment is still there
    row = TranslationSheet.opened(file, "de").rows[-1]
    assert (row.translation, row.from_program) == ("Datei", True)
    assert "# as in the menu\n# From the program." in path.read_text()
    # until somebody writes something else; to say the same again changes nothing
    assert sheet.put(row.wanted, "Datei").from_program
    assert not sheet.put(row.wanted, "Ablage").from_program
