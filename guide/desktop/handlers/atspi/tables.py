"""The cells of a table that are in sight, found without going through the table.

A spreadsheet makes a cell the moment it is asked for and has 17 thousand millions of them. So its corners are asked
for by their place, which gives the rows and columns in sight; of a spreadsheet one knows each cell's name beforehand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from guide.desktop.elements import ElementRef, Matcher
from guide.desktop.handlers.atspi.bus import AtspiError, NoAnswerError, RefusedError, together
from guide.desktop.handlers.atspi.nodes import ACCESSIBLE, COMPONENT, NULL_PATH, Extents, Inquiry, Node
from guide.desktop.handlers.atspi.roles import Role

MOST_CELLS = 1000
"""Of so many in sight the names are asked for; a screen full of a list has a few hundred."""
MOST_IN_SIGHT = 50_000
"""A program may claim that two billion cells are in sight; a wall of screens shows some thousands."""
MOST_PARTS = 20
"""A cell of more parts is a table in a table, or text."""
CELL_ROLES = frozenset(("cell", "gridcell", "listitem", "option", "treeitem", "row"))
ONLY_IN_SIGHT = "of a large table only the cells in sight were looked at"
_TABLE = "org.a11y.atspi.Table"
_INSIDE_PX = 3
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Sight:
    """Rows and columns, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def cells(self) -> list[tuple[int, int]]:
        """Return (row, column) of each cell, in reading order; of more than any screen can show, the first.

        >>> len(Sight(0, 0, 2_000_000_000, 2_000_000_000).cells()) == MOST_IN_SIGHT
        True
        """
        rows, columns = range(self.top, self.bottom + 1), range(self.left, self.right + 1)
        return list(islice(((row, column) for row in rows for column in columns), MOST_IN_SIGHT))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, or a part of one."""

    ref: ElementRef
    whole: ElementRef | None = None
    """The cell that it is a part of: GTK 3 draws sign and name of a cell each by itself and names those."""


async def cells_in_sight(table: Node, name: Matcher | None, inquiry: Inquiry) -> list[Cell]:
    """Return the cells in sight that can be meant by a name, and their parts; each, where any name will do."""
    extents = await inquiry.extents(table.ref)
    sight = await _sight(table.ref, extents, inquiry) if extents else None
    if sight is None:
        return []
    places = sight.cells()
    if name is not None and await _is_spreadsheet(table.ref, inquiry):
        places = [place for place in places if name(spreadsheet_name(*place))]
    answers = await together(_cell(table.ref, place, inquiry) for place in places[:MOST_CELLS])
    if any(isinstance(answer, NoAnswerError) for answer in answers):
        raise NoAnswerError()
    cells = [(place, answer) for place, answer in zip(places, answers, strict=False) if isinstance(answer, ElementRef)]
    return [Cell(ref) for _, ref in cells] + await _parts(cells, inquiry)


async def _parts(cells: list[tuple[tuple[int, int], ElementRef]], inquiry: Inquiry) -> list[Cell]:
    """Return what cells consist of; whether they do is asked of one cell of each column."""
    samples = {column: ref for (_, column), ref in reversed(cells)}
    counts = await together(inquiry.get(ref, ACCESSIBLE, "ChildCount", gives="i") for ref in samples.values())
    in_parts = {
        column
        for column, count in zip(samples, counts, strict=True)
        if isinstance(count, int) and 1 < count <= MOST_PARTS
    }
    wholes = [ref for (_, column), ref in cells if column in in_parts]
    answers = await together(inquiry.children(ref) for ref in wholes)
    return [
        Cell(part, whole)
        for whole, parts in zip(wholes, answers, strict=True)
        if not isinstance(parts, AtspiError)
        for part in parts[:MOST_PARTS]
    ]


async def _is_spreadsheet(table: ElementRef, inquiry: Inquiry) -> bool:
    parent = await inquiry.parent(table)
    return parent is not None and await inquiry.role(parent) == Role.DOCUMENT_SPREADSHEET


async def _sight(table: ElementRef, extents: Extents, inquiry: Inquiry) -> Sight | None:
    x, y, width, height = extents
    corners = ((x + _INSIDE_PX, y + _INSIDE_PX), (x + width - _INSIDE_PX, y + height - _INSIDE_PX))
    answers = await together(_position_at(table, corner, inquiry) for corner in corners)
    for answer in answers:
        if isinstance(answer, NoAnswerError):
            raise answer
    rows = await inquiry.get(table, _TABLE, "NRows", gives="i")
    columns = await inquiry.get(table, _TABLE, "NColumns", gives="i")
    # Nothing at a corner: headings at the first, or the table ends before the last.
    ends = ((0, 0), (rows - 1, columns - 1)) if rows * columns <= MOST_CELLS else (None, None)
    first, last = (end if isinstance(answer, AtspiError) else answer for answer, end in zip(answers, ends, strict=True))
    if first is None or last is None:
        return None
    return Sight(first[0], first[1], min(last[0], rows - 1), min(last[1], columns - 1))


async def _position_at(table: ElementRef, point: tuple[int, int], inquiry: Inquiry) -> tuple[int, int]:
    bus, path = await inquiry.ask(table, COMPONENT, "GetAccessibleAtPoint", "iiu", *point, 0, gives="(so)")
    if path in (NULL_PATH, table.path):
        raise RefusedError("there is no cell")
    index = await inquiry.ask(ElementRef(bus, path), ACCESSIBLE, "GetIndexInParent", gives="i")
    row = await inquiry.ask(table, _TABLE, "GetRowAtIndex", "i", index, gives="i")
    column = await inquiry.ask(table, _TABLE, "GetColumnAtIndex", "i", index, gives="i")
    if row < 0 or column < 0:
        raise RefusedError("there is no cell")
    return row, column


async def _cell(table: ElementRef, place: tuple[int, int], inquiry: Inquiry) -> ElementRef:
    bus, path = await inquiry.ask(table, _TABLE, "GetAccessibleAt", "ii", *place, gives="(so)")
    if path == NULL_PATH:
        raise RefusedError("there is no cell")
    return ElementRef(bus, path)


def spreadsheet_name(row: int, column: int) -> str:
    """Return what a spreadsheet calls a cell, counted from 0.

    >>> spreadsheet_name(0, 0), spreadsheet_name(38, 27)
    ('A1', 'AB39')
    """
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def may_be_a_cell(role: str | None, name: Callable[[str], bool] | None) -> bool:
    """Whether a query can mean a cell: by its role, or by a name alone."""
    return role in CELL_ROLES or (role is None and name is not None)
