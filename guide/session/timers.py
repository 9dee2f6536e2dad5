"""How long situations have lasted.

A situation (the target is missing, the restore condition holds, …) has a name and a time after which something
follows from it. As long as it lasts its timer runs or has run out; as soon as it ends, both are forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guide.session.effects import Timer

#: A target is looked for this long before the card says that it cannot be found. A dialog of a large program on a
#: busy machine takes up to 3 s to appear.
LOOK_MS = 4_000
#: A menu that re-lays itself out, a click that closes its menu, a tree that is rebuilt: all are over after this.
CALM_MS = 700
#: Something that was there and is not seen any more is really gone after this.
GONE_MS = 400
#: Where a decision waits for an answer of the screen: then unknown counts as not holding.
DECIDE_MS = 3_000
#: Where a way on leads back to a step that only waits, it waits at least so long: the tutorial may go round as its
#: author wishes, but nothing flickers and no processor spins.
ROUND_MS = 1_000
#: Without a better number, someone who has not got on after this is stuck.
STUCK_MS = 30_000
#: What records say of when people get on is used within these bounds: sooner would nag, later would not help.
LEARNED_STUCK_MS = (10_000, 120_000)
#: When the program is there but the state to begin in is not seen, beginning anyway is offered after this.
PREPARE_MS = 10_000


class Timers:
    """One timer for each situation that lasts."""

    def __init__(self) -> None:
        self._running: dict[str, Timer] = {}
        self._over: set[str] = set()
        self._serial = 0

    def follow(self, situations: Mapping[str, int]) -> None:
        """Take in which situations last now, and after how many milliseconds each counts."""
        self._over &= situations.keys()
        self._running = {name: timer for name, timer in self._running.items() if name in situations}
        for name, after_ms in situations.items():
            if name not in self._running and name not in self._over:
                self._serial += 1
                self._running[name] = Timer(f"{name}#{self._serial}", after_ms)

    def fired(self, timer_name: str) -> str | None:
        """Take in that a timer has run out; return the name of its situation, or None when nobody waits for it."""
        for name, timer in self._running.items():
            if timer.name == timer_name:
                del self._running[name]
                self._over.add(name)
                return name
        return None

    def over(self, situation: str) -> bool:
        """Whether a situation has lasted long enough to count."""
        return situation in self._over

    def clear(self) -> None:
        """Forget all: whatever lasts begins anew."""
        self._running.clear()
        self._over.clear()

    def effects(self) -> Iterator[Timer]:
        """Yield the timers that must be running."""
        yield from self._running.values()
