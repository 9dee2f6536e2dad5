"""What changed between two looks at the windows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from guide.desktop.changes import changes, merged
from guide.desktop.windows import ScreenInfo, WindowEvent, WindowInfo, WindowsSnapshot
from guide.tutorial.geometry import DeviceRect

RECT = DeviceRect(10, 20, 300, 200)
SCREEN = ScreenInfo("one", DeviceRect(0, 0, 800, 600), DeviceRect(0, 0, 800, 600))


def window(number: int, **fields: object) -> WindowInfo:
    """Return a window."""
    plain = WindowInfo(number, "title", "program", 7, None, RECT, RECT, RECT)
    return replace(plain, **fields)  # type: ignore[arg-type]


def snapshot(*stack: WindowInfo, active: int | None = None) -> WindowsSnapshot:
    """Return windows on one screen."""
    return WindowsSnapshot(stack, active, (SCREEN,))


def kinds(old: WindowsSnapshot, new: WindowsSnapshot) -> list[tuple[str, int | None]]:
    """Return what is told."""
    return [(event.kind, event.window) for event in changes(old, new)]


def test_nothing_changes_nothing() -> None:
    assert changes(snapshot(window(1), active=1), snapshot(window(1), active=1)) == ()


def test_each_kind_of_change_is_told_once() -> None:
    old = snapshot(window(1), window(2), active=1)
    moved = RECT.translated(5, 5)
    assert kinds(old, snapshot(window(1), active=1)) == [("closed", 2)]
    assert kinds(old, snapshot(window(1), window(2), window(3), active=3)) == [("opened", 3), ("activated", 3)]
    assert kinds(old, snapshot(window(2), window(1), active=1)) == [("restacked", None)]
    assert kinds(old, snapshot(window(1, title="new"), window(2), active=1)) == [("renamed", 1)]
    assert kinds(old, snapshot(window(1, minimised=True), window(2), active=2)) == [("hidden", 1), ("activated", 2)]
    assert kinds(old, snapshot(window(1, on_current_desktop=False), window(2), active=1)) == [("hidden", 1)]
    assert kinds(old, replace(old, screens=())) == [("screens", None)]
    assert changes(old, snapshot(window(1, rect=moved), window(2), active=1)) == (WindowEvent("moved", 1, moved),)


windows = st.builds(
    window,
    st.integers(1, 6),
    title=st.sampled_from(["a", "b"]),
    minimised=st.booleans(),
    rect=st.sampled_from([RECT, RECT.translated(1, 1)]),
)
snapshots = st.builds(
    lambda stack, active: snapshot(*stack, active=active),
    st.lists(windows, unique_by=lambda w: w.id),
    st.none() | st.integers(1, 6),
)


@given(snapshots, snapshots)
def test_whoever_follows_the_news_knows_what_is_there(old: WindowsSnapshot, new: WindowsSnapshot) -> None:
    # given somebody who keeps places and visibility of windows by the news alone
    known = {w.id: (w.rect, w.visible) for w in old.stack}
    active = old.active
    # when the news of a change comes
    for event in changes(old, new):
        now = new.get(event.window)
        match event.kind:
            case "opened":
                assert now is not None
                known[now.id] = (now.rect, now.visible)
            case "closed":
                del known[event.window]  # type: ignore[arg-type]
            case "moved":
                assert event.rect is not None
                known[event.window] = (event.rect, known[event.window][1])  # type: ignore[index]
            case "shown" | "hidden":
                known[event.window] = (known[event.window][0], event.kind == "shown")  # type: ignore[index]
            case "activated":
                active = event.window
    # then it is true
    assert known == {w.id: (w.rect, w.visible) for w in new.stack}
    assert active == new.active


def test_of_many_moves_the_last_one_stays_and_others_keep_their_order() -> None:
    first, last = RECT.translated(1, 0), RECT.translated(2, 0)
    events = [
        WindowEvent("moved", 1, first),
        WindowEvent("opened", 2),
        WindowEvent("moved", 2, first),
        WindowEvent("moved", 1, last),
    ]
    assert merged(events) == (WindowEvent("opened", 2), WindowEvent("moved", 2, first), WindowEvent("moved", 1, last))
