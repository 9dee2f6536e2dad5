"""What a setting is: a key, a kind that knows what is allowed, and words for a person."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Generic, Protocol, TypeVar

from guide.tutorial.keys import BadKeysError, Chord

Value = bool | int | float | str | tuple[str, ...]
T = TypeVar("T", bound=Value)
T_co = TypeVar("T_co", bound=Value, covariant=True)


class BadValueError(ValueError):
    """A value that a setting does not take; the message says what it takes."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a settings file that could not be used. `line` counts from 1; 0: the file as a whole."""

    file: Path
    line: int
    text: str

    def __str__(self) -> str:
        """As compilers write it."""
        return f"{self.file}:{self.line}: {self.text}" if self.line else f"{self.file}: {self.text}"


class Kind(Protocol[T_co]):
    """The values that a setting can have."""

    @property
    def allowed(self) -> str:
        """For a person: `one of …`, `a number from … to …`."""
        ...

    def read(self, value: object) -> T_co:
        """Return the value as guide uses it; BadValueError where it is not allowed. `value` is plain JSON."""
        ...

    def schema(self) -> dict[str, object]:
        """As JSON Schema."""
        ...


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One thing that can be set."""

    key: str
    kind: Kind[T]
    default: T
    title: str
    description: str
    restart: bool = False
    """Whether a change shows only after a restart of guide."""
    closed: T | None = None
    """What holds while the machine's policy exists but cannot be trusted or read. None: the person's choice."""


def _bad(kind: Kind[Value]) -> BadValueError:
    return BadValueError(f"allowed is {kind.allowed}")


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    @property
    def allowed(self) -> str:
        """For a person."""
        return "true or false"

    def read(self, value: object) -> bool:
        """Return the value."""
        if not isinstance(value, bool):
            raise _bad(self)
        return value

    def schema(self) -> dict[str, object]:
        """As JSON Schema."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds, both included."""

    least: int
    most: int
    unit: str = ""

    @property
    def allowed(self) -> str:
        """For a person."""
        return f"a whole number from {self.least} to {self.most}{f' ({self.unit})' if self.unit else ''}"

    def read(self, value: object) -> int:
        """Return the value."""
        if type(value) is not int or not self.least <= value <= self.most:
            raise _bad(self)
        return value

    def schema(self) -> dict[str, object]:
        """As JSON Schema."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds, both included."""

    least: float
    most: float

    @property
    def allowed(self) -> str:
        """For a person."""
        return f"a number from {self.least:g} to {self.most:g}"

    def read(self, value: object) -> float:
        """Return the value."""
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise _bad(self)
        if not (math.isfinite(value) and self.least <= value <= self.most):
            raise _bad(self)
        return float(value)

    def schema(self) -> dict[str, object]:
        """As JSON Schema."""
        return {"type": "number", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words; `options` maps each to what it means."""

    options: dict[str, str]

    @property
    def allowed(self) -> str:
        """For a person."""
        return f"one of {', '.join(self.options)}"

    def read(self, value: object) -> str:
        """Return the value."""
        if not isinstance(value, str) or value not in self.options:
            raise _bad(self)
        return value

    def schema(self) -> dict[str, object]:
        """As JSON Schema, with what each word means."""
        return {"oneOf": [{"const": word, "description": meaning} for word, meaning in self.options.items()]}


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut that works in every program, so it has a modifier; an empty text: none."""

    @property
    def allowed(self) -> str:
        """For a person."""
        return "a shortcut with Ctrl, Alt or Meta such as Ctrl+Alt+G, or an empty text for none"

    def read(self, value: object) -> str:
        """Return the shortcut as menus write it."""
        if value == "":
            return ""
        if not isinstance(value, str):
            raise _bad(self)
        try:
            chord = Chord.parse(value)
        except BadKeysError as error:
            raise BadValueError(f"{error}; allowed is {self.allowed}") from None
        if not chord.modifiers & {"Ctrl", "Alt", "Meta"}:
            raise _bad(self)
        return str(chord)

    def schema(self) -> dict[str, object]:
        """As JSON Schema; the keys themselves are checked as the file is read."""
        return {"type": "string", "maxLength": 40, "pattern": r"^$|\+"}


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Language:
    """`system`, or a language tag (BCP 47)."""

    @property
    def allowed(self) -> str:
        """For a person."""
        return "system, or a language tag such as en or pt-BR"

    def read(self, value: object) -> str:
        """Return the tag."""
        if not isinstance(value, str) or not (value == "system" or _LANGUAGE.fullmatch(value)):
            raise _bad(self)
        return value

    def schema(self) -> dict[str, object]:
        """As JSON Schema."""
        return {"type": "string", "pattern": f"^(system|{_LANGUAGE.pattern})$"}


@dataclass(frozen=True, slots=True)
class Words:
    """A few words with commas between them; empty: none."""

    most: int = 500

    @property
    def allowed(self) -> str:
        """For a person."""
        return f"words with commas between them, {self.most} characters at most"

    def read(self, value: object) -> str:
        """Return them."""
        if not isinstance(value, str) or len(value) > self.most or not value.isprintable():
            raise _bad(self)
        return value

    def schema(self) -> dict[str, object]:
        """As JSON Schema."""
        return {"type": "string", "maxLength": self.most}


@dataclass(frozen=True, slots=True)
class Folders:
    """Folders, as absolute paths; `~` is one's home."""

    most: int = 100

    @property
    def allowed(self) -> str:
        """For a person."""
        return f"a list of up to {self.most} folders, each from the root (/…, C:\\…, \\\\server\\…) or from ~"

    def read(self, value: object) -> tuple[str, ...]:
        """Return the paths as they were written."""
        if not isinstance(value, (list, tuple)) or len(value) > self.most:
            raise _bad(self)
        paths = tuple(path for path in value if isinstance(path, str) and _from_root(path))
        if len(paths) != len(value):
            raise _bad(self)
        return paths

    def schema(self) -> dict[str, object]:
        """As JSON Schema."""
        return {"type": "array", "maxItems": self.most, "items": {"type": "string", "minLength": 1, "maxLength": 4096}}


def _from_root(path: str) -> bool:
    rooted = path.startswith("~") or PurePosixPath(path).is_absolute() or PureWindowsPath(path).is_absolute()
    return rooted and path.isprintable() and len(path) <= 4096
