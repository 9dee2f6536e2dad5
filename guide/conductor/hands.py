"""What the person's hands did: clicks on tracked targets and watched shortcuts, turned into events of the session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from guide.conductor.clicks import ClickJudge
from guide.conductor.lookout import Lookout
from guide.conductor.tracking import Tracker
from guide.desktop.inputs import ChordPress, InputEvent, PointerPress
from guide.desktop.ports import Desktop
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
        desktop: Desktop,
        lookout: Lookout,
        tell: Callable[[Sequence[Event]], None],
        on_card: Callable[[PointerPress], bool],
    ) -> None:
        """`tell(events)` takes what one movement of the hand meant for the step that it fell into.

        `on_card(press)` says whether a press or release fell on our own card (and handles it there).
        """
        self._desktop = desktop
        self._lookout = lookout
        self._tell = tell
        self._on_card = on_card
        self._keys: dict[WatchKeys, frozenset[Chord]] = {}
        self._judge = ClickJudge()
        self._stop: Stop = lambda: None

    def open(self) -> None:
        """Begin to observe."""
        self._stop = self._desktop.observed.subscribe(self._input)
        self.rewatch()

    def close(self) -> None:
        """Observe nothing more."""
        self._stop()
        self._desktop.observed.watch(frozenset())

    def start(self, effect: WatchKeys) -> None:
        """Wait for shortcuts."""
        self._keys[effect] = frozenset(_chords(effect.keys))
        self.rewatch()

    def stop(self, effect: WatchKeys) -> None:
        """Wait for them no more."""
        del self._keys[effect]
        self.rewatch()

    def rewatch(self) -> None:
        """Say which keys matter now; called when trackers come and go, too."""
        chords = frozenset[Chord]().union(*self._keys.values())
        if any(tracker.effect.clicks for tracker in self._lookout.trackers):
            chords |= ACTIVATING
        self._desktop.observed.watch(chords)

    def _input(self, event: InputEvent) -> None:
        match event:
            case PointerPress():
                self._pointer(event)
            case ChordPress(chord):
                self._chord(chord)
        self._lookout.look_soon()

    def _pointer(self, press: PointerPress) -> None:
        if press.button == "middle" or self._on_card(press):
            return
        clicked = self._judge.judge(press, self._lookout.trackers, self._lookout.snapshot)
        if clicked is not None:
            self._tell([clicked])

    def _chord(self, chord: Chord) -> None:
        meant: list[Event] = []
        if any(chord in chords for chords in self._keys.values()):
            meant.append(KeysPressed(str(chord)))
        if chord in ACTIVATING:
            activated = (t for t in self._lookout.trackers if t.effect.clicks and _activates(chord, t))
            meant += [TargetClicked(tracker.effect.target, "click") for tracker in activated]
        self._tell(meant)


def _chords(texts: Iterable[str]) -> Iterator[Chord]:
    for text in texts:
        with suppress(BadKeysError):  # what is no shortcut is never pressed
            yield Chord.parse(text)


def _activates(chord: Chord, tracker: Tracker) -> bool:
    element = tracker.finding.element if tracker.finding else None
    if element is None or element.role in _TAKES_TEXT:
        return False
    if element.role.startswith("menuitem"):
        return bool(element.states & {"focused", "selected"})
    means_something_else = _NOT_BY_ENTER if chord.key == "Enter" else _NOT_BY_SPACE
    return "focused" in element.states and element.role not in means_something_else
