"""What a conductor needs from outside, moved by hand: time passes and searches answer when the test says so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from guide.desktop.fake import PostQueue
from guide.desktop.windows import Stop, WindowsSnapshot
from guide.session.effects import Track
from guide.targeting.finder import Finder
from guide.targeting.finding import Finding
from guide.tutorial.targets import Target


class ManualTimers:
    """Timers on a clock that only `pass_by` moves."""

    def __init__(self) -> None:
        self.now_ms = 1_000
        self._serial = 0
        self._due: dict[int, tuple[int, Callable[[], None]]] = {}

    def after(self, delay_ms: int, call: Callable[[], None]) -> Stop:
        self._serial += 1
        serial = self._serial
        self._due[serial] = (self.now_ms + delay_ms, call)
        return lambda: self._due.pop(serial, None) and None

    def pass_by(self, ms: int, then: Callable[[], object] = lambda: None) -> None:
        """Let time pass; timers run out in their order, and `then` is called after each."""
        until = self.now_ms + ms
        while due := sorted((at, serial) for serial, (at, _) in self._due.items() if at <= until):
            at, serial = due[0]
            self.now_ms = max(self.now_ms, at)
            self._due.pop(serial)[1]()
            then()
        self.now_ms = until

    @property
    def running(self) -> int:
        return len(self._due)


@dataclass(slots=True)
class Question:
    """One search."""

    target: Target
    snapshot: WindowsSnapshot
    with_value: bool
    done: Callable[[Finding], None]
    found: Finding
    abandoned: bool = False
    answered: bool = False

    @property
    def out(self) -> bool:
        return not self.abandoned and not self.answered


@dataclass(slots=True)
class Searches:
    """Asks the real finder, and answers by way of the queue, as a worker does; or, while `held`, when let go."""

    finder: Finder
    post: PostQueue
    held: bool = False
    takes_ms: float = 5.0
    asked: list[Question] = field(default_factory=list)

    def ask(self, track: Track, snapshot: WindowsSnapshot, done: Callable[[Finding], None]) -> Stop:
        target, with_value = track.target, track.with_value
        assert not any(q.out and q.target == target for q in self.asked), "one question at a time about each target"
        search = self.finder.find(target, snapshot, with_value=with_value, with_keys=track.clicks)
        question = Question(target, snapshot, with_value, done, replace(asyncio.run(search), find_ms=self.takes_ms))
        self.asked.append(question)
        if not self.held:
            self.post(lambda: self.answer(question))

        def abandon() -> None:
            question.abandoned = not question.answered

        return abandon

    @property
    def out(self) -> list[Question]:
        return [question for question in self.asked if question.out]

    def answer(self, question: Question) -> None:
        """Tell what was found, unless nobody wants to know any more."""
        if question.out:
            question.answered = True
            question.done(question.found)

    def let_go(self) -> None:
        """Answer what is out."""
        for question in self.out:
            self.answer(question)
        self.post.run()
