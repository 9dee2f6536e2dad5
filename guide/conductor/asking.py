"""Asks the screen whether a condition holds right now, for a performer that was told to wait for it."""

from __future__ import annotations

from guide.desktop.windows import WindowsSnapshot
from guide.targeting.finder import Finder
from guide.tutorial.conditions import AllOf, AnyOf, Condition, Gone, Not, Shown, WindowActive


async def holds(condition: Condition, finder: Finder, snapshot: WindowsSnapshot, language: str) -> bool:
    """Say whether it holds. What only a person can do (click, confirm, answer) is not waited for: it holds."""
    match condition:
        case Shown(target) | Gone(target):
            wanted = "found" if isinstance(condition, Shown) else "absent"
            return (await finder.find(target, snapshot)).state == wanted
        case WindowActive(window):
            active = snapshot.active_window
            return active is not None and window.accepts_title(active.title, language)
        case Not(part):
            return not await holds(part, finder, snapshot, language)
        case AllOf(parts) | AnyOf(parts):
            answers = [await holds(part, finder, snapshot, language) for part in parts]
            return all(answers) if isinstance(condition, AllOf) else any(answers)
    return True
