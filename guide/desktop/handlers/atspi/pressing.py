"""Whether Enter presses a button of Qt that has the keyboard, as Space does: none of its events tells of a press.

Qt presses by Enter what is the default of its window, and a button of a dialog becomes that with the keyboard; outside
of dialogs Enter does nothing. Except on desktops like GNOME, where Qt since 6.4 presses any button by Enter.
Source: `QPushButton::keyPressEvent`, `QPushButton::focusInEvent`, and `ButtonPressKeys` in `QGnomeTheme`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from guide.desktop.handlers.atspi.nodes import Node, Program
from guide.desktop.handlers.atspi.roles import Role, aria_role
from guide.desktop.handlers.atspi.states import State

_DIALOGS = frozenset((Role.DIALOG, Role.ALERT, Role.FILE_CHOOSER, Role.COLOR_CHOOSER, Role.FONT_CHOOSER))
_TICKED = frozenset(("checkbox", "radio"))
#: Desktops for which Qt takes its theme for GNOME, and names of that theme. Source: `QGenericUnixTheme::themeNames`.
_LIKE_GNOME = frozenset(("GNOME", "X-CINNAMON", "PANTHEON", "UNITY", "MATE", "XFCE", "LXDE"))
_GNOME_THEMES = frozenset(("gnome", "gtk3"))
_ANY_BUTTON_SINCE = (6, 4)


def pressed_by_enter(node: Node, chain: Iterable[Node], program: Program) -> bool | None:
    """Return whether Enter does to it what a click does; None: what is usual for its role."""
    role = aria_role(node.role)
    if program.toolkit != "qt" or not (role == "button" or role in _TICKED):
        return None
    if _since(program.version) >= _ANY_BUTTON_SINCE and _as_on_gnome(program.pid, program.bus):
        return True
    if role in _TICKED:
        return None
    if node.states & State.FOCUSED:
        return bool(node.states & State.IS_DEFAULT)
    # The keyboard is elsewhere; when it comes here, a button of a dialog becomes the default.
    return any(above.role in _DIALOGS for above in chain)


def any_button_by_enter(environment: Mapping[str, str]) -> bool:
    """Whether Qt, in a process with these variables, takes the theme in which Enter presses any button.

    >>> any_button_by_enter({"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}), any_button_by_enter({"DESKTOP_SESSION": "plasma"})
    (True, False)
    """
    if theme := environment.get("QT_QPA_PLATFORMTHEME"):
        return theme in _GNOME_THEMES
    desktop = environment.get("XDG_CURRENT_DESKTOP") or environment.get("DESKTOP_SESSION", "")
    names = set(desktop.upper().split(":"))
    return bool(names & _LIKE_GNOME) and "KDE" not in names


@lru_cache(maxsize=64)
def _as_on_gnome(pid: int | None, _bus: str) -> bool:
    """Ask once for each connection: process ids come again, names on the bus do not."""
    told: dict[str, str] = {}
    with suppress(OSError):
        raw = Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace")
        told = {name: value for name, _, value in (entry.partition("=") for entry in raw.split("\0"))}
    return any_button_by_enter(told)


def _since(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdecimal())
