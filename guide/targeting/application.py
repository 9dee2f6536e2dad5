"""Which windows are the application's, and in which of them a target is looked for."""

from __future__ import annotations

from guide.desktop import processes
from guide.desktop.windows import WindowInfo, WindowKind, WindowsSnapshot
from guide.tutorial.document import Application
from guide.tutorial.targets import WindowSpec

_POPUPS: frozenset[WindowKind] = frozenset(("popup", "menu"))
_NEVER: frozenset[WindowKind] = frozenset(("tooltip", "dock", "desktop", "notification"))


def same_process(written: str, window: WindowInfo) -> bool:
    """Whether a window is of the process that a tutorial names; by its class where the process is not known."""
    told = window.process if window.process is not None else window.app_class
    return told is not None and processes.same_process(told, written)


def named(spec: WindowSpec, window: WindowInfo, language: str) -> bool:
    """Whether a window is called, or where its title is not known of the kind, that a tutorial says."""
    return spec.accepts_title(window.title, language) and spec.dialog in {None, window.is_dialog}


def main_windows(application: Application, snapshot: WindowsSnapshot, language: str) -> tuple[WindowInfo, ...]:
    """Return the application's windows and dialogs, the most likely main one first; no menus.

    What is visible comes before what is minimised, what has the tutorial's title before a dialog, the active one
    before others, the topmost before those below.
    """
    own = [window for window in snapshot.stack if _is_window(window) and _belongs(window, application, language)]
    pids = {window.pid for window in own if window.pid is not None}
    dialogs = [window for window in snapshot.stack if _is_window(window) and window.pid in pids and window not in own]
    order = {window.id: place for place, window in enumerate(snapshot.stack)}

    def likely(window: WindowInfo) -> tuple[bool, bool, bool, bool, int]:
        return window.visible, window in own, not window.is_dialog, window.id == snapshot.active, order[window.id]

    return tuple(sorted((*own, *dialogs), key=likely, reverse=True))


def windows_to_look_in(
    application: Application, spec: WindowSpec | None, snapshot: WindowsSnapshot, language: str
) -> tuple[WindowInfo, ...]:
    """Return the visible windows in which a target can be, topmost first.

    These are one window of the application (the active one, else the topmost), its dialogs, and the menus and lists
    that are open above them. With `spec` the windows that it names take the place of the application's.
    """
    if spec is None:
        windows = [window for window in main_windows(application, snapshot, language) if window.visible]
        base = _one_with_dialogs(windows, snapshot)
    else:
        base = named_windows(application, spec, snapshot, language)
    pids = {window.pid for window in base if window.pid is not None}
    ids = {window.id for window in base}
    popups = [
        window
        for window in snapshot.stack
        if _is_popup(window) and window.visible and (window.pid in pids or window.transient_for in ids)
    ]
    order = {window.id: place for place, window in enumerate(snapshot.stack)}
    return tuple(sorted((*base, *popups), key=lambda window: order[window.id], reverse=True))


def named_windows(
    application: Application, spec: WindowSpec, snapshot: WindowsSnapshot, language: str
) -> list[WindowInfo]:
    """Return the visible windows that a target's `window` means: of its process, else of the application's."""
    pids = {window.pid for window in main_windows(application, snapshot, language)}
    return [
        window
        for window in snapshot.stack
        if _is_window(window)
        and window.visible
        and named(spec, window, language)
        and (same_process(spec.process, window) if spec.process else not pids or window.pid in pids)
    ]


def _one_with_dialogs(windows: list[WindowInfo], snapshot: WindowsSnapshot) -> list[WindowInfo]:
    """Of several documents that are open keep the one that is being worked in."""
    if not windows:
        return []
    dialogs = [window for window in windows if window.is_dialog]
    mains = [window for window in windows if window not in dialogs]
    chosen = mains[:1]
    active = snapshot.active_window
    if active in dialogs and active is not None:
        chosen = [window for window in mains if window.id == active.transient_for] or chosen
    ids = {window.id for window in chosen}
    return chosen + [window for window in dialogs if not ids or window.transient_for in (None, 0, *ids, *_ids(dialogs))]


def _ids(windows: list[WindowInfo]) -> list[int]:
    return [window.id for window in windows]


def _belongs(window: WindowInfo, application: Application, language: str) -> bool:
    if application.process is None and application.title is None:
        return False
    if application.process is not None and not same_process(application.process, window):
        return False
    return WindowSpec(title=application.title).accepts_title(window.title, language)


def _is_window(window: WindowInfo) -> bool:
    return not window.ours and window.managed and window.kind not in _POPUPS and window.kind not in _NEVER


def _is_popup(window: WindowInfo) -> bool:
    return not window.ours and window.kind not in _NEVER and (not window.managed or window.kind in _POPUPS)
