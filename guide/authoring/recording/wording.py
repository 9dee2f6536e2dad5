"""What a recorded step says, in the language of the person who records."""

from __future__ import annotations

import re

from guide.authoring.recording.joining import Draft
from guide.desktop.elements import ElementInfo
from guide.i18n import translate

_MAINLY = 3
"""So many times as far in one direction as across it is in that direction."""
_MARKS = re.compile(r"([\\`*_\[\]<>{}#])")


def say(step: Draft, *, name: str, menu: str = "", example: str = "", following: str = "") -> str:  # noqa: PLR0911
    """Return the text of a step.

    `name`: what its control is called, empty where that may not be written or is not known. `menu`: of the menu that
    it is in. `following`: what the next step's control is called.
    """
    bold = _bold(name)
    match step.kind:
        case "click":
            return _click(step.control, bold, _bold(menu))
        case "double-click":
            return _named(
                translate("recording", "Double-click {name}."), translate("recording", "Double-click here."), bold
            )
        case "right-click":
            return _named(
                translate("recording", "Click {name} with the right mouse button."),
                translate("recording", "Click here with the right mouse button."),
                bold,
            )
        case "drag":
            return _drag(step, bold)
        case "press":
            return _press(step)
        case "type":
            return _type(step, bold, example)
        case "scroll":
            return _named(
                translate("recording", "Scroll until you see {name}."),
                translate("recording", "Scroll on, then press **Next**."),
                _bold(following),
            )
        case "switch":
            return translate("recording", "Go to {name}. Open it if it is not open.").format(name=bold)
        case "secret":
            return translate("recording", "Fill in this one yourself, then press **Next**.")


def _click(control: ElementInfo | None, bold: str, menu: str) -> str:
    role = control.role if control is not None else ""
    if not bold:
        if role in {"textbox", "document", "paragraph", "searchbox", "terminal"}:
            return translate("recording", "Click into the text.")
        this_list, here = translate("recording", "Open this list."), translate("recording", "Click here.")
        return this_list if role == "combobox" else here
    if role.startswith("menuitem"):
        if menu:
            words = translate("recording", "Choose {name} in the {menu} menu.")
            return words.format(name=bold, menu=menu)
        if control is not None and control.path and control.path[-1][0] == "menubar":
            return translate("recording", "Open the {name} menu.").format(name=bold)
        return translate("recording", "Choose {name}.").format(name=bold)
    return _BY_ROLE.get(role, _press_it)().format(name=bold)


def _drag(step: Draft, bold: str) -> str:
    right, down = step.act.dragged
    if abs(right) > _MAINLY * abs(down):
        words = _drag_right() if right > 0 else _drag_left()
    elif abs(down) > _MAINLY * abs(right):
        words = _drag_down() if down > 0 else _drag_up()
    else:
        words = (
            translate("recording", "Drag {name} to where it belongs."),
            translate("recording", "Drag this to where it belongs."),
        )
    return _named(*words, bold)


def _drag_right() -> tuple[str, str]:
    return translate("recording", "Drag {name} to the right."), translate("recording", "Drag this to the right.")


def _drag_left() -> tuple[str, str]:
    return translate("recording", "Drag {name} to the left."), translate("recording", "Drag this to the left.")


def _drag_down() -> tuple[str, str]:
    return translate("recording", "Drag {name} down."), translate("recording", "Drag this down.")


def _drag_up() -> tuple[str, str]:
    return translate("recording", "Drag {name} up."), translate("recording", "Drag this up.")


def _press_it() -> str:
    return translate("recording", "Click {name}.")


_BY_ROLE = {
    "button": lambda: translate("recording", "Press {name}."),
    "checkbox": lambda: translate("recording", "Tick or clear {name}."),
    "switch": lambda: translate("recording", "Switch {name} over."),
    "radio": lambda: translate("recording", "Choose {name}."),
    "option": lambda: translate("recording", "Choose {name}."),
    "listitem": lambda: translate("recording", "Choose {name}."),
    "treeitem": lambda: translate("recording", "Choose {name}."),
    "tab": lambda: translate("recording", "Open the {name} tab."),
    "combobox": lambda: translate("recording", "Open the list {name}."),
    "textbox": lambda: translate("recording", "Click into {name}."),
}


def _press(step: Draft) -> str:
    if step.times > 1:
        words = translate("recording", "Press **{keys}** {times} times, then press **Next**.")
        return words.format(keys=step.keys, times=step.times)
    return translate("recording", "Press **{keys}**.").format(keys=step.keys)


def _type(step: Draft, bold: str, example: str) -> str:
    if step.before:
        words = (
            translate("recording", "Select all in {name} with **{keys}** and type over it, for example *{example}*.")
            if bold
            else translate("recording", "Select all here with **{keys}** and type over it, for example *{example}*.")
        )
    else:
        words = (
            translate("recording", "Type something into {name}, for example *{example}*.")
            if bold
            else translate("recording", "Type something here, for example *{example}*.")
        )
    said = words.format(name=bold, example=_escaped(example), keys=step.before)
    if len({keys for _, keys in step.goes}) > 1:
        said += " " + translate("recording", "Go on so {times} times.").format(times=len(step.goes))
    elif len(step.goes) > 1 and step.keys:
        words = translate("recording", "Press **{keys}** after it. Do so {times} times.")
        said += " " + words.format(keys=step.keys, times=len(step.goes))
    elif step.keys:
        said += " " + translate("recording", "Then press **{keys}**.").format(keys=step.keys)
    return said


def example() -> str:
    """Return a text that stands for any."""
    return translate("recording", "Example")


def nothing_done() -> str:
    """Return what a tutorial says in which nothing was done."""
    return translate("recording", "Nothing was recorded here.")


def then_next() -> str:
    """Return what a step says that nothing but the person can end."""
    return translate("recording", "Then press **Next**.")


def title_for(program: str) -> str:
    """Return what a tutorial is called until its author says."""
    return translate("recording", "A task in {program}").format(program=program)


def picture_words(say_: str) -> str:
    """Return what a step's picture shows, for those who cannot see it."""
    return translate("recording", "The screen at the step: {step}").format(step=say_)


def _named(with_name: str, without: str, bold: str) -> str:
    return with_name.format(name=bold) if bold else without


def _bold(name: str) -> str:
    return f"**{_escaped(name)}**" if name else ""


def _escaped(name: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(name.split()))
