"""The one tutorial that the tray program plays at a time: begun, paused, left, gone on with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guide.player import text
from guide.records.store import now_ms
from guide.settings import table

if TYPE_CHECKING:
    from guide.app.library import Library
    from guide.app.live import LiveRun
    from guide.app.machinery import Machinery
    from guide.conductor.outlook import Glimpse
    from guide.desktop.windows import Stop
    from guide.session.machine import Progress
    from guide.tutorial.document import Tutorial
    from guide.tutorial.loader import Loaded

MS_AN_HOUR = 3_600_000
WAIT_FOR_PROGRAM_MS = 60_000
"""Who restarts a program does so sooner."""


@dataclass(frozen=True, slots=True)
class Voices:
    """How the runs speak, beside their cards."""

    whisper: Callable[[str], None]
    """A message that goes by itself."""
    warn: Callable[[str, str], None]
    """A heading and words that stay until they are read."""
    begun: Callable[[LiveRun], None]
    """A run has begun: the program comes to the front, or is opened."""


class Runs:
    """Plays."""

    def __init__(self, machinery: Machinery, library: Library, voices: Voices) -> None:
        self.live: LiveRun | None = None
        self._machinery = machinery
        self._library = library
        self._voices = voices
        self._unfinished: tuple[str, dict[str, Any]] | None = None
        self._waiting: Stop | None = None
        """Stops the time that a run waits for a program that was closed."""
        self._hears_stage = False

    def shutdown(self) -> None:
        """Leave; a run in the middle can be resumed next time."""
        self._wait_no_more()
        if self.live is not None:
            self.live.stop()

    @property
    def running(self) -> str | None:
        """Title of what is on the screen."""
        return self.live.tutorial.title if self.live is not None and not self.live.paused else None

    @property
    def resumable(self) -> str | None:
        """Title of what was paused, or left unfinished."""
        if self.live is not None:
            return self.live.tutorial.title if self.live.paused else None
        entry = self._library.catalogue.get(self._unfinished[0]) if self._unfinished else None
        return entry.title if entry else None

    def look(self) -> None:
        """Find out again what was left unfinished."""
        self._machinery.elsewhere(self._machinery.store.last_unfinished, self._found_unfinished)

    def play_id(self, tutorial_id: str) -> None:
        """Play a tutorial of the catalogue."""
        entry = self._library.catalogue.get(tutorial_id)
        if entry is not None:
            self.play_file(entry.path)

    def play_file(self, file: Path, progress: Progress | None = None) -> None:
        """Play a tutorial, from where it was left."""
        from guide.tutorial.localised import load_localised

        language = self._machinery.language
        self._machinery.elsewhere(
            lambda: load_localised(file, language), lambda loaded: self._play_loaded(file, loaded, progress)
        )

    def pause(self) -> None:
        """Take it off the screen for a while."""
        from guide.session.events import Pause

        if self.live is not None:
            self.live.wish(Pause())

    def resume(self) -> None:
        """Go on with what was paused, or left."""
        from guide.session.events import Resume
        from guide.session.machine import Progress

        if self.live is not None:
            self.live.wish(Resume())
        elif self._unfinished is not None:
            tutorial_id, progress = self._unfinished
            entry = self._library.catalogue.get(tutorial_id)
            if entry is not None:
                self.play_file(entry.path, Progress(**progress))

    def _found_unfinished(self, progress: dict[str, Any] | None) -> None:
        self._unfinished = (progress["tutorial_id"], progress) if progress else None

    def _play_loaded(self, file: Path, loaded: Loaded, progress: Progress | None) -> None:
        if loaded.tutorial is None:
            problems = "\n".join(str(problem) for problem in loaded.problems[:3])
            self._voices.warn(text.cannot_play(), problems or str(file))
            return
        self._play(loaded.tutorial, progress)

    def _play(self, tutorial: Tutorial, progress: Progress | None) -> None:
        from guide.app.live import LiveRun

        self.shutdown()
        self._hear_stage()
        self._machinery.store.clear_disposition(tutorial.id)
        self.live = LiveRun(tutorial, self._machinery, ended=self._ended, progress=progress, watch=self._watch)
        self.live.begin()
        self._voices.begun(self.live)

    def _hear_stage(self) -> None:
        """From the first run on."""
        if not self._hears_stage:
            self._hears_stage = True
            self._machinery.stage.rated.connect(self._rated)
            self._machinery.stage.closed.connect(self._closed)

    # --- the program was closed in the middle -----------------------------------------------------------------------

    def _watch(self, glimpse: Glimpse) -> None:
        """Let what waits out of sight for a program that was closed not wait for ever."""
        live = self.live
        if live is None or glimpse.scene.view.state != "away" or live.conductor.present:
            self._wait_no_more()
        elif self._waiting is None:
            self._waiting = self._machinery.timers.after(WAIT_FOR_PROGRAM_MS, self._leave_for_now)

    def _wait_no_more(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _leave_for_now(self) -> None:
        """End the run without an end: the menu offers to resume it."""
        live = self.live
        if live is not None:
            self.shutdown()
            self.live = None
            self._voices.whisper(text.left_for_now(live.tutorial.title))
            self.look()

    # --- the end ----------------------------------------------------------------------------------------------------

    def _ended(self, live: LiveRun) -> None:
        self.look()
        store, how = self._machinery.store, live.dismissed_how
        if live.outcome in {"completed", "skipped"} and not store.keep_log:
            how = "never"  # nothing else remembers that it was done
        if how is not None:
            wait_ms = self._machinery.settings.get(table.REMIND_AFTER_H) * MS_AN_HOUR
            store.set_disposition(live.tutorial.id, how, remind_at_ms=now_ms() + wait_ms if how == "remind" else None)

    def _rated(self, stars: int) -> None:
        if self.live is not None:
            self.live.rated(stars)

    def _closed(self) -> None:
        if self.live is not None and self.live.outcome is not None:
            self.live = None
