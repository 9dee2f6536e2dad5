"""Changing one part of a tutorial's text so that every other character stays as its author wrote it.

Each function takes a text and returns another one. What comes out is read again and compared with what was meant: a
change that would not come out as meant raises SourceError, and nothing is changed.
"""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Callable
from typing import Any

from guide.tutorial.problems import Path
from guide.tutorial.source_parts import Part, column, line_end, line_start, parts_of
from guide.tutorial.source_tree import Node, SourceError, parsed
from guide.tutorial.source_write import after_colon, inline, item_of, lines_of, scalar

#: The first line of a block of text that has a comment.
_BLOCK_COMMENT = re.compile(r"[|>][-+0-9]*([ \t]+#.*)")
#: In which order a new field is put between those that are there.
ORDER: dict[str, int] = {
    name: number
    for number, name in enumerate(
        (
            *("format", "id", "title", "summary", "version", "language", "owner"),
            *("proposed_by", "review_by", "questions", "tags"),
            *("audience", "requires", "opens_by_itself", "application", "start", "steps"),
            *("say", "target", "targets", "until", "do", "when", "optional", "stuck", "restore", "go", "ask"),
            *("place", "media", "window", "element", "image", "text", "region"),
        )
    )
}


def with_value(text: str, path: Path, value: Any) -> str:
    """Return the text with `value` at `path`; mappings above it are made where they are missing.

    Where both the old and the new value are collections, only what differs between them is changed.
    """
    root = parsed(text)
    meant = _put(copy.deepcopy(root.data), path, value)
    return _checked(_set(text, root, path, value), meant)


def without(text: str, path: Path) -> str:
    """Return the text without the field or item at `path`, and without what is left empty around it."""
    root = parsed(text)
    while len(path) > 1 and _alone(root, path):
        path = path[:-1]
    meant = _dropped(copy.deepcopy(root.data), path)
    return _checked(_removed(text, root, path), meant)


def with_item(text: str, path: Path, at: int, value: Any) -> str:
    """Return the text with a new item `at` that place of the list at `path`."""
    root = parsed(text)
    meant = copy.deepcopy(root.data)
    _in(meant, path).insert(at, value)
    node = _list(root, path)
    if node.flow:
        return _checked(_flow_item(text, node, at, inline(value)), meant)
    parts = parts_of(text, node)
    return _checked(_new_part(text, parts, at, item_of(value, column(text, node.start))), meant)


def with_copy(text: str, path: Path, number: int, changed: Path, value: Any) -> str:
    """Return the text with an item of a list twice, with its comments; in the copy `changed` is `value`."""
    root = parsed(text)
    node = _list(root, path)
    if node.flow:
        return with_item(text, path, number + 1, _put(copy.deepcopy(node.children[number].data), changed, value))
    parts = parts_of(text, node)
    twin = _ended(text[parts[number].lead : parts[number].end])
    twin = with_value(twin, (0, *changed), value)
    meant = copy.deepcopy(root.data)
    _in(meant, path).insert(number + 1, parsed(twin).data[0])
    return _checked(_new_part(text, parts, number + 1, twin), meant)


def with_moved(text: str, path: Path, number: int, to: int) -> str:
    """Return the text with an item of a list at another place, with its comments. `to`: its number afterwards."""
    root = parsed(text)
    meant = copy.deepcopy(root.data)
    items = _in(meant, path)
    items.insert(to, items.pop(number))
    node = _list(root, path)
    order = list(range(len(node.children)))
    order.insert(to, order.pop(number))
    if node.flow:
        spans = [(child.start, child.end) for child in node.children]
    else:
        spans = [(part.lead, part.end) for part in parts_of(text, node)]
    return _checked(_permuted(text, spans, order, flow=node.flow), meant)


def _checked(text: str, meant: Any) -> str:
    try:
        got = parsed(text).data
    except SourceError as error:
        raise SourceError(f"this cannot be changed without the YAML text ({error})") from None
    if got != meant:
        raise SourceError("this cannot be changed without the YAML text")
    return text


def _in(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _put(data: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    if data is None and isinstance(path[0], str):
        data = {}
    known = data.get(path[0]) if isinstance(data, dict) else data[path[0]]
    data[path[0]] = _put(known, path[1:], value)
    return data


def _dropped(data: Any, path: Path) -> Any:
    del _in(data, path[:-1])[path[-1]]
    return data


def _alone(root: Node, path: Path) -> bool:
    around = root.at(path[:-1])
    return around is not None and len(around.children) == 1


def _list(root: Node, path: Path) -> Node:
    node = root.at(path)
    if node is None or node.kind != "list":
        raise SourceError("there is no list here")
    return node


def _set(text: str, root: Node, path: Path, value: Any) -> str:
    node = root.at(path)
    if node is not None:
        return _replaced(text, root, path, node, value)
    depth = next((n for n in range(len(path) - 1, -1, -1) if root.at(path[:n]) is not None), 0)
    for name in reversed(path[depth + 1 :]):
        value = {name: value}
    around, name = root.at(path[:depth]), path[depth]
    if around is None or not isinstance(name, str):
        raise SourceError("there is no such place")
    if around.kind == "scalar" and around.data is None:
        return _replaced(text, root, path[:depth], around, {name: value})
    if around.kind != "map":
        raise SourceError("there is no such place")
    return _new_field(text, around, name, value)


def _replaced(text: str, root: Node, path: Path, node: Node, value: Any) -> str:
    old = node.data
    if old == value and type(old) is type(value):
        return text
    if isinstance(value, dict) and node.kind == "map" and value and set(value) & set(old):
        return _merged(text, path, old, value, list(value))
    if isinstance(value, list) and node.kind == "list" and value and old:
        return _merged_list(text, path, old, value)
    if not isinstance(value, dict | list) and node.kind == "scalar":
        return _new_scalar(text, root, path, node, value)
    return _rewritten(text, root, path, node, value)


def _merged(text: str, path: Path, old: dict[str, Any], value: dict[str, Any], names: list[str]) -> str:
    for name in names:
        text = _set(text, parsed(text), (*path, name), value[name])
    for name in old:
        if name not in value:
            text = _removed(text, parsed(text), (*path, name))
    return text


def _merged_list(text: str, path: Path, old: list[Any], value: list[Any]) -> str:
    for number in range(min(len(old), len(value))):
        text = _set(text, parsed(text), (*path, number), value[number])
    for number in range(len(old) - 1, len(value) - 1, -1):
        text = _removed(text, parsed(text), (*path, number))
    for number in range(len(old), len(value)):
        text = with_item(text, path, number, value[number])
    return text


def _new_scalar(text: str, root: Node, path: Path, node: Node, value: Any) -> str:
    around = _flow_around(root, path)
    inset = _inset(text, root, path)
    style = node.style if isinstance(value, str) else ""
    if style == '"' and scalar(node.value, indent=inset + 2, flow=around) != node.value:
        style = ""  # it was quoted because it had to be, as half a sentence with a blank at its end
    indent = inset + 2
    if style in ("|", ">") and style:
        indent = _block_indent(text, node, indent)
    written = scalar(value, style=style, indent=indent, flow=around)
    if node.start == node.end:  # nothing stood there
        written = " " + written
    return _in_place(text, node, written)


def _in_place(text: str, node: Node, written: str) -> str:
    """Put a value where another stood; a comment in its first line stays there."""
    rest = line_end(text, node.end)
    behind = text[node.end : rest].rstrip("\r\n")
    if found := _BLOCK_COMMENT.match(text[node.start : node.end]):
        comment, behind = found[1], behind or ""
    else:
        comment = behind if behind.lstrip().startswith("#") else ""
    if not comment:
        return text[: node.start] + written + text[node.end :]
    head, line, body = written.partition("\n")
    end = node.end if found else node.end + len(behind)
    return text[: node.start] + head + comment + line + body + text[end:]


def _block_indent(text: str, node: Node, default: int) -> int:
    for line in text[node.start : node.end].split("\n")[1:]:
        if line.strip():
            return len(line) - len(line.lstrip(" "))
    return default


def _flow_around(root: Node, path: Path) -> bool:
    nodes = (root.at(path[:depth]) for depth in range(len(path)))
    return any(node is not None and node.flow for node in nodes)


def _inset(text: str, root: Node, path: Path) -> int:
    """Return how far in the key or the dash of a value stands."""
    around = root.at(path[:-1]) if path else None
    if around is None:
        return 0
    if around.kind == "map":
        return column(text, around.keys[around.number_of(str(path[-1])) or 0].start)
    return column(text, around.start)


def _rewritten(text: str, root: Node, path: Path, node: Node, value: Any) -> str:
    """Write a value of another kind where the old one stood."""
    if not path:
        return lines_of(value, 0)
    around = root.at(path[:-1])
    assert around is not None
    if around.flow or _flow_around(root, path[:-1]):
        return text[: node.start] + (" " if node.start == node.end else "") + inline(value) + text[node.end :]
    inset = _inset(text, root, path)
    if around.kind == "list":
        part = parts_of(text, around)[int(path[-1])]
        written = item_of(value, inset)
        return text[: part.start] + written + text[part.end :]
    key = around.keys[around.number_of(str(path[-1])) or 0]
    colon = text.index(":", key.end) + 1
    written = after_colon(value, inset)
    if node.kind != "scalar" and not node.flow and written.startswith("\n"):  # a comment after the colon stays
        return text[: line_start(text, node.start)] + written[1:] + text[node.end :]
    if node.kind == "scalar" or node.flow:
        return _in_place(text[:colon] + text[node.start :], _moved_back(node, node.start - colon), written)
    return text[:colon] + written + text[node.end :]


def _moved_back(node: Node, by: int) -> Node:
    return Node("scalar", node.start - by, node.end - by)


def _new_field(text: str, around: Node, name: str, value: Any) -> str:
    at = _place_of(around, name)
    if around.flow:
        return _flow_item(text, around, at, f"{scalar(name, flow=True)}: {inline(value)}")
    inset = column(text, around.keys[0].start)
    written = f"{' ' * inset}{scalar(name)}:{after_colon(value, inset)}\n"
    parts = parts_of(text, around)
    if at == 0 and not parts[0].own_lines:  # it comes right behind a dash
        return text[: parts[0].start] + written.lstrip(" ") + " " * inset + text[parts[0].start :]
    return _new_part(text, parts, at, written, tight=True)


def _place_of(around: Node, name: str) -> int:
    """Return before which field a new one belongs."""
    rank = ORDER.get(name, len(ORDER))
    after = [n for n, key in enumerate(around.keys) if ORDER.get(key.value, len(ORDER)) <= rank]
    return after[-1] + 1 if after else 0


def _new_part(text: str, parts: list[Part], at: int, written: str, *, tight: bool = False) -> str:
    gap = "" if tight or len(parts) < 2 or not _gaps(text, parts) else "\n"
    if at >= len(parts):
        end = parts[-1].end
        before = text[:end]
        return (before if before.endswith("\n") else before + "\n") + gap + written + text[end:]
    if tight and at > 0:
        end = parts[at - 1].end
        return text[:end] + written + text[end:]
    lead = parts[at].lead
    return text[:lead] + written + gap + text[lead:]


def _gaps(text: str, parts: list[Part]) -> bool:
    """Whether the author leaves lines between most parts."""
    blank = ["\n" in text[one.end : other.lead] for one, other in itertools.pairwise(parts)]
    return sum(blank) * 2 >= len(blank)


def _flow_item(text: str, node: Node, at: int, written: str) -> str:
    starts = [key.start for key in node.keys] if node.kind == "map" else [child.start for child in node.children]
    if not starts:
        return text[: node.start + 1] + written + text[node.end - 1 :]
    if at < len(starts):
        return text[: starts[at]] + written + ", " + text[starts[at] :]
    end = max(node.children[-1].end, node.keys[-1].end if node.keys else 0)
    return text[:end] + ", " + written + text[end:]


def _removed(text: str, root: Node, path: Path) -> str:
    around = root.at(path[:-1])
    node = root.at(path)
    if around is None or node is None:
        raise SourceError("there is no such place")
    number = around.number_of(path[-1]) if isinstance(path[-1], str) else path[-1]
    assert number is not None
    if len(around.children) == 1:
        return _emptied(text, root, path[:-1], around)
    if around.flow:
        return _removed_from_flow(text, around, number)
    return _removed_lines(text, parts_of(text, around), number)


def _emptied(text: str, root: Node, path: Path, around: Node) -> str:
    empty: Any = {} if around.kind == "map" else []
    if around.flow:
        return text[: around.start] + inline(empty) + text[around.end :]
    return _rewritten(text, root, path, around, empty)


def _removed_from_flow(text: str, node: Node, number: int) -> str:
    starts = [key.start for key in node.keys] if node.kind == "map" else [child.start for child in node.children]
    if number + 1 < len(starts):
        return text[: starts[number]] + text[starts[number + 1] :]
    before = max(node.children[number - 1].end, node.keys[number - 1].end if node.keys else 0)
    return text[:before] + text[max(node.children[number].end, starts[number]) :]


def _removed_lines(text: str, parts: list[Part], number: int) -> str:
    part = parts[number]
    if not part.own_lines and number + 1 < len(parts):  # the next field comes right behind the dash
        following = parts[number + 1]
        between = text[part.end : following.start]
        if between.strip():
            return text[: part.start].rstrip(" ") + "\n" + text[part.end :]
        inset = len(text[following.start :]) - len(text[following.start :].lstrip(" "))
        return text[: part.start] + text[following.start + inset :]
    lead, end = part.lead, part.end
    if number + 1 < len(parts):
        gap = text[end : parts[number + 1].lead]
        end += len(gap) if not gap.strip() else 0
    elif number:
        gap = text[parts[number - 1].end : lead]
        lead -= len(gap) if not gap.strip() else 0
    return text[:lead] + text[end:]


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"


def _permuted(text: str, spans: list[tuple[int, int]], order: list[int], *, flow: bool) -> str:
    """Put spans into another order; what stands between them stays."""
    tie: Callable[[str], str] = (lambda part: part) if flow else _ended
    pieces = [tie(text[start:end]) for start, end in spans]
    gaps = [text[one[1] : other[0]] for one, other in itertools.pairwise(spans)] + [""]
    middle = "".join(pieces[number] + gap for number, gap in zip(order, gaps, strict=True))
    if not flow and not text[spans[-1][0] : spans[-1][1]].endswith("\n"):
        middle = middle.removesuffix("\n")
    return text[: spans[0][0]] + middle + text[spans[-1][1] :]


__all__ = ["Path", "SourceError", "with_copy", "with_item", "with_moved", "with_value", "without"]
