"""Markdown for a wiki or a repository: one file, its pictures in a folder beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from guide.export.handout import Handout, Page, Shot
from guide.export.markup import (
    Block,
    Blocks,
    Break,
    Code,
    CodeBlock,
    Emphasis,
    Image,
    Inline,
    Items,
    Link,
    Paragraph,
    Quote,
    Strong,
    Words,
    inline_text,
)

_MARKS = re.compile(r"([\\`*_\[\]<>#|~!])")
#: What begins a list, a heading or a rule at the start of a line.
_BEGINS = re.compile(r"^(\s*)([-+=]|\d{1,9}[.)])(?=\s|$|[-=])", re.MULTILINE)


def markdown_of(handout: Handout, folder: str) -> tuple[str, dict[str, bytes]]:
    """Return the text, and the pictures to put into `folder` beside it by name."""
    files: dict[str, bytes] = {}
    addresses = {file: _kept(files, f"text-{number}", shot, folder) for number, (file, shot) in _numbered(handout)}
    writer = _Writer(addresses)
    parts = [f"# {_escaped(handout.title)}", writer(handout.summary), _escaped(" · ".join(handout.facts))]
    for page in handout.pages:
        parts += [f"## {page.number}. {_escaped(page.title)}", writer(page.say), *map(_escaped, page.notes)]
        for number, shot in enumerate(page.shots):
            address = _kept(files, f"{page.number:02}-{number}" if number else f"{page.number:02}", shot, folder)
            parts.append(f"![{_escaped(shot.alt)}]({address})")
        parts += [_quoted(writer(page.hint)), *_question(page, writer)]
    parts += _answers(handout)
    return "\n\n".join(part for part in parts if part) + "\n", files


def _numbered(handout: Handout) -> Iterator[tuple[int, tuple[str, Shot]]]:
    return enumerate(handout.inline_shots.items(), 1)


def _kept(files: dict[str, bytes], name: str, shot: Shot, folder: str) -> str:
    files[f"{name}.{shot.suffix}"] = shot.data
    return f"{folder}/{name}.{shot.suffix}"


def _question(page: Page, writer: _Writer) -> Iterator[str]:
    if page.question is not None:
        yield writer(page.question.text)
        yield "\n".join(f"{letter}. {_escaped(answer.text)}" for letter, answer in page.question.lettered)


def _answers(handout: Handout) -> Iterator[str]:
    if handout.solutions:
        yield f"## {_escaped(handout.words.translate('export', 'Answers'))}"
        yield "\n".join(f"- {number}: {letters}" for number, letters in handout.solutions)


class _Writer:
    """Writes texts; `addresses` says where each picture in them went."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self._addresses = addresses

    def __call__(self, blocks: Blocks) -> str:
        return "\n\n".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(parts):
                return self._line(parts)
            case CodeBlock(text):
                fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", text) or [""]))
                return f"{fence}\n{text}\n{fence}"
            case Quote(blocks):
                return _quoted(self(blocks))
            case Items(items, start):
                return "\n".join(self._item(item, number, start) for number, item in enumerate(items, start or 0))

    def _item(self, item: Blocks, number: int, start: int | None) -> str:
        mark = "- " if start is None else f"{number}. "
        return mark + self(item).replace("\n", "\n" + " " * len(mark))

    def _line(self, parts: tuple[Inline, ...]) -> str:
        return "".join(map(self._inline, parts))

    def _inline(self, part: Inline) -> str:  # noqa: PLR0911 -- one for each kind
        match part:
            case Words(text):
                return _escaped(text)
            case Code(text):
                fence = "`" * (1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
                return f"{fence} {text} {fence}" if "`" in text else f"`{text}`"
            case Break():
                return "\\\n"
            case Strong(parts):
                return f"**{self._line(parts)}**"
            case Emphasis(parts):
                return f"*{self._line(parts)}*"
            case Link(address, parts):
                return f"[{self._line(parts)}](<{address}>)"
            case Image(file, alt) if file in self._addresses:
                return f"![{_escaped(alt)}]({self._addresses[file]})"
            case Image():
                return _escaped(inline_text((part,)))


def _escaped(text: str) -> str:
    r"""Return a text so that it is shown as it is.

    >>> print(_escaped("1. <b> & *x*"))
    1\. \<b\> &amp; \*x\*
    """
    text = _MARKS.sub(r"\\\1", text.replace("&", "&amp;"))
    return _BEGINS.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", " ".join(text.split("\n")))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) if text else ""
