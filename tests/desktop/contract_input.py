"""What every handler of observed and of made input promises. Subclass the contracts with a `hands` fixture."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import pytest

from guide.desktop.inputs import ChordPress, InputEvent, MadeInput, ObservedInput, PointerPress, Typed
from guide.tutorial.geometry import DevicePoint
from guide.tutorial.keys import Chord

HERE = DevicePoint(640, 400)


class Hands(Protocol):
    """A pair of input handlers on one screen."""

    @property
    def observed(self) -> ObservedInput: ...
    @property
    def made(self) -> MadeInput: ...
    def pointer(self) -> DevicePoint: ...
    def wait(self, look: Callable[[], object], what: str) -> None: ...


@dataclass
class Watcher:
    """Somebody who observes."""

    events: list[InputEvent] = field(default_factory=list)

    @property
    def presses(self) -> list[PointerPress]:
        """What the mouse buttons did."""
        return [event for event in self.events if isinstance(event, PointerPress)]

    @property
    def chords(self) -> list[str]:
        """Which watched chords were pressed."""
        return [str(event.chord) for event in self.events if isinstance(event, ChordPress)]


def watching(hands: Hands, *chords: str) -> Watcher:
    """Begin to observe."""
    watcher = Watcher()
    hands.observed.watch(frozenset(Chord.parse(chord) for chord in chords))
    hands.observed.subscribe(watcher.events.append)
    return watcher


class PointingContract:
    """What made input promises of the pointer, and observed input of its buttons."""

    slow_move_ms = 80
    """0 where time does not pass."""

    def test_a_click_is_a_press_and_a_release_at_its_point(self, hands: Hands) -> None:
        watcher = watching(hands)
        hands.made.click(HERE)
        hands.wait(lambda: len(watcher.presses) == 2, "press and release")
        assert watcher.presses == [PointerPress(HERE, "left", down=True), PointerPress(HERE, "left", down=False)]
        assert hands.pointer() == HERE

    @pytest.mark.parametrize("button", ["left", "middle", "right"])
    def test_each_button_is_told_apart(self, hands: Hands, button: str) -> None:
        watcher = watching(hands)
        hands.made.click(DevicePoint(20, 30), button)  # type: ignore[arg-type]
        hands.wait(lambda: len(watcher.presses) == 2, "press and release")
        assert {press.button for press in watcher.presses} == {button}

    @pytest.mark.parametrize("way", ["up", "down", "left", "right"])
    def test_turning_the_wheel_is_no_click(self, hands: Hands, way: str) -> None:
        watcher = watching(hands)
        hands.made.scroll(HERE, way, 2)  # type: ignore[arg-type]
        hands.made.click(HERE)
        hands.wait(lambda: len(watcher.presses) == 2, "press and release")
        assert {press.button for press in watcher.presses} == {"left"}
        assert hands.pointer() == HERE

    def test_a_double_click_counts_two(self, hands: Hands) -> None:
        watcher = watching(hands)
        hands.made.click(DevicePoint(50, 60), count=2)
        hands.wait(lambda: len(watcher.presses) == 4, "two clicks")
        assert [(p.down, p.count) for p in watcher.presses] == [(True, 1), (False, 1), (True, 2), (False, 2)]

    def test_two_clicks_in_two_places_are_no_double_click(self, hands: Hands) -> None:
        watcher = watching(hands)
        hands.made.click(DevicePoint(50, 60))
        hands.made.click(DevicePoint(90, 60))
        hands.wait(lambda: len(watcher.presses) == 4, "two clicks")
        assert {press.count for press in watcher.presses} == {1}

    def test_a_drag_is_pressed_at_one_point_and_let_go_at_another(self, hands: Hands) -> None:
        watcher = watching(hands)
        end = DevicePoint(HERE.x + 120, HERE.y - 40)
        hands.made.drag(HERE, end, duration_ms=self.slow_move_ms)
        hands.wait(lambda: len(watcher.presses) == 2, "press and release")
        assert watcher.presses == [PointerPress(HERE, "left", down=True), PointerPress(end, "left", down=False)]
        assert hands.pointer() == end

    def test_a_slow_move_takes_its_time_and_arrives(self, hands: Hands) -> None:
        hands.made.move(DevicePoint(10, 10))
        assert hands.pointer() == DevicePoint(10, 10)
        began = time.monotonic()
        hands.made.move(DevicePoint(210, 110), duration_ms=self.slow_move_ms)
        assert time.monotonic() - began >= self.slow_move_ms / 1000
        assert hands.pointer() == DevicePoint(210, 110)


class ObservingContract:
    """What observed input promises."""

    def test_only_watched_chords_come_through(self, hands: Hands) -> None:
        # given somebody who waits for one shortcut
        watcher = watching(hands, "Ctrl+S")
        # when much else is pressed and typed before it
        hands.made.press(Chord.parse("Ctrl+A"))
        hands.made.type("my secret s S")
        hands.made.press(Chord.parse("Ctrl+Shift+S"))
        hands.made.press(Chord.parse("Alt+S"))
        hands.made.press(Chord.parse("Ctrl+S"))
        # then it alone arrives
        hands.wait(lambda: watcher.chords, "the shortcut")
        assert watcher.events == [ChordPress(Chord.parse("Ctrl+S"))]

    def test_of_what_is_typed_the_kind_of_key_alone_is_told_and_only_when_asked_for(self, hands: Hands) -> None:
        # given somebody who follows the work
        watcher = watching(hands, "F9")
        hands.made.type("x")
        hands.made.press(Chord.parse("F9"))
        hands.wait(lambda: watcher.chords, "that the first key was passed by")
        hands.observed.watch_work(True)
        # when something is typed, and a shortcut pressed
        hands.made.type("a7+")
        hands.made.press(Chord.parse("Ctrl+S"))
        hands.made.press(Chord.parse("F9"))
        hands.wait(lambda: len(watcher.chords) == 2, "the last key")
        # then the kinds arrive, and nothing else
        f9 = ChordPress(Chord.parse("F9"))
        assert watcher.events == [f9, Typed("letter"), Typed("digit"), Typed("sign"), f9]
        # when it was enough, then nothing more is told
        hands.observed.watch_work(False)
        hands.made.type("x")
        hands.made.press(Chord.parse("F9"))
        hands.wait(lambda: len(watcher.chords) == 3, "the last key")
        assert watcher.events[5:] == [f9]

    # None of them means anything to openbox: what it cannot start it complains about in a window of its own.
    @pytest.mark.parametrize(
        "chord",
        [
            *("Ctrl+S", "Ctrl+Shift+S", "Alt+F4", "F1", "F5", "F12", "Enter", "Escape", "Tab", "Shift+Tab", "Space"),
            *("Backspace", "Delete", "Insert", "Home", "End", "PageUp", "PageDown", "Up", "Down", "Left", "Right"),
            *("Ctrl++", "Ctrl+-", "Ctrl+0", "Ctrl+Alt+J", "Ctrl+Shift+F3", "Meta+J", "Ctrl+/", "Shift+F10"),
        ],
    )
    def test_what_is_pressed_is_what_is_told(self, hands: Hands, chord: str) -> None:
        watcher = watching(hands, chord, "F9", "Ctrl+9")
        hands.made.press(Chord.parse(chord))
        hands.wait(lambda: watcher.chords, "the shortcut")
        assert watcher.chords == [chord]

    def test_what_is_watched_can_change_at_any_time(self, hands: Hands) -> None:
        watcher = watching(hands)
        hands.made.press(Chord.parse("F6"))
        hands.observed.watch(frozenset({Chord.parse("F7")}))
        hands.made.press(Chord.parse("F6"))
        hands.made.press(Chord.parse("F7"))
        hands.wait(lambda: watcher.chords, "F7")
        hands.observed.watch(frozenset())
        hands.made.press(Chord.parse("F7"))
        hands.observed.watch(frozenset({Chord.parse("F8")}))
        hands.made.press(Chord.parse("F8"))
        hands.wait(lambda: len(watcher.chords) > 1, "F8")
        assert watcher.chords == ["F7", "F8"]

    def test_who_stopped_hears_nothing_more(self, hands: Hands) -> None:
        # given two who observe, of whom one stops
        gone: list[InputEvent] = []
        stop = hands.observed.subscribe(gone.append)
        stays = watching(hands)
        stop()
        stop()
        hands.made.click(HERE)
        hands.wait(lambda: len(stays.presses) == 2, "the other one")
        assert gone == []

    def test_one_can_begin_again(self, hands: Hands) -> None:
        first: list[InputEvent] = []
        hands.observed.subscribe(first.append)()
        hands.made.click(HERE)
        watcher = watching(hands)
        hands.made.click(DevicePoint(70, 80))
        hands.wait(lambda: len(watcher.presses) == 2, "press and release")
        assert first == []
        assert watcher.presses[0].point == DevicePoint(70, 80)

    def test_nothing_that_is_printed_tells_keys(self, hands: Hands) -> None:
        watcher = watching(hands, "Ctrl+J")
        hands.made.press(Chord.parse("Ctrl+J"))
        hands.wait(lambda: watcher.chords, "the shortcut")
        assert "J" not in repr(hands.observed)
