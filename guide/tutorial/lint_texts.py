"""Rules about what a tutorial says: no HTML, pictures and links that can be trusted, nothing that it must not ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from guide.tutorial.commonmark import Part, parts
from guide.tutorial.document import Step, Tutorial
from guide.tutorial.formats import FORMATS
from guide.tutorial.pictures import PictureError, check_picture
from guide.tutorial.problems import Problem, Reporter, likely, quoted
from guide.tutorial.refusals import refused
from guide.tutorial.texts import Text, texts_of

#: Where a link on a card may lead. Anything else could open a program or run a script.
LINK_SCHEMES = ("https", "http", "mailto", "tel")

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_PLACEHOLDER = re.compile(r"\{(\w{1,40})\}")


def _markdown(tutorial: Tutorial, report: Reporter) -> Iterator[Problem]:
    for text in texts_of(tutorial):
        if text.markdown:
            for part in parts(text.text):
                yield from _PART_RULES[part.kind](part, text, report, tutorial.folder)


def _html(part: Part, text: Text, report: Reporter, folder: Path | None) -> Iterator[Problem]:
    what = f"{quoted(part.source)} looks like HTML, which a card does not show"
    allowed = "CommonMark: **bold**, *italic*, `code`, lists, [links](https://…); for the sign itself write \\<"
    yield report(text.path, what, allowed, rule="lint.html")


def _picture(part: Part, text: Text, report: Reporter, folder: Path | None) -> Iterator[Problem]:
    inline = "![what it shows](picture.png), with a picture beside the tutorial"
    if not part.destination:
        yield report(
            text.path, f"the picture {quoted(part.source)} does not say its file here", inline, rule="lint.picture"
        )
        return
    if not part.alt:
        what = f"the picture {quoted(part.destination)} does not say what it shows, for those who cannot see it"
        yield report(text.path, what, inline, rule="lint.alt")
    if _SCHEME.match(part.destination) or part.destination.startswith("//"):
        what = f"the picture {quoted(part.destination)} comes from elsewhere"
        yield report(text.path, what, inline, rule="lint.remote-picture")
    elif flaw := FORMATS["guide-picture"].flaw(part.destination):
        yield report(
            text.path,
            f"the picture {quoted(part.destination)} {flaw.what}",
            flaw.allowed,
            flaw.did_you_mean,
            rule="lint.picture",
        )
    elif folder is not None:
        try:
            check_picture(folder, part.destination)
        except PictureError as error:
            yield report(text.path, f"{quoted(part.destination)}: {error}", inline, rule="lint.picture")


def _link(part: Part, text: Text, report: Reporter, folder: Path | None) -> Iterator[Problem]:
    scheme = _SCHEME.match(part.destination)
    if scheme is None or scheme[1].casefold() not in LINK_SCHEMES:
        what = f"the link {quoted(part.destination or part.source)} leads to no web page, mail or telephone"
        yield report(text.path, what, "https://…, mailto:… or tel:…", rule="lint.link")


def _requests(tutorial: Tutorial, report: Reporter) -> Iterator[Problem]:
    for text in texts_of(tutorial):
        if refusal := refused(text.text):
            what = f"a tutorial must not ask for {refusal.what} ({quoted(refusal.words)})"
            allowed = "a sentence that leaves it to the person, such as: Sign in as you always do"
            yield report(text.path, what, allowed, rule="lint.refused")


def _placeholders(tutorial: Tutorial, report: Reporter) -> Iterator[Problem]:
    """`{target}` needs a target with a name; nothing else is filled in."""
    for number, step in enumerate(tutorial.steps):
        for found in _PLACEHOLDER.finditer(step.say):
            path = ("steps", number, "say")
            if found[1] != "target":
                meant = "{target}" if likely(found[1], ["target"]) else None
                what = f"{quoted(found[0])} is not filled in"
                yield report(path, what, "{target}", meant, severity="warning", rule="lint.placeholder")
            elif not _named(step, tutorial.language):
                what = "“{target}” stands for the name of the target, but the target has none that can be shown"
                advice = "an element, text or window with a name that is no expression"
                yield report(path, what, advice, severity="warning", rule="lint.placeholder")


def _named(step: Step, language: str) -> bool:
    name = step.targets[0].name(language) if step.targets else ""
    return bool(name) and not (len(name) > 1 and name[0] == name[-1] == "/")


_PART_RULES = {"html": _html, "picture": _picture, "link": _link}
TextRule = Callable[[Tutorial, Reporter], Iterator[Problem]]
TEXT_RULES: tuple[TextRule, ...] = (_markdown, _requests, _placeholders)
