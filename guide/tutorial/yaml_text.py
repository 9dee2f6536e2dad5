"""From bytes to text: UTF-8, at most 1 MiB, no character that hides or reorders what one reads."""

from __future__ import annotations

import re
import unicodedata

from guide.tutorial.problems import Problem

#: A tutorial of 200 steps with long texts is a tenth of this.
MAX_BYTES = 1 << 20
#: Enough to see what kind of file it is; nobody repairs more characters than this one by one.
MAX_CHARACTER_PROBLEMS = 20

#: A file that holds a NUL so early, and is no UTF-16, is a program, a picture or an archive.
_HEAD_BYTES = 1024

_BYTE_ORDER_MARKS = {  # longest first: UTF-32 starts like UTF-16
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_SAVE_AS_UTF8 = "UTF-8 text; in your editor choose “Save with encoding” and then UTF-8"

#: Control characters, line separators that editors do not show as lines, and characters that turn the direction of
#: writing round or are invisible tags: with them a file can say something else than what one reads (CVE-2021-42574).
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff"
_DECEIVING = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f"
_REFUSED = re.compile(f"[{_CONTROLS}{_DECEIVING}]")
_CONTROL_NAMES = {"\0": "NUL", "\x07": "BELL", "\x08": "BACKSPACE", "\x1b": "ESCAPE", "\x7f": "DELETE", "\x85": "NEL"}


class BadText(Exception):  # noqa: N818 – carries problems, is not one itself
    """The bytes are no text a tutorial can be."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(str(problems[0]))
        self.problems = problems


def decoded(content: bytes, file: str) -> str:
    """Return the text of a tutorial file, without a byte order mark; BadText where it is none."""
    if len(content) > MAX_BYTES:
        what = f"the file is larger than 1 MiB ({len(content):,} bytes or more)"
        raise BadText(
            [Problem(file, 1, 1, what, "at most 1,048,576 bytes; pictures belong beside the file", rule="size")]
        )
    if other := _other_encoding(content):
        raise BadText([Problem(file, 1, 1, f"the file is written in {other}", _SAVE_AS_UTF8, rule="encoding")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadText([_undecodable(content, error.start, file)]) from None
    if refused := list(_refused_characters(text, file)):
        raise BadText(refused)
    return text


def refused_character(text: str) -> str | None:
    r"""Return what the first character is that no text of a tutorial may hold, or None.

    >>> refused_character("a\u202eb")
    'U+202E RIGHT-TO-LEFT OVERRIDE'
    """
    found = _REFUSED.search(text)
    return _named(found[0]) if found else None


def _other_encoding(content: bytes) -> str | None:
    for mark, name in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return name
    head = content[:64]
    if (
        len(head) >= 4 and any(head) and (not any(head[1::2]) or not any(head[::2]))
    ):  # Latin text in UTF-16 without a mark
        return "UTF-16"
    return None


def _undecodable(content: bytes, at: int, file: str) -> Problem:
    if b"\0" in content[:_HEAD_BYTES]:
        return Problem(file, 1, 1, "this is not a text file", "a tutorial, which is UTF-8 text", rule="encoding")
    line, column = _place(content[:at].decode("utf-8", "replace").removeprefix("\ufeff"))
    byte = content[at : at + 1]
    guess = byte.decode("cp1252", "replace")
    hint = f" (perhaps “{guess}” in Windows-1252)" if guess.isprintable() and guess != "\ufffd" else ""
    what = f"the byte 0x{byte[0]:02X} here{hint} is not UTF-8"
    return Problem(file, line, column, what, _SAVE_AS_UTF8, rule="encoding")


def _refused_characters(text: str, file: str) -> list[Problem]:
    problems = []
    for found in _REFUSED.finditer(text):
        line, column = _place(text[: found.start()])
        what = f"there is an invisible character here ({_named(found[0])}), which can change what one reads"
        allowed = "visible characters, spaces and line ends; delete it"
        problems.append(Problem(file, line, column, what, allowed, rule="character"))
        if len(problems) == MAX_CHARACTER_PROBLEMS:
            break
    return problems


def _named(character: str) -> str:
    name = _CONTROL_NAMES.get(character) or unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()


def _place(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what comes after `before`. A line ends as YAML ends it: LF, CR LF or CR."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), len(lines[-1]) + 1
