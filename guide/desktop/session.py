"""Chooses the handlers for this desktop session, and says what works here and what does not."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from guide.desktop.ports import Ability, Desktop, Drive, Post

if TYPE_CHECKING:
    from guide.desktop.crosshair import Crosshair
    from guide.desktop.handlers.x11.desktop import X11Desktop

#: What a desktop has to be able to do, as `abilities` names it.
ABILITIES = ("windows", "elements", "input", "made input", "hotkeys", "capture", "programs")


class UnsupportedDesktopError(Exception):
    """guide cannot work on this desktop session; the message says why and what to do, for a person."""


def require_desktop(*, blind: bool = False) -> None:
    """Raise UnsupportedDesktopError where `open_desktop` would: before a toolkit is loaded, which would just abort."""
    if blind and is_wayland(os.environ):
        _require_wayland(os.environ)
        return
    _require_supported()
    from guide.desktop.handlers.x11.knock import lets_us_in  # noqa: PLC0415

    if lets_us_in():
        return
    # it says why not, and is where the answer matters
    from guide.desktop.handlers.x11.connection import Connection, NoDisplayError  # noqa: PLC0415

    try:
        Connection().close()
    except NoDisplayError as problem:
        raise UnsupportedDesktopError(f"The X server does not let us in: {problem}") from None


def open_desktop(post: Post, *, drive: Drive | None = None, blind: bool = False) -> Desktop:
    """Open this session's desktop. UnsupportedDesktopError where guide cannot see or follow windows.

    `post` brings callbacks to the owner's thread. `drive` lets the owner's event loop wait for the news of windows;
    without it a thread does. `blind`: where windows cannot be seen, a desktop that sees nothing will do.
    """
    if blind and is_wayland(os.environ):
        from guide.desktop.handlers.blind import BlindDesktop  # noqa: PLC0415

        return BlindDesktop()
    _require_supported()
    return _x11(post, drive)


def open_crosshair(post: Post, *, drive: Drive | None = None) -> Crosshair:
    """Return what points at things in any program. UnsupportedDesktopError where that cannot be done."""
    _require_supported()
    from guide.desktop.handlers.x11.connection import Connection  # noqa: PLC0415
    from guide.desktop.handlers.x11.crosshair import X11Crosshair  # noqa: PLC0415
    from guide.desktop.handlers.x11.pump import drive_in_thread  # noqa: PLC0415

    return X11Crosshair(Connection, post, drive or drive_in_thread)


def abilities() -> tuple[Ability, ...]:
    """Say what works here; never an exception."""
    reason = _unsupported(os.environ)
    if reason is not None:
        why, remedy = reason
        return tuple(Ability(name, works=False, why=why, remedy=remedy) for name in ABILITIES)
    try:
        desktop = _x11(lambda call: call(), None)
    except UnsupportedDesktopError as problem:
        return tuple(Ability(name, works=False, why=str(problem)) for name in ABILITIES)
    try:
        return desktop.abilities()
    finally:
        desktop.shutdown()


def _x11(post: Post, drive: Drive | None) -> X11Desktop:
    from guide.desktop.handlers.x11.desktop import NoDisplayError, X11Desktop  # noqa: PLC0415

    try:
        return X11Desktop(post, drive=drive)
    except NoDisplayError as problem:
        raise UnsupportedDesktopError(f"The X server does not let us in: {problem}") from None


def _require_supported() -> None:
    reason = _unsupported(os.environ)
    if reason is not None:
        raise UnsupportedDesktopError(" ".join(part for part in reason if part))


def is_wayland(environment: Mapping[str, str]) -> bool:
    """Whether this is a Wayland session; an X server may stand by for old programs."""
    return bool(environment.get("WAYLAND_DISPLAY")) or environment.get("XDG_SESSION_TYPE") == "wayland"


def _require_wayland(environment: Mapping[str, str]) -> None:
    name = environment.get("WAYLAND_DISPLAY") or "wayland-0"
    address = Path(environment.get("XDG_RUNTIME_DIR", "/"), name)
    try:
        with socket.socket(socket.AF_UNIX) as knocking:
            knocking.connect(str(address))
    except OSError as problem:
        raise UnsupportedDesktopError(
            f"The Wayland compositor does not let us in: {address}: {problem.strerror or problem}"
        ) from None


def _unsupported(environment: Mapping[str, str]) -> tuple[str, str | None] | None:
    """Return why this session cannot be served and what to do, or None where it can."""
    if sys.platform == "win32":
        return "guide does not look at windows of Windows yet; it can observe and make input there.", None
    if sys.platform == "darwin":
        return "guide does not look at windows of macOS yet; it can observe and make input there.", None
    if is_wayland(environment):
        return (
            "This is a Wayland session, where a program can neither see nor follow the windows of others yet.",
            "Log out, and choose a session “on Xorg” (or “X11”) at the login screen.",
        )
    if not environment.get("DISPLAY"):
        return (
            "There is no screen here (DISPLAY is not set).",
            "Start guide within a desktop session, or use `guide rehearse --virtual-screen`, which brings its own.",
        )
    return None
