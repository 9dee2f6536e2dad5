"""Translations beside a tutorial: found, read, and what is missing counted."""

from __future__ import annotations

from pathlib import Path

from guide.tutorial.loader import load
from guide.tutorial.texts import texts_of
from guide.tutorial.translations import Untranslated, read_po, translation_files, untranslated
from tests.tutorial.examples import EVERYTHING

PO = r"""
# a comment
msgctxt "x/title"
msgid "X"
msgstr "Iks"

#, fuzzy
msgctxt "x/s1/say"
msgid "Hi"
msgstr "Hallo?"

msgctxt "x/s2/say"
msgid ""
"Hi \"you\"\n"
"two lines"
msgstr ""
"Hallo \\ du\n"
"zwei Zeilen"

msgid "without context"
msgstr "ohne"
"""


def test_a_po_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "t.de.po").write_text(PO)
    assert read_po(tmp_path / "t.de.po") == {
        ("x/title", "X"): "Iks",
        ("x/s2/say", 'Hi "you"\ntwo lines'): "Hallo \\ du\nzwei Zeilen",
        ("", "without context"): "ohne",
    }


def test_what_cannot_be_read_translates_nothing(tmp_path: Path) -> None:
    (tmp_path / "t.de.po").write_bytes(b"\xff\xfe\x00")
    assert read_po(tmp_path / "t.de.po") == {}
    assert read_po(tmp_path / "none.po") == {}


def test_only_the_translations_of_this_tutorial_are_its_own(tmp_path: Path) -> None:
    for name in ("t.de.po", "t.pt-BR.po", "other.de.po", "t.po"):
        (tmp_path / name).touch()
    assert set(translation_files(tmp_path / "t.yaml")) == {"de", "pt-BR"}


def test_every_text_has_a_context_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    file.write_text(EVERYTHING)
    tutorial = load(file).tutorial
    assert tutorial is not None
    texts = list(texts_of(tutorial))

    contexts = [text.context for text in texts]
    assert len(contexts) == len(set(contexts)) == 17
    assert {"everything/title", "everything/write/stuck.hint", "everything/choose/ask.no.text"} <= set(contexts)
    # and its place is one that the file has
    positions = load(file).positions
    assert [text.path for text in texts if text.path not in positions] == []


def test_a_text_that_changed_is_untranslated_again(tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    file.write_text("format: 1\nid: x\ntitle: X\nsteps:\n  - {id: s1, say: Hello}\n")
    (tmp_path / "t.de.po").write_text(PO)
    tutorial = load(file).tutorial
    assert tutorial is not None

    assert untranslated(tutorial, file) == (Untranslated("de", 1, 2, 0, outdated=1),)
    # when the title changes too
    file.write_text(file.read_text().replace("title: X", "title: Y"))
    changed = load(file).tutorial
    assert changed is not None
    assert untranslated(changed, file) == (Untranslated("de", 2, 2, 0, outdated=2),)
