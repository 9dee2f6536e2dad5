"""Offers a tutorial, seldom, to somebody who did not ask: by a small card in the corner of the program in front."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guide.offers.decision import Budget, Candidate, Circumstances, Decision, decide
from guide.offers.suitable import first_missing
from guide.records.store import now_ms
from guide.settings import table

if TYPE_CHECKING:
    from guide.app.front import FrontProgram
    from guide.app.keyboard import CardKeyboard
    from guide.app.machinery import Machinery
    from guide.desktop.windows import Stop, WindowInfo
    from guide.player.invitation import Invitation
    from guide.records.reader import Habits
    from guide.tutorial.catalogue import Catalogue
    from guide.tutorial.entries import Entry

SETTLED_MS = 4000
"""Who has only come by on the way to another program is not spoken to."""
MS_AN_HOUR = 3_600_000


@dataclass(frozen=True, slots=True)
class Around:
    """What the offering asks of the tray program."""

    catalogue: Callable[[], Catalogue]
    running: Callable[[], bool]
    play: Callable[[str], None]


class Offering:
    """Looks, whenever another program comes to the front, whether there is something to offer."""

    def __init__(self, machinery: Machinery, front: FrontProgram, around: Around) -> None:
        self.presenting = False
        """The person wants to be left alone, until this is switched off."""
        self._machinery = machinery
        self._front = front
        self._around = around
        self._window: WindowInfo | None = None
        """The one whose program was looked at last."""
        self._invitation: tuple[Invitation, CardKeyboard] | None = None
        self._settling: Stop = lambda: None
        front.changed = self._changed
        self._changed()

    def shutdown(self) -> None:
        """Offer nothing more."""
        self._front.changed = None
        self._settling()
        self._leave()

    def look(self) -> None:
        """Look again soon: there may be something to offer now."""
        self._window = None
        self._changed()

    def _changed(self) -> None:
        window = self._front.window
        if window is None or (self._window is not None and window.pid == self._window.pid):
            return
        self._leave()
        self._window = window
        self._settling()
        self._settling = self._machinery.timers.after(SETTLED_MS, self._settled)

    def _settled(self) -> None:
        entries = self._entries()
        if not entries or self._circumstances(quiet=False) != Circumstances():
            return
        store, desktop = self._machinery.store, self._machinery.desktop

        def learn() -> tuple[Habits, bool]:
            return store.habits(), desktop.do_not_disturb()

        def learned(known: tuple[Habits, bool] | Exception) -> None:
            if not isinstance(known, Exception):
                self._decide(*known)

        self._machinery.aside(learn, learned)

    def _entries(self) -> list[Entry]:
        window = self._in_front()
        return list(self._around.catalogue().for_application(window.process, window.title)) if window else []

    def _in_front(self) -> WindowInfo | None:
        """Return the window that the person works in now, if it is still one of the same program."""
        active = self._machinery.desktop.windows.snapshot().active_window
        same = active is not None and self._window is not None and active.pid == self._window.pid
        return active if same else None

    def _circumstances(self, *, quiet: bool) -> Circumstances:
        window = self._in_front()
        full = window is not None and window.fullscreen
        return Circumstances(self._around.running(), self.presenting, full, quiet)

    def _decide(self, habits: Habits, quiet: bool) -> None:
        entries = [entry for entry in self._entries() if first_missing(entry, habits.done) is None]
        settings = self._machinery.settings
        decision = decide(
            [Candidate(entry.id, entry.title, entry.opens_itself) for entry in entries],
            habits,
            self._circumstances(quiet=quiet),
            Budget(settings.get(table.OFFERS_AN_HOUR), settings.get(table.OFFERS_A_DAY)),
            now_ms(),
        )
        entry = next((e for e in entries if decision.candidate is not None and e.id == decision.candidate.id), None)
        if entry is not None and self._invitation is None:
            self._invite(entry, decision)

    def _invite(self, entry: Entry, decision: Decision) -> None:
        from guide.app.keyboard import CardKeyboard
        from guide.conductor.scene import Scene
        from guide.player.invitation import Asked, Invitation
        from guide.player.theme import Theme
        from guide.session.view import View

        machinery, window = self._machinery, self._in_front()
        if window is None:
            return
        assert decision.why in {"new", "reminder"}
        machinery.store.note_offer(entry.id, "reminder" if decision.why == "reminder" else "new")
        asked = Asked(entry.title, entry.summary, entry.steps, reminder=decision.why == "reminder")
        translucent = machinery.desktop.windows.composited()
        invitation = Invitation(asked, Theme.of(machinery.look), translucent=translucent)
        invitation.answered.connect(lambda answer: self._answered(entry, answer))
        keyboard = CardKeyboard(machinery.desktop, invitation)
        keyboard.start(machinery.settings.get(table.SHORTCUT_CARD))
        self._invitation = (invitation, keyboard)
        machinery.heartbeat.follow(invitation, True)
        snapshot = machinery.desktop.windows.snapshot()
        invitation.show_over(Scene(View("waiting", entry.title), (), window.rect, screens=snapshot.screens))

    def _answered(self, entry: Entry, answer: str) -> None:
        self._leave()
        if answer == "show":
            self._around.play(entry.id)
            return
        remind_at_ms = None
        if answer == "remind":
            remind_at_ms = now_ms() + self._machinery.settings.get(table.REMIND_AFTER_H) * MS_AN_HOUR
        how = "remind" if answer == "remind" else "never" if answer == "never" else "not-now"
        self._machinery.store.set_disposition(entry.id, how, remind_at_ms=remind_at_ms)  # type: ignore[arg-type]

    def _leave(self) -> None:
        if self._invitation is not None:
            invitation, keyboard = self._invitation
            self._invitation = None
            keyboard.stop()
            invitation.close()
            self._machinery.heartbeat.follow(invitation, False)
