"""Where everything stands in a YAML text, so that one part of it can be changed and no other character moves.

Built from the events of PyYAML's parser like the reader (`yaml_reader`), but it keeps places instead of data. An end is
where the content ends: the parser's own end of a block lies behind the comments and blank lines that follow it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from guide.tutorial.problems import Path
from guide.tutorial.yaml_reader import MAX_DEPTH, MAX_NODES
from guide.tutorial.yaml_scalars import BadNumberError, plain_scalar

Kind = Literal["scalar", "map", "list"]


class SourceError(ValueError):
    """A text that cannot be edited part by part; the message says why."""


@dataclass(slots=True)
class Node:
    """One value of the text. `start` and `end` are indexes of characters; `end` is behind the last one."""

    kind: Kind
    start: int
    end: int
    style: str = ""
    """Of a scalar: `'`, `"`, `|`, `>`, or empty for a plain one. Of a collection: `{` for the flow style."""
    value: str = ""
    keys: list[Node] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    """Items, or the values of the keys in the same order."""

    @property
    def flow(self) -> bool:
        """Whether it is a collection in brackets."""
        return self.style == "{"

    @property
    def data(self) -> Any:
        """What it means, as plain data. A number that no tutorial can mean stays a text."""
        if self.kind == "map":
            return {key.value: child.data for key, child in zip(self.keys, self.children, strict=True)}
        if self.kind == "list":
            return [child.data for child in self.children]
        try:
            return self.value if self.style else plain_scalar(self.value)
        except BadNumberError:
            return self.value

    def number_of(self, key: str) -> int | None:
        """Return which of the keys is called so."""
        return next((number for number, each in enumerate(self.keys) if each.value == key), None)

    def at(self, path: Path) -> Node | None:
        """Return what stands there, if anything."""
        node: Node | None = self
        for part in path:
            node = None if node is None else node._child(part)
        return node

    def _child(self, part: str | int) -> Node | None:
        if isinstance(part, str):
            number = self.number_of(part) if self.kind == "map" else None
        else:
            number = part if self.kind == "list" and 0 <= part < len(self.children) else None
        return None if number is None else self.children[number]


def parsed(text: str) -> Node:
    """Return the root of a text; SourceError where it is no YAML, or more than a tutorial needs."""
    stack: list[Node] = []
    root: Node | None = None
    count = 0
    for event in _events(text):
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            _close(stack.pop(), event)
            continue
        node = _node(event, text)
        if node is None:
            continue
        count += 1
        if count > MAX_NODES or len(stack) > MAX_DEPTH:
            raise SourceError("the file holds more than a tutorial can")
        if stack:
            _put(stack[-1], node)
        elif root is None:
            root = node
        if node.kind != "scalar":
            stack.append(node)
    if root is None:
        raise SourceError("the file is empty")
    return root


def _events(text: str) -> Iterator[Any]:
    try:
        yield from yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise SourceError(str(error)) from None


def _node(event: Any, text: str) -> Node | None:
    start, end = event.start_mark.index, event.end_mark.index
    if isinstance(event, yaml.ScalarEvent):
        style = event.style or ("'" if not event.implicit[0] else "")
        if style in "|>" and style:
            end = start + len(text[start:end].rstrip("\r\n"))
        return Node("scalar", start, end, style, event.value)
    if isinstance(event, yaml.AliasEvent):
        raise SourceError("the file uses an alias (“*”)")
    if isinstance(event, yaml.DocumentStartEvent) and event.explicit and text[:start].strip().startswith("%"):
        raise SourceError("the file has a directive (“%”)")
    if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
        kind: Kind = "map" if isinstance(event, yaml.MappingStartEvent) else "list"
        return Node(kind, start, end, "{" if event.flow_style else "")
    return None


def _put(parent: Node, node: Node) -> None:
    if parent.kind == "map" and len(parent.keys) == len(parent.children):
        if node.kind != "scalar":
            raise SourceError("a field's name is not a word")
        if parent.number_of(node.value) is not None:
            raise SourceError(f"“{node.value}” is given twice")
        parent.keys.append(node)
    else:
        parent.children.append(node)


def _close(node: Node, event: Any) -> None:
    if node.flow:
        node.end = event.end_mark.index
    elif node.children:
        node.end = max(node.children[-1].end, node.keys[-1].end + 1 if node.keys else 0)
