"""Texts for the card: the tutorial's own with `{target}` filled in, and the few sentences that the session says."""

from __future__ import annotations

import re

from guide.i18n import translate
from guide.session.events import ScrollWay
from guide.tutorial.document import Application
from guide.tutorial.patterns import LocalName
from guide.tutorial.targets import Target

_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")


def filled(text: str, targets: tuple[Target, ...], language: str) -> str:
    """Return a text of the tutorial with the name of the step's first target for `{target}`, in bold."""
    if "{target}" not in text:
        return text
    name = target_name(targets[0], language) if targets else ""
    return text.replace("{target}", f"**{escaped(name)}**" if name else translate("session", "the marked place"))


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


def strayed() -> str:
    """Say that the person is led back to the path, where the tutorial has no words of its own for it."""
    return translate("session", "That led away from the path. Let us pick it up here.")


def changed_meanwhile() -> str:
    """Say why a run that was left goes on at an earlier step."""
    return translate("session", "The screen has changed in the meantime. Let us pick it up here.")


def why_not_here(name: str, presence: str | None, *, begun: bool) -> str | None:
    """Return a sentence on why the program cannot be worked with now; None: it can."""
    match presence, begun:
        case "missing", True:
            sentence = translate("session", "{program} has been closed. Open it again to go on.")
        case "missing", False:
            sentence = translate("session", "{program} is not open. Open it to begin.")
        case "hidden", True:
            sentence = translate("session", "{program} is out of sight. Bring it to the front to go on.")
        case "hidden", False:
            sentence = translate("session", "{program} is out of sight. Bring it to the front to begin.")
        case _:
            return None
    return sentence.format(program=name or _the_program())


def why_not_begun(name: str) -> str:
    """Return a sentence on why a tutorial does not begin although its program is there."""
    sentence = translate("session", "{program} is not yet where this tutorial begins.")
    return sentence.format(program=name or _the_program())


def why_silent(name: str) -> str:
    """Return a sentence on a program that does not answer."""
    sentence = translate(
        "session", "{program} does not answer at the moment. As soon as it does, this goes on by itself."
    )
    return sentence.format(program=name or _the_program())


def why_lost(target: Target, language: str, *, ambiguous: bool) -> str:
    """Return a sentence on why the step's target cannot be shown."""
    name = " ".join(target_name(target, language).split())
    match bool(name), ambiguous:
        case True, True:
            sentence = translate("session", "There is more than one “{name}”, so it is not clear which one is meant.")
        case False, True:
            sentence = translate(
                "session", "There is more than one place that fits, so it is not clear which one is meant."
            )
        case True, False:
            sentence = translate("session", "“{name}” cannot be seen on the screen right now.")
        case _:
            sentence = translate("session", "What this step is about cannot be seen on the screen right now.")
    return sentence.format(name=name)


def not_available(targets: tuple[Target, ...], language: str) -> str:
    """Return a sentence on a target that is greyed out."""
    name = " ".join(target_name(targets[0], language).split()) if targets else ""
    if not name:
        return translate("session", "This is greyed out: it cannot be used just now.")
    sentence = translate("session", "**{name}** is greyed out: it cannot be used just now.")
    return sentence.format(name=escaped(name))


def where_to_scroll(target: Target, language: str, way: ScrollWay) -> str:
    """Return a sentence on how to bring the step's target into sight."""
    name = " ".join(target_name(target, language).split()) or translate("session", "the right place")
    match way:
        case "up":
            sentence = translate("session", "Scroll up in the marked area until you see **{name}**.")
        case "down":
            sentence = translate("session", "Scroll down in the marked area until you see **{name}**.")
        case "left":
            sentence = translate("session", "Scroll to the left in the marked area until you see **{name}**.")
        case "right":
            sentence = translate("session", "Scroll to the right in the marked area until you see **{name}**.")
        case "somewhere":
            sentence = translate("session", "Scroll in the marked area until you see **{name}**.")
    return sentence.format(name=escaped(name))


def _the_program() -> str:
    return translate("session", "The program")


def _plain(name: LocalName, language: str) -> str:
    return next((p.source for p in name.candidates(language) if p.regex is None), "")
