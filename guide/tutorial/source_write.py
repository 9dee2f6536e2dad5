"""How a value is written in a tutorial: plainly where that is certain, in brackets where it is short, else in lines."""

from __future__ import annotations

import json
import textwrap
from typing import Any

from guide.tutorial.source_tree import SourceError, parsed

#: A collection longer than this is easier to read in lines of its own.
FLOW_CHARACTERS = 90
_FOLD_CHARACTERS = 100
#: Words that other readers of YAML take for a boolean.
_CHOMPS = {0: "-", 1: ""}
"""What stands behind `|` by how many line ends the text has at its end; more are clearer in quotation marks."""
_OLD_BOOLEANS = frozenset({"yes", "no", "on", "off", "y", "n"})


def scalar(value: Any, *, style: str = "", indent: int = 0, flow: bool = False) -> str:
    """Return a scalar as text, in `style` where that can hold it. `indent`: of the lines below the first, in spaces."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return repr(value)
    tried = [style, "|", ""] if "\n" in value else [style, ""]
    for one in tried:
        written = _in_style(value, one, indent)
        if written is not None and not (flow and one in ("|", ">")) and _means(written, value, indent, flow):
            return written
    return json.dumps(value, ensure_ascii=False)


def _in_style(value: str, style: str, indent: int) -> str | None:
    if style in ("|", ">") and style:
        return _block(value, style, indent)
    if style == '"':
        return json.dumps(value, ensure_ascii=False)
    if "\n" in value:
        return None
    if style == "'":
        return "'" + value.replace("'", "''") + "'"
    return None if value.lower() in _OLD_BOOLEANS else value


def _block(value: str, style: str, indent: int) -> str | None:
    body = value.rstrip("\n")
    chomp = _CHOMPS.get(len(value) - len(body))
    lines = body.split("\n")
    if chomp is None or any(line != line.rstrip() for line in lines):  # nobody sees what stands at the end of a line
        return None
    if style == ">":
        lines = [part for line in lines for part in (*_folded(line, indent), "")][:-1]
    return f"{style}{chomp}\n" + "\n".join(" " * indent + line if line else "" for line in lines)


def _folded(line: str, indent: int) -> list[str]:
    return textwrap.wrap(line, _FOLD_CHARACTERS - indent, break_long_words=False, break_on_hyphens=False)


def _means(written: str, value: str, indent: int, flow: bool) -> bool:
    """Whether a reader would get the value back."""
    probe = f"{{k: {written}}}" if flow else f"{' ' * max(indent - 2, 0)}k: {written}\n"
    try:
        root = parsed(probe)
    except SourceError:
        return False
    return root.kind == "map" and len(root.children) == 1 and root.data == {"k": value}


def inline(value: Any) -> str:
    """Return a value in one line.

    >>> inline({"element": {"role": "button", "name": "Save"}})
    '{element: {role: button, name: Save}}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(k, flow=True)}: {inline(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(each) for each in value) + "]"
    return scalar(value, flow=True)


def after_colon(value: Any, indent: int) -> str:
    """Return what follows `key:` where the key stands `indent` spaces in, with the space or line end before it."""
    if not isinstance(value, dict | list) or not value:
        return " " + (scalar(value, indent=indent + 2) if not isinstance(value, dict | list) else inline(value))
    flat = inline(value)
    short = len(flat) + indent <= FLOW_CHARACTERS
    if short and not _has_lines(value) and not (isinstance(value, list) and any(isinstance(v, dict) for v in value)):
        return " " + flat
    return "\n" + (lines_of(value, indent + 2) if isinstance(value, dict) else items_of(value, indent + 2)).rstrip("\n")


def lines_of(value: dict[str, Any], indent: int) -> str:
    """Return a mapping in lines, each ending with a line end."""
    pad = " " * indent
    return "".join(f"{pad}{scalar(key)}:{after_colon(each, indent)}\n" for key, each in value.items())


def items_of(value: list[Any], indent: int) -> str:
    """Return a list in lines."""
    return "".join(item_of(each, indent) for each in value)


def item_of(value: Any, indent: int) -> str:
    """Return one item of a list, with its dash `indent` spaces in."""
    pad = " " * indent
    flat = inline(value)
    if not isinstance(value, dict) or not value or (len(value) == 1 and len(flat) + indent <= FLOW_CHARACTERS):
        plain = not isinstance(value, dict | list)
        return f"{pad}- {scalar(value, indent=indent + 2) if plain else flat}\n"
    return f"{pad}- {lines_of(value, indent + 2).removeprefix(' ' * (indent + 2))}"


def _has_lines(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_lines(each) for each in value.values())
    if isinstance(value, list):
        return any(_has_lines(each) for each in value)
    return isinstance(value, str) and "\n" in value
