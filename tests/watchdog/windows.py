"""Windows as guide makes them, without any toolkit."""

from __future__ import annotations

import os
from types import TracebackType
from typing import Any, Self

from Xlib import X, Xatom
from Xlib.display import Display


class Shown:
    """Windows on a display."""

    def __init__(self, display: str | None = None) -> None:
        self._x = Display(display)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._x.close()

    def over_all(self, pid: int | None = None) -> Any:
        """Show a window that no window manager manages; of this process, unless another is named."""
        return self._show(os.getpid() if pid is None else pid, override_redirect=True)

    def ordinary(self, pid: int | None = None) -> Any:
        """Show a window that the window manager manages; of this process, unless another is named."""
        return self._show(os.getpid() if pid is None else pid, override_redirect=False)

    def managed(self, window: Any) -> bool:
        """Ask the window manager to show a window; whether it has. In the moment of its start openbox hears nothing."""
        window.map()
        return self.visible(window)

    def visible(self, window: Any) -> bool:
        """Whether it is on the screen."""
        return bool(window.get_attributes().map_state == X.IsViewable)

    def focus(self, window: Any) -> None:
        """Give it the keyboard, as a card without a window manager takes it."""
        window.set_input_focus(X.RevertToParent, X.CurrentTime)
        self._x.sync()

    def has_focus(self, window: Any) -> bool:
        """Whether keys go to it."""
        focus = self._x.get_input_focus().focus
        return getattr(focus, "id", focus) == window.id

    def _show(self, pid: int, *, override_redirect: bool) -> Any:
        screen = self._x.screen()
        window = screen.root.create_window(
            10, 10, 200, 100, 0, screen.root_depth, override_redirect=override_redirect, event_mask=X.NoEventMask
        )
        window.change_property(self._x.intern_atom("_NET_WM_PID"), Xatom.CARDINAL, 32, [pid])
        window.map()
        self._x.sync()
        return window
