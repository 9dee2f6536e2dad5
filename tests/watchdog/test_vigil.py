"""When silence counts, told with a made-up clock."""

from __future__ import annotations

from collections.abc import Iterable

from guide.watchdog.vigil import OVERSLEPT_S, Measures, Vigil
from guide.watchdog.wire import BEAT, REST

FREE_AFTER_S, END_AFTER_S = 2.75, 60.0


class Night:
    """A watchdog listens to what guide says: pairs of (after so many seconds, these bytes); then guide ends."""

    def __init__(self, *says: tuple[float, bytes], oversleeps_s: float = 0.0) -> None:
        self.now_s = 100.0
        self.freed_at: list[float] = []
        self.ended_at: list[float] = []
        self.wakes = 0
        self._says = list(_moments(says, self.now_s))
        self._oversleeps_s = oversleeps_s

    def pass_by(self) -> Night:
        measures = Measures(FREE_AFTER_S, self._free, END_AFTER_S, self._end)
        Vigil(measures, self._listen, lambda: self.now_s).keep()
        return self

    def _listen(self, timeout_s: float | None) -> bytes | None:
        self.wakes += 1
        at, said = self._says[0]
        if timeout_s is not None and self.now_s + timeout_s < at:
            self.now_s += timeout_s + self._oversleeps_s
            if at > self.now_s:
                return None
        self.now_s = max(self.now_s, at)
        del self._says[0]
        return said

    def _free(self) -> None:
        self.freed_at.append(self.now_s - 100)

    def _end(self) -> None:
        self.ended_at.append(self.now_s - 100)


def _moments(says: Iterable[tuple[float, bytes]], now_s: float) -> Iterable[tuple[float, bytes]]:
    for after_s, said in says:
        now_s += after_s
        yield now_s, said
    yield now_s + 0.1, b""


def test_guide_that_beats_is_left_alone() -> None:
    night = Night(*[(1.5, BEAT)] * 20).pass_by()
    assert (night.freed_at, night.ended_at) == ([], [])
    assert night.wakes == 21, "one for each beat, none in between"


def test_silence_frees_the_screen_once_and_much_longer_silence_ends_guide() -> None:
    night = Night((0, BEAT), (200, REST)).pass_by()
    assert night.freed_at == [FREE_AFTER_S]
    assert night.ended_at == [END_AFTER_S]


def test_nothing_on_the_screen_means_nothing_to_do_and_no_waking_up() -> None:
    night = Night((0, BEAT), (1, REST), (3600, BEAT), (1, REST), (3600, REST)).pass_by()
    assert night.freed_at == []
    assert night.wakes == 6


def test_beats_that_waited_in_the_pipe_count_as_one() -> None:
    # the last one is what holds
    assert Night((0, BEAT + BEAT + REST), (3600, REST)).pass_by().freed_at == []
    assert Night((0, REST + BEAT), (10, REST)).pass_by().freed_at == [FREE_AFTER_S]


def test_guide_that_comes_back_is_watched_again() -> None:
    night = Night((0, BEAT), (10, BEAT), (10, BEAT), (1, REST)).pass_by()
    assert night.freed_at == [FREE_AFTER_S, 10 + FREE_AFTER_S]
    assert night.ended_at == []


def test_a_watchdog_that_overslept_with_the_whole_machine_does_not_judge() -> None:
    # given a machine that stands still for a minute while both sleep
    asleep_s = 60.0
    night = Night((0, BEAT), (1.5, BEAT), (asleep_s + 1.5, BEAT), (1.5, REST), oversleeps_s=asleep_s).pass_by()
    # then guide, whose beat comes a moment after, has not hung
    assert night.freed_at == []


def test_a_moment_too_late_is_no_oversleeping() -> None:
    night = Night((0, BEAT), (10, REST), oversleeps_s=OVERSLEPT_S / 2).pass_by()
    assert len(night.freed_at) == 1
