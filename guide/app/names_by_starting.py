"""What a program calls its controls in another language, learnt from the program itself.

The tutorial plays twice, each time on a screen of its own: in its own language, to learn where each control stands in
its window, and in the other, where the controls are found by that and read.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from guide.app.rehearse import polite_kill_as_interrupt, wait_for
from guide.desktop.virtual_screen import VirtualScreen, VirtualScreenError, speaks
from guide.desktop.windows import WindowInfo, WindowsSnapshot
from guide.files import write_text
from guide.targeting.abroad import Place, abroad, names_of_element, own_title, place_of, title_kinds, told_alike
from guide.targeting.application import named_windows
from guide.targeting.finder import Finder
from guide.targeting.program_words import said_alike
from guide.tutorial.document import Step, Tutorial
from guide.tutorial.loader import load
from guide.tutorial.patterns import normalised
from guide.tutorial.targets import Target
from guide.tutorial.texts import every_name, targets_of
from guide.tutorial.translations import own_name

TRIES = 2
"""So often it plays in another language when it does not come to the end: a busy machine may show a menu too late."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a program calls its controls in one language."""

    names: Mapping[str, tuple[str, ...]]
    """By the name in the tutorial's language; several where one cannot tell which."""
    why: str = ""
    """For a person: why it is not more."""
    spoken: bool = True
    """False where the program, asked itself, does not speak this language here."""


@dataclass(slots=True)
class Walked:
    """What one play of the tutorial has brought."""

    language: str
    why: str = "it could not be played"
    """For a person: why it did not come to the end; empty when it did."""
    places: dict[int, Place] = field(default_factory=dict)
    """By the number of the target in the tutorial."""
    titles: dict[str, tuple[bool, str]] = field(default_factory=dict)
    """By the title as the tutorial says it: whether that window is a dialog, and its whole title."""
    pairs: list[tuple[str, str]] = field(default_factory=list)
    """What was called so before, and is called so now."""

    def as_text(self) -> str:
        """Return it for another process."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def take(self, data: Any) -> None:
        """Take in what another process has written with `as_text`."""
        self.why = str(data["why"])
        self.places = {int(number): Place.from_data(place) for number, place in data["places"].items()}
        self.titles = {name: (bool(dialog), str(title)) for name, (dialog, title) in data["titles"].items()}
        self.pairs = [(str(here), str(there)) for here, there in data["pairs"]]


class Asking:
    """Asks the program of one tutorial, in one language after the other."""

    def __init__(self, file: Path, tutorial: Tutorial, *, say_steps_as_json: bool = False) -> None:
        self._file, self._tutorial, self._as_json = file, tutorial, say_steps_as_json
        self._home: Walked | None = None

    def told(self, language: str) -> Told:
        """Return what the program calls its controls in a language."""
        if self._tutorial.application.launch is None:
            return Told({}, "the tutorial does not say how its program is started (`application: launch`)")
        try:
            with polite_kill_as_interrupt():
                home = self._home = self._home or self._walked(Walked(self._tutorial.language))
                if not home.places:
                    return Told({}, f"in its own language: {home.why or 'no control was found by the program'}")
                there = Walked(language)
                for _ in range(TRIES):
                    there = self._walked(Walked(language, pairs=there.pairs), home)
                    if not there.why:
                        break
                return self._compared(home, there)
        except VirtualScreenError as error:
            return Told({}, str(error))

    def _compared(self, home: Walked, there: Walked) -> Told:
        own = [own_name(name, self._tutorial.language) for name in every_name(self._tutorial)]
        told = told_alike(own, there.pairs)
        spoken = not there.pairs or not all(said_alike(*pair) for pair in there.pairs)
        why = [f"in “{walked.language}”: {walked.why}" for walked in (home, there) if walked.why]
        return Told(told if spoken else {}, "; ".join(why), spoken)

    def _walked(self, walked: Walked, home: Walked | None = None) -> Walked:
        with tempfile.TemporaryDirectory() as folder, VirtualScreen(extra=speaks(walked.language)) as screen:
            known, answer = Path(folder) / "known.json", Path(folder) / "answer.json"
            known.write_text(home.as_text() if home is not None else "", encoding="utf-8")
            command = [sys.executable, "-m", "guide", "translate", "names", str(self._file.resolve())]
            options = ["--language", walked.language, "--walk", str(known), str(answer)]
            options += ["--format", "json"] if self._as_json else []
            process = subprocess.Popen([*command, *options], env=dict(screen.environment))  # noqa: S603 -- ourselves
            cancelled, problem = wait_for(process)
            if cancelled:
                raise KeyboardInterrupt
            walked.why = problem or walked.why
            before = walked.pairs
            with suppress(OSError, ValueError, TypeError, LookupError):
                walked.take(json.loads(answer.read_text(encoding="utf-8")))
            walked.pairs = [*before, *walked.pairs]
            return walked


def walk(file: Path, language: str, known: Path, answer: Path, *, as_json: bool) -> int:
    """Play on this screen for another process, looking at each control; `known`: what was seen in its own language."""
    from guide.app.machinery import Machinery
    from guide.app.rehearsing import Rehearsing

    tutorial = load(file).tutorial
    assert tutorial is not None  # it was read by who started us
    home, text = None, known.read_text(encoding="utf-8")
    if text:
        home = Walked(tutorial.language)
        home.take(json.loads(text))
    walked = Walked(language)
    with Machinery(language) as machinery, tempfile.TemporaryDirectory() as pictures:
        machinery.stage.set_look(replace(machinery.look, pulse=False))
        eye = _Eye(tutorial, machinery.desktop, walked, home)
        say = _Progress(language, len(tutorial.steps), as_json)
        result = Rehearsing(eye.played, machinery, Path(pictures), say.step, examine=eye.examine).run()
    walked.why = "" if result.outcome == "completed" else _ended(result.steps[-1].id, result.why)
    write_text(answer, walked.as_text())
    return 0


def _ended(step: str, why: str | None) -> str:
    return f"it ended at the step {step}{f' ({why})' if why else ''}"


@dataclass(slots=True)
class _Progress:
    """Says how far it is, for a person or for the window that has begun it."""

    language: str
    of: int
    as_json: bool
    done: int = 0

    def step(self, step: Any) -> None:
        """Say that a step has ended."""
        self.done += 1
        if self.as_json:
            print(json.dumps({"progress": [self.language, self.done, self.of]}), flush=True)
        else:
            print(f"  {self.language}: {step.outcome} {step.id}", file=sys.stderr, flush=True)


class _Eye:
    """Looks at the controls of each step in its turn."""

    def __init__(self, tutorial: Tutorial, desktop: Any, walked: Walked, home: Walked | None) -> None:
        self._tutorial, self._desktop, self._walked, self._home = tutorial, desktop, walked, home
        self._targets = [target for _, target in targets_of(tutorial)]
        self._numbers = {step.id: _numbers(tutorial, place) for place, step in enumerate(tutorial.steps)}
        self._before: tuple[int, ...] = ()
        self.played = tutorial
        """What is to be played."""
        if home is not None:
            places = {self._targets[number]: place for number, place in home.places.items()}
            self.played = abroad(tutorial, places, home.titles, walked.language)
        self._there = [target for _, target in targets_of(self.played)]
        self._finder = Finder.of(desktop, self.played, language=walked.language, scale=lambda window: 1.0)

    async def examine(self, step: Step, snapshot: WindowsSnapshot, done: bool) -> None:
        """Look at what a step and the one before it name, as far as it is on the screen now."""
        del done
        numbers = self._numbers[step.id]
        for number in dict.fromkeys((*numbers, *self._before)):
            await self._look(number, snapshot)
        self._before = numbers
        specs = [target.window for target in self._targets if target.window is not None]
        if self._home is None:
            self._walked.titles |= title_kinds(self._tutorial, specs, snapshot)
        else:
            self._read_titles(snapshot)

    async def _look(self, number: int, snapshot: WindowsSnapshot) -> None:
        target = self._there[number]
        if target.element is None or (self._home is None and number in self._walked.places):
            return
        finding = await self._finder.find(Target(element=target.element, window=target.window), snapshot)
        if self._home is None:
            place = await place_of(finding, self._desktop)
            if place is not None:
                self._walked.places[number] = place
        elif finding.state == "found" and finding.element is not None and number in self._home.places:
            here, there = self._home.places[number].names, names_of_element(finding.element)
            self._walked.pairs += zip(here, there, strict=False) if len(here) == len(there) else ()

    def _read_titles(self, snapshot: WindowsSnapshot) -> None:
        """Note the titles of windows that the tutorial calls by their whole title."""
        assert self._home is not None
        for old, new in zip(self._targets, self._there, strict=True):
            known = self._home.titles.get(own_title(old.window, self._tutorial.language)) if old.window else None
            if old.window is None or new.window is None or known is None:
                continue
            own = own_title(old.window, self._tutorial.language)
            open_now = named_windows(self.played.application, new.window, snapshot, self._walked.language)
            if normalised(own) == normalised(known[1]) and len(open_now) == 1:
                self._walked.pairs.append((own, _title(open_now)))


def _title(windows: Iterable[WindowInfo]) -> str:
    return next(window.title for window in windows)


def _numbers(tutorial: Tutorial, place: int) -> tuple[int, ...]:
    """Return which of the tutorial's targets are those of a step, and of what it waits for."""
    return tuple(number for number, (path, _) in enumerate(targets_of(tutorial)) if path[:2] == ("steps", place))
