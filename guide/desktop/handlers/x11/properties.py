"""What a window says about itself (EWMH, ICCCM), read from its properties. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from guide.desktop.handlers.x11.connection import Property
from guide.desktop.windows import WindowKind
from guide.tutorial.geometry import DeviceRect

#: What is read of each window; a change of any of them is followed.
OF_WINDOWS = (
    "_NET_WM_NAME", "WM_NAME", "WM_CLASS", "WM_CLIENT_MACHINE", "_NET_WM_PID", "_NET_WM_WINDOW_TYPE",
    "WM_TRANSIENT_FOR", "_NET_WM_STATE", "WM_STATE", "_NET_WM_DESKTOP", "_GTK_FRAME_EXTENTS",
    "_NET_WM_STRUT_PARTIAL", "_NET_WM_STRUT", "_NET_FRAME_EXTENTS",
)  # fmt: skip

#: What is read of the root window.
OF_ROOT = ("_NET_CLIENT_LIST", "_NET_ACTIVE_WINDOW", "_NET_CURRENT_DESKTOP", "_NET_SUPPORTED", "_NET_WORKAREA")

#: `_NET_WM_DESKTOP` of a window that is on all desktops.
_ALL_DESKTOPS = 0xFFFFFFFF
_ICONIC = 3

_KINDS: Mapping[str, WindowKind] = {
    "NORMAL": "normal",
    "UTILITY": "normal",
    "TOOLBAR": "normal",
    "SPLASH": "notification",
    "DIALOG": "dialog",
    "MENU": "menu",
    "DROPDOWN_MENU": "menu",
    "POPUP_MENU": "menu",
    "COMBO": "popup",
    "DND": "popup",
    "TOOLTIP": "tooltip",
    "NOTIFICATION": "notification",
    "DOCK": "dock",
    "DESKTOP": "desktop",
}

Properties = Mapping[str, Property]
AtomName = Callable[[int], str]


def numbers(properties: Properties, name: str) -> tuple[int, ...]:
    """Return a list of numbers; empty when the property is not there or holds text."""
    value = properties.get(name, ())
    return value if isinstance(value, tuple) else ()


def number(properties: Properties, name: str) -> int | None:
    """Return the first number of a property."""
    return next(iter(numbers(properties, name)), None)


def text(properties: Properties, *names: str) -> str:
    """Return the first of these texts that is there, in whichever encoding it came."""
    for name in names:
        value = properties.get(name)
        if isinstance(value, bytes) and value:
            try:
                return value.decode()
            except UnicodeDecodeError:
                return value.decode("latin-1")
    return ""


def app_class(properties: Properties) -> str | None:
    """Return the class of WM_CLASS, which holds `instance, class`."""
    parts = text(properties, "WM_CLASS").split("\0")
    return (parts[1] if len(parts) > 1 and parts[1] else parts[0]) or None


def states(properties: Properties, atom_name: AtomName) -> frozenset[str]:
    """Return `_NET_WM_STATE` as words without their prefix, such as HIDDEN, FULLSCREEN, SHADED."""
    return frozenset(atom_name(atom).removeprefix("_NET_WM_STATE_") for atom in numbers(properties, "_NET_WM_STATE"))


def minimised(properties: Properties, state: frozenset[str], *, wm_tells_hidden: bool) -> bool:
    """Whether nothing of the window's content can be seen: minimised, or rolled up to its title bar.

    WM_STATE alone would not do: openbox calls windows on other desktops iconic, too.
    """
    if wm_tells_hidden:
        return bool(state & {"HIDDEN", "SHADED"})
    return "SHADED" in state or number(properties, "WM_STATE") == _ICONIC


def on_desktop(properties: Properties, current: int | None) -> bool:
    """Whether the window is on the desktop that is shown."""
    where = number(properties, "_NET_WM_DESKTOP")
    return where is None or current is None or where in (current, _ALL_DESKTOPS)


def kind(properties: Properties, atom_name: AtomName, *, managed: bool) -> WindowKind:
    """Return what sort of window it is: the first type that we know, else as the standard says for none."""
    for atom in numbers(properties, "_NET_WM_WINDOW_TYPE"):
        known = _KINDS.get(atom_name(atom).removeprefix("_NET_WM_WINDOW_TYPE_"))
        if known is not None:
            return known if managed or known not in ("normal", "dialog") else "popup"
    if not managed:
        return "popup"
    return "dialog" if number(properties, "WM_TRANSIENT_FOR") else "normal"


def without_shadow(rect: DeviceRect, properties: Properties) -> DeviceRect:
    """Return the part of a window that a person sees where the toolkit draws frame and shadow itself."""
    extents = numbers(properties, "_GTK_FRAME_EXTENTS")
    if len(extents) != 4:
        return rect
    left, right, top, bottom = extents
    return DeviceRect(rect.x + left, rect.y + top, rect.width - left - right, rect.height - top - bottom)


def struts(properties: Properties) -> tuple[int, ...]:
    """Return the 12 numbers of a strut (see `screens.work_area`), the short form made long; empty without one."""
    partial = numbers(properties, "_NET_WM_STRUT_PARTIAL")
    if len(partial) == 12:
        return partial
    short = numbers(properties, "_NET_WM_STRUT")
    return (*short, *(0, 1 << 15) * 4) if len(short) == 4 else ()
