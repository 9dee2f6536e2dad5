"""`guide pick`: somebody points at a control, and what describes it is written into a folder.

A process of its own: whatever happens in it, pointer and keyboard are free again as soon as it has ended, and the
window for authors, which starts it, ends it after a while.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from guide.app import exits
from guide.app.lost_screen import run_loop
from guide.app.machinery import Machinery, scale_now
from guide.app.pick_sign import Sign
from guide.app.qt import drive, on_interrupt
from guide.app.record import elsewhere
from guide.authoring.picking.looker import Looker, Seen
from guide.authoring.picking.proof import Prover
from guide.authoring.picking.taking import SMALLEST_FRAME_PX, Shot, Taken, Taking
from guide.authoring.picking.verdict import verdict
from guide.authoring.recording.writing import Given
from guide.desktop.crosshair import Aimed, AimEvent, AimGivenUp, Chosen, PointerTakenError
from guide.desktop.handlers.png import encode_png
from guide.desktop.inputs import InputEvent
from guide.desktop.session import open_crosshair
from guide.desktop.windows import Stop, WindowInfo
from guide.files import write_bytes, write_text
from guide.i18n import translate
from guide.player.theme import Theme
from guide.targeting.finding import Finding
from guide.tutorial.geometry import DevicePoint, DeviceRect
from guide.tutorial.keys import Chord

PICKED = "picked.json"
WITHIN_MS = 90_000
"""Who has not pointed at anything by then has gone away; nobody's pointer stays ours."""
_REST_S = 3
_DRAG_PX = 12
_HANGS_S, _BEAT_MS = 4, 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    out: Path
    name: str = "picked"
    """What pictures are called."""
    process: str | None = None
    """The program of the tutorial."""
    resting: bool = False
    """Take what the pointer rests on, and no click: so that menus stay open."""
    blur: bool = False
    language: str | None = None


def pick(wanted: Wanted) -> int:
    """Let somebody point at a control; 0 when one was taken, 3 when not, 4 when the screen has gone."""
    with Machinery(wanted.language) as machinery, _freed_when_we_hang():
        picking = Picking(machinery, wanted)
        picking.begin()
        stop_listening = on_interrupt(picking.leave)
        stayed = run_loop(machinery.app)
        stop_listening()
        picking.end()
        if picking.result is not None:
            print(json.dumps(picking.result, ensure_ascii=False), flush=True)
            return 0
    return exits.DISMISSED if stayed else exits.NOT_COMPLETED


@contextlib.contextmanager
def _freed_when_we_hang() -> Iterator[None]:
    """End this process when its GUI thread does not come round any more: with it ends what it holds of the screen."""
    beat = QTimer()
    silent = os.open(os.devnull, os.O_WRONLY)

    def again() -> None:
        faulthandler.dump_traceback_later(_HANGS_S, exit=True, file=silent)

    beat.timeout.connect(again)
    beat.start(_BEAT_MS)
    again()
    try:
        yield
    finally:
        beat.stop()
        faulthandler.cancel_dump_traceback_later()
        os.close(silent)


class Picking:
    """From the first look to the target."""

    def __init__(self, machinery: Machinery, wanted: Wanted) -> None:
        self.result: dict[str, Any] | None = None
        self._machinery, self._wanted = machinery, wanted
        self._sign = Sign(Theme.of(machinery.look))
        self._looker = Looker(
            machinery.desktop, machinery.worker, machinery.clock, self._told, self._refused, also=wanted.process
        )
        self._crosshair = open_crosshair(machinery.post, drive=drive)
        self._stops: list[Stop] = []
        self._point: DevicePoint | None = None
        self._first = True
        self._rest: Stop = lambda: None
        self._seen: Seen | None = None
        self._chosen: Chosen | None = None
        self._given = Given(
            title="",
            name=wanted.name,
            language=machinery.language,
            scale=scale_now(),
            encode=encode_png,
            blur_text=wanted.blur,
            elsewhere=elsewhere(machinery.language),
        )

    def begin(self) -> None:
        """Begin."""
        self._stops.append(self._machinery.timers.after(WITHIN_MS, self.leave))
        if not self._wanted.resting:
            try:
                self._stops.append(self._crosshair.take(self._aimed))
            except PointerTakenError:
                pass  # a menu is open: it can be rested on
            else:
                self._sign.tell(translate("picking", "Click or Enter takes it. Arrow keys move. Escape leaves."))
                return
        desktop = self._machinery.desktop
        desktop.observed.watch(frozenset({Chord.parse("Escape")}))
        self._stops.append(desktop.observed.subscribe(self._pressed))
        self._stops.append(self._crosshair.follow(self._rested))
        self._sign.tell(
            translate("picking", "Open the menu, and let the pointer rest on what is meant. Escape leaves.")
        )

    def end(self) -> None:
        """Leave the screen."""
        self._rest()
        for stop in self._stops:
            stop()
        self._stops.clear()
        self._looker.shutdown()
        self._sign.close()

    def leave(self) -> None:
        """End without a target."""
        self._machinery.app.quit()

    # --- the pointer ----------------------------------------------------------------------------------------------

    def _aimed(self, event: AimEvent) -> None:
        match event:
            case Aimed(point):
                self._move(point)
            case AimGivenUp():
                self.leave()
            case Chosen() if self._chosen is None:
                self._choose(event)

    def _pressed(self, event: InputEvent) -> None:
        if type(event).__name__ == "ChordPress":
            self.leave()

    def _rested(self, event: AimEvent) -> None:
        if not isinstance(event, Aimed) or self._chosen is not None:
            return
        self._move(event.point)
        if self._first:  # where it was to begin with is not meant
            self._first = False
            return
        self._rest()
        self._count(_REST_S, event.point)

    def _count(self, seconds: int, point: DevicePoint) -> None:
        if seconds == 0:
            self._choose(Chosen(point, point))
            return
        words = translate("picking", "Taken in {seconds}… Move on to take another. Escape leaves.")
        self._sign.tell(words.format(seconds=seconds))
        if self._seen is not None:
            self._show(self._seen)
        self._rest = self._machinery.timers.after(1000, lambda: self._count(seconds - 1, point))

    def _move(self, point: DevicePoint) -> None:
        self._point = point
        if self._seen is None:
            self._sign.show(None, point, translate("picking", "Looking…"), "")
        self._looker.look(point)

    def _told(self, seen: Seen) -> None:
        stack = tuple(window for window in seen.snapshot.stack if not (window.ours and not window.managed))
        self._seen = replace(seen, snapshot=replace(seen.snapshot, stack=stack))
        if self._chosen is not None:
            if seen.point == self._chosen.point:
                self._take(self._seen, self._chosen)
        else:
            self._show(self._seen)

    def _refused(self, point: DevicePoint, own: WindowInfo | None) -> None:
        """Say that nothing can be taken here, and go on."""
        self._seen, self._chosen = None, None
        if own is not None:
            what = translate("picking", "a window of guide itself")
        else:
            what = translate("picking", "no window of a program")
        self._sign.show(None, point, what, translate("picking", "Nothing here can be taken: point at the program."))

    def _show(self, seen: Seen) -> None:
        judged = verdict(seen, Taking(self._given, self._wanted.process).element(seen))
        rect = seen.control.rect if seen.control is not None else None
        self._sign.show(rect, seen.point, judged.what, judged.words)

    # --- taking it ------------------------------------------------------------------------------------------------

    def _choose(self, chosen: Chosen) -> None:
        self._rest()
        self._chosen = chosen
        if self._seen is not None and self._seen.point == chosen.point:
            self._take(self._seen, chosen)
        else:
            self._looker.look(chosen.point)

    def _take(self, seen: Seen, chosen: Chosen) -> None:
        shot, frame, name, process = self._photograph(seen), _frame(chosen), self._wanted.name, self._wanted.process
        taking = Taking(self._given, process, name)
        got = taking.control(seen, shot) if frame is None else taking.frame(seen, shot, frame)
        self._write(got)
        machinery = self._machinery
        process = self._wanted.process or seen.window.process
        prover = Prover(machinery.desktop, process, machinery.language, self._given.scale, self._wanted.out)
        machinery.worker.submit(_proven(prover, seen, got), lambda result: self._proven(seen, got, result))
        for stop in self._stops:  # nobody waits with a pointer that is not theirs
            stop()
        self._stops.clear()
        self._sign.close()

    def _photograph(self, seen: Seen) -> Shot:
        capture = self._machinery.desktop.capture
        with contextlib.suppress(OSError, RuntimeError):
            picture = capture.grab_window(seen.window)
            return Shot(picture, bare=True) if picture is not None else Shot(capture.grab(seen.window.rect))
        return Shot(None)

    def _write(self, got: Taken) -> None:
        for name, picture in got.pictures.items():
            file = self._wanted.out / name
            file.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(file, encode_png(picture))

    def _proven(self, seen: Seen, got: Taken, result: tuple[dict[str, Any], Finding] | BaseException) -> None:
        target, found = (got.target, None) if isinstance(result, BaseException) else result
        judged = verdict(seen, target.get("element"))
        told = found.as_json() if found is not None else {}
        self.result = {"target": target, "pictures": sorted(got.pictures), "what": judged.what, "words": judged.words}
        self.result |= {name: told.get(name) for name in ("state", "signal", "confidence", "why")}
        write_text(self._wanted.out / PICKED, json.dumps(self.result, ensure_ascii=False, indent=1) + "\n")
        self._machinery.app.quit()


async def _proven(prover: Prover, seen: Seen, got: Taken) -> tuple[dict[str, Any], Finding]:
    words = await prover.words_for(seen, got.target)
    target = {**got.target, **({"text": words} if words else {})}
    return target, await prover.find(target)


def _frame(chosen: Chosen) -> DeviceRect | None:
    one, other = chosen.start, chosen.point
    width, height = abs(one.x - other.x), abs(one.y - other.y)
    if max(width, height) <= _DRAG_PX or min(width, height) < SMALLEST_FRAME_PX:
        return None
    return DeviceRect(min(one.x, other.x), min(one.y, other.y), width, height)
