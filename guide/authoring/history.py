"""Undo and redo without limit: each entry is the piece of text that was replaced, not the whole text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done: at `at`, `before` became `after`."""

    label: str
    """For the menu: what is undone."""
    at: int
    before: str
    after: str
    step: int | None = None
    """Number of the step it was done in, to show it again."""
    key: object = None
    """Typing with the same key is one entry."""

    def undone(self, text: str) -> str:
        """Return the text as it was."""
        return text[: self.at] + self.before + text[self.at + len(self.after) :]

    def done(self, text: str) -> str:
        """Return the text as it became."""
        return text[: self.at] + self.after + text[self.at + len(self.before) :]


def entry(label: str, old: str, new: str, step: int | None, key: object) -> Entry:
    """Return what happened between two texts."""
    start = _alike(old, new)
    most = min(len(old), len(new)) - start
    end = _alike(old[::-1][:most], new[::-1][:most]) if most else 0
    return Entry(label, start, old[start : len(old) - end], new[start : len(new) - end], step, key)


def _alike(one: str, other: str) -> int:
    """Return how many characters at the beginning are the same; halves the text instead of going through it."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


class History:
    """What was done and can be undone, and what was undone and can be done again."""

    def __init__(self) -> None:
        self._done: list[Entry] = []
        self._undone: list[Entry] = []
        self._sealed = True

    @property
    def undo_label(self) -> str | None:
        """What would be undone; None: nothing."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """What would be done again; None: nothing."""
        return self._undone[-1].label if self._undone else None

    def note(self, done: Entry, new: str) -> None:
        """Note what was done. `new` is the whole text after it."""
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last is not None and done.key is not None and done.key == last.key and not self._sealed:
            before = last.undone(done.undone(new))
            self._done[-1] = entry(last.label, before, new, last.step, last.key)
        else:
            self._done.append(done)
        self._sealed = False

    def seal(self) -> None:
        """Let what is typed next be an entry of its own."""
        self._sealed = True

    def undo(self, text: str) -> tuple[str, Entry] | None:
        """Return the text before the last thing that was done, and what that was; None where there is nothing."""
        if not self._done:
            return None
        last = self._done.pop()
        self._undone.append(last)
        self._sealed = True
        return last.undone(text), last

    def redo(self, text: str) -> tuple[str, Entry] | None:
        """Return the text after what was undone last, and what that was; None where there is nothing."""
        if not self._undone:
            return None
        last = self._undone.pop()
        self._done.append(last)
        self._sealed = True
        return last.done(text), last
