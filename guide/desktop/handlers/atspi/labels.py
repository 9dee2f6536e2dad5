"""What a field without a name of its own is called: by the label beside it."""

from __future__ import annotations

from guide.desktop.elements import ElementRef
from guide.desktop.handlers.atspi.bus import NoAnswerError, RefusedError
from guide.desktop.handlers.atspi.names import clean_name
from guide.desktop.handlers.atspi.nodes import ACCESSIBLE, Inquiry, Node, Program
from guide.desktop.handlers.atspi.roles import Role, aria_role

FIELDS = frozenset(
    ("textbox", "combobox", "spinbutton", "slider", "listbox", "list", "tree", "treegrid", "progressbar")
)
"""Roles that are named by a label, as HTML and the accessible name computation do it."""
BOXES = frozenset(("checkbox", "radio", "switch"))
"""Roles of which browsers tell the little box without its words."""
_LABEL_FOR, _LABELLED_BY = 1, 2
"""Source: at-spi2-core, `atspi-constants.h`, AtspiRelationType."""


async def name_of(node: Node, program: Program, inquiry: Inquiry) -> str:
    """Return its name; of a field without one the label's, without the colon."""
    name = clean_name(node.name, program.toolkit)
    if name or aria_role(node.role) not in FIELDS:
        return name
    try:
        label = await _label(node.ref, inquiry)
        if label is None and aria_role(node.role) == "textbox":
            label = await _label_of_box(node.ref, inquiry)
        if label is None:
            return ""
        told = await inquiry.get(label, ACCESSIBLE, "Name", gives="s")
    except NoAnswerError:
        raise
    except RefusedError:
        return ""
    return label_text(told, program)


def label_text(told: str, program: Program) -> str:
    """Return what a label says, without the colon."""
    return clean_name(told, program.toolkit).removesuffix(":").rstrip()


async def labelled(label: ElementRef, inquiry: Inquiry) -> list[ElementRef]:
    """Return what a label belongs to; in GTK 3 and LibreOffice sometimes what is around the field."""
    return await _related(label, _LABEL_FOR, inquiry)


async def words_of_box(box: ElementRef, inquiry: Inquiry) -> Node | None:
    """Return the label that works a box too when it is clicked, as `<label>` does; None where none is told.

    Chromium leaves such labels out of its tree.
    """
    try:
        label = await _label(box, inquiry)
        node = await inquiry.node(label) if label is not None else None
    except NoAnswerError:
        raise
    except RefusedError:
        return None
    return node if node is not None and node.role == Role.LABEL else None


async def _label(ref: ElementRef, inquiry: Inquiry) -> ElementRef | None:
    labels = await _related(ref, _LABELLED_BY, inquiry)
    return labels[0] if labels else None


async def _label_of_box(field: ElementRef, inquiry: Inquiry) -> ElementRef | None:
    """Return the label of the list that a field can be filled in from: GTK tells it of the list alone."""
    around = await inquiry.parent(field)
    if around is None or await inquiry.role(around) != Role.COMBO_BOX:
        return None
    return await _label(around, inquiry)


async def _related(ref: ElementRef, wanted: int, inquiry: Inquiry) -> list[ElementRef]:
    relations = await inquiry.ask(ref, ACCESSIBLE, "GetRelationSet", gives="a(ua(so))")
    return [ElementRef(*target) for kind, targets in relations if kind == wanted for target in targets]
