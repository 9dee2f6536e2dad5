"""`guide records`: what this machine has logged, for the one it is about. List, export, delete."""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from guide.paths import Paths
from guide.records.deletion import Deleted, delete
from guide.records.export import FORMATS, run_row, whole_file
from guide.records.reader import NothingLoggedError, Reader, RunRecord, Selection
from guide.records.schema import NewerSchemaError

EXIT_FAILED: Final = 1
EXIT_BAD_INPUT: Final = 2

_AGO = re.compile(r"(\d{1,5})([hdw])")
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}
_NOT_YET = {"parquet": "csv or jsonl: programs that read Parquet read these too"}


class BadInputError(Exception):
    """Something on the command line that cannot be used; the message is for a person."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe `guide records …`; the chosen command is `options.run(options)`, which returns the exit status."""
    commands = parser.add_subparsers(title="what to do", metavar="list | export | delete", required=True)

    listing = commands.add_parser("list", help="the runs that were logged")
    _add_selection(listing, "--since", "--before", "--tutorial", "--run")
    listing.add_argument("--format", choices=["text", "json"], default="text", help="json: one object a line")
    listing.set_defaults(run=_guarded(_list))

    exporting = commands.add_parser("export", help="everything that was logged, for other programs")
    _add_selection(exporting, "--since", "--before", "--tutorial", "--run")
    exporting.add_argument(
        "--format",
        choices=[*FORMATS, *_NOT_YET],
        default="jsonl",
        help="jsonl: one event a line; csv: for spreadsheets; xapi: statements for a learning record store",
    )
    exporting.add_argument("--out", type=Path, metavar="FILE", help="where to; without it: the standard output")
    exporting.set_defaults(run=_guarded(_export))

    deleting = commands.add_parser("delete", help="delete for good what was logged")
    deleting.add_argument("--all", action="store_true", help="everything")
    _add_selection(deleting, "--before", "--tutorial", "--run")
    deleting.add_argument("--yes", action="store_true", help="do not ask")
    deleting.set_defaults(run=_guarded(_delete))


def _add_selection(parser: argparse.ArgumentParser, *options: str) -> None:
    when = "a day (2027-03-31), a moment (2027-03-31T14:00), or how long ago (12h, 30d, 8w)"
    described: dict[str, dict[str, Any]] = {
        "--since": {"metavar": "WHEN", "help": f"runs that began then or later: {when}"},
        "--before": {"metavar": "WHEN", "help": f"runs that began before: {when}"},
        "--tutorial": {"metavar": "ID", "help": "runs of this tutorial"},
        "--run": {"metavar": "ID", "dest": "run_id", "help": "this run (its id, as `list` shows it)"},
    }
    parser.set_defaults(since=None, before=None, tutorial=None, run_id=None)
    for option in options:
        parser.add_argument(option, **described[option])


def _guarded(command: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Turn what can go wrong into a sentence and an exit status."""

    def run(options: argparse.Namespace) -> int:
        try:
            return command(options)
        except BadInputError as error:
            status, text = EXIT_BAD_INPUT, str(error)
        except NothingLoggedError:
            status, text = 0, "Nothing has been logged yet."
        except NewerSchemaError as error:
            status, text = EXIT_FAILED, f"The log was written by a newer version of guide ({error}); use that one."
        except BrokenPipeError:
            raise
        except (sqlite3.Error, OSError) as error:
            status, text = EXIT_FAILED, _explained(error)
        sys.stderr.write(f"{text}\n")
        return status

    return run


def _list(options: argparse.Namespace) -> int:
    selection = _selection(options)
    with Reader(_folder()) as log:
        runs = log.runs(selection)
        if options.format == "json":
            for run in runs:
                _say(json.dumps(run_row(run)))
            return 0
        for run in runs:
            _say(_line(run))
            if selection.run_id is not None:
                _tell_events(log, run)
        n_runs, n_events = log.counts(selection)
    _say(f"{_plural(n_runs, 'run')} with {_plural(n_events, 'event')}, in {_folder()}")
    return 0


def _export(options: argparse.Namespace) -> int:
    if options.format in _NOT_YET:
        raise BadInputError(f"{options.format} is not in this version. Use {_NOT_YET[options.format]}.")
    selection, write = _selection(options), FORMATS[options.format]
    with Reader(_folder()) as log:
        if options.out is None or str(options.out) == "-":
            write(log, sys.stdout, selection)
            return 0
        out: Path = options.out
        if out.absolute().is_relative_to(_folder().absolute()):
            raise BadInputError(f"{out} lies in the folder of the log itself. Choose another place.")
        with whole_file(out) as file:
            count = write(log, file, selection)
    sys.stderr.write(f"{_plural(count, 'line')} written to {out}\n")
    return 0


def _delete(options: argparse.Namespace) -> int:
    selection = _selection(options)
    if selection.everything != options.all:
        raise BadInputError("Say what to delete: --all, or any of --before, --tutorial and --run.")
    folder = _folder()
    if not options.yes:
        _ask(_what(folder, selection))
    elif not selection.everything:
        Reader(folder).close()  # a log that is missing or newer is said, not made or set aside
    _say(_told(delete(folder, selection)))
    return 0


def _what(folder: Path, selection: Selection) -> str:
    """Say what is about to be deleted."""
    if selection.everything:
        return f"Everything that guide has logged on this machine, in {folder}"
    with Reader(folder) as log:
        runs, events = log.counts(selection)
        checks = len(log.checks(selection))
    looks = f", {_plural(checks, 'line')} about what looks at targets saw" if checks else ""
    return f"{_plural(runs, 'run')} with {_plural(events, 'event')}{looks}, in {folder}"


def _ask(what: str) -> None:
    if not sys.stdin.isatty():
        raise BadInputError("There is nobody to ask whether you are sure. Add --yes if you are.")
    _say(f"{what} will be deleted for good.")
    if input("Delete? [y/N] ").strip().casefold() not in {"y", "yes"}:
        raise BadInputError("Nothing was deleted.")


def _told(deleted: Deleted) -> str:
    text = f"Deleted: {_plural(deleted.runs, 'run')} with {_plural(deleted.events, 'event')}."
    if deleted.checks:
        text += f" Also {_plural(deleted.checks, 'line')} about what looks at targets saw."
    if deleted.files:
        text += f" Also {_plural(len(deleted.files), 'file')} of earlier, damaged or newer logs."
    if deleted.in_use:
        text += " Another program is reading the log just now; run this again later to remove the last traces."
    return text


def _line(run: RunRecord) -> str:
    began = time.strftime("%Y-%m-%d %H:%M", time.localtime(run.started_ms / 1000))
    took = "" if run.ended_ms is None else f"{(run.ended_ms - run.started_ms) / 1000:.0f} s"
    outcome = run.outcome or "unfinished"
    where = f" at {run.last_step}" if run.outcome not in {"completed", None} and run.last_step else ""
    name = f"{run.tutorial_id} {run.tutorial_version}"
    kind = "" if run.mode == "guided" else f" ({run.mode})"
    return f"{began}  {uuid.UUID(bytes=run.run_id)}  {name:<40} {outcome}{where}{kind}  {took}".rstrip()


def _tell_events(log: Reader, run: RunRecord) -> None:
    for event in log.events(run.run_pk):
        told = {"dur_ms": event.dur_ms, "value": event.value, "detail": event.detail}
        facts = "  ".join(f"{key}={value}" for key, value in told.items() if value is not None)
        after_s = (event.at_ms - run.started_ms) / 1000
        _say(f"    {after_s:9.3f} s  {event.kind:<13} {event.step or '':<24} {facts}".rstrip())


def _selection(options: argparse.Namespace) -> Selection:
    return Selection(
        tutorial_id=options.tutorial,
        run_id=None if options.run_id is None else _run_id(options.run_id),
        since_ms=None if options.since is None else moment_ms(options.since),
        before_ms=None if options.before is None else moment_ms(options.before),
    )


def _run_id(text: str) -> bytes:
    try:
        return uuid.UUID(text).bytes
    except ValueError:
        raise BadInputError(f"“{text}” is not the id of a run; `guide records list` shows them.") from None


def moment_ms(text: str, now: datetime | None = None) -> int:
    """Return the moment that a person means, in their time zone, as milliseconds since 1970; BadInputError if none."""
    if ago := _AGO.fullmatch(text):
        moment = (now or datetime.now().astimezone()) - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    else:
        try:
            moment = datetime.fromisoformat(text).astimezone()
        except (ValueError, OverflowError):
            raise BadInputError(
                f"“{text}” is not a time; use a day (2027-03-31), a moment (2027-03-31T14:00) or 12h, 30d, 8w ago."
            ) from None
    return round(moment.timestamp() * 1000)


def _explained(error: Exception) -> str:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return (
            f"The log in {_folder()} is damaged. Start guide once: it keeps the damaged file and carries over what "
            "can still be read."
        )
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"That did not work with the log in {_folder()}: {reason}."


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _folder() -> Path:
    return Paths.of_this_user().records


def _plural(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
