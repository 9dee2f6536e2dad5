"""What a person calls a kind of control. Files and forms have ARIA's words; whoever reads a sentence has these."""

from __future__ import annotations

from guide.i18n import translate


def role_words(role: str) -> str:
    """Return a kind of control in the person's language; ARIA's word where there is none."""
    return _known().get(role, role)


def _known() -> dict[str, str]:
    check = translate("roles", "checkbox")
    choice = translate("roles", "choice")
    item = translate("roles", "menu item")
    return {
        "alert": translate("roles", "message"),
        "button": translate("roles", "button"),
        "cell": translate("roles", "cell"),
        "gridcell": translate("roles", "cell"),
        "checkbox": check,
        "switch": translate("roles", "switch"),
        "columnheader": translate("roles", "column heading"),
        "rowheader": translate("roles", "row heading"),
        "combobox": translate("roles", "drop-down list"),
        "dialog": translate("roles", "dialog"),
        "document": translate("roles", "document"),
        "form": translate("roles", "form"),
        "generic": translate("roles", "place"),
        "group": translate("roles", "group"),
        "heading": translate("roles", "heading"),
        "img": translate("roles", "picture"),
        "label": translate("roles", "text"),
        "link": translate("roles", "link"),
        "list": translate("roles", "list"),
        "listbox": translate("roles", "list"),
        "listitem": translate("roles", "list item"),
        "option": translate("roles", "list item"),
        "menu": translate("roles", "menu"),
        "menubar": translate("roles", "menu bar"),
        "menuitem": item,
        "menuitemcheckbox": item,
        "menuitemradio": item,
        "paragraph": translate("roles", "paragraph"),
        "progressbar": translate("roles", "progress bar"),
        "radio": choice,
        "row": translate("roles", "row"),
        "scrollbar": translate("roles", "scroll bar"),
        "slider": translate("roles", "slider"),
        "spinbutton": translate("roles", "number field"),
        "status": translate("roles", "status line"),
        "tab": translate("roles", "tab"),
        "table": translate("roles", "table"),
        "grid": translate("roles", "table"),
        "treegrid": translate("roles", "table"),
        "tablist": translate("roles", "tabs"),
        "terminal": translate("roles", "terminal"),
        "textbox": translate("roles", "text field"),
        "timer": translate("roles", "clock"),
        "toolbar": translate("roles", "tool bar"),
        "tooltip": translate("roles", "tip"),
        "tree": translate("roles", "tree"),
        "treeitem": translate("roles", "entry of a tree"),
        "window": translate("roles", "window"),
    }
