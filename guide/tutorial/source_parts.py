"""The lines that belong to each item of a list, or each field of a mapping, with the comments that lead it.

A comment right above an item, as far in as the item, leads it and goes where it goes. A comment right below that is
further in belongs to the item too. What stands between blank lines belongs to nobody and stays where it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from guide.tutorial.source_tree import Node


@dataclass(frozen=True, slots=True)
class Part:
    """Indexes of characters: `lead` ≤ `start` < `end`. `end` is behind the line end, where there is one."""

    lead: int
    start: int
    """Of the dash or the key itself, or of its line where it is alone there."""
    end: int
    own_lines: bool
    """Whether nothing stands before it in its line."""


def line_start(text: str, at: int) -> int:
    """Return where the line of a character begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return where the next line begins, or the text ends."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def column(text: str, at: int) -> int:
    """Return how far in a character stands."""
    return at - line_start(text, at)


def parts_of(text: str, node: Node) -> list[Part]:
    """Return the parts of a collection in lines."""
    starts = [key.start for key in node.keys] if node.kind == "map" else _dashes(text, node)
    parts: list[Part] = []
    for number, start in enumerate(starts):
        begin = line_start(text, start)
        own = not text[begin:start].strip()
        after = _end(text, node, number, column(text, start))
        floor = parts[-1].end if parts else _floor(text, node)
        begin = begin if own else start
        parts.append(Part(_lead(text, begin, floor, start - begin) if own else start, begin, after, own))
    return parts


def _dashes(text: str, node: Node) -> list[int]:
    """Return where the dash of each item stands."""
    inset = column(text, node.start)
    found = [node.start]
    for before, child in zip(node.children, node.children[1:], strict=False):
        at = line_end(text, before.end)
        while at < child.start:
            if text[at : at + inset + 1].strip() == "-" and text[at + inset : at + inset + 1] == "-":
                break
            at = line_end(text, at)
        found.append(at + inset)
    return found


def _end(text: str, node: Node, number: int, inset: int) -> int:
    """Return where a part ends: behind its last line and the comments right below that are further in."""
    last = node.keys[number].end if node.kind == "map" else 0
    end = line_end(text, max(node.children[number].end, last))
    while end < len(text):
        line = text[end : line_end(text, end)]
        bare = line.lstrip(" ")
        if not bare.startswith("#") or len(line) - len(bare) <= inset:
            break
        end += len(line)
    return end


def _floor(text: str, node: Node) -> int:
    """Return above what no leading comment of the first part is looked for: the line of the key that holds it all."""
    return 0 if node.start == 0 or column(text, node.start) == 0 else _line_before_comments(text, node.start)


def _line_before_comments(text: str, at: int) -> int:
    begin = line_start(text, at)
    while begin > 0:
        above = line_start(text, begin - 1)
        if not text[above:begin].lstrip(" ").startswith("#"):
            return begin
        begin = above
    return 0


def _lead(text: str, begin: int, floor: int, inset: int) -> int:
    """Return where the comments begin that stand right above a line, as far in as it."""
    while begin > floor:
        above = line_start(text, begin - 1)
        line = text[above:begin]
        if not line.startswith(" " * inset + "#"):
            break
        begin = above
    return max(begin, floor)
