"""A bounded reader of YAML 1.2 that knows where everything is.

It takes the events of PyYAML's parser and builds plain dicts, lists and scalars itself, so that nothing of YAML can run
that a tutorial does not need: no anchors and aliases (they can unfold to gigabytes), no tags, no duplicate keys, no
second document, at most 1 MiB, 32 levels and 50,000 nodes.

libyaml's event parser is a state machine that does not recurse; what crashes on deep brackets is the step after it,
which we do not use. Measured on a mebibyte of each of 36 hostile patterns: 0.13 s at most, against 1.7 s for the parser
written in Python, which is used only where PyYAML was built without libyaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from guide.tutorial.problems import Path, Position, Problem, cut_off, in_order, quoted
from guide.tutorial.yaml_complaints import complaint, in_quotes
from guide.tutorial.yaml_scalars import BadNumberError, Scalar, plain_scalar
from guide.tutorial.yaml_text import BadText, decoded, refused_character

MAX_DEPTH = 32
MAX_NODES = 50_000
#: The first ones are worth repairing; after that the file is something else than a tutorial.
MAX_PROBLEMS = 100

Data = Any
"""Plain YAML: dict with text keys, list, str, int, float, bool or None, nested."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. `data` is None where it could not be read to its end."""

    file: str
    data: Data
    problems: tuple[Problem, ...]
    positions: dict[Path, Position]
    spoilt: frozenset[Path] = frozenset()
    """Paths whose values could not be understood: their problem is told already, so nothing more is said of them."""
    sources: Mapping[Path, str] = field(default_factory=dict)
    """Numbers, booleans and nulls as they were written: what `1.10` was before it became 1.1."""


def read(content: bytes | str, file: str) -> Reading:
    """Read one file; problems instead of exceptions, as many at once as can be seen."""
    try:
        text = decoded(content if isinstance(content, bytes) else _encoded(content), file)
    except BadText as bad:
        return Reading(file, None, tuple(bad.problems), {})
    builder = _Builder(file, text)
    try:
        builder.build(yaml.parse(text, Loader=_loader()))
    except yaml.YAMLError as error:
        said = complaint(error, text)
        builder.problems.append(
            Problem(file, said.line, said.column, said.what, said.allowed, said.did_you_mean, rule="yaml")
        )
        builder.data = None
    except _StopReading:
        builder.data = None
    return Reading(
        file, builder.data, in_order(builder.problems), builder.positions, frozenset(builder.spoilt), builder.sources
    )


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _encoded(text: str) -> bytes:
    """As a file would hold it. A lone surrogate cannot be encoded; as bytes it is refused like any bad UTF-8."""
    return text.encode("utf-8", "surrogatepass")


class _StopReading(Exception):  # noqa: N818 – ends a loop
    """A bound was passed, or nothing sensible can follow."""


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being filled."""

    container: dict[str, Data] | list[Data]
    path: Path
    key: str | None = None
    key_mark: tuple[int, int] = (0, 0)
    first_lines: dict[str, int] = field(default_factory=dict)


class _Builder:
    """Turns events into data. One method for each kind of event."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.data: Data = None
        self.problems: list[Problem] = []
        self.positions: dict[Path, Position] = {}
        self.spoilt: set[Path] = set()
        self.sources: dict[Path, str] = {}
        self._frames: list[_Frame] = []
        self._nodes = 0
        self._depth = 0
        self._documents = 0
        self._skipping: int | None = None
        """While what cannot be kept is passed over: the depth at which it ends."""
        self._skip_nodes = 0

    def build(self, events: Iterator[Any]) -> None:
        """Take all events."""
        for event in events:
            self._bound(event)
            if self._skip_nodes:
                self._skip(event)
            elif isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._open(event)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self._frames.pop()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._document(event)
        if not self._documents:
            self._problem((1, 1), "the file is empty", "a tutorial, beginning with: format: 1", rule="yaml")

    def _bound(self, event: Any) -> None:
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._depth += 1
            self._nodes += 1
            if self._depth > MAX_DEPTH:
                self._stop(event, f"this is nested more than {MAX_DEPTH} levels deep", f"at most {MAX_DEPTH} levels")
        elif isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)):
            self._nodes += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._depth -= 1
        if self._nodes > MAX_NODES:
            self._stop(event, f"the file holds more than {MAX_NODES:,} values", f"at most {MAX_NODES:,}, in 200 steps")

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            what = "a second document begins here (“---”)"
            self._stop(event, what, "one tutorial a file; put the other into a file of its own")
        if event.version or event.tags:
            self._problem(_mark(event), "a line that begins with “%” has no place here", "“name: value” on each line")

    def _scalar(self, event: Any) -> None:
        frame = self._frames[-1] if self._frames else None
        if frame and isinstance(frame.container, dict) and frame.key is None:
            self._key(frame, event)
            return
        path = self._next_path()
        self._decorations(event, path)
        self._keep(path, self._value(event, path), event)

    def _value(self, event: Any, path: Path) -> Scalar:
        text: str = event.value
        if event.style == '"' and (refused := refused_character(text)):  # only an escape can still bring one in
            self.spoilt.add(path)
            what = f"this text holds an invisible character ({refused}), written as an escape"
            self._problem(_mark(event), what, "visible characters", rule="character", path=path)
            return ""
        if not event.implicit[0]:  # in quotation marks, or a block of text
            return text
        try:
            value = plain_scalar(text)
        except BadNumberError as bad:
            self.spoilt.add(path)
            allowed = "numbers of up to 20 characters; a text of digits in quotation marks"
            suggestion = in_quotes(text) if len(text) <= 40 else None
            self._problem(_mark(event), str(bad), allowed, suggestion, path=path)
            return None
        if text and not isinstance(value, str):
            self.sources[path] = text
        return value

    def _key(self, frame: _Frame, event: Any) -> None:
        key: str = event.value
        mark = _mark(event)
        self._decorations(event, None)
        if refused := refused_character(key):
            self._problem(
                mark, f"this name holds an invisible character ({refused})", "visible characters", rule="character"
            )
            self._skip_nodes = 1
        elif key in frame.first_lines:
            first = frame.first_lines[key]
            what = f"{quoted(key)} is given twice in the same block, first in line {first}"
            self._problem(mark, what, "each field once", rule="duplicate-key")
            self._skip_nodes = 1
        else:
            frame.first_lines[key] = mark[0]
            frame.key, frame.key_mark = key, mark

    def _open(self, event: Any) -> None:
        frame = self._frames[-1] if self._frames else None
        if frame and isinstance(frame.container, dict) and frame.key is None:
            what = "a field's name must be a word, and here a bracket or a list begins"
            self._problem(_mark(event), what, "“name: value”; a text that begins with { or [ in quotation marks")
            self._skip_nodes = 2
            self._skip(event)
            return
        path = self._next_path()
        self._decorations(event, path)
        container: dict[str, Data] | list[Data] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._keep(path, container, event)
        self._frames.append(_Frame(container, path))

    def _alias(self, event: Any) -> None:
        what = f"a value that begins with “*” ({quoted('*' + event.anchor)}) points at another place in YAML"
        allowed = "each value written out; a text that begins with * in quotation marks"
        self._problem(_mark(event), what, allowed, rule="alias")
        frame = self._frames[-1] if self._frames else None
        if frame and isinstance(frame.container, dict) and frame.key is None:
            self._skip_nodes = 1
            return
        path = self._next_path()
        self.spoilt.add(path)
        self._keep(path, None, event)

    def _decorations(self, event: Any, path: Path | None) -> None:
        """Report anchors and tags of the value at `path` (None: of a key); it is read all the same."""
        found = len(self.problems)
        if event.anchor is not None:
            what = f"a value that begins with “&” ({quoted('&' + event.anchor)}) is a label in YAML"
            self._problem(
                _mark(event), what, "the value alone; a text that begins with & in quotation marks", rule="alias"
            )
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            value = getattr(event, "value", "")
            meant = f'"{tag}{" " if value else ""}{value}"' if len(value) <= 40 and '"' not in value else None
            what = f"a value that begins with “!” ({quoted(tag)}) names a type in YAML"
            allowed = "the value alone; a text that begins with ! in quotation marks"
            self._problem(_mark(event), what, allowed, meant, rule="tag")
        if path is not None and len(self.problems) > found:
            self.spoilt.add(path)

    def _next_path(self) -> Path:
        """Return the path of the value that comes now."""
        if not self._frames:
            return ()
        frame = self._frames[-1]
        last: str | int = len(frame.container) if isinstance(frame.container, list) else frame.key or ""
        return (*frame.path, last)

    def _keep(self, path: Path, value: Data, event: Any) -> None:
        line, column = _mark(event)
        if not self._frames:
            self.positions[path] = Position(line, column)
            self.data = value
            return
        frame = self._frames[-1]
        self.positions[path] = Position(line, column, *frame.key_mark)
        if isinstance(frame.container, list):
            frame.container.append(value)
        else:
            frame.container[frame.key or ""] = value
            frame.key, frame.key_mark = None, (0, 0)

    def _skip(self, event: Any) -> None:
        """Pass over whole nodes that have no place in the data."""
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if self._skipping is None:
                self._skipping = self._depth - 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            if self._skipping == self._depth:
                self._skipping = None
                self._skip_nodes -= 1
        elif self._skipping is None:
            self._skip_nodes -= 1

    def _stop(self, event: Any, what: str, allowed: str) -> None:
        self._problem(_mark(event), what, allowed, rule="bounds")
        raise _StopReading

    def _problem(  # noqa: PLR0913
        self,
        at: tuple[int, int],
        what: str,
        allowed: str | None = None,
        meant: str | None = None,
        *,
        rule: str = "yaml",
        path: Path = (),
    ) -> None:
        line, column = at
        self.problems.append(Problem(self.file, line, column, what, allowed, meant, rule=rule, path=path))
        if len(self.problems) >= MAX_PROBLEMS:
            self.problems.append(cut_off(self.problems))
            raise _StopReading


def _mark(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
