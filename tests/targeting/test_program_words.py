"""What a program calls its controls in another language, from its own catalogues."""

from __future__ import annotations

from pathlib import Path

import polib

from guide.targeting.program_words import speaks, words_of


def catalogue(folder: Path, name: str, **texts: str) -> None:
    """Write a catalogue as programs read it."""
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for source, translated in texts.items():
        po.append(polib.POEntry(msgid=source.replace("__", " "), msgstr=translated))
    path = folder / "de" / "LC_MESSAGES" / f"{name}.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    po.save_as_mofile(str(path))


def test_names_are_found_as_one_reads_them(tmp_path: Path) -> None:
    catalogue(tmp_path, "editor", _File="_Datei", **{"Save _As...": "Speichern _unter …", "Other": "Anderes"})
    told = words_of("editor", "de-AT", ["File", "Save As…", "Nowhere", "/regex/"], [tmp_path])
    assert told == {"File": ("Datei",), "Save As…": ("Speichern unter…",)}


def test_the_program_knows_better_than_its_toolkit(tmp_path: Path) -> None:
    catalogue(tmp_path, "gtk30", _Save="_Speichern", _Cancel="Abbre_chen")
    catalogue(tmp_path, "editor", _Save="_Sichern")
    told = words_of("editor", "de", ["Save", "Cancel"], [tmp_path])
    assert told == {"Save": ("Sichern",), "Cancel": ("Abbrechen",)}


def test_where_one_cannot_tell_all_are_told(tmp_path: Path) -> None:
    catalogue(tmp_path, "editor", _Open="Ö_ffnen", Open="Offen")
    assert words_of("editor", "de", ["Open"], [tmp_path]) == {"Open": ("Offen", "Öffnen")}


def test_a_catalogue_that_is_called_by_its_version_is_the_programs(tmp_path: Path) -> None:
    catalogue(tmp_path, "editor-1.12.9", Column="Säule")
    catalogue(tmp_path, "editor-1.12.55", Column="Spalte")
    catalogue(tmp_path, "editor-plugins", Column="Kolonne")
    assert words_of("editor", "de", ["Column"], [tmp_path]) == {"Column": ("Spalte",)}
    assert speaks("editor", "de", [tmp_path])


def test_what_is_no_catalogue_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "de" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "de" / "LC_MESSAGES" / "editor.mo").write_bytes(b"nothing of the kind")
    assert words_of("editor", "de", ["Open"], [tmp_path]) == {}
    assert words_of("../../etc/x", "de", ["Open"], [tmp_path]) == {}
    assert words_of("", "de", ["Open"], [tmp_path]) == {}
