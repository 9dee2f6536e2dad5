"""`guide play`: one tutorial on this screen."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from guide.app import exits
from guide.app.live import LiveRun
from guide.app.lost_screen import EXIT_NO_SCREEN, run_loop
from guide.app.machinery import Machinery
from guide.app.qt import on_interrupt
from guide.conductor.outlook import Glimpse
from guide.desktop.ports import ProgramNotFoundError
from guide.desktop.windows import Stop
from guide.session.events import Dismiss, Fail
from guide.session.machine import Progress
from guide.settings import table
from guide.tutorial.document import Tutorial

#: A program that is being started by someone else may show up any moment: only then it is opened.
OPEN_AFTER_MS = 1500


@dataclass(frozen=True, slots=True)
class How:
    """How a tutorial is to be played."""

    from_step: str | None = None
    resume: bool = False
    """Go on where the last run was left, if it was."""
    last_card: bool = True
    language: str | None = None
    """Instead of the one that was chosen, or the session's."""
    in_front: bool = False
    """Bring the program's window to the front as it begins: who tries a tutorial has the editor over it."""
    give_up_ms: int | None = None
    """End as failed when a target, or the program, is missing that long; None: never."""


def play(tutorial: Tutorial, how: How) -> int:
    """Play it and return the exit status."""
    with Machinery(how.language) as machinery:
        progress = _left(tutorial, machinery) if how.resume else None
        return _Play(tutorial, machinery, how, progress).run()


def _left(tutorial: Tutorial, machinery: Machinery) -> Progress | None:
    stored = machinery.store.progress(tutorial.id)
    if stored is None:
        print(f"{tutorial.id} was not left in the middle; it begins at the start", file=sys.stderr)
        return None
    return Progress(**stored)


class _Play:
    def __init__(self, tutorial: Tutorial, machinery: Machinery, how: How, progress: Progress | None) -> None:
        self._machinery = machinery
        self._how = how
        self._giving_up: Stop | None = None
        self._to_be_raised = how.in_front
        self._live = LiveRun(
            tutorial,
            machinery,
            ended=self._ended,
            from_step=how.from_step,
            progress=progress,
            watch=self._watch,
            last_card=how.last_card,
        )

    def run(self) -> int:
        app, stage, timers = self._machinery.app, self._machinery.stage, self._machinery.timers
        stop_listening = on_interrupt(self._interrupted)
        stage.rated.connect(self._live.rated)
        stage.closed.connect(app.quit)
        timers.after(OPEN_AFTER_MS, self._open_program)
        timers.after(0, self._live.begin)
        stayed = run_loop(app)
        stop_listening()
        return exits.OF_OUTCOME[self._live.outcome or "dismissed"] if stayed else EXIT_NO_SCREEN

    def _interrupted(self) -> None:
        """End: dismissed, or, where only the last card is left to be closed, as it has ended."""
        if self._live.outcome is None:
            self._live.wish(Dismiss("not-now"))
        else:
            self._machinery.app.quit()

    def _open_program(self) -> None:
        launch = self._live.tutorial.application.launch
        preparing = self._live.conductor.session.view.state == "preparing"
        if not preparing or launch is None or self._machinery.settings.get(table.LAUNCH_PROGRAMS) == "never":
            return
        if self._live.conductor.present:
            return
        try:
            self._machinery.desktop.programs.start(launch)
        except (ProgramNotFoundError, OSError) as error:
            print(error, file=sys.stderr)

    def _raise_program(self) -> None:
        """Bring the topmost of the program's windows forward, once, as soon as there is one."""
        windows = self._machinery.desktop.windows
        own = [window for window in windows.snapshot().stack if window.id in self._live.conductor.own_windows]
        if own:
            self._to_be_raised = False
            windows.activate(own[-1].id)

    def _watch(self, glimpse: Glimpse) -> None:
        if self._to_be_raised:
            self._raise_program()
        state = glimpse.scene.view.state
        closed = state == "away" and not self._live.conductor.present  # minimised is not closed: that may last
        stuck = closed or state in {"lost", "preparing"}
        if stuck and self._giving_up is None and self._how.give_up_ms is not None:
            self._giving_up = self._machinery.timers.after(self._how.give_up_ms, self._give_up)
        elif not stuck and self._giving_up is not None:
            self._giving_up()
            self._giving_up = None

    def _give_up(self) -> None:
        state = self._live.conductor.session.view.state
        ambiguous = any(finding.state == "ambiguous" for finding in self._live.conductor.findings())
        if state in {"preparing", "away"}:
            self._live.wish(Fail("application-missing"))
        else:
            self._live.wish(Fail("ambiguous" if ambiguous else "not-found"))

    def _ended(self, live: LiveRun) -> None:
        if not self._how.last_card or live.outcome == "dismissed":
            self._machinery.app.quit()
