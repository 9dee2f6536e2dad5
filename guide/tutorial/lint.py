"""Rules beyond the schema: what makes a valid tutorial one that people finish, can trust, and that does not rot.

Each rule is a function that yields problems. An error is refused for publishing; a warning is advice; a note counts
something. `lint` applies them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from guide.tutorial.document import Tutorial
from guide.tutorial.lint_steps import STEP_RULES
from guide.tutorial.lint_texts import TEXT_RULES
from guide.tutorial.lint_translations import translation_problems
from guide.tutorial.loader import Loaded
from guide.tutorial.pictures import PictureError, check_picture
from guide.tutorial.problems import Problem, Reporter, in_order, likely, quoted
from guide.tutorial.salvage import STAND_ALONE
from guide.tutorial.texts import targets_of
from guide.tutorial.translations import untranslated
from guide.tutorial.yaml_reader import MAX_PROBLEMS

#: People finish 72 % of tours of 3 steps and 16 % of those of 7 (Chameleon's figures).
MANY_STEPS_UNASKED = 5
MANY_STEPS = 12
TOO_MANY_STEPS = 20


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a rule may look at beside the tutorial itself."""

    today: date
    path: Path | None = None
    """The tutorial's file; None: it never was one, and nothing that lies beside it is looked at."""
    known_ids: frozenset[str] | None = None
    """Ids of the tutorials one can require; None: unknown, so that it is not looked at."""


def lint(
    loaded: Loaded, today: date, *, path: Path | None = None, known_ids: frozenset[str] | None = None
) -> tuple[Problem, ...]:
    """Return what is to be said about a tutorial that was loaded, and of one that is wrong, as far as it is certain."""
    tutorial = loaded.tutorial or loaded.remains
    if tutorial is None:
        return ()
    around = Surroundings(today, path, known_ids)
    report = loaded.reporter
    found = [problem for rule in _RULES for problem in rule(tutorial, report, around)]
    found += [problem for rule in (*STEP_RULES, *TEXT_RULES) for problem in rule(tutorial, report)]
    if loaded.tutorial is None:
        found = [problem for problem in found if problem.rule in STAND_ALONE]
    return in_order(found)[:MAX_PROBLEMS]


def _length(tutorial: Tutorial, report: Reporter, around: Surroundings) -> Iterator[Problem]:
    count = len(tutorial.steps)
    if count > TOO_MANY_STEPS:
        allowed = f"at most {TOO_MANY_STEPS}; two tutorials, the second of which requires the first"
        yield report(
            ("steps",), f"{count} steps are more than people finish", allowed, rule="lint.too-long", at_key=True
        )
    elif tutorial.opens_itself and count > MANY_STEPS_UNASKED:
        what = f"{count} steps are many for a tutorial that opens by itself; most people close it"
        advice = f"best at most {MANY_STEPS_UNASKED}"
        yield report(("steps",), what, advice, severity="warning", rule="lint.long", at_key=True)
    elif count > MANY_STEPS:
        what = f"{count} steps are many; few people finish them"
        yield report(("steps",), what, f"best at most {MANY_STEPS}", severity="warning", rule="lint.long", at_key=True)


def _review(tutorial: Tutorial, report: Reporter, around: Surroundings) -> Iterator[Problem]:
    if tutorial.review_by is not None and tutorial.review_by < around.today:
        what = f"the review was due on {tutorial.review_by}"
        advice = "a date to come, once it was looked at"
        yield report(("review_by",), what, advice, severity="warning", rule="lint.review")


def _requires(tutorial: Tutorial, report: Reporter, around: Surroundings) -> Iterator[Problem]:
    for number, required in enumerate(tutorial.requires):
        path = ("requires", number)
        if required == tutorial.id:
            yield report(path, "the tutorial requires itself", "other tutorials", rule="lint.requires")
        elif around.known_ids is not None and required not in around.known_ids:
            what = f"there is no tutorial {quoted(required)} to have done before"
            meant = likely(required, around.known_ids - {tutorial.id})
            allowed = "the id of a tutorial beside this one, checked with it, or shipped"
            yield report(path, what, allowed, meant, rule="lint.requires")


def _pictures(tutorial: Tutorial, report: Reporter, around: Surroundings) -> Iterator[Problem]:
    if around.path is None:
        return
    files = [((*at, "image"), target.image.file) for at, target in targets_of(tutorial) if target.image]
    for number, step in enumerate(tutorial.steps):
        if step.media:
            files.append((("steps", number, "media", "file"), step.media.file))
    for path, file in files:
        try:
            check_picture(around.path.parent, file)
        except PictureError as error:
            meant = _similar(around.path, file)
            yield report(path, f"{quoted(file)}: {error}", _PICTURES, meant, rule="lint.picture")


_PICTURES = "a PNG or JPEG file in the tutorial's folder"


def _similar(path: Path, file: str) -> str | None:
    """Return a picture beside the tutorial that is called nearly so."""
    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.suffix.lower() in (".png", ".jpg", ".jpeg")]
    except OSError:
        return None
    return None if file in names else likely(file, names[:1000])


def _translations(tutorial: Tutorial, report: Reporter, around: Surroundings) -> Iterator[Problem]:
    for count in untranslated(tutorial, around.path):
        said = []
        if count.texts == count.of_texts:
            said.append(f"none of the {count.of_texts} texts is translated to “{count.language}”")
        elif count.texts:
            said.append(f"{count.texts} of {count.of_texts} texts are not translated to “{count.language}”")
        if count.outdated:
            said.append(f"{count.outdated} of these have a translation that is outdated")
        if count.names:
            said.append(f"{count.names} names on the screen are not given in “{count.language}”")
        yield report(("title",), " and ".join(said), severity="note", rule="lint.untranslated")
    if around.path is not None:
        yield from translation_problems(tutorial, around.path)


_Rule = Callable[[Tutorial, Reporter, Surroundings], Iterator[Problem]]
_RULES: tuple[_Rule, ...] = (_length, _review, _requires, _pictures, _translations)
