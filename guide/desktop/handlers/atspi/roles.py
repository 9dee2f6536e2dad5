"""AT-SPI's role numbers in ARIA's words.

Numbers, not role names: `GetRoleName` differs from toolkit to toolkit ("push button", "button"), the number does not.
Source: at-spi2-core, `atspi-constants.h`, AtspiRole; WAI-ARIA 1.2 and the Core Accessibility API Mappings for the
words. Where ARIA has none, the field's plain word is used: `label`, `window`, `terminal`.
"""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    """The roles that something here depends on."""

    ALERT = 2
    CHECK_MENU_ITEM = 8
    COLOR_CHOOSER = 9
    COMBO_BOX = 11
    DIALOG = 16
    FILE_CHOOSER = 19
    FONT_CHOOSER = 22
    FRAME = 23
    LABEL = 29
    LIST_ITEM = 32
    MENU = 33
    MENU_BAR = 34
    MENU_ITEM = 35
    PAGE_TAB = 37
    PASSWORD_TEXT = 40
    POPUP_MENU = 41
    BUTTON = 43
    ROOT_PANE = 46
    SCROLL_PANE = 49
    TABLE_CELL = 56
    TOGGLE_BUTTON = 62
    VIEWPORT = 68
    WINDOW = 69
    PARAGRAPH = 73
    APPLICATION = 75
    DOCUMENT_FRAME = 82
    TABLE_ROW = 90
    TREE_ITEM = 91
    DOCUMENT_SPREADSHEET = 92
    DOCUMENT_PRESENTATION = 93
    DOCUMENT_TEXT = 94
    DOCUMENT_WEB = 95
    DOCUMENT_EMAIL = 96


TOP_LEVEL = frozenset(
    (
        Role.FRAME,
        Role.DIALOG,
        Role.WINDOW,
        Role.FILE_CHOOSER,
        Role.COLOR_CHOOSER,
        Role.FONT_CHOOSER,
        Role.ALERT,
        28,
        104,
    )
)
"""What a program's window is in the tree (with internal frame and title bar, which some programs use)."""
DOCUMENTS = frozenset((82, 92, 93, 94, 95, 96))
_ABOVE_MENU_ITEMS = frozenset((Role.MENU, Role.MENU_BAR, Role.MENU_ITEM, Role.POPUP_MENU))

# In AtspiRole's order, from 0; "-" is `generic`.
_WORDS = """
    - label alert img img grid img checkbox menuitemcheckbox dialog
    columnheader combobox group img - slider dialog - img dialog
    - - dialog window - - img img window label
    - list listitem menu menubar menuitem - tab tablist group
    textbox menu progressbar button radio menuitemradio - rowheader scrollbar -
    separator slider spinbutton - status table cell columnheader rowheader menuitem
    terminal textbox button toolbar tooltip tree treegrid - - window
    - - contentinfo paragraph - application combobox textbox - textbox
    img caption document heading region - - form link window
    row treeitem document document document document document comment listbox group
    img alert alert meter - blockquote - - definition article
    region log marquee math slider timer label math math subscript
    superscript list term definition note deletion insertion mark suggestion button
    switch
""".split()  # noqa: SIM905  (a table to be read)
_ARIA = tuple("generic" if word == "-" else word for word in _WORDS)

_ALSO = {
    "menuitemcheckbox": ("menuitem",),
    "menuitemradio": ("menuitem",),
    "switch": ("checkbox",),
    "cell": ("gridcell",),
    "listitem": ("option",),
    "treegrid": ("tree", "grid", "table"),
    "table": ("grid",),
    "group": ("generic",),
    "alert": ("dialog",),
    "progressbar": ("meter",),
    "radio": ("menuitemradio",),
}
"""Other words for the same thing: ARIA's super-classes, and distinctions that AT-SPI does not make."""


def aria_role(number: int, parent: int | None = None) -> str:
    """Return the ARIA role for a role number.

    `parent` is the parent's number: GTK and LibreOffice call the word File in a menu bar a menu, to ARIA it is a
    menu item.

    >>> aria_role(43), aria_role(33), aria_role(33, parent=34), aria_role(999)
    ('button', 'menu', 'menuitem', 'generic')
    """
    if number == Role.MENU and parent in _ABOVE_MENU_ITEMS:
        return "menuitem"
    return _ARIA[number] if 0 <= number < len(_ARIA) else "generic"


def answers_to(role: str, wanted: str, *, editable: bool = False) -> bool:
    """Whether a thing of this ARIA role is meant by `wanted`.

    >>> answers_to("menuitemradio", "menuitem"), answers_to("paragraph", "textbox", editable=True)
    (True, True)
    """
    if role == wanted or wanted in _ALSO.get(role, ()):
        return True
    return wanted == "textbox" and role == "paragraph" and editable


def numbers_for(wanted: str) -> frozenset[int]:
    """Return every role number that can be meant by an ARIA role, whatever its parent is."""
    numbers = {n for n, role in enumerate(_ARIA) if answers_to(role, wanted, editable=True)}
    if wanted == "menuitem":
        numbers.add(Role.MENU)
    return frozenset(numbers)
