"""The tutorials of a machine: found, remembered, never hidden by a broken one."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from guide.tutorial import whole
from guide.tutorial.catalogue import Catalogue, Source, open_catalogue
from guide.tutorial.shipped import shipped_folder
from tests.tutorial.examples import EVERYTHING, SHIPPED

#: A record of the right shape with something else inside.
DEEP = ["one", "one", "", "en", "", [1], [], [], [], [], None, [], None, 1, False, [], [" one "] * 5]


def write(folder: Path, own_id: str, *, title: str = "", extra: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{own_id}.yaml"
    text = f"format: 1\nid: {own_id}\ntitle: {title or own_id}\nsteps: [{{id: a, say: Hello}}]\n{extra}\n"
    path.write_text(text, "utf-8")
    return path


def opened(*folders: Path, cache: Path | None = None) -> Catalogue:
    kinds = ("shipped", "machine", "user")
    return open_catalogue([Source(kind, folder) for kind, folder in zip(kinds, folders, strict=False)], cache)


def ids(catalogue: Catalogue) -> list[str]:
    return [entry.id for entry in catalogue.entries]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were really read."""
    read: list[Path] = []
    real = whole.load
    monkeypatch.setattr(whole, "load", lambda path: read.append(path) or real(path))
    return read


def test_files_and_folders_are_found_and_hidden_ones_are_not(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "a", tmp_path / "a/b/c", tmp_path / ".hidden"):
        write(folder, f"in-{folder.name.strip('.')[:1]}")
    (tmp_path / "notes.txt").write_text("no tutorial")
    (tmp_path / "a" / "linked").symlink_to(tmp_path)
    (tmp_path / "a" / "picture.yaml").mkdir()

    catalogue = opened(tmp_path)
    assert sorted(ids(catalogue)) == ["in-a", "in-c", f"in-{tmp_path.name[0]}"]
    assert len(catalogue.files) == 3


def test_one_broken_file_hides_no_other_and_says_why(tmp_path: Path) -> None:
    # given two tutorials and four files that are none
    write(tmp_path, "one")
    write(tmp_path, "two")
    (tmp_path / "broken.yaml").write_text("format: 1\nid: [")
    (tmp_path / "binary.yaml").write_bytes(bytes(range(256)))
    (tmp_path / "dead.yaml").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.yaml")

    catalogue = opened(tmp_path)
    # then the two are there, and the others with their reasons
    assert ids(catalogue) == ["one", "two"]
    assert [entry.path.name for entry in catalogue.broken] == ["binary.yaml", "broken.yaml"]
    assert str(catalogue.problems[1]).startswith(f"{tmp_path}/broken.yaml:2:6: ")


def test_a_later_source_replaces_an_earlier_one(tmp_path: Path) -> None:
    write(tmp_path / "shipped", "save", title="Save")
    write(tmp_path / "shipped", "open", title="Open")
    mine = write(tmp_path / "machine", "save", title="Save our way")

    catalogue = opened(tmp_path / "shipped", tmp_path / "machine")

    assert {entry.id: entry.title for entry in catalogue.entries} == {"open": "Open", "save": "Save our way"}
    assert [entry.title for entry in catalogue.shadowed] == ["Save"]
    loaded = catalogue.load("save")
    assert loaded is not None
    assert loaded.file == str(mine)
    assert catalogue.load("nothing") is None


def test_two_of_the_same_id_in_one_source_are_one_too_many(tmp_path: Path) -> None:
    write(tmp_path / "a", "save")
    write(tmp_path / "b", "save")
    catalogue = opened(tmp_path)

    assert ids(catalogue) == ["save"]
    assert str(catalogue.problems[0]) == (
        f"{tmp_path}/b/save.yaml:1:1: the id “save” is taken already, by {tmp_path}/a/save.yaml; "
        "allowed: an id that no other tutorial has"
    )


def test_what_is_known_is_not_read_again(tmp_path: Path, reads: list[Path]) -> None:
    # given a catalogue with a tutorial of every field, a plain one and a broken one
    folder, cache = tmp_path / "t", tmp_path / "cache"
    folder.mkdir()
    (folder / "everything.yaml").write_text(EVERYTHING, "utf-8")
    changed = write(folder, "one")
    (folder / "broken.yaml").write_text("x: [")
    first = opened(folder, cache=cache)
    assert len(reads) == 3
    # when it is opened again
    reads.clear()
    written = (cache / "catalogue.json").stat().st_ino
    second = opened(folder, cache=cache)
    # then no file is read, none written, and all is as before
    assert reads == []
    assert (cache / "catalogue.json").stat().st_ino == written
    assert second.files == first.files
    assert second.search("everything") == first.search("everything")
    # when one file changes, one goes and one comes
    changed.write_text(changed.read_text().replace("title: one", "title: uno"))
    (folder / "broken.yaml").unlink()
    write(folder, "new")
    # then only these are read
    third = second.refreshed()
    assert {path.name for path in reads} == {"one.yaml", "new.yaml"}
    assert [entry.title for entry in third.entries] == [
        "Everything the format can say",
        "new",
        "uno",
    ]


def test_a_file_of_the_same_size_and_another_time_is_read_again(tmp_path: Path, reads: list[Path]) -> None:
    path = write(tmp_path / "t", "one", title="one")
    opened(tmp_path / "t", cache=tmp_path)
    path.write_text(path.read_text().replace("title: one", "title: two"))
    os.utime(path, ns=(1, 1))

    assert opened(tmp_path / "t", cache=tmp_path).entries[0].title == "two"


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"key": "x", "files": {}}', "\x00", '{"files": {"a": 1}}', "[" * 100_000],
)
def test_a_broken_cache_is_rebuilt(tmp_path: Path, reads: list[Path], content: str) -> None:
    write(tmp_path / "t", "one")
    opened(tmp_path / "t", cache=tmp_path)
    (tmp_path / "catalogue.json").write_text(content)

    assert ids(opened(tmp_path / "t", cache=tmp_path)) == ["one"]
    assert ids(opened(tmp_path / "t", cache=tmp_path)) == ["one"]
    assert len(reads) == 2


@pytest.mark.parametrize("record", [None, 1, "x", [], [1] * 17, {"a": 1}, [[]] * 17, ["x"] * 17, DEEP])
def test_a_broken_record_is_read_again(tmp_path: Path, record: object) -> None:
    path = write(tmp_path / "t", "one")
    opened(tmp_path / "t", cache=tmp_path)
    data = json.loads((tmp_path / "catalogue.json").read_text())
    data["files"][str(path)][1] = record
    (tmp_path / "catalogue.json").write_text(json.dumps(data))

    catalogue = opened(tmp_path / "t", cache=tmp_path)
    assert ids(catalogue) == ["one"]
    assert [hit.entry.id for hit in catalogue.search("one")] == ["one"]


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    write(tmp_path / "t", "one")
    (tmp_path / "file").touch()

    assert ids(opened(tmp_path / "t", cache=tmp_path / "file" / "cache")) == ["one"]


def test_the_cache_is_for_its_owner_alone_and_never_half_there(tmp_path: Path) -> None:
    write(tmp_path / "t", "one")
    opened(tmp_path / "t", cache=tmp_path / "c")

    assert [path.name for path in (tmp_path / "c").iterdir()] == ["catalogue.json"]
    assert (tmp_path / "c" / "catalogue.json").stat().st_mode & 0o777 == 0o600


def test_a_file_name_that_is_no_unicode_is_remembered_too(tmp_path: Path, reads: list[Path]) -> None:
    (tmp_path / "t").mkdir()
    path = Path(os.fsdecode(os.fsencode(tmp_path / "t") + b"/\xff.yaml"))
    path.write_text(write(tmp_path / "other", "one").read_text())

    for _ in range(2):
        assert ids(opened(tmp_path / "t", cache=tmp_path / "c")) == ["one"]
    assert len(reads) == 1


def test_progress_is_told(tmp_path: Path) -> None:
    for number in range(3):
        write(tmp_path, f"t{number}")
    told: list[tuple[int, int]] = []
    open_catalogue([Source("user", tmp_path)], None, lambda done, of: told.append((done, of)))

    assert told == [(0, 3), (3, 3)]


def test_a_source_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert opened(tmp_path / "nowhere").files == ()


@pytest.fixture
def office(tmp_path: Path) -> Catalogue:
    for own_id, process, title in (
        ("calc", "soffice.bin", "LibreOffice Calc"),
        ("writer", "soffice.bin", "/LibreOffice Writer$/"),
        ("office", "soffice.bin", None),
        ("excel", "EXCEL", None),
        ("web", None, "Intranet"),
        ("notes", "mousepad", "Mousepad"),
    ):
        of = f"process: {process}, " * bool(process) + f"title: {title}" * bool(title)
        write(tmp_path, own_id, extra=f"application: {{{of.rstrip(', ')}}}")
    return opened(tmp_path)


@pytest.mark.parametrize(
    ("process", "title", "expected"),
    [
        ("soffice.bin", "Untitled 1 - LibreOffice Calc", ["calc", "office"]),
        ("soffice", "Untitled 1 - LibreOffice Writer", ["office", "writer"]),
        ("soffice.bin", "Save As", ["calc", "office", "writer"]),  # a dialog: whichever it may be
        ("excel.exe", "Book 1", ["excel"]),
        ("chrome", "Intranet - Holidays", ["web"]),
        (None, "Intranet", ["web"]),
        ("chrome", "News", []),
        ("mousepad", "", ["notes"]),
    ],
)
def test_tutorials_for_the_program_in_front(
    office: Catalogue, process: str | None, title: str, expected: list[str]
) -> None:
    assert [entry.id for entry in office.for_application(process, title)] == expected


def test_the_shipped_tutorials_are_all_there() -> None:
    catalogue = opened(shipped_folder())

    assert catalogue.problems == ()
    assert sorted(entry.path for entry in catalogue.entries) == SHIPPED


TITLE_DE = 'msgid ""\nmsgstr ""\n\nmsgctxt "one/title"\nmsgid "Save"\nmsgstr "Speichern"\n'


def test_it_is_listed_and_found_in_the_persons_language(tmp_path: Path) -> None:
    write(tmp_path / "t", "one", title="Save")
    (tmp_path / "t" / "one.de.po").write_text(TITLE_DE)
    sources = [Source("user", tmp_path / "t")]
    german = open_catalogue(sources, language="de-AT")
    assert [(entry.title, entry.language) for entry in german.entries] == [("Speichern", "de")]
    # by the words of either language
    assert [hit.entry.id for hit in german.search("speichern")] == ["one"]
    assert [hit.entry.id for hit in german.search("save")] == ["one"]
    loaded = german.load("one")
    assert loaded is not None
    assert loaded.tutorial is not None
    assert loaded.tutorial.title == "Speichern"
    # and without a language as it is written
    assert [entry.title for entry in open_catalogue(sources).entries] == ["Save"]


def test_a_translation_that_comes_or_changes_is_seen(tmp_path: Path, reads: list[Path]) -> None:
    # given a catalogue that is remembered
    write(tmp_path / "t", "one", title="Save")
    write(tmp_path / "t", "two")
    sources, cache = [Source("user", tmp_path / "t")], tmp_path / "cache"

    def titles(language: str = "de") -> list[str]:
        return [entry.title for entry in open_catalogue(sources, cache, language=language).entries]

    assert titles() == ["Save", "two"]
    reads.clear()
    # when a translation is put beside one of them, only this is read again
    po = tmp_path / "t" / "one.de.po"
    po.write_text(TITLE_DE)
    assert titles() == ["Speichern", "two"]
    assert [path.name for path in reads] == ["one.yaml"]
    # when it is changed, and when it is taken away
    po.write_text(TITLE_DE.replace("Speichern", "Sichern"))
    assert titles() == ["Sichern", "two"]
    po.unlink()
    assert titles() == ["Save", "two"]
    # another language does not get what this one has remembered
    po.write_text(TITLE_DE)
    assert titles() == ["Speichern", "two"]
    assert titles("fr") == ["Save", "two"]
