"""The tutorial document, format 1: frozen values, exactly what the YAML says, nothing about any screen.

Texts (`say`, `title`, …) are CommonMark or plain strings in the tutorial's language. Positions in the file are kept
beside the document (see `guide.tutorial.loader`), not in it: two equal tutorials are equal wherever they lie.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from guide.tutorial.actions import Action
from guide.tutorial.conditions import Answered, Clicked, Condition, Confirmed
from guide.tutorial.patterns import LocalName
from guide.tutorial.targets import Target

FORMAT = 1
Place = Literal["top", "right", "bottom", "left", "over", "auto"]


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a tutorial is for; empty means everybody."""

    roles: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Application:
    """The program a tutorial is about."""

    process: str | None = None
    """Executable name, without folder or extension."""
    title: LocalName | None = None
    """A part of the window title, or a regular expression."""
    versions: str | None = None
    """PEP 440 specifier such as `>=0.5`; None: any."""
    launch: str | None = None
    """What opens it: a desktop entry, an app id or an executable. Policy decides whether we may."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """When and how to help someone who does not get on. `after_ms` None: learned from records, else a default."""

    after_ms: int | None = None
    hint: str | None = None
    offers: tuple[str, ...] = ()
    """Further help to offer, as texts or links in CommonMark."""


@dataclass(frozen=True, slots=True)
class Restore:
    """When `when` holds, the person has strayed: say `say` and go back to the step `go` (None: stay here)."""

    when: Condition
    say: str | None = None
    go: str | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """One way on: to step `to` when `when` holds (None: always)."""

    to: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question. `correct` None: there is no right or wrong (a survey or a branch)."""

    id: str
    text: str
    correct: bool | None = None
    say: str | None = None
    """What the card says after this answer."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question on the card."""

    question: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Media:
    """A picture on the card; `alt` says what it shows for those who cannot see it."""

    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do."""

    id: str
    say: str
    title: str | None = None
    targets: tuple[Target, ...] = ()
    until: Condition | None = None
    """None: see `completes`."""
    do: tuple[Action, ...] | None = None
    """None: follows from `until` (see `guide.tutorial.defaults`)."""
    when: Condition | None = None
    optional: bool = False
    stuck: Stuck | None = None
    restore: tuple[Restore, ...] = ()
    go: tuple[Branch, ...] = ()
    ask: Ask | None = None
    place: Place = "auto"
    media: Media | None = None

    @property
    def completes(self) -> Condition:
        """The condition that completes the step.

        `until` where it is given; else any answer to the step's question, a click on its target, or Next.
        """
        if self.until is not None:
            return self.until
        if self.ask is not None:
            return Answered()
        return Clicked() if self.targets else Confirmed()


@dataclass(frozen=True, slots=True)
class Tutorial:
    """One tutorial, valid by the schema."""

    id: str
    title: str
    steps: tuple[Step, ...]
    application: Application = Application()
    summary: str = ""
    version: str = "0.0.0"
    language: str = "en"
    owner: str | None = None
    proposed_by: str | None = None
    """Whom to thank for it: a colleague who had the idea and recorded it."""
    review_by: date | None = None
    questions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    audience: Audience = Audience()
    requires: tuple[str, ...] = ()
    start: tuple[Condition, ...] = ()
    """Conditions that must hold before step 1; `{window: …}` means: is active."""
    opens_itself: bool = False
    """Whether it may open without being asked for (shorter limits apply)."""
    folder: Path | None = field(default=None, compare=False)
    """Where its pictures lie; None for a tutorial that was never a file."""

    def step(self, step_id: str) -> Step:
        """Return the step of that id; KeyError where there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)
