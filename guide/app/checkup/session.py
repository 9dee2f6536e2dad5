"""What this desktop session lets a program do."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping

from guide.app.checkup.report import Line, State
from guide.desktop.handlers.x11.tray import has_tray
from guide.desktop.inputs import HotkeyTakenError, InputNotPossibleError
from guide.desktop.ports import Ability, Desktop
from guide.desktop.session import UnsupportedDesktopError, abilities, is_wayland, open_desktop
from guide.paths import Paths
from guide.records.log_files import LOG_FILE
from guide.settings import Settings, table
from guide.tutorial.keys import Chord

_OTHER_SHORTCUT = "choose another shortcut in guide's settings"


def session(environment: Mapping[str, str] = os.environ) -> Iterator[Line]:
    """Yield all there is to say about the session."""
    paths = Paths.of_this_user()
    settings = Settings.load(paths)
    kind = _kind(environment)
    yield kind
    if kind.state != "missing":
        yield from map(_line, abilities())
        yield from _comforts(settings, paths)
    yield _watchdog(settings)
    yield _log(settings, paths)


def _kind(environment: Mapping[str, str]) -> Line:
    desktop = environment.get("XDG_CURRENT_DESKTOP", "")
    named = f" ({desktop})" if desktop else ""
    if is_wayland(environment):
        why = (
            f"a Wayland session{named}: there, a program cannot see, follow or mark the windows of others; tutorials "
            "are shown as cards, without a light"
        )
        return Line("session", "limited", why, "log in to a session “on Xorg” (X11)")
    if environment.get("DISPLAY"):
        return Line("session", "works", f"an X11 session{named}")
    remedy = "start guide in a desktop session; guide rehearse --virtual-screen brings a screen of its own"
    return Line("session", "missing", "there is no screen here (DISPLAY is not set)", remedy)


def _line(ability: Ability) -> Line:
    state: State = "missing" if not ability.works else "limited" if ability.remedy else "works"
    return Line(ability.name, state, ability.why, ability.remedy)


def _comforts(settings: Settings, paths: Paths) -> Iterator[Line]:
    """Yield what guide does without where it must."""
    try:
        desktop = open_desktop(lambda call: call())
    except UnsupportedDesktopError:
        return
    try:
        yield _compositor(desktop)
        yield _tray()
        yield from _shortcuts(desktop, settings, running=_is_running(paths))
    finally:
        desktop.shutdown()


def _compositor(desktop: Desktop) -> Line:
    if desktop.windows.composited():
        return Line("compositor", "works", "what is around the light is darkened")
    why = "nothing composes windows here: there is a frame around the target, and nothing is darkened"
    return Line("compositor", "limited", why, "switch compositing on in the desktop's settings, or start: picom &")


def _tray() -> Line:
    if has_tray():
        return Line("tray", "works", "the desktop shows symbols of programs")
    return Line("tray", "limited", "this desktop has no place for symbols: a small button floats at the edge instead")


def _shortcuts(desktop: Desktop, settings: Settings, *, running: bool) -> Iterator[Line]:
    for name, setting in (("search shortcut", table.SHORTCUT_SEARCH), ("card shortcut", table.SHORTCUT_CARD)):
        shortcut = settings.get(setting)
        if running and setting is table.SHORTCUT_SEARCH:
            yield Line(name, "works", f"{shortcut} is guide's, which is running")
            continue
        try:
            desktop.hotkeys.grab(Chord.parse(shortcut), lambda: None)()
            yield Line(name, "works", f"{shortcut} is free")
        except (HotkeyTakenError, InputNotPossibleError) as error:
            yield Line(name, "limited", str(error), _OTHER_SHORTCUT)


def _is_running(paths: Paths) -> bool:
    """Whether a guide holds the shortcut: its lock names a process that lives."""
    try:
        pid = int(paths.lock_file.read_text().split()[0])
        os.kill(pid, 0)
    except (OSError, ValueError, IndexError):
        return False
    return pid != os.getpid()


def _watchdog(settings: Settings) -> Line:
    seconds = settings.get(table.OVERLAY_WATCHDOG_S)
    if seconds:
        return Line("watchdog", "works", f"should guide hang, the screen is free within {seconds} seconds")
    return Line("watchdog", "limited", "it is switched off (overlay.watchdog_s is 0)")


def _log(settings: Settings, paths: Paths) -> Line:
    if not settings.get(table.LOG_ENABLED):
        return Line("log", "limited", "it is switched off (log.enabled)")
    folder = paths.records
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    if os.access(nearest, os.W_OK):
        return Line("log", "works", f"{folder / LOG_FILE}")
    return Line("log", "limited", f"nothing can be written to {nearest}", f"give this account a place in {nearest}")


def worse(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return those that do not work as they should."""
    return tuple(line for line in lines if line.state != "works")
