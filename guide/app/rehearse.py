"""`guide rehearse`: tutorials play by themselves, on this screen or on screens of their own."""

from __future__ import annotations

import ctypes
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from guide.app import exits
from guide.app.health import remember
from guide.desktop.virtual_screen import VirtualScreen, VirtualScreenError, speaks
from guide.files import write_text
from guide.rehearsal.checks import checks_of
from guide.rehearsal.report import write_report
from guide.rehearsal.results import StepResult, TutorialResult
from guide.tutorial.document import Tutorial

#: No tutorial of at most 200 steps takes longer on a screen of its own; whatever hangs is ended then.
LONGEST_S = 1800
#: A rehearsal that was told to stop takes its program and its overlay off the screen in less.
STOPS_WITHIN_S = 15

_M_MMAP_THRESHOLD = -3
"""Of `mallopt` (malloc.h)."""
_PICTURE_BYTES = 128 * 1024

Source = tuple[Path, Tutorial]
"""A tutorial and where it was read."""


def rehearse(sources: Sequence[Source], out: Path, *, part: Path | None = None, language: str | None = None) -> int:
    """Rehearse on this screen. With `part`, the results go there as JSON, for another process to report."""
    from guide.app.machinery import Machinery
    from guide.app.rehearsing import Rehearsing

    results = []
    _give_pictures_back()
    with Machinery(language) as machinery:
        machinery.stage.set_look(replace(machinery.look, pulse=False))  # no picture has to wait for a light to settle
        for number, (_, tutorial) in enumerate(sources, 1):
            if part is None:
                _announce(tutorial, number, len(sources))
            rehearsing = Rehearsing(tutorial, machinery, out, _say_step)
            results.append(rehearsing.run())
            if rehearsing.cancelled:
                break
    if part is not None:
        write_text(part, json.dumps([result.as_json() for result in results]))
        return 0
    return _reported(results, out, sources)


@dataclass(frozen=True, slots=True)
class ScreenSize:
    """Of a virtual screen, in pixels."""

    width_px: int = 1280
    height_px: int = 800


def rehearse_on_virtual_screens(
    sources: Sequence[Source], out: Path, size: ScreenSize, *, compositor: bool, language: str | None = None
) -> int:
    """Rehearse each tutorial on a fresh virtual screen, so that none sees what another left behind.

    With `language` the programs on it speak that language too, as far as the system has their words.
    """
    speaking = speaks(language) if language else {}
    results: list[TutorialResult] = []
    with polite_kill_as_interrupt():
        for number, (file, tutorial) in enumerate(sources, 1):
            _announce(tutorial, number, len(sources))
            try:
                with VirtualScreen(
                    size.width_px, size.height_px, compositor="picom" if compositor else None, extra=speaking
                ) as screen:
                    result, cancelled = _rehearse_there(screen, file, tutorial, out, language)
            except VirtualScreenError as error:
                print(error, file=sys.stderr)
                break
            except KeyboardInterrupt:  # while the screen came or went; what was done so far is reported
                break
            results.append(result)
            if cancelled:
                break
    return _reported(results, out, sources)


def _give_pictures_back() -> None:
    """Have the memory of each picture given back as it is let go of, where the C library can be told so (glibc).

    By itself it learns from the first pictures to keep such pieces among the small ones, and a folder that takes an
    hour to rehearse ends with a tenth more memory than it began with.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _PICTURE_BYTES)


def _rehearse_there(
    screen: VirtualScreen, file: Path, tutorial: Tutorial, out: Path, language: str | None
) -> tuple[TutorialResult, bool]:
    """Rehearse in a process on that screen; return the result, and whether the person has stopped it."""
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "part.json"
        command = [sys.executable, "-m", "guide", "rehearse", str(file.resolve())]
        options = ["--out", str(out.resolve()), "--part", str(part), *(["--language", language] if language else [])]
        process = subprocess.Popen([*command, *options], env=dict(screen.environment))  # noqa: S603 -- ourselves
        cancelled, problem = wait_for(process)
        try:
            return TutorialResult.from_json(json.loads(part.read_text(encoding="utf-8"))[0]), cancelled
        except (OSError, ValueError, TypeError, LookupError):
            return _without_result(
                tutorial, cancelled, problem or f"it ended with status {process.returncode}"
            ), cancelled


def wait_for(process: subprocess.Popen[bytes]) -> tuple[bool, str]:
    """Wait for a rehearsal to end, and see to it that it does; return whether it was stopped, and what went wrong."""
    cancelled, problem = False, ""
    try:
        process.wait(LONGEST_S)
    except subprocess.TimeoutExpired:
        problem = f"it took longer than {LONGEST_S // 60} minutes"
    except KeyboardInterrupt:
        cancelled = True
    if process.poll() is None:
        process.send_signal(signal.SIGINT)  # in a terminal it has had one already; another does no harm
        try:
            process.wait(STOPS_WITHIN_S)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            process.kill()
            process.wait()
    return cancelled, problem


def _without_result(tutorial: Tutorial, cancelled: bool, why: str) -> TutorialResult:
    result = TutorialResult.of(tutorial)
    if not cancelled:
        result.fail(tutorial.steps[0].id, "not-done", f"the rehearsal left no result: {why}")
        print(f"  the rehearsal of {tutorial.id} left no result: {why}", file=sys.stderr)
    return result.ended("dismissed" if cancelled else "failed", 0, tutorial.steps)


@contextmanager
def polite_kill_as_interrupt() -> Iterator[None]:
    """Let SIGTERM do what Ctrl+C does, so that the screen is closed and what was done is reported."""

    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _announce(tutorial: Tutorial, number: int, total: int) -> None:
    print(f"[{number}/{total}] {tutorial.id}: {tutorial.title}", file=sys.stderr, flush=True)


def _say_step(step: StepResult) -> None:
    facts = f"found by {step.signal} in {step.find_ms:.0f} ms" if step.signal and step.find_ms is not None else ""
    reason = f"({step.reason}: {step.why})" if step.reason else ""
    print(f"  {step.outcome:<10} {step.id:<24} {facts} {reason}".rstrip(), file=sys.stderr, flush=True)


def _reported(results: Sequence[TutorialResult], out: Path, sources: Sequence[Source]) -> int:
    write_report(results, out)
    of = {tutorial.id: tutorial for _, tutorial in sources}
    remember([check for result in results for check in checks_of(of[result.id], result)])
    total = len(sources)
    good = sum(result.outcome == "completed" for result in results)
    print(f"{good} of {total} completed; see {out / 'report.html'}", file=sys.stderr)
    return 0 if good == total else exits.NOT_COMPLETED
