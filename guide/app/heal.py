"""`guide heal`: proposes how to describe controls that are found by less than before, and writes what is accepted."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from guide.app import exits
from guide.app.fix import agreed
from guide.app.opening import only_file, refuse
from guide.app.scales import scale_for
from guide.authoring.healing.healer import Examined, Healer
from guide.authoring.healing.repairs import Repair, diff, repaired
from guide.desktop.session import open_desktop
from guide.desktop.virtual_screen import VirtualScreen, speaks
from guide.desktop.windows import WindowsSnapshot
from guide.files import write_text
from guide.tutorial.document import Step, Tutorial
from guide.tutorial.loader import loads
from guide.tutorial.yaml_text import BadText, decoded

ALL = "all"
"""What `--accept` takes for every step."""
_STATES = {
    "fine": "is found as it is described",
    "weaker": "is found by less than it is described by",
    "gone": "is not found",
    "ambiguous": "is not told from others like it",
    "elsewhere": "is not open now, so nothing can be said",
}


@dataclass(frozen=True, slots=True)
class How:
    """What the command line asks for."""

    steps: Sequence[str] = ()
    accept: Sequence[str] = ()
    """Steps whose repairs are written into the file without a question; `ALL`: every one."""
    rehearse: bool = False
    """Play it, and look at each step in its turn."""
    form: str = "text"
    """text, json or diff"""
    language: str = "en"


@dataclass(slots=True)
class _Work:
    """A tutorial on its way: its text with all that is proposed so far, and what was seen."""

    file: Path
    text: str
    seen: list[Examined] = field(default_factory=list)

    def tutorial(self) -> Tutorial:
        """Return the tutorial as it would be."""
        loaded = loads(self.text, str(self.file), self.file.parent)
        if loaded.tutorial is None:
            refuse(*map(str, loaded.problems))
        return loaded.tutorial

    def take(self, seen: Iterable[Examined]) -> bool:
        """Take in what was seen of a step; whether a repair is among it that was not known."""
        news = False
        for examined in seen:
            known = next((e for e in self.seen if (e.step, e.number) == (examined.step, examined.number)), None)
            if known is not None and (known.repair is not None or examined.repair is None):
                continue
            if known is not None:
                self.seen.remove(known)
            self.seen.append(examined)
            if examined.repair is not None:
                self.text = repaired(self.text, [examined.repair])
                news = True
        return news


def heal(file: Path, how: How) -> int:
    """Look, propose, and write what is accepted; return the exit status."""
    file = only_file(file) if file.is_dir() else file
    work = _Work(file, original := _text_of(file))
    tutorial = work.tutorial()
    _refuse_unknown(tutorial, file, how)
    if how.rehearse:
        _by_playing(work, tutorial, how)
    else:
        _as_it_is(work, tutorial, how)
    return _reported(work, original, tutorial, how)


def _refuse_unknown(tutorial: Tutorial, file: Path, how: How) -> None:
    known = [step.id for step in tutorial.steps]
    for name in {*how.steps, *how.accept} - {ALL, *known}:
        refuse(f"{file}: there is no step “{name}”; its steps are: {', '.join(known)}")


def _reported(work: _Work, original: str, tutorial: Tutorial, how: How) -> int:
    order = {step.id: number for number, step in enumerate(tutorial.steps)}
    seen = sorted(work.seen, key=lambda examined: (order[examined.step], examined.number))
    return _Report(work.file, original, how).given(seen)


def heal_on_virtual_screens(file: Path, how: How, language: str | None) -> int:
    """Let it play on screens of its own, a fresh one each time, as far as it comes with what was repaired so far.

    `language`: which the programs there speak, as far as the system has their words; None: as they come.
    """
    file = only_file(file) if file.is_dir() else file
    work = _Work(file, original := _text_of(file))
    tutorial = work.tutorial()
    _refuse_unknown(tutorial, file, how)
    for _ in range(len(tutorial.steps) + 1):
        with VirtualScreen(extra=speaks(language) if language else {}) as screen:
            outcome, seen = _round_there(screen, work, how, language)
        news = work.take(seen)
        if outcome == "completed" or not news:
            break
    return _reported(work, original, tutorial, how)


def one_round(file: Path, how: How, given: Path, answer: Path) -> int:
    """Do one round for another process: play the text in `given` as if it were that of `file`, and answer with JSON."""
    work = _Work(file, given.read_text(encoding="utf-8"))
    outcome = _by_playing(work, work.tutorial(), how)
    write_text(answer, json.dumps({"outcome": outcome, "seen": [examined.as_data() for examined in work.seen]}))
    return 0


def _round_there(screen: VirtualScreen, work: _Work, how: How, language: str | None) -> tuple[str, list[Examined]]:
    with tempfile.TemporaryDirectory() as folder:
        given, answer = Path(folder) / "given.yaml", Path(folder) / "answer.json"
        given.write_text(work.text, encoding="utf-8")
        command = [sys.executable, "-m", "guide", "heal", str(work.file.resolve()), *how.steps]
        options = ["--round", str(given), str(answer), *(["--language", language] if language else [])]
        subprocess.run([*command, *options], env=dict(screen.environment), check=False)  # noqa: S603 -- ourselves
        try:
            data = json.loads(answer.read_text(encoding="utf-8"))
            return data["outcome"], [Examined.from_data(each) for each in data["seen"]]
        except (OSError, ValueError, TypeError, LookupError):
            return "failed", []


def _text_of(file: Path) -> str:
    try:
        return decoded(file.read_bytes(), str(file))
    except BadText as bad:
        refuse(*map(str, bad.problems))
    except OSError as error:
        refuse(f"{file}: it cannot be read ({error.strerror or error})")


def _as_it_is(work: _Work, tutorial: Tutorial, how: How) -> None:
    """Look at each step's targets as the screen is now."""
    desktop = open_desktop(lambda call: call())

    async def look() -> None:
        healer = Healer(desktop, work.text, tutorial, language=how.language, scale=scale_for((tutorial,)))
        for step in tutorial.steps:
            if not how.steps or step.id in how.steps:
                work.take(await healer.examine(step, desktop.windows.snapshot()))

    try:
        asyncio.run(look())
    finally:
        desktop.shutdown()


def _by_playing(work: _Work, tutorial: Tutorial, how: How) -> str:
    """Let it play on this screen, looking at each step in its turn; return how it ended."""
    from guide.app.machinery import Machinery, scale_now
    from guide.app.rehearsing import Rehearsing

    with Machinery(how.language) as machinery, tempfile.TemporaryDirectory() as pictures:
        machinery.stage.set_look(replace(machinery.look, pulse=False))
        healer = Healer(machinery.desktop, work.text, tutorial, language=how.language, scale=scale_now())
        eye = _Eye(healer, work, how.steps)
        return Rehearsing(tutorial, machinery, Path(pictures), lambda step: None, examine=eye.examine).run().outcome


@dataclass(slots=True)
class _Eye:
    """Looks at each step of one round in its turn."""

    healer: Healer
    work: _Work
    steps: Sequence[str]

    async def examine(self, step: Step, snapshot: WindowsSnapshot, done: bool) -> None:
        """Take in what a step's targets are found by."""
        if not self.steps or step.id in self.steps:
            self.work.take(await self.healer.examine(step, snapshot, here=True, done=done))


@dataclass(frozen=True, slots=True)
class _Report:
    """Says what was seen, asks where somebody is there to answer, and writes."""

    file: Path
    original: str
    how: How

    def given(self, seen: Sequence[Examined]) -> int:
        """Report; return the exit status."""
        accepted: list[Repair] = []
        open_, lost = False, False
        for examined in seen:
            taken = self._one(examined, accepted)
            open_ = open_ or (examined.repair is not None and not taken)
            lost = lost or (examined.repair is None and examined.state in {"weaker", "gone", "ambiguous"})
        if self.how.form == "diff":
            proposals = [examined.repair for examined in seen if examined.repair is not None]
            sys.stdout.write(diff(str(self.file), self.original, repaired(self.original, proposals)))
        if accepted:
            self._write(repaired(self.original, accepted))
        if self.how.rehearse and not seen:
            lost = True
        return exits.REPAIR_PROPOSED if open_ else exits.NOT_COMPLETED if lost else 0

    def _one(self, examined: Examined, accepted: list[Repair]) -> bool:
        """Say one, and take its repair in if that is wished; return whether it was."""
        repair = examined.repair
        taken = repair is not None and bool({ALL, examined.step} & set(self.how.accept))
        change = "" if repair is None else self._change(repair, accepted)
        if self.how.form == "text":
            print(_in_words(examined))
            print(change, end="", flush=True)
            if repair is not None:
                for note in repair.notes:
                    print(f"  Note: {note}.")
                taken = taken or (sys.stdout.isatty() and agreed("Take this in? [y/N] ", sys.stdout))
        if repair is not None and taken:
            accepted.append(repair)
        if self.how.form == "json":
            print(json.dumps(_as_json(examined, change, taken), ensure_ascii=False), flush=True)
        return taken

    def _change(self, repair: Repair, before: Sequence[Repair]) -> str:
        old = repaired(self.original, before)
        return diff(str(self.file), old, repaired(old, [repair]))

    def _write(self, text: str) -> None:
        try:
            if _text_of(self.file) != self.original:
                refuse(f"{self.file}: it was changed meanwhile, and is left as it is; look again")
            write_text(self.file, text, mode=self.file.stat().st_mode & 0o777)
        except OSError as error:
            refuse(f"{self.file}: it cannot be written ({error.strerror or error}); nothing was changed")


def _in_words(examined: Examined) -> str:
    subject = "what it waits for" if examined.awaited else "its target"
    what = f"{examined.step}: {subject} {_STATES[examined.state]}"
    if examined.state == "weaker" and examined.finding.signal not in {None, "element"}:
        what += f" (by its {examined.finding.signal})"
    ending = " Proposed:" if examined.repair is not None else ""
    return f"{what}. {examined.why[:1].upper()}{examined.why[1:]}.{ending}" if examined.why else f"{what}.{ending}"


def _as_json(examined: Examined, change: str, taken: bool) -> dict[str, object]:
    repair = examined.repair
    proposal = (
        None
        if repair is None
        else {"why": repair.why, "diff": change, "notes": list(repair.notes), "repair": asdict(repair)}
    )
    return {
        "step": examined.step,
        "target": examined.number,
        "awaited": examined.awaited,
        "state": examined.state,
        "signal": examined.finding.signal,
        "confidence": round(examined.finding.confidence, 3),
        "why": examined.why,
        "proposal": proposal,
        "accepted": taken,
    }
