"""`guide doctor --fix` and `--undo`: changes that last are made when somebody has agreed to each, and taken back."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from guide.app import exits
from guide.app.checkup.fixes import CannotFixError, Fix, contradictions, fixes
from guide.files import write_text
from guide.paths import Paths, make_private

MADE = "fixes.json"
"""Beside the log: what was changed here, so that it can be taken back."""


def fix(out: TextIO, *, yes: bool) -> int:
    """Offer each change that is missing; make those that are agreed to (`yes`: all). 4 where one could not be made."""
    home, failed, offered = Path.home(), False, False
    for why in contradictions(os.environ, home):
        print(f"Take this out yourself: {why}.", file=out)
    for each in fixes(home, os.environ):
        try:
            changes = each.changes()
            if not changes:
                continue
            offered = True
            print(f"{each.title}.", file=out)
            for change in changes:
                print(f"    {change}", file=out)
            print(f"  It holds {each.when}; guide doctor --undo takes it back.", file=out)
            if yes or agreed("  Do it? [y/N] ", out):
                _make(each)
                print("  Done.", file=out)
            else:
                print(f"  Not done{'' if _somebody_is_there() else ': say --yes, or ask in a terminal'}.", file=out)
        except CannotFixError as error:
            failed = True
            print(f"  Not done: {error}.", file=out)
    if not offered:
        print("There is nothing that guide could switch on here.", file=out)
    return exits.NOT_COMPLETED if failed else 0


def undo(out: TextIO) -> int:
    """Take back all that was changed here by `fix`; 4 where something could not be taken back."""
    try:
        return _undo(_made(), out)
    except CannotFixError as error:  # the note of what was changed is broken, or cannot be written
        print(f"Not taken back: {error}.", file=out)
        return exits.NOT_COMPLETED


def _undo(made: Mapping[str, Any], out: TextIO) -> int:
    if not made:
        print("guide has changed nothing here.", file=out)
        return 0
    known = {each.name: each for each in fixes(Path.home(), os.environ)}
    left: dict[str, Any] = {}
    for name, kept in made.items():
        if (each := known.get(name)) is None:
            left[name] = kept
            print(f"Not taken back: “{name}”, which this version of guide does not know.", file=out)
            continue
        try:
            print(f"{each.undo(kept)}.", file=out)
        except CannotFixError as error:
            left[name] = kept
            print(f"Not taken back: {error}.", file=out)
    _keep(left)
    return exits.NOT_COMPLETED if left else 0


def agreed(question: str, out: TextIO, ask: Callable[[], str] = sys.stdin.readline) -> bool:
    """Ask somebody at a terminal; nobody there is a no."""
    if not _somebody_is_there():
        return False
    print(question, end="", file=out, flush=True)
    return ask().strip().lower() in {"y", "yes"}


def _somebody_is_there() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _make(each: Fix) -> None:
    """Note first what is about to be made: what was changed and not noted could not be taken back."""
    made, plan = _made(), each.plan()
    noted = _both(made[each.name], plan) if each.name in made else plan
    _keep({**made, each.name: noted})
    try:
        each.make(plan)
    except CannotFixError:
        _keep(made)
        raise


def _both(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what undoes two changes of one kind: somebody has taken lines out since the first."""
    lines: Sequence[str] = [*before.get("lines", ()), *now.get("lines", ())]
    return {**before, **now, "lines": list(dict.fromkeys(lines)), "created": before.get("created", False)}


def _made() -> dict[str, Any]:
    file = Paths.of_this_user().data / MADE
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise CannotFixError(f"{file}, which says what was changed before, cannot be read ({error})") from error
    if not isinstance(data, dict) or not all(map(_is_note, data.values())):
        raise CannotFixError(f"{file} does not say what was changed before: something else has written to it")
    return data


def _is_note(kept: object) -> bool:
    if not isinstance(kept, dict):
        return False
    lines = kept.get("lines", [])
    return (
        isinstance(lines, list) and all(isinstance(line, str) for line in lines) and ("created" in kept) >= bool(lines)
    )


def _keep(made: Mapping[str, Any]) -> None:
    folder = Paths.of_this_user().data
    try:
        make_private(folder)
        if made:
            write_text(folder / MADE, json.dumps(made, ensure_ascii=False, indent=1) + "\n", mode=0o600)
        else:
            (folder / MADE).unlink(missing_ok=True)
    except OSError as error:
        raise CannotFixError(f"{folder}: it cannot be noted what is changed ({error.strerror or error})") from error
