"""What a person types cannot reach the log, whichever door it is pushed through."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.records.checks import Check
from guide.records.memory import MemorySink
from guide.records.sink import RunStart
from guide.records.store import Store
from guide.records.vocabulary import KINDS, OUTCOMES, WORDS, RefusedError, is_version, program_name
from guide.tutorial.document import Ask, Choice, Step, Tutorial

IDS = frozenset({"write", "save", "yes"})
START = RunStart("save-a-note", "1.0", 3, "guided", "mousepad", "0.5", IDS)
CHECK = Check("save-a-note", "1.0", "write", "mousepad", "0.5", "look", "found", "element", 100)

#: What people type: words, sentences, names, passwords; each recognisable in a file, however it would be written.
typed = st.one_of(
    st.text(min_size=6, max_size=200),
    st.from_regex(r"[A-Z][a-z]{5,12} [A-Z][a-z]{5,12}", fullmatch=True),
    st.from_regex(r"[A-Za-z0-9_-]{8,40}", fullmatch=True),
    st.from_regex(r"[0-9]{12,16}", fullmatch=True),
).filter(lambda text: text not in WORDS | KINDS | OUTCOMES and len(text.encode("utf-8", "ignore")) >= 6)


def push(store: Store, text: Any) -> None:
    """Push a text through each door of the log."""
    run = store.begin(START)
    run.entry(text)
    for kind in ("step-done", "answered", "strayed", "back", "rated"):
        run.entry(kind, step=text)
        run.entry(kind, step="write", detail=text)
        run.entry(kind, step="write", value=text)
        run.entry(kind, step="write", dur_ms=text)
    run.end(text, last_step="write")
    run.end("completed", last_step=text)
    store.begin(RunStart("save-a-note", text, 3, "guided", ids=IDS)) if " " in text else None
    store.begin(RunStart("save-a-note", "1.0", 3, text, ids=IDS))
    store.set_disposition("save-a-note", text)
    for field in ("tutorial_id", "step", "tutorial_version", "app_version", "how", "state", "signal", "confidence"):
        if field not in {"tutorial_id", "step", "tutorial_version", "app_version"} or not is_version(text):
            store.checked(replace(CHECK, **{field: text}))
    store.save_progress("save-a-note", {"step_id": f"{text} "})
    store.save_progress("save-a-note", {"visited": (("a", f" {text}"),)})


@cache
def without_any_text() -> bytes:
    """Return what the files of a log hold that nobody has typed anything into: its tables' own words."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "records")
        store = Store(folder)
        store.begin(START).end("completed", last_step="write")
        store.checked(CHECK)
        assert store.flush()
        content = b"".join(file.read_bytes() for file in folder.iterdir())
        store.shutdown()
        return content


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(typed, min_size=1, max_size=4))
def test_typed_text_is_in_no_file_of_the_log(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "records")
        store = Store(folder, strict=False)
        for text in texts:
            push(store, text)
        assert store.flush()
        files = {file.name: file.read_bytes() for file in folder.iterdir()}
        store.shutdown()
    assert store.refused >= 10 * len(texts)
    assert store.lost == 0
    for text in texts:
        for spelling in {text.encode("utf-8", "surrogatepass"), text.encode("utf-16-le", "surrogatepass")}:
            if spelling in without_any_text():  # such as “rehear”, of “rehearsal”
                continue
            hits = [name for name, content in files.items() if spelling in content and name != "records.key"]
            assert not hits, f"{text!r} is in {hits}"


@given(typed)
def test_a_careful_log_raises_instead(text: str) -> None:
    run = MemorySink().begin(START)
    for arguments in ({"kind": text}, {"kind": "hint", "step": text}, {"kind": "hint", "detail": text}):
        with pytest.raises(RefusedError) as refused:
            run.entry(**arguments)
        assert text not in str(refused.value), "the message would carry it elsewhere"


@pytest.mark.parametrize("number", [4_111_111_111_111_111, -1, 10_001, True, 2.5])
def test_a_number_that_could_be_a_card_or_a_telephone_is_left_out(
    make_store: Callable[..., Store], number: Any
) -> None:
    store = make_store(strict=False)
    store.begin(START).entry("rated", value=number)
    assert store.refused == 1


def test_a_run_knows_the_ids_of_its_tutorial() -> None:
    ask = Ask("Done?", (Choice("yes", "Yes"), Choice("not-yet", "Not yet")))
    tutorial = Tutorial("save-a-note", "Save", (Step("write", "Write."), Step("save", "Save.", ask=ask)), version="1.2")
    start = RunStart.of(tutorial, "guided", app_version="0.5")
    assert start.ids == {"write", "save", "yes", "not-yet"}
    assert (start.tutorial_id, start.tutorial_version, start.n_steps) == ("save-a-note", "1.2", 2)


def test_without_the_ids_of_its_tutorial_only_what_is_shaped_like_one_is_taken(
    make_store: Callable[..., Store],
) -> None:
    store = make_store(strict=False)
    run = store.begin(RunStart("save-a-note", "1.0", 3, "guided"))
    run.entry("step-done", step="save")
    assert store.refused == 0
    run.entry("step-done", step="Dear Sir")
    run.entry("step-done", step="a" * 101)
    run.entry("answered", step="save", detail="Dear Sir")
    assert store.refused == 3


def test_an_event_with_a_bad_detail_still_counts(make_store: Callable[..., Store], folder: Path) -> None:
    from guide.records.reader import Reader

    store = make_store(strict=False)
    store.begin(START).entry("step-done", step="save", dur_ms=-5, value=7, detail="Dear Sir")
    assert store.flush()
    with Reader(folder) as log:
        (event,) = log.events(log.runs()[0].run_pk)
    assert (event.kind, event.step, event.dur_ms, event.value, event.detail) == ("step-done", "save", None, 7, None)


@pytest.mark.parametrize(
    ("executable", "logged"),
    [
        ("mousepad", "mousepad"),
        ("/home/jane/bin/soffice.bin", "soffice.bin"),
        (r"C:\Users\jane\EXCEL", "EXCEL"),
        ("Google Chrome", "Google-Chrome"),
        ("=cmd|x", "cmd-x"),
        ("…", None),
    ],
)
def test_a_program_is_logged_without_its_folder(executable: str, logged: str | None) -> None:
    assert program_name(executable) == logged


def test_even_a_defect_of_ours_cannot_write_a_sentence(store: Store, folder: Path) -> None:
    """Given someone who goes past the vocabulary, then the tables themselves refuse."""
    import sqlite3

    from guide.records.log_files import LOG_FILE

    store.begin(START).entry("started")
    store.checked(CHECK)
    assert store.shutdown()
    connection = sqlite3.connect(folder / LOG_FILE)
    for column in ("kind", "step", "detail"):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(f"UPDATE events SET {column} = 'Dear Sir'")
    for column in ("tutorial_id", "tutorial_ver", "app_id", "app_ver", "mode", "outcome", "last_step"):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(f"UPDATE runs SET {column} = 'Dear Sir'")
    for column in ("tutorial_id", "tutorial_ver", "step", "app_id", "app_ver", "how", "state", "signal"):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(f"UPDATE checks SET {column} = 'Dear Sir'")
    connection.close()


def test_the_page_for_its_owner_names_every_kind_of_event() -> None:
    page = (Path(__file__).parents[2] / "docs" / "records.md").read_text(encoding="utf-8")
    assert [kind for kind in sorted(KINDS) if f"`{kind}`" not in page] == []
