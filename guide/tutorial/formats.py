"""Texts with a form of their own: durations, shortcuts, expressions, dates, versions, picture names.

Each format of the JSON Schema (`"format": "guide-duration"`, …) has a function here that says what is wrong with a
text, and a phrase that says what is right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from guide.tutorial.keys import KEY_NAMES, MODIFIERS, BadKeysError, Chord
from guide.tutorial.patterns import BadPatternError, TextPattern
from guide.tutorial.problems import likely

#: Nobody looks at a card for longer.
MAX_DURATION_MS = 3_600_000
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg")

_DURATION = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,3})?)(ms|s|m)\Z")
_LOOSE_DURATION = re.compile(r"\s*([0-9]+(?:[.,][0-9]+)?)\s*([A-Za-z]*)\s*\Z")
_UNIT_MS = {"ms": 1, "s": 1000, "m": 60_000}
_UNIT_WORDS = {"": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s", "sek": "s", "min": "m", "mins": "m"}
_UNIT_WORDS |= {"minute": "m", "minutes": "m", "msec": "ms", "millis": "ms", "milliseconds": "ms", "s": "s", "m": "m"}
_UNIT_WORDS |= {"ms": "ms"}


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a text, and what was probably meant."""

    what: str
    did_you_mean: str | None = None
    allowed: str | None = None
    """Instead of the format's own phrase, where this flaw has a better one."""


@dataclass(frozen=True, slots=True)
class TextFormat:
    """One format: what is right, in words, and how to find out."""

    allowed: str
    flaw: Callable[[str], Flaw | None]


def duration_ms(text: str) -> int:
    """Return a duration in milliseconds; ValueError where it is none.

    >>> duration_ms("20s"), duration_ms("500ms"), duration_ms("1m"), duration_ms("1.5s")
    (20000, 500, 60000, 1500)
    """
    match = _DURATION.match(text)
    if match is None:
        raise ValueError(text)
    return round(float(match[1]) * _UNIT_MS[match[2]])


def _duration_flaw(text: str) -> Flaw | None:
    try:
        length_ms = duration_ms(text)
    except ValueError:
        return Flaw("is not a duration", _likely_duration(text))
    if not 0 < length_ms <= MAX_DURATION_MS:
        return Flaw("is no time one waits", allowed="more than 0, at most 60m")
    return None


def _likely_duration(text: str) -> str | None:
    loose = _LOOSE_DURATION.match(text[:40])
    unit = _UNIT_WORDS.get(loose[2].casefold()) if loose else None
    return f"{loose[1].replace(',', '.')}{unit}" if loose and unit else None


def _keys_flaw(text: str) -> Flaw | None:
    try:
        Chord.parse(text)
    except BadKeysError as error:
        what, _, allowed = str(error).partition("; ")
        allowed = allowed.removeprefix("allowed: ")
        return Flaw(f"is not a key or shortcut ({what})", _likely_keys(text), allowed or None)
    return None


def _likely_keys(text: str) -> str | None:
    """Return what was meant by `Ctrl-S`, `Ctrl S` or `Cntrl+S`."""
    *modifiers, key = re.split(r"\s*[-+ ]\s*", text.strip()[:40])
    meant = [likely(modifier, MODIFIERS) or modifier for modifier in modifiers]
    key = key if len(key) == 1 else likely(key, KEY_NAMES) or key
    try:
        return str(Chord.parse("+".join([*meant, key])))
    except BadKeysError:
        return None


def _text_flaw(text: str) -> Flaw | None:
    pattern = TextPattern(text)
    if pattern.regex == "":
        return Flaw("is an expression that fits every text", allowed="an expression between the slashes")
    try:
        pattern.check()
    except BadPatternError as error:
        reason = _regex_reason(str(error))
        return Flaw(f"is not a regular expression that can be used ({reason})", allowed=_REGEX_ALLOWED)
    return None


def expression_weight(text: str) -> int:
    """Return how heavy a regular expression is to compile: 0 for plain text, 1 for a short one (0.3 ms), 50 else.

    Unicode classes, counted repetition and sheer length cost RE2 up to 30 ms; a file of a thousand, half a minute.
    """
    regex = TextPattern(text).regex
    if regex is None:
        return 0
    return 50 if len(regex) > 60 or re.search(r"\\[pP]|\{", regex) else 1


#: What the distinct expressions of one file may weigh together.
MAX_EXPRESSIONS_WEIGHT = 1000

_REGEX_ALLOWED = "an expression of RE2: everything usual except look-ahead, look-behind and back references"
_REGEX_REASONS = (
    ("invalid perl operator: (?=", "look-ahead “(?=” is not possible"),
    ("invalid perl operator: (?!", "look-ahead “(?!” is not possible"),
    ("invalid perl operator: (?<", "look-behind “(?<” is not possible"),
    ("missing )", "a “)” is missing; for the character itself write \\("),
    ("unexpected )", "a “)” too many; for the character itself write \\)"),
    ("missing ]", "a “]” is missing; for the character itself write \\["),
    ("no argument for repetition operator: *", "“*” has nothing before it to repeat; “any text” is .*"),
    ("no argument for repetition operator", "nothing stands before the sign for repetition"),
    ("bad repetition operator", "two signs for repetition follow each other"),
    ("invalid character class range", "a range or class in […] that does not exist"),
    ("invalid repetition size", "it repeats something too often; at most 1000 times"),
    ("pattern too large", "it needs too much memory"),
    ("trailing \\", "it ends with a backslash; for the character itself write \\\\"),
)


def _regex_reason(said: str) -> str:
    for words, reason in _REGEX_REASONS:
        if words in said:
            return reason
    if escape := re.match(r"invalid escape sequence: (\\\d)", said):
        return f"back reference “{escape[1]}” is not possible"
    return said[:80]


def _date_flaw(text: str) -> Flaw | None:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            date.fromisoformat(text)
        except ValueError:
            return Flaw("is no day of the calendar")
        return None
    return Flaw("is not a date", _likely_date(text))


def _likely_date(text: str) -> str | None:
    """1.5.2027, 2027/5/1 and the like. 5/1/2027 is May in one country and January in another: no guess."""
    if parts := re.fullmatch(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})", text.strip()[:20]):
        day, month, year = (int(part) for part in parts.groups())
    elif parts := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", text.strip()[:20]):
        year, month, day = (int(part) for part in parts.groups())
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _versions_flaw(text: str) -> Flaw | None:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415 – 25 ms that few tutorials need

    try:
        SpecifierSet(text)
    except InvalidSpecifier:
        bare = re.fullmatch(r"\s*v?([0-9][0-9.]{0,20})\s*", text)
        return Flaw("does not say which versions", f">={bare[1]}" if bare else None)
    return None if text.strip() else Flaw("does not say which versions")


def _picture_flaw(text: str) -> Flaw | None:
    path = PurePosixPath(text)
    inside = "a picture in the tutorial's folder or in a folder inside it"
    if path.is_absolute() or ".." in path.parts or "~" in text[:1]:
        return Flaw("lies outside the tutorial's folder", path.name or None, inside)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text):
        return Flaw("is an address, not a file beside the tutorial", None, inside)
    if "\\" in text:
        meant = text.replace("\\", "/")
        return Flaw("has a backslash in it", None if _picture_flaw(meant) else meant, "“/” between folder and file")
    if path.suffix.casefold() not in PICTURE_SUFFIXES or not path.stem:
        return Flaw("is not the name of a picture", None, "a PNG or JPEG file (.png, .jpg, .jpeg)")
    return None


FORMATS: Mapping[str, TextFormat] = {
    "guide-duration": TextFormat("a duration such as 500ms, 20s or 1m", _duration_flaw),
    "guide-keys": TextFormat("a key or shortcut such as Ctrl+S, Alt+F4, Enter or F1", _keys_flaw),
    "guide-text": TextFormat("a text, or /a regular expression/", _text_flaw),
    "guide-picture": TextFormat("the name of a PNG or JPEG picture beside the tutorial", _picture_flaw),
    "guide-versions": TextFormat("comparisons with commas between them, such as >=0.5 or >=7.4,<8", _versions_flaw),
    "date": TextFormat("a date such as 2027-05-01 (year-month-day)", _date_flaw),
}
