"""The way through a tutorial: which steps lie behind, which may lie ahead, and how far along that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guide.tutorial.document import Step, Tutorial


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run was left: enough to go on after a restart. Plain values, so that it can be stored."""

    tutorial_id: str
    tutorial_version: str
    step_id: str
    visited: tuple[str, ...] = ()
    """Ids of the steps left behind so far, done or skipped, in the order of the visit."""
    skipped: tuple[str, ...] = ()
    """Those of them that were skipped."""
    answers: tuple[tuple[str, str], ...] = ()
    """Step id and choice id of the questions answered."""


class Path:
    """The steps behind, each at most once, and the longest way on from each step."""

    def __init__(self, tutorial: Tutorial, behind: Iterable[str] = (), skipped: Iterable[str] = ()) -> None:
        self._steps = tutorial.steps
        self._index = {step.id: i for i, step in enumerate(tutorial.steps)}
        self._ahead = _longest_ways(tutorial, self._index)
        self.behind = [step_id for step_id in dict.fromkeys(behind) if step_id in self._index]
        self._skipped = set(skipped)
        self._passed: set[str] = set()

    def __contains__(self, step_id: str) -> bool:
        """Whether the tutorial has this step."""
        return step_id in self._index

    def step(self, step_id: str) -> Step:
        """Return a step of the tutorial."""
        return self._steps[self._index[step_id]]

    @property
    def skipped(self) -> tuple[str, ...]:
        """The steps behind that were skipped, in order."""
        return tuple(step_id for step_id in self.behind if step_id in self._skipped)

    @property
    def complete(self) -> bool:
        """Whether every step behind that is not optional was done."""
        return all(self.step(step_id).optional for step_id in self.skipped)

    def leave(self, step_id: str, *, skipped: bool) -> None:
        """Put a step behind, done or skipped."""
        self.behind.append(step_id)
        (self._skipped.add if skipped else self._skipped.discard)(step_id)

    def pass_over(self, step_id: str) -> None:
        """Remember that a step was passed over since the last one that was shown."""
        self._passed.add(step_id)

    def shown(self) -> None:
        """Say that a step was reached that is not passed over."""
        self._passed.clear()

    def rewind(self, step_id: str) -> bool:
        """Go back to a step behind: it and all after it lie ahead again. False where it was not behind."""
        if step_id not in self.behind:
            return False
        del self.behind[self.behind.index(step_id) :]
        return True

    def after(self, step_id: str) -> str | None:
        """Return the next step in the order of the file, None at the end."""
        index = self._index[step_id] + 1
        return self._steps[index].id if index < len(self._steps) else None

    def onward(self, wish: str | None, current: str) -> str | None:
        """Return where skipping or passing over `current` leads, when the tutorial says `wish`.

        Never to a step behind, nor to one just passed over: whoever skips gets to the end, whatever the branches.
        """
        if wish is None or self._fresh(wish, current):
            return wish
        later = (step.id for step in self._steps[self._index[current] + 1 :])
        return next((step_id for step_id in later if self._fresh(step_id, current)), None)

    def number(self) -> int:
        """Return the number of the current step, from 1."""
        return len(self.behind) + 1

    def total(self, current: str) -> int:
        """Return how many steps it is from the first visited to the end, on the longest way on."""
        return len(self.behind) + self._ahead[self._index[current]]

    def _fresh(self, step_id: str, current: str) -> bool:
        return step_id != current and step_id not in self.behind and step_id not in self._passed


def _longest_ways(tutorial: Tutorial, index: dict[str, int]) -> list[int]:
    """Return for each step how many steps lie on the longest way from it to the end, itself included.

    Ways back to earlier steps do not count: nobody knows how often they are taken.
    """
    longest = [1] * len(tutorial.steps)
    for i in reversed(range(len(tutorial.steps))):
        ways = (longest[j] for j in _ways_on(tutorial.steps[i], i, index) if i < j < len(longest))
        longest[i] = 1 + max(ways, default=0)
    return longest


def _ways_on(step: Step, i: int, index: dict[str, int]) -> list[int]:
    ways = []
    for branch in step.go:
        ways.append(index.get(branch.to, i))
        if branch.when is None:
            return ways
    return [*ways, i + 1]
