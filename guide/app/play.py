"""`guide play`: one tutorial on this screen."""

from __future__ import annotations

import sys
from pathlib import Path

from guide.app.live import LiveRun
from guide.app.lost_screen import EXIT_NO_SCREEN, run_loop
from guide.app.machinery import Machinery
from guide.app.opening import BadInputError, open_tutorial
from guide.app.qt import on_interrupt
from guide.conductor.outlook import Glimpse
from guide.desktop.ports import ProgramNotFoundError
from guide.desktop.windows import Stop
from guide.session.events import Dismiss, Fail
from guide.settings import table
from guide.tutorial.document import Tutorial

EXIT = {"completed": 0, "skipped": 0, "dismissed": 3, "failed": 4}
EXIT_BAD_INPUT = 2
#: A program that is being started by someone else may show up any moment: only then it is opened.
OPEN_AFTER_MS = 1500


def play(file: Path, from_step: str | None, *, quit_when_done: bool, give_up_ms: int | None) -> int:
    """Play it and return the exit status."""
    try:
        tutorial = open_tutorial(file, [from_step] if from_step else [])
    except BadInputError:
        return EXIT_BAD_INPUT
    with Machinery() as machinery:
        return _Play(tutorial, machinery, from_step, last_card=not quit_when_done, give_up_ms=give_up_ms).run()


class _Play:
    def __init__(
        self,
        tutorial: Tutorial,
        machinery: Machinery,
        from_step: str | None,
        *,
        last_card: bool,
        give_up_ms: int | None,
    ) -> None:
        self._machinery = machinery
        self._last_card = last_card
        self._give_up_ms = give_up_ms
        self._giving_up: Stop | None = None
        self._opening: Stop | None = None
        self._live = LiveRun(
            tutorial, machinery, ended=self._ended, from_step=from_step, watch=self._watch, last_card=last_card
        )

    def run(self) -> int:
        app = self._machinery.app
        stage = self._machinery.stage
        stop_listening = on_interrupt(lambda: self._live.wish(Dismiss("not-now")))
        stage.rated.connect(self._live.rated)
        stage.closed.connect(app.quit)
        self._opening = self._machinery.timers.after(OPEN_AFTER_MS, self._open_program)
        self._machinery.timers.after(0, self._live.begin)
        stayed = run_loop(app)
        stop_listening()
        return EXIT[self._live.outcome or "dismissed"] if stayed else EXIT_NO_SCREEN

    def _open_program(self) -> None:
        launch = self._live.tutorial.application.launch
        preparing = self._live.conductor.session.view.state == "preparing"
        if not preparing or launch is None or self._machinery.settings.get(table.LAUNCH_PROGRAMS) == "never":
            return
        if self._live.conductor.present:
            return
        try:
            self._machinery.desktop.programs.start(launch)
        except ProgramNotFoundError as error:
            print(error, file=sys.stderr)

    def _watch(self, glimpse: Glimpse) -> None:
        stuck = glimpse.scene.view.state in {"lost", "preparing"}
        if stuck and self._giving_up is None and self._give_up_ms is not None:
            self._giving_up = self._machinery.timers.after(self._give_up_ms, self._give_up)
        elif not stuck and self._giving_up is not None:
            self._giving_up()
            self._giving_up = None

    def _give_up(self) -> None:
        state = self._live.conductor.session.view.state
        ambiguous = any(finding.state == "ambiguous" for finding in self._live.conductor.findings())
        if state == "preparing":
            self._live.wish(Fail("application-missing"))
        else:
            self._live.wish(Fail("ambiguous" if ambiguous else "not-found"))

    def _ended(self, live: LiveRun) -> None:
        if not self._last_card or live.outcome == "dismissed":
            self._machinery.app.quit()
