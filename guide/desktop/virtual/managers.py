"""How window managers and compositors are started, so that a pixel means the same in each picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guide.desktop.virtual.programs import VirtualScreenError


@dataclass(frozen=True, slots=True)
class Start:
    """One way to start a program."""

    command: tuple[str, ...]
    extra: Mapping[str, str] = field(default_factory=dict)
    """More of its environment."""


_MANAGERS = {
    "openbox": Start(("openbox", "--sm-disable")),
    "xfwm4": Start(("xfwm4", "--compositor=off")),
    "metacity": Start(("metacity", "--no-composite", "--sm-disable")),
    "kwin_x11": Start(("kwin_x11",), {"KWIN_COMPOSE": "N"}),
}
"""Options that make a window manager leave compositing to others and forget about sessions."""

_COMPOSING_MANAGERS = {
    "xfwm4": Start(("xfwm4", "--compositor=on")),
    "metacity": Start(("metacity", "--compositor=xrender", "--sm-disable")),
    "kwin_x11": Start(("kwin_x11",), {"KWIN_COMPOSE": "O2"}),
    "mutter": Start(("mutter", "--x11", "--sm-disable")),
}
"""Those that compose windows themselves."""

_COMPOSITORS = {
    # Without its configuration: no shadows, no fading, so that a pixel means the same in each picture.
    "picom": Start(("picom", "--backend", "xrender", "--config", "/dev/null")),
}


def manager(name: str, *, composing: bool) -> Start:
    """Return how to start a window manager. VirtualScreenError where it cannot compose windows."""
    if not composing:
        return _MANAGERS.get(name, Start((name,)))
    if name not in _COMPOSING_MANAGERS:
        raise VirtualScreenError(f"{name} composes no windows; a compositor such as picom can stand beside it.")
    return _COMPOSING_MANAGERS[name]


def compositor(name: str) -> Start:
    """Return how to start a compositor."""
    return _COMPOSITORS.get(name, Start((name,)))
