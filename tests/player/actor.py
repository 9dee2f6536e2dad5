"""A process of its own that plays scenes on a real screen: `python -m tests.player.actor`.

Reads one pickled command a line (base64), writes one JSON object a line: what the stage said.
"""

from __future__ import annotations

import base64
import json
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, Any, Self

from guide.conductor.scene import Light, Scene
from guide.desktop.session import open_desktop
from guide.desktop.virtual_screen import VirtualScreen
from guide.player.theme import Look
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.support.desktop import wait_until


class Actor:
    """A stage in another process. Its signals are collected in `said`."""

    def __init__(self, screen: VirtualScreen, look: Look = Look(reduced_motion=True), **extra: str) -> None:  # noqa: B008
        self.said: list[tuple[str, Any]] = []
        self._log = (screen.logs / "actor.log").open("w")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.player.actor"],
            env=dict(screen.environment) | extra,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._look = look

    def __enter__(self) -> Self:
        self._do("open", self._look)
        try:
            self.hear("open")
        except AssertionError:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def present(self, scene: Scene | None) -> None:
        """Show a scene and wait until that is done; steps in state "showing": until they are painted."""
        before = len(self.said)
        self._do("present", scene)
        self.hear("painted" if scene is not None and scene.view.state == "showing" else "present", after=before)

    def move_lights(self, *lights: Light) -> None:
        """Follow a window."""
        self._do("move_lights", lights)

    def take_keyboard(self) -> None:
        """Bring the keyboard into the card."""
        self._do("take_keyboard", None)
        self.hear("keyboard")

    def prepare(self, language: str) -> None:
        """Get ready for a tutorial in that language."""
        self._do("prepare", language)

    def click_at(self, point: DevicePoint) -> bool:
        """Tell of a click that was seen on the screen."""
        before = len(self.said)
        self._do("click_at", point)
        return bool(self.hear("click_at", after=before))

    def card(self) -> DeviceRect:
        """Where the card is."""
        return DeviceRect(*self._ask("card"))

    def button(self, name: str) -> DevicePoint:
        """The middle of a button."""
        return DevicePoint(*self._ask(f"button {name}"))

    def composited(self, composited: bool) -> None:
        """Say whether there is a compositor."""
        self._do("composited", composited)

    def hear(self, what: str, after: int = 0) -> Any:
        """Wait until the stage has said something, and return it."""
        said = wait_until(lambda: [s for s in self.said[after:] if s[0] == what], f"the stage to say {what}", 10)
        return said[-1][1]

    def wishes(self) -> list[str]:
        """What the person has wished for."""
        return [value for what, value in self.said if what == "wish"]

    def close(self) -> None:
        """End the process."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(20)
        self._listener.join()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._log.close()

    def _ask(self, question: str) -> Any:
        before = len(self.said)
        self._do("ask", question)
        return self.hear(question, after=before)

    def _do(self, verb: str, value: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(base64.b64encode(pickle.dumps((verb, value))).decode() + "\n")
        self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            what, value = json.loads(line)
            self.said.append((what, value))


def lend_keyboard(window_id: int | None) -> None:
    """Give the keyboard to a window of ours, as guide does."""
    if window_id is not None:
        desktop = open_desktop(lambda call: call())
        desktop.windows.lend_focus(window_id)
        desktop.shutdown()


def main(commands: IO[str]) -> None:
    """Play what is asked for until the end of the input."""
    from PySide6.QtCore import QObject, Signal
    from PySide6.QtWidgets import QAbstractButton, QApplication

    from guide.player.stage import Stage

    class Post(QObject):
        command = Signal(str)
        end = Signal()

    app = QApplication(["guide"])
    app.setQuitOnLastWindowClosed(False)
    stages: list[Stage] = []
    composited = [True]

    def say(what: str, value: Any = None) -> None:
        sys.stdout.write(json.dumps([what, value]) + "\n")
        sys.stdout.flush()

    def open_stage(look: Look) -> None:
        stage = Stage(look, lambda: composited[0])
        stage.wish.connect(lambda wish: say("wish", repr(wish)))
        stage.painted.connect(lambda: say("painted"))
        stage.rated.connect(lambda rating: say("rated", rating))
        stage.closed.connect(lambda: say("closed"))
        stage.keyboard_left.connect(lambda: say("keyboard_left"))
        stages.append(stage)
        say("open")

    def answer(question: str) -> None:
        stage = stages[0]
        if question == "card":
            rect = stage.card_rect()
            say(question, rect.as_list() if rect else None)
            return
        name = question.split(" ", 1)[1]
        widgets = [w for w in app.topLevelWidgets() if w.objectName() == "guide-card" and w.isVisible()]
        button = next(b for b in widgets[0].findChildren(QAbstractButton, name) if b.isVisible())
        centre = button.mapToGlobal(button.rect().center())
        say(question, [round(centre.x()), round(centre.y())])

    def present(scene: Scene | None) -> None:
        stages[0].present(scene)
        say("present")

    def take_keyboard(_: None) -> None:
        lend_keyboard(stages[0].await_keyboard())
        say("keyboard")

    verbs: dict[str, Callable[[Any], None]] = {
        "open": open_stage,
        "present": present,
        "move_lights": lambda lights: stages[0].move_lights(lights, None),
        "take_keyboard": take_keyboard,
        "click_at": lambda point: say("click_at", stages[0].click_at(point)),
        "ask": answer,
        "prepare": lambda language: stages[0].prepare(None, language),
        "composited": lambda value: (composited.__setitem__(0, value), [s.follow_compositor() for s in stages]),
    }

    def carry_out(line: str) -> None:
        verb, value = pickle.loads(base64.b64decode(line))
        verbs[verb](value)

    post = Post()
    post.command.connect(carry_out)
    post.end.connect(lambda: app.quit())  # noqa: PLW0108  (on this thread)

    def read() -> None:
        for line in commands:
            post.command.emit(line)
        post.end.emit()

    threading.Thread(target=read, daemon=True).start()
    app.exec()
    for stage in stages:
        stage.shutdown()


if __name__ == "__main__":
    main(sys.stdin)
