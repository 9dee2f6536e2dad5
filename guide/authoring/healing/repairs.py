"""A proposed repair: how a target would be described, what of the tutorial's text that changes, what is left to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from typing import Any, Self

from guide.authoring.recording.acts import View
from guide.authoring.recording.describing import Data, element_for, written_form, written_name
from guide.desktop.elements import ElementInfo
from guide.tutorial.problems import Path
from guide.tutorial.source import with_value

_ALONG_THE_WAY = ("path", "index")


@dataclass(frozen=True, slots=True)
class Repair:
    """One proposal."""

    step: str
    at: Path
    """Where in the tutorial's data: the field of the target that changes."""
    value: Any
    """What it would be."""
    why: str
    """For a person: what has changed."""
    notes: tuple[str, ...] = ()
    """What a person should look at beside: a text that says the old name."""
    also: tuple[Path, ...] = ()
    """Where else the same was described in the same way, as in a condition that waits for it."""

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """Return a repair from its fields, as JSON holds them."""
        lists = {"at": tuple(data["at"]), "also": tuple(map(tuple, data["also"])), "notes": tuple(data["notes"])}
        return cls(**{**data, **lists})


def repaired(text: str, repairs: Iterable[Repair]) -> str:
    """Return the tutorial's text with repairs in it; all else stays as it was written. SourceError: that cannot be."""
    for repair in repairs:
        for path in (repair.at, *repair.also):
            text = with_value(text, path, repair.value)
    return text


def places(data: Any, name: str, value: Any, at: Path = ()) -> Iterator[Path]:
    """Yield the paths of all fields of that name that hold just this value.

    >>> list(places({"a": [{"b": 1}, {"b": 2}], "b": 1}, "b", 1))
    [('a', 0, 'b'), ('b',)]
    """
    for key, part in _parts(data):
        if key == name and part == value:
            yield (*at, key)
        else:
            yield from places(part, name, value, (*at, key))


def diff(name: str, old: str, new: str) -> str:
    """Return a unified diff of a file's text, as `patch` takes it; empty where nothing differs."""
    lines = unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def places_of(name: str, data: Any, at: Path = ()) -> Iterator[Path]:
    """Yield the paths of all fields of that name, outermost alone."""
    for key, part in _parts(data):
        if key == name:
            yield (*at, key)
        else:
            yield from places_of(name, part, (*at, key))


def _parts(data: Any) -> Iterable[tuple[Any, Any]]:
    if isinstance(data, dict):
        return data.items()
    return enumerate(data) if isinstance(data, list) else ()


def descriptions(
    old: Data, control: ElementInfo, views: Sequence[View], language: str, *, own_id: str | None
) -> Iterator[Data]:
    """Yield ways to describe a control, the one first that differs least from how it was described.

    `old`: the `element` of the target, as the tutorial has it. `own_id`: the control's accessible id, if it has one.
    None of them is proven; whoever takes one looks whether it finds the control.
    """
    role: Data = {"role": control.role} if "role" in old and control.role != "generic" else {}
    name: Data = {}
    if control.name and "name" in old:
        name = {"name": renamed(old["name"], control.name, language)}
    current = {**old, **role, **name}
    if own_id is not None and "id" in old:
        yield {**current, "id": own_id}
    without_id = {key: value for key, value in current.items() if key != "id"}
    if "id" not in old or own_id is None:
        yield without_id
        yield {key: value for key, value in without_id.items() if key not in _ALONG_THE_WAY}
    found = element_for(control, views, language=language, allowed=lambda words: True, own_id=own_id)
    if found is not None:
        state = {"state": old["state"]} if "state" in old else {}
        if "name" in found and "name" in old:
            found = {**found, "name": renamed(old["name"], control.name, language)}
        yield {**found, **state}


def renamed(old: Any, name: str, language: str) -> Any:
    """Return how a control is called now, written as it was before: bare, or beside its names in other languages.

    >>> renamed("Save", "Keep", "en"), renamed({"en": "Save", "de": "Sichern"}, "Keep", "en")
    ('Keep', {'en': 'Keep', 'de': 'Sichern'})
    >>> renamed({"en": "Save As…"}, "_Save As...", "en")
    {'en': 'Save As…'}
    """
    new = written_name(name, language)
    plain = new if isinstance(new, str) else new[language]
    if isinstance(old, dict):
        tag = next((tag for tag in (language, language.partition("-")[0]) if tag in old), language)
        same = isinstance(old.get(tag), str) and written_form(old[tag]) == plain
        return old if same else {**old, tag: plain}
    return old if isinstance(old, str) and written_form(old) == plain else plain


def stale_words(old: str, new: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return what should be looked at where a control has another name: texts that say the old one."""
    if not old or written_form(old) == written_form(new):
        return ()
    return (f"the text of the step still says “{old}”",) if any(old in text for text in texts) else ()
