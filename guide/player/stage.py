"""The stage: shows the scenes of a run over other people's programs, and sends back what the person wishes.

The whole public face of the overlay. Coordinates in and out are device pixels.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from guide.conductor.scene import Light, Scene
from guide.player.content import Button, content_of, thanks
from guide.player.first_frame import FirstFrame
from guide.player.seating import Seat, grid_of, room_of
from guide.player.stage_windows import StageWindows
from guide.player.surfaces import place
from guide.player.surroundings import Surroundings
from guide.player.theme import Look, Theme
from guide.session.events import Dismiss
from guide.session.view import FINAL, View
from guide.tutorial.geometry import DevicePoint, DeviceRect

LOOKING_AFTER_MS = 400
"""Most targets are found sooner; a card that says "Looking…" for a blink is noise."""
_LINGER_MS = 150
"""How long the lights of the last step may stay while the next one is looked for, so that a quick answer moves the
light instead of flashing the whole screen."""
_SAME_WISH_S = 0.3
"""The second half of a double click is not a second wish."""
_THANKS_MS = 1400
_FAREWELL_MS = 6000
_UNDECIDED = frozenset({"preparing", "resolving"})
"""States that mostly last for a blink: whether the program is here, and where the target is, is soon known."""
_HIDDEN = frozenset({"paused", "away"})


class Stage(QObject):
    """Presents scenes.

    `composited` says whether the desktop composes windows now (on X11: whether `_NET_WM_CM_S0` has an owner). It
    is asked again with each scene; whoever hears of a compositor that came or went calls `follow_compositor`.
    """

    wish = Signal(object)
    """An event for the session: Next, Back, Skip, Retry, Pause, Answer, Report or Dismiss."""
    painted = Signal()
    """The first frame of a step in state "showing" is on the screen."""
    rated = Signal(int)
    """1…5, from the last card."""
    closed = Signal()
    """The last card is gone."""
    keyboard_left = Signal()
    """The card had the keyboard and gave it up."""
    on_screen = Signal(bool)
    """True just before something of it appears on the screen, False once nothing is left there."""

    def __init__(
        self,
        look: Look = Look(),  # noqa: B008  (frozen)
        composited: Callable[[], bool] = lambda: True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._ask_composited = composited
        self._pictures: Path | None = None
        self._direction = Qt.LayoutDirection.LeftToRight
        self._scene: Scene | None = None
        self._step: tuple[object, ...] = ()
        self._announced_painting: str | None = None
        self._seat: Seat | None = None
        self._dragged_to: QPoint | None = None
        self._last_wish: tuple[object, float] = (None, 0.0)
        self._windows: StageWindows | None = None
        self._is_on_screen = False
        self._first_frame = FirstFrame(self)
        self._first_frame.painted.connect(self.painted)
        self._looking = _timer(self, LOOKING_AFTER_MS, self._say_looking)
        self._linger = _timer(self, _LINGER_MS, self._stop_lingering)
        self._farewell = _timer(self, _FAREWELL_MS, self._close)
        self._early = _timer(self, 0, self._open_early)
        """Windows are made when a tutorial is chosen: now there is time for it, at its first step somebody waits."""
        self._renew = _timer(self, 0, self._rebuild)
        self._surroundings = Surroundings(self)
        self._surroundings.changed.connect(self._renew.start)

    def prepare(self, pictures: Path | None, language: str) -> None:
        """Get ready for a tutorial: where its pictures lie, and which way its language is written."""
        self._pictures = pictures
        self._direction = QLocale(language).textDirection()
        if self._windows is not None:
            self._windows.card.setLayoutDirection(self._direction)
        self._early.start()

    def set_look(self, look: Look) -> None:
        """Change colours, text size or motion, also in the middle of a step."""
        self._look = look
        self._rebuild()

    def present(self, scene: Scene | None) -> None:
        """Show a scene; None, or an invisible one: take everything off the screen at once."""
        if scene is None or not scene.visible or scene.view.state in _HIDDEN or _leaves_quietly(scene.view):
            self._clear()
            if scene is not None and _leaves_quietly(scene.view):
                QTimer.singleShot(0, self, self.closed.emit)
            return
        self.follow_compositor()
        if scene.view.state in _UNDECIDED:
            self._scene = replace(scene, lights=())
            self._wait_for_lights()
            return
        self._scene = scene
        self._looking.stop()
        self._linger.stop()
        self._show(scene)
        if scene.view.state == "dismissed":
            self._farewell.start(_FAREWELL_MS)

    def move_lights(self, lights: tuple[Light, ...], window: DeviceRect | None) -> None:
        """Follow a moving window: same lights elsewhere. Lays nothing out."""
        if self._scene is None or self._windows is None:
            return
        if self._scene.view.state == "resolving":
            self._scene = replace(self._scene, window=window)
            return
        self._scene = replace(self._scene, lights=lights, window=window)
        self._windows.spotlight.shine(lights, afresh=False)
        self._sit(stay=True)

    def card_rect(self) -> DeviceRect | None:
        """Return where the card can be clicked; None when it is not on the screen."""
        if self._windows is None or self._seat is None or not self._windows.card.isVisible():
            return None
        return self._seat.grid.to_device(QRectF(self._windows.card.geometry()))

    def click_at(self, point: DevicePoint) -> bool:
        """Press the card's button under the mouse, which was seen to go down there; False: there is no button.

        The click counts once, also when Qt gets it too.
        """
        rect = self.card_rect()
        if rect is None or not rect.contains(point) or self._windows is None or self._seat is None:
            return False
        button = self._windows.card.button_at(self._seat.grid.point_to_logical(point))
        if button is None:
            return False
        self._windows.clicks.clicked(button)
        return True

    def await_keyboard(self) -> int | None:
        """Get the card ready for the keyboard; return its window, None when it is not on the screen.

        Whoever gives the keyboard to that window takes it back on `keyboard_left` and `wish`.
        """
        if self._windows is None or not self._windows.card.isVisible():
            return None
        return self._windows.card.await_keyboard()

    def shutdown(self) -> None:
        """Leave the screen for good."""
        self._renew.stop()
        self._early.stop()
        self._clear()
        if self._windows is not None:
            self._windows.close()
            self._windows = None

    def show_again(self) -> None:
        """Put everything back on the screen after someone else has taken it off."""
        self._rebuild()

    def _show(self, scene: Scene) -> None:
        self._appear()
        windows = self._open_windows()
        view = scene.view
        step = (view.step_id, view.number, view.state in FINAL, bool(scene.lights), view.scrolled is None)
        fresh = step != self._step or not windows.card.isVisible()
        if fresh:
            self._dragged_to = None
        self._step = step
        guess = any(light.guess for light in scene.lights)
        windows.card.say(content_of(scene.view, guess=guess), self._pictures, room_of(grid_of(scene)))
        painting = windows.spotlight.shine(scene.lights, afresh=fresh)
        self._sit(stay=not fresh)
        windows.appear(raised=fresh)
        windows.card.announce()
        self._await_frame(scene.view, [*painting, windows.card])

    def _sit(self, *, stay: bool) -> None:
        """Put the card and what surrounds it where they belong."""
        if self._windows is None or self._scene is None:
            return
        card, sheet = self._windows.card, self._windows.sheet
        if self._dragged_to is not None:
            seat = Seat.at(self._dragged_to, card.size(), self._scene)
        else:
            side = self._seat.placed.side if stay and self._seat is not None else None
            mirrored = self._direction == Qt.LayoutDirection.RightToLeft
            seat = Seat.beside(self._scene, card.size(), right_to_left=mirrored, stay=side)
        self._seat = seat
        place(card, seat.placed.rect, seat.grid)
        card.point(seat.placed.side if sheet is not None else None, seat.tip)
        if sheet is not None:
            sheet.surround(card.geometry(), seat.placed.side, seat.tip)

    def _await_frame(self, view: View, windows: list[QWidget]) -> None:
        if view.state != "showing":
            if view.state != "waiting":
                self._announced_painting = None
            return
        if self._announced_painting != view.step_id:
            self._announced_painting = view.step_id
            self._first_frame.expect(windows)
            for window in windows:  # one that already shows what it shall would not paint by itself
                window.update()

    def _wait_for_lights(self) -> None:
        self._announced_painting = None
        self._first_frame.forget()
        if not self._looking.isActive():
            self._looking.start()
            self._linger.start()

    def _say_looking(self) -> None:
        if self._scene is not None:
            self._show(self._scene)

    def _stop_lingering(self) -> None:
        if self._windows is not None:
            self._windows.spotlight.put_out()

    def _clear(self) -> None:
        for timer in (self._looking, self._linger, self._farewell):
            timer.stop()
        self._first_frame.forget()
        self._scene = None
        self._step = ()
        self._announced_painting = None
        if self._windows is not None:
            self._windows.vanish()
        if self._is_on_screen:
            self._is_on_screen = False
            self.on_screen.emit(False)

    def _appear(self) -> None:
        if not self._is_on_screen:
            self._is_on_screen = True
            self.on_screen.emit(True)

    def _close(self) -> None:
        self._clear()
        self.closed.emit()

    def _on_pressed(self, button: Button) -> None:
        if button.wish is None:
            self._close()
        else:
            self._send(button.wish)

    def _on_escape(self) -> None:
        if self._scene is not None and self._scene.view.state in FINAL:
            self._close()
        else:
            self._send(Dismiss())

    def _send(self, wish: object) -> None:
        before, at = self._last_wish
        now = time.monotonic()
        if wish != before or now - at > _SAME_WISH_S:
            self._last_wish = (wish, now)
            self.wish.emit(wish)

    def _on_rated(self, rating: int) -> None:
        self.rated.emit(rating)
        if self._windows is not None and (content := self._windows.card.content) and self._scene is not None:
            self._windows.card.say(thanks(content), self._pictures, room_of(grid_of(self._scene)))
            self._windows.card.announce()
        self._farewell.start(_THANKS_MS)

    def _on_dragged(self, corner: QPoint) -> None:
        self._dragged_to = corner
        self._sit(stay=True)

    def follow_compositor(self) -> None:
        """See whether there is a compositor, and show everything as it can be shown with or without one."""
        if self._windows is not None and self._windows.composited != self._ask_composited():
            self._rebuild()

    def _rebuild(self) -> None:
        """Make the windows again: another look, other screens, a compositor that came or went."""
        scene = self._scene
        if self._windows is not None:
            self._windows.close()
            self._windows = None
            self._step = ()
        if scene is not None:
            self.present(scene)

    def _open_early(self) -> None:
        self._open_windows()

    def _open_windows(self) -> StageWindows:
        if self._windows is None:
            self._windows = windows = StageWindows(Theme.of(self._look), composited=self._ask_composited())
            card = windows.card
            card.setLayoutDirection(self._direction)
            card.pressed.connect(self._on_pressed)
            card.escaped.connect(self._on_escape)
            card.rated.connect(self._on_rated)
            card.resized.connect(lambda: self._sit(stay=True))
            card.dragged.connect(self._on_dragged)
            card.keyboard_left.connect(self.keyboard_left)
            card.painted.connect(lambda: self._first_frame.saw(card))
            windows.spotlight.painted.connect(self._first_frame.saw)
        return self._windows


def _leaves_quietly(view: View) -> bool:
    """Whoever says "not now" is not told anything more."""
    return view.state == "dismissed" and view.dismissed_how in (None, "not-now")


def _timer(parent: QObject, after_ms: int, do: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(after_ms)
    timer.timeout.connect(do)
    return timer
