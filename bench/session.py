"""How long a session thinks about an event, in a long tutorial with everything in it."""

from __future__ import annotations

import time

from bench.tables import Table, median, p95
from guide.session.effects import Start, Track
from guide.session.events import ApplicationSeen, Began, Event, Next, Painted, Saw, Sighting, TargetClicked
from guide.session.machine import Session
from guide.session.view import FINAL
from guide.tutorial.conditions import AllOf, AnyOf, Clicked, Gone, Not, Shown, Value
from guide.tutorial.document import Branch, Restore, Step, Tutorial
from guide.tutorial.patterns import LocalName, TextPattern
from guide.tutorial.targets import ElementSpec, Target

STEPS = 200
FOUND = Sighting("found", "element", 1.0, 7, value="Buy milk")


def target(text: str) -> Target:
    """Return a button of this name."""
    return Target(element=ElementSpec("button", LocalName({"": TextPattern(text)})))


def long_tutorial() -> Tutorial:
    """Return a tutorial as long as the format allows, each step with conditions, a way back and branches."""
    dialog = target("dialog")
    steps = tuple(
        Step(
            f"step-{i}",
            "Press {target}.",
            targets=(target(f"button {i}"),),
            until=AnyOf((AllOf((Clicked(), Not(Gone(dialog)))), AllOf((Clicked(), Value(TextPattern("/milk/")))))),
            when=Shown(dialog) if i % 5 == 0 else None,
            restore=(Restore(Gone(dialog), "Come back.", f"step-{max(0, i - 2)}"),),
            go=(Branch(f"step-{i + 1}", Shown(dialog)),) if i % 3 == 0 and i + 1 < STEPS else (),
        )
        for i in range(STEPS)
    )
    return Tutorial("long", "A long way", steps)


def play(tutorial: Tutorial) -> list[float]:
    """Play it to the end; return the seconds that each event, with the view after it, took."""
    session = Session(tutorial, lambda: time.monotonic_ns() // 1_000_000)
    took: list[float] = []
    waiting: list[Event] = [Began(), ApplicationSeen("here")]
    while session.view.state not in FINAL:
        event = waiting.pop(0) if waiting else _deed(session)
        before = time.perf_counter()
        commands = session.send(event)
        view = session.view
        took.append(time.perf_counter() - before)
        tracks = [c.effect for c in commands if isinstance(c, Start) and isinstance(c.effect, Track)]
        waiting += [Saw(track.target, FOUND) for track in tracks]
        if view.state == "showing":
            waiting.append(Painted())
    return took


def _deed(session: Session) -> Event:
    view = session.view
    return TargetClicked(view.targets[0], "click") if view.targets else Next()


def main() -> None:
    """Measure and print."""
    tutorial = long_tutorial()
    before = time.perf_counter()
    Session(tutorial, lambda: 0)
    made_ms = (time.perf_counter() - before) * 1000
    took = sorted(seconds * 1e6 for _ in range(5) for seconds in play(tutorial))
    table = Table(f"a session of {STEPS} steps with everything in them", "median", "p95", "worst")
    table.row("an event, µs", f"{median(took):.0f}", f"{p95(took):.0f}", f"{took[-1]:.0f}")
    table.row("made, ms", f"{made_ms:.1f}")


if __name__ == "__main__":
    main()
