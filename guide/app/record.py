"""`guide record`: what is done on the screen becomes a tutorial in a folder."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from guide.app import exits
from guide.app.lost_screen import run_loop
from guide.app.machinery import Machinery, scale_now
from guide.app.qt import on_interrupt
from guide.app.record_launch import launch_of
from guide.authoring.recording.acts import Act
from guide.authoring.recording.bar import PAUSE, STOP, UNDO, RecordingBar
from guide.authoring.recording.joining import joined
from guide.authoring.recording.observer import Around, Observer
from guide.authoring.recording.reading import Said, read_all
from guide.authoring.recording.writing import TUTORIAL, Given, write
from guide.desktop import processes
from guide.desktop.handlers.png import encode_png
from guide.desktop.inputs import HotkeyTakenError, InputNotPossibleError
from guide.desktop.windows import Stop, WindowInfo
from guide.targeting.program_words import speaks, words_of
from guide.tutorial.keys import Chord

_log = logging.getLogger(__name__)
_OTHER_LANGUAGES = ("de",)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    out: Path
    title: str = ""
    exclude: tuple[str, ...] = ()
    """Programs in which nothing is recorded."""
    blur: bool = False
    """Paint over all text in pictures."""
    for_s: float | None = None
    """Stop by itself after so long."""
    language: str | None = None


def record(wanted: Wanted) -> int:
    """Record until it is stopped; 0 when a tutorial was written, 4 when nothing was done or the screen has gone."""
    with Machinery(wanted.language) as machinery:
        recording = Recording(machinery, wanted, machinery.app.quit)
        recording.begin()
        stop_listening = on_interrupt(recording.stop)
        if wanted.for_s is not None:
            machinery.timers.after(round(wanted.for_s * 1000), recording.stop)
        stayed = run_loop(machinery.app)
        stop_listening()
    return 0 if stayed and recording.steps else exits.NOT_COMPLETED


class Recording:
    """One recording on this screen, from its beginning to the folder that it becomes."""

    def __init__(self, machinery: Machinery, wanted: Wanted, ended: Callable[[], None]) -> None:
        """Call `ended()` once everything is written."""
        self.steps = 0
        """How many it has become."""
        self._machinery = machinery
        self._wanted = wanted
        self._ended = ended
        self._stopping = False
        self._bar = RecordingBar()
        self._hotkeys: list[Stop] = []
        around = Around(
            machinery.desktop,
            machinery.worker,
            machinery.timers,
            machinery.clock,
            self._is_excluded,
            {Chord.parse(STOP): self.stop, Chord.parse(PAUSE): self._pause, Chord.parse(UNDO): self._undo},
        )
        self._observer = Observer(around, self._changed, self._keep_clear)

    def begin(self) -> None:
        """Begin."""
        self._bar.stop_asked.connect(self.stop)
        self._bar.pause_asked.connect(self._pause)
        self._bar.undo_asked.connect(self._undo)
        self._bar.begin()
        for keys in (STOP, PAUSE, UNDO):
            self._keep_from_programs(keys)
        self._observer.begin()
        print("recording; Ctrl+C stops", file=sys.stderr, flush=True)

    def stop(self) -> None:
        """Stop, and write what was recorded."""
        if not self._stopping:
            self._stopping = True
            for ungrab in self._hotkeys:
                ungrab()
            self._bar.end()
            self._observer.end(self._write)

    def _changed(self) -> None:
        if not self._stopping:
            self._bar.count(len(joined(self._observer.acts)[0]))

    def _keep_clear(self) -> None:
        if not self._stopping:
            self._bar.keep_clear_of(self._observer.controls())

    def _pause(self) -> None:
        self._observer.pause(not self._observer.paused)
        self._bar.show_paused(self._observer.paused)

    def _undo(self) -> None:
        self._observer.undo()

    def _keep_from_programs(self, keys: str) -> None:
        """Have no program act on a shortcut of ours, while it can be helped."""
        try:
            self._hotkeys.append(self._machinery.desktop.hotkeys.grab(Chord.parse(keys), lambda: None))
        except (HotkeyTakenError, InputNotPossibleError) as problem:
            _log.info("programs get the shortcut %s too: %s", keys, problem)

    def _is_excluded(self, window: WindowInfo) -> bool:
        if window.process == "guide":  # the tray's menu, in another process of ours
            return True
        names = (window.process, window.app_class)
        return any(processes.same_process(name, other) for name in names if name for other in self._wanted.exclude)

    def _write(self) -> None:
        read = read_all(self._observer.acts, self._observer.typed, scale_now(), self._machinery.language)
        self._machinery.worker.submit(read, self._write_with)

    def _write_with(self, said: Mapping[Act, Said] | BaseException) -> None:
        acts, wanted, machinery = self._observer.acts, self._wanted, self._machinery
        given = Given(
            title=wanted.title,
            name=wanted.out.resolve().name,
            language=machinery.language,
            launch=_launch(acts),
            opens=lambda window: launch_of(window.pid, window.process),
            scale=scale_now(),
            encode=encode_png,
            blur_text=wanted.blur,
            names=self._observer.names,
            elsewhere=elsewhere(machinery.language),
            said={} if isinstance(said, BaseException) else said,
        )
        try:
            wanted.out.mkdir(parents=True, exist_ok=True)
            self.steps = write(wanted.out, acts, self._observer.typed, given) if acts else 0
        except OSError as error:
            print(f"{wanted.out}: it cannot be written ({error.strerror or error})", file=sys.stderr)
        else:
            told = f"{self.steps} steps in {wanted.out / TUTORIAL}" if self.steps else "nothing was done"
            print(told, file=sys.stderr, flush=True)
        self._ended()


def _launch(acts: list[Act]) -> str | None:
    window = acts[0].window if acts else None
    return launch_of(window.pid, window.process) if window is not None else None


def elsewhere(own: str) -> Callable[[str, str], dict[str, str]]:
    """Return what tells a program's word for a control in other languages, where it has just one."""

    def told(process: str, name: str) -> dict[str, str]:
        if own.partition("-")[0] != "en":
            return {}
        found = (
            (tag, words_of(process, tag, [name]).get(name, ())) for tag in _OTHER_LANGUAGES if speaks(process, tag)
        )
        return {language: words[0] for language, words in found if len(words) == 1}

    return told
