"""Acts and controls made by hand."""

from __future__ import annotations

from typing import Any

from guide.authoring.recording.acts import Act, Kind, View
from guide.desktop.elements import ElementInfo, ElementRef
from guide.desktop.windows import WindowInfo, WindowsSnapshot
from guide.tutorial.geometry import DevicePoint, DeviceRect

HERE = DeviceRect(0, 0, 400, 300)


def window(number: int = 1, title: str = "Notes", pid: int = 7, process: str = "notes", **more: Any) -> WindowInfo:
    """Return a window over all of the screen."""
    return WindowInfo(number, title, process, pid, None, HERE, HERE, HERE, **more)


WINDOW = window()


def control(
    role: str,
    name: str = "",
    at: tuple[int, int, int, int] = (0, 0, 10, 10),
    *above: tuple[str, str],
    states: str = "",
    box: bool = False,
) -> ElementInfo:
    """Return a control; `above`: its ancestors below the window."""
    path = tuple((r, n, -1) for r, n in (("window", "Notes"), *above))
    ref, rect = ElementRef("b", f"{role}{name}{at}"), DeviceRect(*at)
    return ElementInfo(ref, role, name, rect=rect, path=path, content_box=box, states=frozenset(states.split()))


def act(kind: Kind, on: ElementInfo | None = None, *shown: ElementInfo, **more: Any) -> Act:
    """Return something that was done to a control, while these were on the screen."""
    where = more.pop("window", WINDOW)
    view = View(where, (*shown, *([on] if on else [])))
    point = on.rect.center if on and on.rect else DevicePoint(5, 5)
    made = Act(
        kind, more.pop("at_ms", 0), where, WindowsSnapshot((where,), where.id, ()), (view,), point=point, control=on
    )
    for name, value in more.items():
        setattr(made, name, value)
    return made
