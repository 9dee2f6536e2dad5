"""The log as files that other programs read. One table in three spellings, and learning-record statements."""

from __future__ import annotations

import csv
import json
import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TextIO

from guide.records.checks import CheckRecord
from guide.records.reader import EVERYTHING, EventRecord, Reader, RunRecord, Selection
from guide.records.xapi import iso, statements

#: One row an event, with its run beside it. `at` is UTC; `…_ms` are milliseconds, those of a time since 1970, UTC.
#: After the events one row for all looks in a row that saw the same of a step's target: kind `checked`; `detail` says
#: what, `value` how surely in percent, `first_ms` since when, `at` until when, `mode` how it was looked at.
COLUMNS: Final = (
    "at", "at_ms", "seq", "n", "kind", "step", "dur_ms", "value", "detail",
    "run_id", "tutorial_id", "tutorial_version", "app_id", "app_version", "mode",
    "started_ms", "ended_ms", "outcome", "last_step", "n_steps", "person", "machine",
    "signal", "first_ms", "times",
)  # fmt: skip


_ROW: Final[dict[str, Any]] = dict.fromkeys(COLUMNS)


def run_row(run: RunRecord) -> dict[str, Any]:
    """Return a run as plain values."""
    return {
        "run_id": str(uuid.UUID(bytes=run.run_id)),
        "tutorial_id": run.tutorial_id,
        "tutorial_version": run.tutorial_version,
        "app_id": run.app_id,
        "app_version": run.app_version,
        "mode": run.mode,
        "started_ms": run.started_ms,
        "ended_ms": run.ended_ms,
        "outcome": run.outcome,
        "last_step": run.last_step,
        "n_steps": run.n_steps,
        "person": run.person.hex(),
        "machine": run.machine.hex(),
    }


def event_row(event: EventRecord) -> dict[str, Any]:
    """Return an event as plain values."""
    return {
        "at": iso(event.at_ms),
        "at_ms": event.at_ms,
        "seq": event.seq,
        "n": event.n,
        "kind": event.kind,
        "step": event.step,
        "dur_ms": event.dur_ms,
        "value": event.value,
        "detail": event.detail,
    }


def check_row(check: CheckRecord) -> dict[str, Any]:
    """Return what looks at a target saw, in the columns of an event as far as there are such."""
    return {
        "at": iso(check.last_ms),
        "at_ms": check.last_ms,
        "kind": "checked",
        "step": check.step,
        "value": check.confidence,
        "detail": check.state,
        "tutorial_id": check.tutorial_id,
        "tutorial_version": check.tutorial_version,
        "app_id": check.app_id,
        "app_version": check.app_version,
        "mode": check.how,
        "machine": check.machine.hex(),
        "signal": check.signal,
        "first_ms": check.first_ms,
        "times": check.times,
    }


def write_json_lines(log: Reader, out: TextIO, selection: Selection = EVERYTHING) -> int:
    """Write one JSON object a line for each event and each thing that looks at targets saw; return how many."""
    return _write_lines(out, _rows(log, selection))


def write_xapi(log: Reader, out: TextIO, selection: Selection = EVERYTHING) -> int:
    """Write one xAPI statement a line for each milestone; return how many."""
    return _write_lines(out, (s for run in log.runs(selection) for s in statements(run, log.events(run.run_pk))))


def write_csv(log: Reader, out: TextIO, selection: Selection = EVERYTHING) -> int:
    """Write comma-separated values (RFC 4180) with a head line; return the number of rows."""
    table = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    count = 0
    for row in _rows(log, selection):
        table.writerow(row)
        count += 1
    return count


#: What can be written, by the name of the format.
FORMATS: Final[dict[str, Callable[[Reader, TextIO, Selection], int]]] = {
    "jsonl": write_json_lines,
    "csv": write_csv,
    "xapi": write_xapi,
}


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """Open a file for writing that appears, as a whole, when the block ends well; readable by its owner alone."""
    if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced by a file, and must not be
        with path.open("w", encoding="utf-8", newline="") as out:
            yield out
        return
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _rows(log: Reader, selection: Selection) -> Iterator[dict[str, Any]]:
    """Yield the rows in order of runs. Reads run by run: a slow consumer never holds the log's old pages."""
    for run in log.runs(selection):
        about = run_row(run)
        for event in log.events(run.run_pk):
            yield _ROW | event_row(event) | about
    for check in log.checks(selection):
        yield _ROW | check_row(check)


def _write_lines(out: TextIO, values: Iterator[dict[str, Any]]) -> int:
    count = 0
    for value in values:
        out.write(json.dumps(value, separators=(",", ":")) + "\n")
        count += 1
    return count
