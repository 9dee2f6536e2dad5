"""What measurements of the overlay share: a screen, who lies over it, and what is painted where."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from Xlib import X, error
from Xlib.display import Display
from Xlib.xobject.drawable import Window

from bench.probes import PATIENCE_S
from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint, DeviceRect

T = TypeVar("T")
SIZES = ((1920, 1080), (3840, 2160))
LOOK_EVERY_S = 0.0003
"""Between two looks at the screen: often enough for tenths of milliseconds, and the server has time for others."""


def write_tutorial(folder: Path, name: str, data: dict[str, object]) -> Path:
    """Write a tutorial (JSON is YAML) and return its file."""
    file = folder / f"{name}.yaml"
    file.write_text(json.dumps({"format": 1, "id": name, "title": name} | data), encoding="utf-8")
    return file


def without_motion(screen: VirtualScreen) -> None:
    """Have guide on this screen show everything at once."""
    folder = screen.home / ".config/guide"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.json").write_text('{"motion.reduced": "on"}', encoding="utf-8")


@contextmanager
def connected(screen: VirtualScreen) -> Iterator[Display]:
    """Lend a connection."""
    display = Display(screen.display)
    try:
        yield display
    finally:
        display.close()


def until(look: Callable[[], T | None], what: str, within_s: float = PATIENCE_S, every_s: float = 0.02) -> T:
    """Look until the answer is true, and return it."""
    deadline = time.monotonic() + within_s
    while not (answer := look()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited in vain for {what}")
        time.sleep(every_s)
    return answer


def overlays(display: Display, pid: int) -> list[tuple[Window, DeviceRect]]:
    """Return the windows of a process that lie over all others, the largest first."""
    atom = display.get_atom("_NET_WM_PID")
    found = []
    for window in display.screen().root.query_tree().children:
        try:
            attributes, place = window.get_attributes(), window.get_geometry()
            owner = window.get_full_property(atom, X.AnyPropertyType)
        except (error.BadWindow, error.BadDrawable):
            continue
        if attributes.override_redirect and attributes.map_state == X.IsViewable and owner and owner.value[0] == pid:
            found.append((window, DeviceRect(place.x, place.y, place.width, place.height)))
    return sorted(found, key=lambda item: -item[1].width * item[1].height)


def alpha(window: Window, point: DevicePoint) -> int:
    """Return how opaque a window with an alpha channel is at one of its points: 0 (a hole) to 255; 255 beside it."""
    try:
        return int(window.get_image(point.x, point.y, 1, 1, X.ZPixmap, 0xFFFFFFFF).data[3])
    except (error.BadMatch, error.BadDrawable):
        return 255


def brightness(root: Window, point: DevicePoint) -> int:
    """Return how bright the screen is at a point: 0 to 765."""
    return sum(root.get_image(point.x, point.y, 1, 1, X.ZPixmap, 0xFFFFFFFF).data[:3])


def client(display: Display, title: str) -> Window | None:
    """Return the managed window with these words in its title."""
    root, listed = display.screen().root, display.get_atom("_NET_CLIENT_LIST")
    value = root.get_full_property(listed, X.AnyPropertyType)
    windows = [display.create_resource_object("window", int(xid)) for xid in (value.value if value else ())]
    return next((window for window in windows if title in (window.get_wm_name() or "")), None)
