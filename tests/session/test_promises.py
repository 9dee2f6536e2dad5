"""The promises of a session, whatever the tutorial says and whatever happens.

Random tutorials are played on a screen where anything may happen at any time. `Playing` checks after each event that
every effect is started and stopped once, that there is one outcome, that no step is counted twice, and that progress
stays between 0 and 1.
"""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from guide.session.events import (
    ActiveWindowChanged,
    Answer,
    ApplicationSeen,
    Back,
    Began,
    Dismiss,
    Event,
    Fail,
    KeysPressed,
    Next,
    Painted,
    Pause,
    Report,
    Resume,
    Retry,
    Saw,
    Sighting,
    Skip,
    TargetClicked,
    TargetDragged,
    TimerFired,
)
from guide.session.machine import Progress
from guide.session.view import FINAL
from guide.tutorial.conditions import (
    AllOf,
    Answered,
    AnyOf,
    Checked,
    Clicked,
    ClickKind,
    Condition,
    Confirmed,
    Dragged,
    Focused,
    Gone,
    Not,
    Pressed,
    Selected,
    Shown,
    Value,
    Waited,
    WindowActive,
)
from guide.tutorial.document import Ask, Branch, Choice, Restore, Step, Stuck, Tutorial
from guide.tutorial.patterns import TextPattern
from guide.tutorial.targets import Target
from tests.session.playing import BOLD, DIALOG, FILE, FOUND, TEXT, Playing, window

TARGETS = st.sampled_from([FILE, TEXT, BOLD, DIALOG])
WINDOWS = st.sampled_from([window("Mousepad"), window("Save As")])
KEYS = st.sampled_from(["Ctrl+S", "Escape"])
CLICKS = st.sampled_from(["click", "double-click", "right-click"])
CHOICES = ("yes", "no", "why")
TRUTH = st.sampled_from([True, False, None])
LONG_ENOUGH_MS = 200_000

leaves = st.one_of(
    st.builds(Clicked, CLICKS),
    st.builds(Dragged, st.integers(-300, 300), st.integers(-300, 300)),
    st.just(Confirmed()),
    st.builds(Pressed, KEYS),
    st.builds(Value, st.sampled_from([TextPattern("x"), TextPattern(r"/\S/")])),
    st.builds(Shown, TARGETS),
    st.builds(Gone, TARGETS),
    st.builds(Focused, st.none() | TARGETS),
    st.builds(Checked, st.booleans()),
    st.builds(Selected, st.booleans()),
    st.builds(WindowActive, WINDOWS),
    st.builds(Waited, st.sampled_from([0, 1_000, 5_000])),
    st.builds(Answered, st.sampled_from((*CHOICES, "never"))),
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=3,
)
sightings = st.builds(
    Sighting,
    st.sampled_from(["found", "found", "absent", "ambiguous"]),
    signal=st.sampled_from(["element", "region"]),
    confidence=st.floats(0, 1),
    focused=TRUTH,
    checked=TRUTH,
    selected=TRUTH,
    value=st.sampled_from([None, "", "x", "y"]),
    silent=st.sampled_from([False, False, True]),
    scrolled=st.sampled_from([None, None, "down"]),
)
asks = st.builds(
    Ask,
    st.just("?"),
    st.tuples(*(st.builds(Choice, st.just(c), st.just(c), TRUTH, st.sampled_from([None, "So."])) for c in CHOICES)),
)


def rarely(strategy: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition | None]:
    return st.integers(0, 3).flatmap(lambda n: strategy if n == 3 else st.none())


def steps(ids: tuple[str, ...], index: int, *, plain: bool) -> st.SearchStrategy[Step]:
    """A step of a tutorial; a plain one leads forward only."""
    ahead = st.sampled_from((ids[index + 1 :] or ("nowhere",)) if plain else (*ids, "nowhere"))
    branches = st.builds(Branch, ahead, st.none() | conditions)
    restores = st.builds(
        Restore, conditions, st.sampled_from([None, "Oops, {target}."]), st.none() | st.sampled_from(ids)
    )
    return st.builds(
        Step,
        st.just(ids[index]),
        st.just("Do {target}."),
        targets=st.lists(TARGETS, max_size=2, unique=True).map(tuple),
        until=st.none() | conditions,
        when=rarely(conditions),
        optional=st.booleans(),
        stuck=st.none() | st.builds(Stuck, st.sampled_from([None, 0, 5_000]), st.none() | st.just("Hint.")),
        restore=st.just(()) if plain else st.lists(restores, max_size=2).map(tuple),
        go=st.lists(branches, max_size=2).map(tuple),
        ask=st.none() | asks,
    )


@st.composite
def tutorials(draw: st.DrawFn) -> tuple[Tutorial, bool]:
    plain = draw(st.booleans())
    ids = tuple(f"s{i}" for i in range(draw(st.integers(1, 6))))
    played = tuple(draw(steps(ids, i, plain=plain)) for i in range(len(ids)))
    return Tutorial("t", "T", played, start=(start,) if (start := draw(rarely(conditions))) else ()), plain


progresses = st.none() | st.builds(
    Progress,
    st.just("t"),
    st.just("1"),
    st.sampled_from(["s0", "s2", "s5"]),
    st.lists(st.sampled_from(["s0", "s1", "s2", "s9"])).map(tuple),
    st.lists(st.sampled_from(["s0", "s1"])).map(tuple),
    st.lists(st.tuples(st.sampled_from(["s0", "s1"]), st.sampled_from(CHOICES))).map(tuple),
)
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(ApplicationSeen, st.sampled_from(["here", "here", "hidden", "missing"])),
    st.builds(Saw, TARGETS, sightings),
    st.builds(ActiveWindowChanged, WINDOWS, st.booleans()),
    st.builds(TargetClicked, TARGETS, CLICKS),
    st.builds(TargetDragged, TARGETS, st.integers(-300, 300), st.integers(-300, 300)),
    st.builds(KeysPressed, KEYS),
    st.builds(TimerFired, st.sampled_from(["", "look#1", "stuck#5"])),
    st.builds(Answer, st.sampled_from((*CHOICES, "never"))),
    st.sampled_from(
        [Began(), Painted(), Next(), Next(), Back(), Skip(), Retry(), Pause(), Resume(), Resume(), Report()]
    ),
)


class Promises(RuleBasedStateMachine):
    """Anything may happen at any time."""

    @initialize(drawn=tutorials(), progress=progresses, learned=st.sampled_from([None, 0, 20_000]))
    def begin(self, drawn: tuple[Tutorial, bool], progress: Progress | None, learned: int | None) -> None:
        self.tutorial, self.plain = drawn
        self.timed = "Waited" in repr(self.tutorial)  # such a one may go round as its author wishes
        self.playing = Playing(self.tutorial, begin=False, progress=progress, learned_stuck_ms=lambda _: learned)
        self.playing.send(Began())
        self.progress, self.heard = self.playing.view.progress, len(self.playing.logs)

    @rule(event=events)
    def happens(self, event: Event) -> None:
        self.playing.send(event)

    @rule(thing=TARGETS, sighting=st.none() | sightings)
    def is_seen(self, thing: Target, sighting: Sighting | None) -> None:
        self.playing.see(thing, sighting)

    @rule(thing=TARGETS, kind=CLICKS)
    def is_clicked(self, thing: Target, kind: ClickKind) -> None:
        self.playing.click(thing, kind)

    @rule(ms=st.sampled_from([1, 400, 700, 4_000, 30_000]))
    def time_passes(self, ms: int) -> None:
        self.playing.wait(ms)

    @rule(paints=st.booleans(), presence=st.sampled_from(["here", "here", "hidden", "missing", None]))
    def the_outside_changes(self, paints: bool, presence: str | None) -> None:
        self.playing.paints, self.playing.presence = paints, presence

    @precondition(lambda self: self.playing.view.state not in FINAL)
    @rule(focused=st.booleans(), value=st.sampled_from(["", "x"]))
    def the_person_gets_on(self, focused: bool, value: str) -> None:
        playing = self._willing(self.playing)
        for target in playing.view.targets:
            playing.see(target, FOUND, focused=focused, checked=focused, selected=focused, value=value)
        if playing.view.state == "waiting":
            for target in playing.view.targets:
                playing.click(target)
            playing.send(Next())

    @precondition(lambda self: self.playing.view.state not in FINAL)
    @rule(end=st.sampled_from([Dismiss("never"), Fail("not-done")]))
    def there_is_a_way_out(self, end: Event) -> None:
        state = {"Dismiss": "dismissed", "Fail": "failed"}[type(end).__name__]
        assert self._copy().send(end).view.state == state

        skipping = self._willing(self._copy())
        for _ in range(len(self.tutorial.steps) + 1):
            skipping.send(Skip())
        assert skipping.view.state in {"completed", "skipped"}

        waiting = self._willing(self._copy())
        told = len(waiting.logs)
        waiting.wait(LONG_ENOUGH_MS)
        moved = any(log.kind in {"step-done", "step-passed"} for log in waiting.logs[told:])
        assert waiting.view.can_next or waiting.view.state in FINAL or moved
        if not self.timed:
            assert len(waiting.logs) - told <= 12 * len(self.tutorial.steps) + 12, "nothing goes round by itself"

    @invariant()
    def progress_falls_only_on_the_way_back(self) -> None:
        new = self.playing.logs[self.heard :]
        assert self.playing.view.progress >= self.progress or any(log.kind in {"back", "strayed"} for log in new)
        self.progress, self.heard = self.playing.view.progress, len(self.playing.logs)

    @invariant()
    def no_step_is_counted_twice(self) -> None:
        if self.plain:
            left = [log.step for log in self.playing.logs if log.kind in {"step-done", "step-skipped"}]
            backs = self.playing.kinds().count("back")
            assert all(left.count(step) <= 1 + backs for step in left)

    @invariant()
    def a_step_can_be_skipped(self) -> None:
        view = self.playing.view
        assert view.can_skip == (view.state in {"resolving", "showing", "waiting", "lost", "away"})

    def _copy(self) -> Playing:
        """The same run once more, to see what would happen."""
        return deepcopy(self.playing, {id(value): value for value in (self.tutorial, *self.tutorial.steps)})

    @staticmethod
    def _willing(playing: Playing) -> Playing:
        """Let the person open the program, go on after a pause, and begin anyway."""
        playing.presence, playing.paints = "here", True
        playing.application("here").send(Resume())
        if playing.view.state == "preparing":
            playing.wait(10_000).send(Next())
        assert playing.view.state not in {"preparing", "paused", "away"}
        return playing


TestPromises = Promises.TestCase
TestPromises.settings = settings(
    max_examples=200, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
pytestmark = pytest.mark.timeout(300)
