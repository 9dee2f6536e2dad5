"""Plain words of YAML 1.2 (core schema): `on`, `yes` and `12:30` are texts, `0777` is 777, `2027-05-01` is a text."""

from __future__ import annotations

import math
import re

#: No number of a tutorial has more; Python needs seconds for a million digits.
MAX_NUMBER_CHARACTERS = 20

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+\Z")
_OTHER_BASE = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z")

Scalar = str | int | float | bool | None


class BadNumberError(ValueError):
    """A number that no tutorial can mean; the message says why."""


def plain_scalar(text: str) -> Scalar:
    """Return what a word without quotation marks means.

    >>> plain_scalar("on"), plain_scalar("0777"), plain_scalar("true"), plain_scalar("1.5"), plain_scalar("~")
    ('on', 777, True, 1.5, None)
    """
    if text in _NULLS:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _NOT_FINITE.match(text):
        raise BadNumberError("this is not a number one can measure with")
    whole = _INT.match(text) or _OTHER_BASE.match(text)
    if not whole and not _FLOAT.match(text):
        return text
    if len(text) > MAX_NUMBER_CHARACTERS:
        raise BadNumberError(f"this number has {len(text):,} characters")
    if whole:
        return int(text, 10 if _INT.match(text) else 0)
    number = float(text)
    if not math.isfinite(number):
        raise BadNumberError("this number is too large")
    return number
