"""What the person's hands did: clicks on tracked targets and watched shortcuts, turned into events of the session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from guide.conductor.clicks import ClickJudge
from guide.conductor.lookout import Lookout, Surroundings
from guide.conductor.menus import MenuWatch
from guide.conductor.tracking import Tracker, available
from guide.conductor.typing_ahead import MOVING, TypingAhead
from guide.desktop.elements import ElementInfo, ElementRef
from guide.desktop.inputs import ChordPress, InputEvent, PointerPress
from guide.desktop.windows import Stop
from guide.session.effects import WatchKeys
from guide.session.events import Event, KeysPressed, TargetClicked
from guide.tutorial.keys import BadKeysError, Chord

#: Keys that activate a control as a click does.
ACTIVATING = frozenset({Chord("Enter"), Chord("Space")})
#: Roles in which Enter or Space means something else than a click.
_NOT_BY_ENTER = frozenset({"checkbox", "radio", "switch"})
_NOT_BY_SPACE = frozenset({"link"})
_TAKES_TEXT = frozenset({"textbox", "searchbox", "combobox", "spinbutton", "gridcell", "document"})


class Hands:
    """Observes input for one run; keys that nobody waits for never get here (see `ObservedInput.watch`)."""

    def __init__(
        self,
        lookout: Lookout,
        tell: Callable[[Sequence[Event]], None],
        on_card: Callable[[PointerPress], bool],
        around: Surroundings,
    ) -> None:
        """`tell(events)` takes what one movement of the hand meant for the step that it fell into.

        `on_card(press)` says whether a press or release fell on our own card (and handles it there).
        """
        self._desktop = around.desktop
        self._lookout = lookout
        self._tell = tell
        self._on_card = on_card
        self._keys: dict[WatchKeys, frozenset[Chord]] = {}
        self._judge = ClickJudge(around.scale)
        self._menus = MenuWatch()
        self._ahead = TypingAhead(around.timers)
        self._stop: Stop = lambda: None
        self._watched: frozenset[Chord] = frozenset()

    def open(self) -> None:
        """Begin to observe."""
        self._stop = self._desktop.observed.subscribe(self._input)
        self._lookout.listener = self._ahead.hear
        self.rewatch()

    def close(self) -> None:
        """Observe nothing more."""
        self._stop()
        self._ahead.forget()
        self._watched = frozenset()
        self._desktop.observed.watch(frozenset())

    def start(self, effect: WatchKeys) -> None:
        """Wait for shortcuts."""
        self._keys[effect] = frozenset(_chords(effect.keys))
        self.rewatch()

    def stop(self, effect: WatchKeys) -> None:
        """Wait for them no more."""
        del self._keys[effect]
        self.rewatch()

    def look(self) -> None:
        """Take in what was found, and that a menu has opened, by whatever key."""
        self.rewatch()
        clickable = [tracker for tracker in self._lookout.trackers if tracker.effect.clicks]
        opened = self._menus.opened(clickable, self._lookout.snapshot)
        if opened and not self._judge.holding:  # a press counts when it is let go of
            self._tell([TargetClicked(tracker.effect.target, "click") for tracker in opened])

    def rewatch(self) -> None:
        """Say which keys matter now; called when trackers come and go, and when they have found something."""
        chords = frozenset[Chord]().union(*self._keys.values())
        clickable = [tracker for tracker in self._lookout.trackers if tracker.effect.clicks]
        if clickable:
            chords |= (ACTIVATING | MOVING).union(*map(_own_keys, clickable))
        if chords != self._watched:
            self._watched = chords
            self._desktop.observed.watch(chords)

    def _input(self, event: InputEvent) -> None:
        match event:
            case PointerPress():
                self._pointer(event)
            case ChordPress(chord):
                self._chord(chord)
        self._lookout.look_soon()

    def _pointer(self, press: PointerPress) -> None:
        self._ahead.forget()
        if press.button == "middle" or self._on_card(press):
            return
        meant = list(self._judge.judge(press, self._lookout.trackers, self._lookout.snapshot))
        if meant:
            self._tell(meant)

    def _chord(self, chord: Chord) -> None:
        meant: list[Event] = []
        if any(chord in chords for chords in self._keys.values()):
            meant.append(KeysPressed(str(chord)))
        activated = (
            t for t in self._lookout.trackers if t.effect.clicks and self._meant_for(t) and _activates(chord, t)
        )
        meant += [TargetClicked(tracker.effect.target, "click") for tracker in activated]
        if chord in MOVING:
            self._ahead.moved()
        elif not meant and chord in ACTIVATING:
            self._activate_ahead(chord)
        self._tell(meant)

    def _activate_ahead(self, chord: Chord) -> None:
        """Let the key count for what the keyboard was on its way to, in this window alone."""
        front = self._lookout.snapshot.active

        def arrived(ref: ElementRef) -> None:
            there = [t for t in self._lookout.trackers if t.effect.clicks and _is(t, ref) and _in(t, front)]
            self._tell([TargetClicked(t.effect.target, "click") for t in there if _activates(chord, t)])

        self._ahead.activate(arrived)

    def _meant_for(self, tracker: Tracker) -> bool:
        """Whether the keyboard is in the program of what was found: the same shortcut elsewhere is another thing."""
        active = self._lookout.snapshot.active_window
        found = tracker.finding.window if tracker.finding else None
        return active is None or found is None or active.id == found.id or active.pid == found.pid


def _is(tracker: Tracker, ref: ElementRef) -> bool:
    return tracker.finding is not None and tracker.finding.element is not None and tracker.finding.element.ref == ref


def _in(tracker: Tracker, window: int | None) -> bool:
    found = tracker.finding.window if tracker.finding else None
    return found is not None and found.id == window


def _chords(texts: Iterable[str]) -> Iterator[Chord]:
    for text in texts:
        with suppress(BadKeysError):  # what is no shortcut is never pressed
            yield Chord.parse(text)


def _own_keys(tracker: Tracker) -> frozenset[Chord]:
    """Return the shortcuts that do what a click on it does, here and now: a bare letter does so in its open menu."""
    finding = tracker.finding
    if finding is None or finding.element is None or not available(finding):
        return frozenset()
    in_menu = finding.rect is not None and finding.element.role.startswith("menuitem")
    return frozenset(chord for chord in finding.element.keys if in_menu or not _types_something(chord))


def _types_something(chord: Chord) -> bool:
    return len(chord.key) == 1 and chord.modifiers <= {"Shift"}


def _activates(chord: Chord, tracker: Tracker) -> bool:
    finding = tracker.finding
    if finding is None or finding.element is None or not available(finding):
        return False
    if chord in _own_keys(tracker):
        return True
    element = finding.element
    if chord not in ACTIVATING or finding.rect is None or element.role in _TAKES_TEXT:
        return False
    if element.role.startswith("menuitem"):
        return bool(element.states & {"focused", "selected"})
    return "focused" in element.states and _pressed_by(chord, element)


def _pressed_by(chord: Chord, element: ElementInfo) -> bool:
    if chord.key == "Enter":
        return element.role not in _NOT_BY_ENTER if element.by_enter is None else element.by_enter
    return element.role not in _NOT_BY_SPACE
