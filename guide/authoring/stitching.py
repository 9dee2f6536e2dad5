"""One step becomes two, two become one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Data = dict[str, Any]

#: What belongs to the end of a step, and so to the second half.
_OF_THE_END = ("go", "ask", "restore", "media")
#: How a step is pointed at and done.
_OF_THE_DEED = ("target", "targets", "until", "do")


def fresh_id(wanted: str, taken: Iterable[str]) -> str:
    """Return an id like the wanted one that nobody has.

    >>> fresh_id("Save as", ["save-as", "save-as-2"])
    'save-as-3'
    """
    base = re.sub(r"[^A-Za-z0-9_]+", "-", wanted).strip("-_").lower()[:70] or "step"
    taken = set(taken)
    if base not in taken:
        return base
    stem = re.sub(r"-[0-9]+$", "", base)
    return next(name for number in range(2, 10_000) if (name := f"{stem}-{number}") not in taken)


def cut(step: Data, at: int, ids: Iterable[str]) -> tuple[Data, Data]:
    """Return a step as two. Both point at the same; what belongs to the end (`go`, `ask`, …) goes to the second."""
    say = str(step.get("say", ""))
    before, after = say[:at].strip(), say[at:].strip()
    first = {name: value for name, value in step.items() if name not in _OF_THE_END}
    first["say"] = before or say.strip()
    second = {name: value for name, value in step.items() if name not in ("title", "stuck")}
    second["id"] = fresh_id(str(step.get("id", "step")), ids)
    second["say"] = after[:1].upper() + after[1:] if after else say.strip()
    return first, second


def joined(one: Data, other: Data) -> Data:
    """Return two steps as one. What the first has counts, but for what it is not: a card to be read is no deed."""
    texts = [str(step.get("say", "")).strip() for step in (one, other)]
    gap = "\n\n" if any("\n" in text for text in texts) else " "
    whole = {**other, **one, "say": gap.join(filter(None, texts))}
    if not (one.get("target") or one.get("targets")):
        for name in _OF_THE_DEED:
            whole.pop(name, None)
            if name in other:
                whole[name] = other[name]
    if "targets" in whole and "target" in whole:
        del whole["target" if "target" in other else "targets"]
    for name in _OF_THE_END:
        if name in other:
            whole[name] = other[name]
    return whole
