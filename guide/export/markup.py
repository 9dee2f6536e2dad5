"""A tutorial's CommonMark as a small tree that every format can write: no HTML, no remote picture, no odd link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from guide.tutorial.lint_texts import LINK_SCHEMES


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Text to be taken literally, within a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A new line within a paragraph."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold."""

    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic."""

    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Leads to a web page, a mail or a telephone."""

    address: str
    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that lies beside the tutorial."""

    file: str
    alt: str


Inline = Words | Code | Break | Strong | Emphasis | Link | Image


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; headings of a text are bold ones, for a step has a heading already."""

    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list. `start` None: with bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines to be taken literally."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: tuple[Block, ...]


Block = Paragraph | Items | CodeBlock | Quote
Blocks = tuple[Block, ...]

_PARSER = MarkdownIt("commonmark", {"html": False})
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def parsed(text: str) -> Blocks:
    """Return the tree of a CommonMark text.

    >>> parsed("Press **Save**.")
    (Paragraph(parts=(Words(text='Press '), Strong(parts=(Words(text='Save'),)), Words(text='.'))),)
    """
    return tuple(_blocks(SyntaxTreeNode(_PARSER.parse(text))))


def plain(blocks: Blocks) -> str:
    """Return the words alone, a line for each paragraph.

    >>> plain(parsed("Press **Save** or `F2`."))
    'Press Save or F2.'
    """
    return "\n".join(line for block in blocks for line in _lines(block))


def pictures_in(blocks: Blocks) -> Iterator[Image]:
    """Yield the pictures that the text shows."""
    for block in blocks:
        match block:
            case Paragraph(parts):
                yield from _images(parts)
            case Items(items):
                for item in items:
                    yield from pictures_in(item)
            case Quote(inner):
                yield from pictures_in(inner)


def inline_text(parts: tuple[Inline, ...]) -> str:
    """Return the words of a line."""
    return "".join(map(_inline_text, parts))


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    for child in node.children:
        match child.type:
            case "paragraph":
                yield Paragraph(_parts(child))
            case "heading":
                yield Paragraph((Strong(_parts(child)),))
            case "bullet_list":
                yield Items(_items(child))
            case "ordered_list":
                yield Items(_items(child), int(child.attrs.get("start", 1)))
            case "fence" | "code_block":
                yield CodeBlock(child.content.rstrip("\n"))
            case "blockquote":
                yield Quote(tuple(_blocks(child)))
            case _:  # a rule between paragraphs says nothing
                pass


def _items(node: SyntaxTreeNode) -> tuple[Blocks, ...]:
    return tuple(tuple(_blocks(item)) for item in node.children)


def _parts(node: SyntaxTreeNode) -> tuple[Inline, ...]:
    return tuple(part for inline in node.children for child in _inside(inline) for part in _inline(child))


def _inside(node: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    return node.children if node.type == "inline" else [node]


def _inline(node: SyntaxTreeNode) -> Iterator[Inline]:
    simple: dict[str, Callable[[], Any]] = {
        "text": lambda: Words(node.content),
        "code_inline": lambda: Code(node.content),
        "softbreak": lambda: Words(" "),
        "hardbreak": Break,
        "strong": lambda: Strong(_within(node)),
        "em": lambda: Emphasis(_within(node)),
        "image": lambda: _image(node),
    }
    if node.type == "link":
        yield from _link(node)
    elif node.type in simple:
        yield simple[node.type]()


def _within(node: SyntaxTreeNode) -> tuple[Inline, ...]:
    return tuple(part for child in node.children for part in _inline(child))


def _link(node: SyntaxTreeNode) -> Iterator[Inline]:
    address = str(node.attrs.get("href", ""))
    if address.partition(":")[0].casefold() in LINK_SCHEMES:
        yield Link(address, _within(node))
    else:
        yield from _within(node)


def _image(node: SyntaxTreeNode) -> Inline:
    file, alt = str(node.attrs.get("src", "")), node.content
    return Words(alt) if _REMOTE.match(file) else Image(file, alt)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(parts):
            yield inline_text(parts)
        case CodeBlock(text):
            yield text
        case Quote(blocks):
            yield from (line for inner in blocks for line in _lines(inner))
        case Items(items, start):
            for number, item in enumerate(items, start or 0):
                mark = "•" if start is None else f"{number}."
                yield f"{mark} {' '.join(line for inner in item for line in _lines(inner))}"


def _inline_text(part: Inline) -> str:
    match part:
        case Words(text) | Code(text):
            return text
        case Break():
            return " "
        case Image(_, alt):
            return alt
        case Strong(parts) | Emphasis(parts) | Link(_, parts):
            return inline_text(parts)


def _images(parts: tuple[Inline, ...]) -> Iterator[Image]:
    for part in parts:
        match part:
            case Image():
                yield part
            case Strong(inner) | Emphasis(inner) | Link(_, inner):
                yield from _images(inner)
