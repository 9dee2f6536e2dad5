"""A tutorial while it is being written: its text, what one can do to it, and everything undone and done again.

The text is the truth. Each operation splices it (`guide.tutorial.source`), so that what nobody touched stays byte for
byte. A step is changed within its own lines: a keystroke in a tutorial of 200 steps costs as much as in one of three.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path as Path_
from typing import Any

from guide.authoring.history import Entry, History, entry
from guide.authoring.stitching import cut, fresh_id, joined
from guide.i18n import translate
from guide.tutorial.problems import Path
from guide.tutorial.source import SourceError, with_copy, with_item, with_moved, with_value, without
from guide.tutorial.source_parts import line_start, parts_of
from guide.tutorial.source_tree import Node, parsed

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What listeners are told: which step it was about, and whether steps came, went or moved."""

    step: int | None
    structure: bool


class Draft:
    """One tutorial that is being edited."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.history = History()
        self.saved_text = text
        self.head: Data = {}
        """Everything but the steps, as plain data."""
        self.steps: list[Data] = []
        self.trouble = ""
        """Why the text can't be read at the moment; empty: it can. Until it can, the last data stay."""
        self._spans: list[tuple[int, int]] = []
        self._flow = False
        self._head_end: int | None = None
        """Where the head ends; None: steps stand between other fields."""
        self._listeners: list[Callable[[Change], None]] = []
        self._scan()

    @property
    def unsaved(self) -> bool:
        """Whether the text is another than in its file."""
        return self.text != self.saved_text

    @property
    def language(self) -> str:
        """The language its texts are in."""
        return str(self.head.get("language") or "en")

    @property
    def ids(self) -> list[str]:
        """The ids of the steps, in order."""
        return [str(step.get("id", "")) for step in self.steps]

    def listen(self, call: Callable[[Change], None]) -> None:
        """Call back after each change."""
        self._listeners.append(call)

    def field(self, step: int, path: Path, default: Any = None) -> Any:
        """Return what a field of a step says."""
        return _at(self.steps[step], path, default)

    def step_at(self, offset: int) -> int | None:
        """Return the step whose lines hold a character of the text."""
        return next((n for n, (start, end) in enumerate(self._spans) if start <= offset < end), None)

    def offset_of(self, step: int) -> int:
        """Return where the lines of a step begin in the text."""
        return self._spans[step][0]

    # -- operations: each raises SourceError, and changes nothing, where the text does not allow it --

    def set_field(self, step: int, path: Path, value: Any, *, typing: bool = False) -> None:
        """Say what a field of a step is; an empty text or None takes the field out."""
        label = translate("authoring", "change of {field}").format(field=path[0])
        if value in ("", None) and path != ("say",):
            self.clear_field(step, path)
            return
        key = ("step", step, path) if typing else None
        self._in_step(step, lambda part, at: with_value(part, (*at, *path), value), label, key)

    def set_one_of(self, step: int, path: Path, value: Any, *, instead_of: Path) -> None:
        """Say what a field is that takes the place of another one, in one step back."""
        label = translate("authoring", "change of {field}").format(field=path[0])

        def splice(part: str, at: Path) -> str:
            gone = _at(self.steps[step], instead_of, _ABSENT) is _ABSENT
            there = _at(self.steps[step], path, _ABSENT) is not _ABSENT
            part = part if gone else without(part, (*at, *instead_of))
            if value is None:
                return without(part, (*at, *path)) if there else part
            return with_value(part, (*at, *path), value)

        self._in_step(step, splice, label, None)

    def clear_field(self, step: int, path: Path) -> None:
        """Take a field out of a step, if it is there."""
        if _at(self.steps[step], path, _ABSENT) is not _ABSENT:
            label = translate("authoring", "removal of {field}").format(field=path[0])
            self._in_step(step, lambda part, at: without(part, (*at, *path)), label, None)

    def set_head(self, path: Path, value: Any, *, typing: bool = False) -> None:
        """Say what a field of the tutorial itself is; an empty text, None or an empty list takes it out."""
        known = _at(self.head, path, _ABSENT)
        label = translate("authoring", "change of {field}").format(field=path[0])
        empty = value is None or value in ("", [])
        if (empty and known is _ABSENT) or known == value:
            return
        if empty:
            self._in_head(lambda part: without(part, path), label, None)
        else:
            self._in_head(lambda part: with_value(part, path, value), label, ("head", path) if typing else None)

    def add_step(self, at: int, value: Data | None = None) -> int:
        """Put a new step there; return its number."""
        say = translate("authoring", "What to do next.")
        made = dict(value) if value else {"say": say, "until": "confirmed"}
        new = {"id": fresh_id(str(made.get("id") or made.get("title") or "step"), self.ids), **_without_id(made)}
        self._restructure(with_item(self.text, ("steps",), at, new), translate("authoring", "new step"), at)
        return at

    def duplicate_step(self, step: int) -> int:
        """Put a copy of a step behind it; return its number."""
        new_id = fresh_id(self.ids[step], self.ids)
        new = with_copy(self.text, ("steps",), step, ("id",), new_id)
        self._restructure(new, translate("authoring", "copy of a step"), step + 1)
        return step + 1

    def delete_step(self, step: int) -> None:
        """Take a step out, with the comment that leads it. The only step stays."""
        if len(self.steps) == 1:
            raise SourceError(translate("authoring", "A tutorial has at least one step."))
        new = without(self.text, ("steps", step))
        self._restructure(new, translate("authoring", "removal of a step"), min(step, len(self.steps) - 2))

    def move_step(self, step: int, to: int) -> None:
        """Put a step at another place. `to`: its number afterwards."""
        if to != step and 0 <= to < len(self.steps):
            new = with_moved(self.text, ("steps",), step, to)
            self._restructure(new, translate("authoring", "move of a step"), to)

    def split_step(self, step: int, at: int) -> int:
        """Make two steps of one, the second beginning at a character of its text; return the second's number."""
        first, second = cut(self.steps[step], at, self.ids)
        text = with_value(self.text, ("steps", step), first)
        text = with_item(text, ("steps",), step + 1, second)
        self._restructure(text, translate("authoring", "split of a step"), step + 1)
        return step + 1

    def join_steps(self, step: int) -> None:
        """Make one step of a step and the next one. What led to the second leads to both."""
        one, other = self.steps[step], self.steps[step + 1]
        text = with_value(self.text, ("steps", step), joined(one, other))
        text = without(text, ("steps", step + 1))
        text = _relinked(text, str(other.get("id")), str(one.get("id")))
        self._restructure(text, translate("authoring", "join of two steps"), step)

    def rename_step(self, step: int, new_id: str) -> None:
        """Give a step another id, and let everything that leads to it lead there still."""
        old = self.ids[step]
        if new_id != old:
            text = with_value(self.text, ("steps", step, "id"), new_id)
            text = _relinked(text, old, new_id) if self.ids.count(old) == 1 else text
            self._restructure(text, translate("authoring", "new name of a step"), step)

    def replace(self, text: str, label: str, *, step: int | None = None, typing: bool = False) -> None:
        """Take another text, whatever it is: it was typed, recovered, or repaired."""
        self._take(text, label, step, ("text",) if typing else None)
        self._scan()
        self._tell(Change(step, structure=True))

    def undo(self) -> bool:
        """Undo the last thing; False where there is nothing to undo."""
        return self._again(self.history.undo(self.text))

    def redo(self) -> bool:
        """Do again what was undone last; False where nothing was."""
        return self._again(self.history.redo(self.text))

    def saved(self, text: str) -> None:
        """Note that a text has reached its file."""
        self.saved_text = text
        self.history.seal()

    # -- how --

    def _again(self, found: tuple[str, Entry] | None) -> bool:
        if found is None:
            return False
        self.text, what = found
        self._scan()
        self._tell(Change(what.step, structure=True))
        return True

    def _in_step(self, step: int, splice: Callable[[str, Path], str], label: str, key: object) -> None:
        start, end = self._spans[step]
        at: Path = () if self._flow else (0,)
        piece = splice(self.text[start:end], at)
        if piece == self.text[start:end]:
            return
        root = parsed(piece)
        self._take(self.text[:start] + piece + self.text[end:], label, step, key)
        self.steps[step] = (root if self._flow else root.children[0]).data
        moved = len(piece) - (end - start)
        self._spans[step] = (start, end + moved)
        self._spans[step + 1 :] = [(a + moved, b + moved) for a, b in self._spans[step + 1 :]]
        self._tell(Change(step, structure=False))

    def _in_head(self, splice: Callable[[str], str], label: str, key: object) -> None:
        end = self._head_end
        if end is None:
            self._take(splice(self.text), label, None, key)
            self._scan()
        else:
            piece = splice(self.text[:end])
            moved = len(piece) - end
            self._take(piece + self.text[end:], label, None, key)
            self.head = parsed(piece).data
            self._head_end = end + moved
            self._spans = [(a + moved, b + moved) for a, b in self._spans]
        self._tell(Change(None, structure=False))

    def _restructure(self, text: str, label: str, step: int) -> None:
        self._take(text, label, step, None)
        self._scan()
        self._tell(Change(step, structure=True))

    def _take(self, text: str, label: str, step: int | None, key: object) -> None:
        if text != self.text:
            self.history.note(entry(label, self.text, text, step, key), text)
            self.text = text

    def _tell(self, change: Change) -> None:
        for call in self._listeners:
            call(change)

    def _scan(self) -> None:
        """Find head and steps in the text. Where it can't be read, what was known stays, and nothing can be spliced."""
        try:
            root = parsed(self.text)
        except SourceError as error:
            self.trouble = str(error)
            return
        node = root.at(("steps",))
        data = root.data
        good = node is not None and node.kind == "list" and all(isinstance(step, dict) for step in data["steps"])
        if node is None or not good:
            self.trouble = translate("authoring", "There are no steps in this text.")
            return
        self.trouble = ""
        self.steps = data.pop("steps")
        self.head = data
        self._flow = node.flow
        parts = [] if node.flow else parts_of(self.text, node)
        self._spans = [(p.lead, p.end) for p in parts] or [(child.start, child.end) for child in node.children]
        self._head_end = self._end_of_head(root)

    def _end_of_head(self, root: Node) -> int | None:
        last = root.keys[-1]
        begin = line_start(self.text, last.start)
        return begin if last.value == "steps" and not root.flow and begin and len(root.keys) > 1 else None


_ABSENT: Any = object()


def _at(data: Any, path: Path, default: Any) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return default
    return data


def _without_id(step: Data) -> Data:
    return {name: value for name, value in step.items() if name != "id"}


def _relinked(text: str, old: str, new: str) -> str:
    """Return the text with everything that leads to a step leading to another one."""
    for path in list(_links(parsed(text).data, old)):
        text = with_value(text, path, new)
    return text


def _links(data: Any, to: str, at: Path = ()) -> Iterator[Path]:
    for number, step in enumerate(data.get("steps", ())):
        here: Path = (*at, "steps", number)
        go = step.get("go")
        if go == to:
            yield (*here, "go")
        for n, branch in enumerate(go if isinstance(go, list) else ()):
            if isinstance(branch, dict) and branch.get("to") == to:
                yield (*here, "go", n, "to")
        restore = step.get("restore")
        if isinstance(restore, dict) and restore.get("go") == to:
            yield (*here, "restore", "go")
        for n, way in enumerate(restore if isinstance(restore, list) else ()):
            if isinstance(way, dict) and way.get("go") == to:
                yield (*here, "restore", n, "go")


def new_tutorial(tutorial_id: str, title: str, language: str) -> str:
    """Return the text of a tutorial to begin with."""
    text = "format: 1\nid: a\ntitle: a\nversion: 0.1.0\nlanguage: en\n\nsteps:\n  - id: begin\n    say: a\n"
    say = translate("authoring", "What to do first.")
    changes: dict[Path, str] = {("id",): tutorial_id, ("title",): title, ("language",): language}
    for path, value in {**changes, ("steps", 0, "say"): say}.items():
        text = with_value(text, path, value)
    return text


def fresh_folder(file: Path_, title: str) -> Path_:
    """Return a folder that is not there yet, for a tutorial beside another one."""
    base = file.parent.parent if file.parent.name == file.stem else file.parent
    name = slug(title) or "recorded"
    return next(
        folder
        for folder in (base / (name if number == 1 else f"{name}-{number}") for number in count(1))
        if not folder.exists()
    )


def slug(text: str) -> str:
    """Return a text as an id.

    >>> slug("Save a note!")
    'save-a-note'
    """
    umlauts = text.casefold().translate({0xE4: "ae", 0xF6: "oe", 0xFC: "ue", 0xDF: "ss"})
    return re.sub(r"[^a-z0-9]+", "-", umlauts).strip("-")[:60].strip("-")
