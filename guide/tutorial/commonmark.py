"""What a CommonMark text holds besides text: HTML, pictures, links.

A reader for suspicion, not a renderer: where it is not sure that something is code it treats it as text, so that what
it passes holds no HTML for any renderer. Code spans count where every line of their paragraph closes its own, because
then no reading of the paragraph can pair the backticks otherwise; fences count at the left margin, where no list or
quotation can end them early.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_FENCE = re.compile(r"(`{3,})[^`\n]*\Z|(~{3,})")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w.-]+)>")
_HTML = re.compile(r"</?[A-Za-z][^>\s]{0,40}>?|<[!?]")
_DESTINATION = re.compile(r"\(\s*(<[^<>\n]*>|[^\s)]*)")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]+\]:\s*(<[^<>\n]*>|\S+)", re.MULTILINE)
_BACKTICKS = re.compile(r"`+")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in a text that is not text."""

    kind: Literal["html", "picture", "link"]
    source: str
    """As it is written, as far as it says what it is."""
    destination: str = ""
    """Where a link or picture leads, entities resolved; empty for a picture that names it elsewhere."""
    alt: str = ""


def parts(text: str) -> Iterator[Part]:
    """Yield the HTML, pictures and links of a text, in order of its paragraphs."""
    for paragraph in _paragraphs(text):
        visible = _without_code(paragraph)
        yield from _inline(visible)
        for definition in _DEFINITION.finditer(visible):
            yield Part("link", definition[0].strip(), _destination(definition[1]))


def plain(text: str) -> str:
    """Return a text roughly as one reads it: without marks of emphasis, code and links.

    >>> plain("Open the **File** [menu](https://example.org).")
    'Open the File menu.'
    """
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*`~\\]|(?<!\w)_+|_+(?!\w)", "", text)


def _paragraphs(text: str) -> Iterator[str]:
    """Yield what stands between blank lines, without fenced code."""
    lines: list[str] = []
    fence = ""
    for line in text.splitlines():
        opening = _FENCE.match(line)
        if fence:
            if re.fullmatch(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}\s*", line):
                fence = ""
        elif opening or not line.strip():
            fence = (opening[1] or opening[2]) if opening else ""
            yield "\n".join(lines)
            lines = []
        else:
            lines.append(line)
    yield "\n".join(lines)


def _without_code(paragraph: str) -> str:
    """Blank out code spans, where every line closes its own."""
    lines = [_line_without_code(line) for line in paragraph.split("\n")]
    return paragraph if None in lines else "\n".join(line or "" for line in lines)


def _line_without_code(line: str) -> str | None:
    kept: list[str] = []
    at = 0
    while at < len(line):
        if line[at] == "\\":
            kept.append(line[at : at + 2])
            at += 2
        elif autolink := _AUTOLINK.match(line, at):
            kept.append(autolink[0])
            at = autolink.end()
        elif opening := _BACKTICKS.match(line, at):
            closing = next((run for run in _BACKTICKS.finditer(line, opening.end()) if run[0] == opening[0]), None)
            if closing is None:
                return None
            kept.append("x" * (closing.end() - at))
            at = closing.end()
        else:
            kept.append(line[at])
            at += 1
    return "".join(kept)


def _inline(text: str) -> Iterator[Part]:
    at = 0
    while (at := _next_mark(text, at)) < len(text):
        if text[at] == "\\":
            at += 2
        elif autolink := _AUTOLINK.match(text, at):
            yield Part("link", autolink[0], _address(autolink[1]))
            at = autolink.end()
        elif tag := _HTML.match(text, at):
            yield Part("html", tag[0])
            at = tag.end()
        elif text[at] == "!" and text.startswith("[", at + 1):
            picture, at = _picture(text, at)
            yield picture
        elif text[at] == "]" and (destination := _DESTINATION.match(text, at + 1)):
            yield Part("link", destination[0], _destination(destination[1]))
            at += 1
        else:
            at += 1


def _next_mark(text: str, at: int) -> int:
    found = re.compile(r"[\\<!\]]").search(text, at)
    return found.start() if found else len(text)


def _picture(text: str, at: int) -> tuple[Part, int]:
    """Return the picture at `at` and where to read on: behind it, or inside a description that may hold links."""
    closing = text.find("]", at) if "]" in text[at:] else len(text)
    alt = text[at + 2 : closing]
    destination = _DESTINATION.match(text, closing + 1)
    leads_to = _destination(destination[1]) if destination else ""
    read_on = destination.end() if destination and "[" not in alt else at + 2
    return Part("picture", text[at : closing + 1][:60], leads_to, alt.strip()), read_on


def _destination(written: str) -> str:
    return html.unescape(written.removeprefix("<").removesuffix(">")).strip()


def _address(written: str) -> str:
    return f"mailto:{written}" if "@" in written and ":" not in written else written
