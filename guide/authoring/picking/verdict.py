"""How well a control will be found again, told by how it had to be described. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from guide.authoring.picking.looker import Seen
from guide.authoring.recording.describing import written_form
from guide.authoring.role_words import role_words
from guide.i18n import translate, translate_count

How = Literal["id", "name", "path", "role", "number", "picture", "place"]
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Verdict:
    """What it is, and how well it is found again."""

    how: How
    what: str
    """The control, for a person."""
    words: str
    """How well, for a person."""

    @property
    def sure(self) -> bool:
        """Whether it is told from all others by what the program says of it."""
        return self.how in ("id", "name", "path", "role")


def verdict(seen: Seen, element: dict[str, Any] | None) -> Verdict:
    """Judge a control by the description that fits it alone (None: there is none)."""
    how = _how(seen, element)
    return Verdict(how, _what(seen), _words(how, _alike(seen)))


def _how(seen: Seen, element: dict[str, Any] | None) -> How:
    if seen.control is None:
        return "place"
    if element is None:
        return "picture"
    if "id" in element:
        return "id"
    if "index" in element:
        return "number"
    if "path" in element:
        return "path"
    return "name" if "name" in element else "role"


def _what(seen: Seen) -> str:
    control = seen.control
    if control is None:
        return translate("picking", "a place in “{window}”").format(window=seen.window.title[:_LONGEST])
    name = written_form(control.name)
    if not name:
        return role_words(control.role)
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST]}…"
    return translate("picking", "{role} “{name}”").format(role=role_words(control.role), name=name)


def _words(how: How, alike: int) -> str:
    return {
        "id": translate("picking", "found again by its own id: very sure"),
        "name": translate("picking", "found again by its name: sure"),
        "path": translate("picking", "found again by where it belongs: sure"),
        "role": translate("picking", "found again as the only one of its kind: sure"),
        "number": translate_count(
            "picking",
            "{count} is alike: found again by its number only",
            "{count} are alike: found again by its number only",
            alike,
        ),
        "picture": translate("picking", "found again by picture and words only"),
        "place": translate("picking", "the program tells of no control here: draw a frame around it"),
    }[how]


def _alike(seen: Seen) -> int:
    control = seen.control
    if control is None:
        return 0
    return sum((info.role, info.name) == (control.role, control.name) for view in seen.views for info in view.elements)
