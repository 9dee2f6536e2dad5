"""One live run: a conductor, and the stage it is shown on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from typing import Literal

from guide.app.keyboard import CardKeyboard
from guide.app.machinery import Machinery
from guide.app.qt import forget_sources
from guide.conductor.conductor import Conductor, Stagehand
from guide.conductor.outlook import Glimpse
from guide.conductor.scene import Scene
from guide.desktop.handlers.blind import BlindDesktop
from guide.desktop.inputs import PointerPress
from guide.records.sink import Mode, Run, RunStart
from guide.records.vocabulary import is_version
from guide.session.as_cards import as_cards
from guide.session.events import Event
from guide.session.machine import Progress, Session
from guide.session.view import FINAL, Outcome
from guide.settings import table
from guide.tutorial.document import Tutorial


class LiveRun:
    """Plays one tutorial on the stage until it ends; then calls `ended`."""

    def __init__(  # noqa: PLR0913 -- one call, by name
        self,
        tutorial: Tutorial,
        machinery: Machinery,
        *,
        ended: Callable[[LiveRun], None],
        mode: Mode = "guided",
        from_step: str | None = None,
        progress: Progress | None = None,
        watch: Callable[[Glimpse], None] | None = None,
        wrap_run: Callable[[Run], Run] = lambda run: run,
        last_card: bool = True,
    ) -> None:
        """`watch` sees each moment; `wrap_run` may put something between the run and the log."""
        if isinstance(machinery.desktop, BlindDesktop):  # cards without a light, rather than lights in wrong places
            tutorial = as_cards(tutorial, machinery.language)
        self.tutorial = tutorial
        self._machinery = machinery
        self._stage = machinery.stage
        self._ended = ended
        self._watch = watch
        self._last_card = last_card
        self._keeps = mode == "guided"
        start = RunStart.of(tutorial, mode)
        self._run = wrap_run(machinery.store.begin(start))
        language = machinery.language
        usual_ms = machinery.settings.get(table.STUCK_DEFAULT_S) * 1000
        learned = cache(machinery.store.learned_stuck_ms)  # asked at each event; the disk, once for each step
        session = Session(
            tutorial,
            machinery.clock,
            language=language,
            from_step=from_step,
            progress=progress,
            learned_stuck_ms=lambda step: learned(tutorial.id, step) or usual_ms,
        )
        hand = Stagehand(self._show, self._move, self._keep, self._over, self._on_card)
        self.conductor = Conductor(session, machinery.surroundings(tutorial), self._run, hand, language=language)
        self._connected = False
        self._keyboard = CardKeyboard(machinery.desktop, machinery.stage)

    def begin(self) -> None:
        """Start."""
        stage = self._stage
        stage.prepare(self.tutorial.folder, self.tutorial.language)
        stage.wish.connect(self.wish)
        stage.painted.connect(self.conductor.painted)
        self._connected = True
        self._keyboard.start(self._machinery.settings.get(table.SHORTCUT_CARD))
        self._keep(self.conductor.session.progress)
        self._learn_version()
        self.conductor.begin()
        forget_sources()  # the first run has imported half of the program

    def _learn_version(self) -> None:
        """Write into the log which version of the program is taught, once that is known."""
        process = self.tutorial.application.process
        if process is None:
            return
        version_of = self._machinery.desktop.windows.version_of

        def learned(version: str | BaseException | None) -> None:
            if isinstance(version, str) and is_version(version):
                self._run.program_version(version)

        self._machinery.worker.submit(asyncio.to_thread(version_of, process), learned)

    def wish(self, event: Event) -> None:
        """Take a wish of the person in (on the owner's thread)."""
        self.conductor.send(event)

    def stop(self) -> None:
        """Leave the stage without an end: the run can be resumed."""
        self.conductor.shutdown()
        self._leave()
        self._stage.present(None)

    @property
    def outcome(self) -> Outcome | None:
        """How it ended; None while it runs."""
        state = self.conductor.session.view.state
        return state if state in FINAL else None  # type: ignore[return-value]

    @property
    def paused(self) -> bool:
        """Whether the person has paused it."""
        return self.conductor.session.view.state == "paused"

    @property
    def dismissed_how(self) -> Literal["not-now", "remind", "never"] | None:
        """What the person said as it was dismissed; None where it was not."""
        return self.conductor.session.view.dismissed_how

    def rated(self, stars: int) -> None:
        """Write down what the person thought of it."""
        self._run.entry("rated", value=stars)

    def _show(self, scene: Scene) -> None:
        final = scene.view.state in FINAL
        self._stage.present(None if final and not self._last_card else scene)
        self._tell(scene)

    def _move(self, scene: Scene) -> None:
        self._stage.move_lights(scene.lights, scene.window)
        self._tell(scene)

    def _tell(self, scene: Scene) -> None:
        if self._watch is not None:
            self._watch(Glimpse(scene, self.conductor.findings()))

    def _keep(self, progress: Progress) -> None:
        if self._keeps:
            self._machinery.store.save_progress(self.tutorial.id, asdict(progress))

    def _on_card(self, press: PointerPress) -> bool:
        card = self._stage.card_rect()
        if card is None or not card.contains(press.point):
            return False
        if press.down and press.button == "left":
            self._stage.click_at(press.point)
        return True

    def _over(self) -> None:
        self._leave()
        done_with = self.outcome in {"completed", "skipped"} or self.dismissed_how == "never"
        if self._keeps and done_with:  # who said “not now”, or was let down, may want to go on later
            self._machinery.store.clear_progress(self.tutorial.id)
        self._ended(self)

    def _leave(self) -> None:
        if self._connected:
            self._connected = False
            self._keyboard.stop()
            self._stage.wish.disconnect(self.wish)
            self._stage.painted.disconnect(self.conductor.painted)
