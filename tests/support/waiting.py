"""Waits for conditions.  Tests never sleep for a guessed time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar, cast

T = TypeVar("T")

WITHIN_S = 30.0
"""LibreOffice needs some 6 s for its first start on two busy cores."""
_LOOK_EVERY_S = 0.05
_LOOKS_UNTIL_STABLE = 3


def wait_until(look: Callable[[], T | None], what: str, within_s: float = WITHIN_S) -> T:
    """Look again and again until the answer is true; return it.  Fails the test when it never is."""
    deadline = time.monotonic() + within_s
    while not (answer := look()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {within_s:g} s in vain for {what}; last look: {answer!r}")
        time.sleep(_LOOK_EVERY_S)
    return answer


def wait_until_stable(look: Callable[[], T | None], what: str, within_s: float = WITHIN_S) -> T:
    """Look until the answer is true and the same three times in a row; return it."""
    answers: list[T | None] = []

    def is_stable() -> bool:
        answers.append(look())
        last = answers[-_LOOKS_UNTIL_STABLE:]
        return len(last) == _LOOKS_UNTIL_STABLE and bool(last[0]) and all(a == last[0] for a in last)

    wait_until(is_stable, f"{what} to keep still", within_s)
    return cast("T", answers[-1])
