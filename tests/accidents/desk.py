"""Somebody at work: an editor with a note, a tutorial over it, and what the screen looked like before."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from Xlib import X, error
from Xlib.display import Display
from Xlib.xobject.drawable import Window as XWindow

from guide.desktop.elements import ElementQuery
from guide.desktop.virtual.sweeper import programs_of
from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.end_to_end.card import card_elements
from tests.end_to_end.playing import Playing
from tests.support.desktop import (
    Person,
    SeenWindow,
    Shot,
    active_window,
    connected,
    focused_window,
    shoot,
    wait_for_window,
    wait_until,
    wait_until_stable,
)

TUTORIAL = Path(__file__).parent / "note.yaml"
#: Around a window: its frame and shadow.
_FRAME_PX = 40
_GRID_PX = 16


class Desk:
    """A screen with an editor; `bare` is how the screen looks without guide."""

    def __init__(self, screen: VirtualScreen) -> None:
        self.screen = screen
        self.person = Person(screen)
        self.note = screen.home / "note.txt"
        self.note.touch()
        self.process, self.editor = self.open_editor()
        self.bare = wait_until_stable(lambda: shoot(screen), "the editor")

    # --- the program ----------------------------------------------------------------------------------------------

    def open_editor(self) -> tuple[subprocess.Popen[bytes], SeenWindow]:
        """Open the note."""
        self.process = self.screen.start("mousepad", str(self.note))
        self.editor = wait_for_window(self.screen, title="Mousepad")
        return self.process, self.editor

    def kill_editor(self) -> None:
        """Kill the program and wait until it is dead: a second one would hand its note over to one that still lives."""
        self.process.kill()
        self.process.wait()

    @property
    def page(self) -> DevicePoint:
        """A point of the page beside any card."""
        rect, cards = self.editor.rect, [card.grown(_FRAME_PX) for card in self._cards()]
        corner = DevicePoint(rect.x + 60, rect.bottom - 60)
        points = (corner, DevicePoint(rect.right - 60, corner.y), DevicePoint(corner.x, rect.center.y))
        return next(point for point in points if not any(card.contains(point) for card in cards))

    @property
    def menu_bar(self) -> DevicePoint:
        """A point of the program beside its menus, outside the light of the first step."""
        rect = self.editor.rect
        return DevicePoint(rect.right - 20, rect.y + 10)

    def works_on(self, text: str = "and on", *, click: bool = True) -> None:
        """Type into the editor and save: the text is in the file, and the editor has the keyboard."""
        if click:
            self.person.clicks(self.page)
        self.person.types(text)
        self.person.presses("ctrl+s")
        wait_until(lambda: text in self.note.read_text(), f"“{text}” in the note")
        assert active_window(self.screen) == self.editor.xid
        assert focused_window(self.screen) != X.NONE

    def _cards(self) -> list[DeviceRect]:
        small = self.screen.width_px * self.screen.height_px / 4
        with connected(self.screen) as display:
            return [rect for rect in _over_all(display) if rect.width * rect.height < small]

    # --- guide ----------------------------------------------------------------------------------------------------

    def play(self, *options: str, tutorial: Path = TUTORIAL) -> Playing:
        """Begin the tutorial; return when its first step is on the screen and the screen keeps still."""
        playing = Playing(self.screen, tutorial, *options)
        playing.wait_for_step(1)
        self.wait_for_light(playing)
        return playing

    def wait_for_light(self, playing: Playing) -> None:
        """Wait until the screen is dimmed."""
        wait_until(lambda: overlay(self.screen, playing.process.pid) and self.dimmed(), "the light")

    def dimmed(self) -> bool:
        """Whether the corner of the screen is darker than without guide."""
        corner = DevicePoint(3, 3)
        return sum(shoot(self.screen).at(corner)) < sum(self.bare.at(corner))

    def freed(self) -> bool:
        """Whether the screen looks as without guide; the editor's window, in which work goes on, left aside."""
        now, window = shoot(self.screen), self.editor.rect.grown(_FRAME_PX)
        return all(now.at(point) == self.bare.at(point) for point in _grid(now) if not window.contains(point))

    def said(self, playing: Playing) -> str:
        """Return all words of the card, as a screen reader knows them."""
        return "\n".join(found.name for found in card_elements(self.screen, playing.process.pid, ElementQuery()))

    def wait_for_words(self, playing: Playing, pattern: str) -> None:
        """Wait until the card says it."""
        wait_until(lambda: re.search(pattern, self.said(playing)), f"“{pattern}” on the card")

    def output(self, playing: Playing) -> str:
        """Return what guide wrote to the terminal."""
        logs = sorted(self.screen.logs.glob("*python*.log"))
        assert playing.process.pid
        return "\n".join(log.read_text(errors="replace") for log in logs)


def overlay(screen: VirtualScreen, pid: int) -> list[DeviceRect]:
    """Return where windows of a process lie over all others."""
    with connected(screen) as display:
        return list(_over_all(display, pid))


def _over_all(display: Display, pid: int | None = None) -> Iterator[DeviceRect]:
    atom = display.intern_atom("_NET_WM_PID")
    for window in display.screen().root.query_tree().children:
        try:
            attributes = window.get_attributes()
            owner = window.get_full_property(atom, X.AnyPropertyType)
            place = window.get_geometry()
        except (error.BadWindow, error.BadDrawable):  # it closed while we looked
            continue
        if attributes.map_state != X.IsViewable or not attributes.override_redirect or owner is None:
            continue
        if pid in {None, int(owner.value[0])}:
            yield DeviceRect(place.x, place.y, place.width, place.height)


def embedded(screen: VirtualScreen, pid: int) -> list[int]:
    """Return the windows of a process that lie inside windows of others: its icons in a panel."""
    with connected(screen) as display:
        atom = display.intern_atom("_NET_WM_PID")
        tops = display.screen().root.query_tree().children
        return [window.id for top in tops for window in _below(top) if _shown_by(window, atom, pid)]


def _below(window: XWindow) -> Iterator[XWindow]:
    with suppress(error.BadWindow):  # it closed while we looked
        for child in window.query_tree().children:
            yield child
            yield from _below(child)


def _shown_by(window: XWindow, atom: int, pid: int) -> bool:
    with suppress(error.BadWindow):
        owner = window.get_full_property(atom, X.AnyPropertyType)
        return owner is not None and int(owner.value[0]) == pid and window.get_attributes().map_state == X.IsViewable
    return False


def processes(screen: VirtualScreen, command: str) -> list[int]:
    """Return the programs of the screen whose command line has these words, the oldest first."""
    token = screen.environment["GUIDE_VIRTUAL_SCREEN"]
    return sorted(pid for pid in programs_of(token) if command in _command(pid))


def end(pids: Iterable[int], signal: int) -> None:
    """Send a signal to each."""
    for pid in pids:
        os.kill(pid, signal)


def cpu_ms(pid: int) -> int:
    """Return how long a process has used the processor so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 // os.sysconf("SC_CLK_TCK")


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _grid(shot: Shot) -> Iterator[DevicePoint]:
    return (DevicePoint(x, y) for y in range(0, shot.height, _GRID_PX) for x in range(0, shot.width, _GRID_PX))
