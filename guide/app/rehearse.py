"""`guide rehearse`: tutorials play by themselves, on this screen or on screens of their own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from guide.app.opening import BadInputError, open_tutorial, tutorial_files
from guide.desktop.virtual_screen import VirtualScreen, VirtualScreenError
from guide.files import write_text
from guide.rehearsal.report import write_report
from guide.rehearsal.results import StepResult, TutorialResult
from guide.tutorial.document import Tutorial

EXIT_BAD_INPUT = 2
EXIT_NOT_COMPLETED = 4
#: No tutorial of at most 200 steps takes longer on a screen of its own; whatever hangs is ended then.
LONGEST_S = 1800


def rehearse(paths: Sequence[Path], out: Path, *, part: Path | None) -> int:
    """Rehearse on this screen. With `part`, the results go there as JSON, for another process to report."""
    try:
        tutorials = _open_all(paths)
    except BadInputError:
        return EXIT_BAD_INPUT
    from guide.app.machinery import Machinery  # noqa: PLC0415 -- bad input is said without loading a toolkit
    from guide.app.rehearsing import Rehearsing  # noqa: PLC0415

    out.mkdir(parents=True, exist_ok=True)
    results = []
    with Machinery() as machinery:
        for number, tutorial in enumerate(tutorials, 1):
            _announce(tutorial, number, len(tutorials), quiet=part is not None)
            rehearsing = Rehearsing(tutorial, machinery, out, _say_step)
            results.append(rehearsing.run())
            if rehearsing.cancelled:
                break
    if part is not None:
        write_text(part, json.dumps([result.as_json() for result in results]))
        return 0
    write_report(results, out)
    return _status(results, len(tutorials))


def rehearse_on_virtual_screens(paths: Sequence[Path], out: Path, *, size: str, compositor: bool) -> int:
    """Rehearse each tutorial on a fresh virtual screen, so that none sees what another left behind."""
    try:
        files = tutorial_files(paths)
        tutorials = [open_tutorial(file) for file in files]
        width, height = _size(size)
    except BadInputError:
        return EXIT_BAD_INPUT
    out.mkdir(parents=True, exist_ok=True)
    results: list[TutorialResult] = []
    for number, (file, tutorial) in enumerate(zip(files, tutorials, strict=True), 1):
        _announce(tutorial, number, len(files))
        try:
            with VirtualScreen(width, height, compositor="picom" if compositor else None) as screen:
                results.append(_rehearse_there(screen, file, tutorial, out))
        except VirtualScreenError as error:
            print(error, file=sys.stderr)
            return EXIT_NOT_COMPLETED
    write_report(results, out)
    return _status(results, len(files))


def _rehearse_there(screen: VirtualScreen, file: Path, tutorial: Tutorial, out: Path) -> TutorialResult:
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "part.json"
        command = [sys.executable, "-m", "guide", "rehearse", str(file.resolve())]
        options = ["--out", str(out.resolve()), "--part", str(part)]
        try:
            subprocess.run(  # noqa: S603 -- ourselves
                [*command, *options], env=dict(screen.environment), timeout=LONGEST_S, check=False
            )
            return TutorialResult.from_json(json.loads(part.read_text(encoding="utf-8"))[0])
        except (OSError, ValueError, TypeError, LookupError, subprocess.TimeoutExpired) as error:
            result = TutorialResult.of(tutorial)
            print(f"  the rehearsal of {tutorial.id} left no result: {error}", file=sys.stderr)
            return result


def _open_all(paths: Sequence[Path]) -> list[Tutorial]:
    return [open_tutorial(file) for file in tutorial_files(paths)]


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        print(f"“{text}” is not a screen size; write it as 1280x800", file=sys.stderr)
        raise BadInputError
    return int(width), int(height)


def _announce(tutorial: Tutorial, number: int, total: int, *, quiet: bool = False) -> None:
    if not quiet:
        print(f"[{number}/{total}] {tutorial.id}: {tutorial.title}", file=sys.stderr, flush=True)


def _say_step(step: StepResult) -> None:
    facts = f"found by {step.signal} in {step.find_ms} ms" if step.signal else ""
    reason = f"({step.reason}: {step.why})" if step.reason else ""
    print(f"  {step.outcome:<10} {step.id:<24} {facts} {reason}".rstrip(), file=sys.stderr, flush=True)


def _status(results: Sequence[TutorialResult], total: int) -> int:
    good = sum(result.outcome == "completed" for result in results)
    print(f"{good} of {total} completed", file=sys.stderr)
    return 0 if good == total else EXIT_NOT_COMPLETED
