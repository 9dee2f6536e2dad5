"""Texts for the card: the tutorial's own with `{target}` filled in, and the few sentences that the session says."""

from __future__ import annotations

import re

from guide.tutorial.document import Application
from guide.tutorial.patterns import LocalName
from guide.tutorial.targets import Target

STRAYED = "That led away from the path. Let us pick it up here."
CHANGED_MEANWHILE = "The screen has changed in the meantime. Let us pick it up here."
_SOMETHING = "the marked place"
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")


def filled(text: str, targets: tuple[Target, ...], language: str) -> str:
    """Return a text of the tutorial with the name of the step's first target for `{target}`, in bold."""
    if "{target}" not in text:
        return text
    name = target_name(targets[0], language) if targets else ""
    return text.replace("{target}", f"**{escaped(name)}**" if name else _SOMETHING)


def target_name(target: Target, language: str) -> str:
    """Return what a person calls a target: a regular expression is no name, so the next best is taken; maybe empty."""
    names = (target.element and target.element.name, target.text, target.window and target.window.title)
    return next((plain for name in names if name and (plain := _plain(name, language))), "")


def application_name(application: Application) -> str:
    """Return what a person calls the program; empty: unknown."""
    title = _plain(application.title, "en") if application.title else ""
    return title or (application.process or "").replace("-", " ").capitalize()


def escaped(name: str) -> str:
    r"""Return a text so that CommonMark shows it as it is.

    >>> print(escaped("Save *all*"))
    Save \*all\*
    """
    return _MARKDOWN.sub(r"\\\1", " ".join(name.split()))


def why_not_here(name: str, presence: str | None, *, begun: bool) -> str | None:
    """Return a sentence on why the program cannot be worked with now; None: it can."""
    program, then = name or "The program", "go on" if begun else "begin"
    match presence:
        case "missing" if begun:
            return f"{program} has been closed. Open it again to go on."
        case "missing":
            return f"{program} is not open. Open it to begin."
        case "hidden":
            return f"{program} is out of sight. Bring it to the front to {then}."
        case _:
            return None


def why_not_begun(name: str) -> str:
    """Return a sentence on why a tutorial does not begin although its program is there."""
    return f"{name or 'The program'} is not yet where this tutorial begins."


def why_silent(name: str) -> str:
    """Return a sentence on a program that does not answer."""
    return f"{name or 'The program'} does not answer at the moment. As soon as it does, this goes on by itself."


def why_lost(target: Target, language: str, *, ambiguous: bool) -> str:
    """Return a sentence on why the step's target cannot be shown."""
    name = target_name(target, language)
    if ambiguous:
        return f"There is more than one {_quoted(name) or 'place that fits'}, so it is not clear which one is meant."
    return f"{_quoted(name) or 'What this step is about'} cannot be seen on the screen right now."


def _quoted(name: str) -> str:
    return f"“{' '.join(name.split())}”" if name else ""


def _plain(name: LocalName, language: str) -> str:
    return next((p.source for p in name.candidates(language) if p.regex is None), "")
