"""The windows port over fake windows."""

from __future__ import annotations

from collections.abc import Callable

from guide.desktop.changes import changes
from guide.desktop.ports import Post
from guide.desktop.windows import Stop, WindowEvent, WindowsSnapshot


class FakeWindows:
    """Tells what the fake desktop holds. Events are the differences, as on a real one."""

    def __init__(
        self,
        post: Post,
        look: Callable[[], WindowsSnapshot],
        activate: Callable[[int], None],
        versions: dict[str, str],
    ) -> None:
        self._post = post
        self._look = look
        self._activate = activate
        self._versions = versions
        self._last = look()
        self._subscribers: list[Callable[[WindowEvent], None]] = []

    def snapshot(self) -> WindowsSnapshot:
        """Return all windows now."""
        return self._last

    def subscribe(self, callback: Callable[[WindowEvent], None]) -> Stop:
        """Call back on each event until stopped."""
        self._subscribers.append(callback)

        def stop() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return stop

    def activate(self, window_id: int) -> None:
        """Raise the window and give it the keyboard."""
        self._activate(window_id)

    def lend_focus(self, window_id: int) -> Stop:
        """Give the keyboard to the window; return what gives it back to the one that had it."""
        active = self._last.active
        self._activate(window_id)
        return lambda: self._activate(active) if active is not None else None

    def composited(self) -> bool:
        """Say that translucent windows are translucent."""
        return True

    def version_of(self, process: str) -> str | None:
        """Return the version that the test set."""
        return self._versions.get(process)

    def changed(self) -> None:
        """Look again and tell the differences."""
        old, self._last = self._last, self._look()
        for event in changes(old, self._last):
            for subscriber in tuple(self._subscribers):
                self._post(
                    lambda subscriber=subscriber, event=event: (  # type: ignore[misc]
                        subscriber(event) if subscriber in self._subscribers else None
                    )
                )
