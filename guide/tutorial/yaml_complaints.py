"""What the YAML parser complains about, said so that someone who has never seen YAML can repair it.

The parser speaks of tokens and blocks. Nearly always it is one of a dozen slips: a colon or a bracket inside a text, a
quotation mark that is not closed, a line that begins in the wrong column, a tab. Each gets a sentence of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from guide.tutorial.problems import quoted

#: Characters that mean something to YAML when a value begins with them.
_SPECIAL_STARTS = "[]{}*&!%@`|>,?"
_FIELD = re.compile(r"(?P<before>\s*(?:- )*\{?\s*(?P<key>[\w-]+)\s*:\s+)(?P<value>.*?)\s*\Z")
_FUSED = re.compile(r"\s*(?:- )*(?P<key>[A-Za-z_-]+):(?P<value>[^\s/].*)")
#: `{target} is …` and `[x] done`: a text that begins with a bracket, not a mapping or a list.
_TEXT_IN_BRACKETS = re.compile(r"\{\w*\}\s*[^\s,\]}]|\[[^\]]*\]\s*[^\s,\]}]")
_OPENED = {"[": "list", "{": "mapping"}
_CLOSING = {"[": "]", "{": "}"}
#: A suggestion longer than this is not read.
_SUGGESTED_CHARACTERS = 60

_SAME_COLUMN = "the fields of one block begin in the same column, with spaces before them"
_QUOTES = "a text in quotation marks, when it holds “: ” or “ #” or begins with one of [ { * & ! % @ `"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What to say, and where (line and column from 1)."""

    line: int
    column: int
    what: str
    allowed: str | None = None
    did_you_mean: str | None = None


@dataclass(frozen=True, slots=True)
class _Slip:
    """What the parser said, and where, next to the text it said it of."""

    text: str
    problem: str
    context: str
    line: int
    column: int
    start_line: int
    start_column: int
    """Where what the parser was reading began (a bracket, a quotation mark)."""

    @property
    def here(self) -> str:
        return _line(self.text, self.line)

    @property
    def character(self) -> str:
        return self.here[self.column - 1 : self.column]


def complaint(error: yaml.YAMLError, text: str) -> Complaint:
    """Translate an error of the parser about `text`; the place always lies inside the text."""
    slip = _slip(error, text)
    for words, translate in _TRANSLATIONS:
        if any(word in slip.problem for word in words):
            return translate(slip)
    return _general(slip)


def in_quotes(value: str) -> str:
    """Return a text as it should stand in quotation marks, for a suggestion."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _slip(error: yaml.YAMLError, text: str) -> _Slip:
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None) or mark
    line, column = _inside(text, mark.line, mark.column) if mark else (1, 1)
    start_line, start_column = _inside(text, start.line, start.column) if start else (line, column)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    return _Slip(text, problem, str(getattr(error, "context", "") or ""), line, column, start_line, start_column)


def _inside(text: str, line: int, column: int) -> tuple[int, int]:
    """Turn a mark of the parser, which may lie behind the end, into a line and a column of the text."""
    lines = text.splitlines() or [""]
    if line >= len(lines):
        return len(lines), len(lines[-1]) + 1
    return line + 1, min(column, len(lines[line])) + 1


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _colon(slip: _Slip) -> Complaint:
    field = _FIELD.match(slip.here)
    if field and len(field["before"]) < slip.column and field["value"][:1] not in "\"'":
        what = f"the text of “{field['key']}” holds a colon with a space after it, which YAML reads as a new field"
        return _quoted_field(slip, field, what)
    fused = _FUSED.match(_line(slip.text, slip.line - 1))
    if fused:
        return _missing_space(fused, slip.line - 1)
    what = f"{quoted(slip.here.strip())} begins further to the right than the field above it, which already has a value"
    return Complaint(slip.line, slip.column, what, _SAME_COLUMN)


def _missing_space(fused: re.Match[str], line: int) -> Complaint:
    suggestion = f"{fused['key']}: {fused['value']}"[:_SUGGESTED_CHARACTERS]
    what = f"after “{fused['key']}:” a space is missing"
    return Complaint(line, fused.start("value") + 1, what, "a space after the colon", suggestion)


def _quoted_field(slip: _Slip, field: re.Match[str], what: str) -> Complaint:
    """Suggest the same field with its text in quotation marks."""
    value = field["value"]
    suggestion = f"{field['key']}: {in_quotes(value)}" if len(value) <= _SUGGESTED_CHARACTERS else None
    return Complaint(slip.line, slip.column, what, _QUOTES, suggestion)


def _key(slip: _Slip) -> Complaint:
    field = _FIELD.match(slip.here)
    if field and len(field["before"]) < slip.column and field["value"]:
        mark = field["value"][0]
        if mark in "\"'":
            return _after_quote(slip, field)
        if mark in _SPECIAL_STARTS and (mark not in _OPENED or _TEXT_IN_BRACKETS.match(field["value"])):
            what = f"the text of “{field['key']}” begins with “{mark}”, which means something else to YAML"
            return _quoted_field(slip, field, what)
    if slip.character in ("]", "}"):
        what = f"“{slip.character}” closes a bracket that was not opened"
        return Complaint(slip.line, slip.column, what, "as many closing brackets as opening ones")
    what = f"{quoted(slip.here.strip())} does not fit here: it begins in a column that no block above begins in"
    return Complaint(slip.line, slip.column, what, _SAME_COLUMN)


def _after_quote(slip: _Slip, field: re.Match[str]) -> Complaint:
    value = field["value"]
    inner = value[1:-1] if len(value) > 1 and value[-1] == value[0] else value
    suggestion = f"{field['key']}: {in_quotes(inner)}" if len(value) <= _SUGGESTED_CHARACTERS else None
    what = f"the text of “{field['key']}” goes on after its closing quotation mark"
    allowed = "the whole text in quotation marks; for a mark inside the text use the other kind around it"
    return Complaint(slip.line, slip.column, what, allowed, suggestion)


def _dash(slip: _Slip) -> Complaint:
    what = f"{quoted(slip.here.strip())} stands in a list but does not begin with “- ”"
    return Complaint(
        slip.line,
        slip.column,
        what,
        "each entry of a list begins with “- ” in the same column; what belongs to it stands two columns further right",
    )


def _no_colon(slip: _Slip) -> Complaint:
    line = _line(slip.text, slip.start_line)
    fused = _FUSED.match(line)
    if fused:
        return _missing_space(fused, slip.start_line)
    what = f"{quoted(line.strip())} has no “name: ” before it"
    allowed = "“name: value” on each line; a text over several lines begins with “|” and is indented"
    return Complaint(slip.start_line, slip.start_column, what, allowed)


def _token(slip: _Slip) -> Complaint:
    if slip.character == "\t":
        return _tab(slip)
    field = _FIELD.match(slip.here)
    what = f"a text cannot begin with “{slip.character}” in YAML"
    if field and field["value"].startswith(slip.character):
        return _quoted_field(slip, field, what)
    return Complaint(slip.line, slip.column, what, _QUOTES)


def _tab(slip: _Slip) -> Complaint:
    return Complaint(
        slip.line, slip.column, "there is a tab here", "spaces; in YAML the columns count, and a tab has no width"
    )


def _open_quote(slip: _Slip) -> Complaint:
    if "quoted scalar" in slip.context:
        mark = _line(slip.text, slip.start_line)[slip.start_column - 1 : slip.start_column]
        what = f"the quotation mark {mark} that opens here is never closed"
        return Complaint(slip.start_line, slip.start_column, what, f"a {mark} at the end of the text")
    return Complaint(
        slip.line,
        slip.column,
        "the file ends in the middle of something",
        "the rest of it; perhaps a bracket or a quotation mark is not closed",
    )


def _open_bracket(slip: _Slip) -> Complaint:
    start = _line(slip.text, slip.start_line)
    bracket = start[slip.start_column - 1 : slip.start_column]
    field = _FIELD.match(start)
    if field and slip.line == slip.start_line and _TEXT_IN_BRACKETS.match(field["value"]):
        what = f"the text of “{field['key']}” begins with “{bracket}”, which opens a {_OPENED[bracket]}"
        return _quoted_field(slip, field, what)
    closing = _CLOSING.get(bracket, "the closing bracket")
    where = f"in line {slip.start_line}" if slip.start_line != slip.line else f"in column {slip.start_column}"
    what = f"the bracket “{bracket}” that opens {where} is not closed before this, or a “,” is missing"
    return Complaint(slip.line, slip.column, what, f"entries with “,” between them and “{closing}” at the end")


def _content(slip: _Slip) -> Complaint:
    if not slip.character:
        return Complaint(slip.line, slip.column, "the line ends before its value", "a value, and every bracket closed")
    return Complaint(slip.line, slip.column, f"something is missing before {quoted(slip.character)}", "a value")


def _flow_colon(slip: _Slip) -> Complaint:
    return Complaint(slip.line, slip.column, "this colon has no space after it", "“name: value” inside { } too")


def _escape(slip: _Slip) -> Complaint:
    inside = next((found for found in re.finditer(r'"([^"]*)"', slip.here) if slip.column <= found.end()), None)
    meant = f"'{inside[1]}'" if inside and "'" not in inside[1] and len(inside[1]) < _SUGGESTED_CHARACTERS else None
    what = 'inside "…" a backslash begins a special character, and this is none'
    allowed = "'single quotation marks' around a text with backslashes, or \\\\ for each"
    return Complaint(slip.line, slip.column, what, allowed, meant)


def _star(slip: _Slip) -> Complaint:
    number, column = slip.start_line, slip.start_column
    line = _line(slip.text, number)
    what = f"a text that begins with “{line[column - 1 : column]}” means something else to YAML"
    field = _FIELD.match(line)
    if field and len(field["before"]) == column - 1:
        at = _Slip(slip.text, slip.problem, slip.context, number, column, number, column)
        return _quoted_field(at, field, what)
    word = re.match(r"[^\s,\[\]{}]+", line[column - 1 :])
    return Complaint(number, column, what, _QUOTES, in_quotes(word[0])[:_SUGGESTED_CHARACTERS] if word else None)


def _entries(slip: _Slip) -> Complaint:
    field = _FIELD.match(slip.here)
    if field and field["value"].startswith("-"):
        what = f"the value of “{field['key']}” begins with “- ”, which begins the entry of a list"
        return Complaint(
            slip.line,
            slip.column,
            what,
            "a list on the lines below, or the text in quotation marks",
            f"{field['key']}: {in_quotes(field['value'])}"[:_SUGGESTED_CHARACTERS],
        )
    return Complaint(slip.line, slip.column, "a list cannot begin here", _SAME_COLUMN)


def _block_text(slip: _Slip) -> Complaint:
    return Complaint(
        slip.line,
        slip.column,
        "after “|” or “>” nothing may stand on the same line",
        "the text on the lines below, indented",
    )


def _second_start(slip: _Slip) -> Complaint:
    return Complaint(
        slip.line,
        slip.column,
        f"{quoted(slip.here.strip())} follows after the document has ended",
        "one tutorial, made of “name: value” lines",
    )


def _directive(slip: _Slip) -> Complaint:
    return Complaint(
        slip.line,
        slip.column,
        "a line that begins with “%” is an instruction to the YAML reader, which a tutorial has not",
        "“name: value” on each line",
    )


def _general(slip: _Slip) -> Complaint:
    return Complaint(slip.line, slip.column, f"this cannot be read as YAML ({slip.problem})", _SAME_COLUMN)


#: What the two parsers (libyaml and PyYAML's own) say, and what we say. The first that fits is taken.
_TRANSLATIONS = (
    (("mapping values are not allowed",), _colon),
    (("found a tab", "tab character"), _tab),
    (("expected ',' or ']'", "expected ',' or '}'"), _open_bracket),
    (("expected '-' indicator", "but found '?'"), _dash),
    (("could not find expected ':'",), _no_colon),
    (("cannot start any token",), _token),
    (("unexpected end of stream", "unexpected document"), _open_quote),
    (("expected node content", "expected the node content"), _content),
    (("unknown escape", "expected hexdecimal", "escape sequence of", "invalid Unicode"), _escape),
    (("alphabetic or numeric character", "tag", "URI", "expected ' '", "expected whitespace or line break"), _star),
    (("block sequence entries", "sequence entries are not allowed"), _entries),
    (("comment or line break", "expected a comment or a line break", "indentation indicator"), _block_text),
    (("<document start>",), _second_start),
    (("unexpected ':'",), _flow_colon),
    (("directive", "non-alphabetical", "YAML document", "version number"), _directive),
    (("expected key", "expected <block end>", "mapping keys are not allowed"), _key),
)
