"""The difference between two versions of a tutorial, told as steps: pure functions over what the files say."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from guide.i18n import translate
from guide.tutorial.source_tree import SourceError, parsed
from guide.tutorial.source_write import inline

Data = dict[str, Any]
Kind = Literal["same", "changed", "added", "removed"]
#: Steps with other ids are the same step where their words are that much alike (0…1).
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that says something else. None: it is not there."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class StepChange:
    """What became of a step."""

    kind: Kind
    step_id: str
    before: int | None = None
    """Its number in the older version, from 0."""
    after: int | None = None
    fields: tuple[FieldChange, ...] = ()
    moved: bool = False
    """Whether it stands elsewhere among the steps that both have."""
    data: Data | None = None
    """The step as it is now, or was last."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different between two versions."""

    head: tuple[FieldChange, ...]
    steps: tuple[StepChange, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing is different that a tutorial says; comments do not count."""
        return not self.head and all(step.kind == "same" and not step.moved for step in self.steps)

    def count(self, kind: Kind) -> int:
        """Return how many steps are of a kind."""
        return sum(step.kind == kind for step in self.steps)


def difference(before: str, after: str) -> Difference:
    """Compare two texts; SourceError where one of them can't be read."""
    old, new = _read(before), _read(after)
    return Difference(
        tuple(_fields(_head(old), _head(new))), tuple(_steps(old.get("steps") or [], new.get("steps") or []))
    )


def _read(text: str) -> Data:
    data = parsed(text).data
    if not isinstance(data, dict):
        raise SourceError("this is no tutorial")
    return data


def _head(data: Data) -> Data:
    return {name: value for name, value in data.items() if name not in ("steps", "format")}


def _fields(old: Data, new: Data) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*old, *new)):
        if name not in old or name not in new or old[name] != new[name]:
            yield FieldChange(name, _told(old, name), _told(new, name))


def _told(data: Data, name: str) -> str | None:
    value = data.get(name)
    return None if name not in data else value if isinstance(value, str) else inline(value)


def _steps(old: list[Data], new: list[Data]) -> Iterator[StepChange]:
    pairs = _paired(old, new)
    kept = sorted(pairs.values())
    stay = _in_order([before for _, before in sorted(pairs.items())])
    gone = [number for number in range(len(old)) if number not in kept]
    for number, step in enumerate(new):
        while gone and gone[0] <= pairs.get(number, -1):
            yield _removed(old, gone.pop(0))
        if number not in pairs:
            yield StepChange("added", str(step.get("id")), None, number, tuple(_fields({}, step)), data=step)
            continue
        before = pairs[number]
        fields = tuple(_fields(old[before], step))
        kind: Kind = "changed" if fields else "same"
        yield StepChange(kind, str(step.get("id")), before, number, fields, before not in stay, step)
    for number in gone:
        yield _removed(old, number)


def _removed(old: list[Data], number: int) -> StepChange:
    step = old[number]
    return StepChange("removed", str(step.get("id")), number, None, tuple(_fields(step, {})), data=step)


def _paired(old: list[Data], new: list[Data]) -> dict[int, int]:
    """Return which new step (key) was which old one: by id, then by words."""
    numbers = {step.get("id"): number for number, step in enumerate(old)}
    pairs = {number: numbers[step["id"]] for number, step in enumerate(new) if step.get("id") in numbers}
    left = [number for number in range(len(old)) if number not in pairs.values()]
    for number, step in enumerate(new):
        if number not in pairs and left:
            ratio, best = max((_alike(old[other], step), other) for other in left)
            if ratio >= _ALIKE:
                pairs[number] = best
                left.remove(best)
    return pairs


def _alike(one: Data, other: Data) -> float:
    return difflib.SequenceMatcher(None, str(one.get("say")), str(other.get("say"))).ratio()


def _in_order(numbers: list[int]) -> set[int]:
    """Return the most of these numbers that still stand in order: the others have moved."""
    best: list[list[int]] = []
    for position, number in enumerate(numbers):
        runs = [run for at, run in enumerate(best) if numbers[at] < number]
        before = _longest(runs)
        best.insert(position, [*before, number])
    return set(_longest(best))


def _longest(runs: list[list[int]]) -> list[int]:
    return max(runs, key=len) if runs else []


def marked(before: str | None, after: str | None) -> tuple[str, str]:
    """Return both texts as HTML, with the words that differ marked by <del> and <ins>."""
    old, new = re.findall(r"\s+|\w+|[^\w\s]", before or ""), re.findall(r"\s+|\w+|[^\w\s]", after or "")
    one, other = "", ""
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = html.escape("".join(old[a:b])), html.escape("".join(new[c:d]))
        one += left if what == "equal" or not left else f"<del>{left}</del>"
        other += right if what == "equal" or not right else f"<ins>{right}</ins>"
    return one, other


def told(found: Difference) -> str:
    """Say in one line what is different."""
    if found.empty:
        return translate("authoring", "Nothing is different.")
    parts = [
        (found.count("changed"), translate("authoring", "{count} changed")),
        (found.count("added"), translate("authoring", "{count} new")),
        (found.count("removed"), translate("authoring", "{count} removed")),
        (sum(step.moved for step in found.steps), translate("authoring", "{count} moved")),
    ]
    said = ", ".join(words.format(count=number) for number, words in parts if number)
    return (
        translate("authoring", "Steps: {what}").format(what=said)
        if said
        else translate("authoring", "About the tutorial")
    )
