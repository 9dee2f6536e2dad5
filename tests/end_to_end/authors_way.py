"""The whole way of an author, with the real windows: record, write, try, translate, have it reviewed, publish."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from guide.desktop.elements import ElementInfo, ElementQuery
from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DeviceRect
from tests.end_to_end.holes import still
from tests.end_to_end.playing import ROOT, log_of
from tests.recordings.author import Author as Shows
from tests.support.desktop import (
    Person,
    SeenWindow,
    active_window,
    open_program,
    wait_for_window,
    wait_until,
    wait_until_stable,
)
from tests.targeting.seeker import Seeker

TITLE, SAY, GERMAN = "Look for a word", "Open the **Search** menu, at the top.", "Wort suchen"
AUTHOR, REVIEWER = pwd.getpwuid(os.getuid()).pw_name, "reviewer"
SOMEBODY = "somebody-else"
"""What the environment calls the author, as anybody can have it; the account counts."""
PATIENCE_S = 60.0
Station = Callable[[str], None]
"""Told of each station by its name, while it is on the screen."""


@contextmanager
def ending(environment: Mapping[str, str], *words: str) -> Iterator[None]:
    """Run a command of guide that ends with the block."""
    process = subprocess.Popen([sys.executable, "-m", "guide", *words], env=dict(environment), cwd=ROOT)
    try:
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


class Desk:
    """A screen with somebody in front, who finds things in windows as a screen reader does."""

    def __init__(self, screen: VirtualScreen, seeker: Seeker) -> None:
        self.screen, self.seeker, self.person = screen, seeker, Person(screen)

    def where(self, title: str, role: str, *names: str) -> DeviceRect:
        """Return where a control of a window keeps still; `names`: what it may be called."""
        return wait_until_stable(lambda: self.seen(title, role, *names), f"{role} {names} in “{title}”", PATIENCE_S)

    def seen(self, title: str, role: str, *names: str) -> DeviceRect | None:
        """Return where a control of a window is now, if it is; no role: whatever ends in these words."""

        def meant(told: str) -> bool:
            return told.strip() in names or (not role and told.endswith(names))

        query = ElementQuery(role=role or None, name=meant if names else None)
        for window in reversed(self.seeker.windows().stack):
            if window.visible and title in window.title:
                found: Sequence[ElementInfo] = self.seeker.worker.wait(
                    self.seeker.desktop.elements.search(query, window, deadline_ms=5000)
                ).elements
                for each in found:
                    if each.rect is not None and not each.rect.empty:
                        return each.rect
        return None

    def clicks(self, title: str, role: str, *names: str, times: int = 1) -> None:
        """Click a control of a window."""
        self.person.clicks(self.where(title, role, *names).center, times=times)

    def in_front(self, title: str, *, within_s: float = PATIENCE_S) -> SeenWindow:
        """Wait until a window is there and has the keyboard."""
        window = wait_for_window(self.screen, title=title, within_s=within_s)
        wait_until(lambda: active_window(self.screen) == window.xid, f"“{title}” to be in front")
        return window


class Author:
    """Two people who make a tutorial about Mousepad, one after the other."""

    def __init__(self, desk: Desk, folder: Path, station: Station) -> None:
        self._desk, self._station = desk, station
        self.folder = folder
        self.file = folder / "tutorial.yaml"

    def records(self) -> subprocess.Popen[bytes]:
        """Do a task once while guide looks on; return the editor that opens on it."""
        desk, person = self._desk, self._desk.person
        open_program(desk.screen, "mousepad", title="Mousepad")
        words = ("record", "--out", str(self.folder), "--title", TITLE, "--edit")
        process = desk.screen.start("env", f"LOGNAME={SOMEBODY}", sys.executable, "-m", "guide", *words, cwd=ROOT)
        wait_for_window(desk.screen, title="guide is recording")
        shows = Shows(desk.screen, desk.seeker)
        shows.clicks("textbox")
        shows.types("Buy milk")
        shows.clicks("menuitem", "Search")
        self._station("recording")
        shows.clicks("menuitem", "Find")
        person.presses("ctrl+alt+End")
        desk.in_front(f"^{TITLE}")
        return process

    def writes(self) -> None:
        """Say it in one's own words, in place."""
        desk, person = self._desk, self._desk.person
        desk.clicks(TITLE, "listitem", "2. Open the Search menu.")
        desk.clicks(TITLE, "textbox", "Text of the card")
        person.presses("ctrl+a")
        person.types(SAY)
        person.presses("ctrl+s")
        wait_until(lambda: SAY in self.file.read_text(encoding="utf-8"), "the text to be saved")
        self._station("writing")

    def tries(self) -> None:
        """Play from the second step over the real program, and do what the card says."""
        desk, person = self._desk, self._desk.person
        person.presses("F5")
        wait_until(lambda: "search" in self._played("step-shown"), "the step on the screen", PATIENCE_S)
        desk.in_front("Mousepad")
        still(desk.screen)
        self._station("trying")
        desk.clicks("Mousepad", "menuitem", "Search")
        wait_until(lambda: "find" in self._played("step-shown"), "the next step on the screen", PATIENCE_S)
        desk.clicks("Mousepad", "menuitem", "Find")
        wait_until(lambda: self._played("completed"), "the run to be complete", PATIENCE_S)

    def _played(self, kind: str) -> list[str]:
        return [entry.step or kind for entry in log_of(self._desk.screen) if entry.kind == kind]

    def translates(self) -> None:
        """Say the title in German."""
        desk, person = self._desk, self._desk.person
        desk.in_front(TITLE)
        person.presses("F8")
        desk.in_front("Translate")
        person.presses("ctrl+a")
        person.types("de")
        person.presses("Return")
        desk.in_front("in “de”")
        person.types(GERMAN)
        person.presses("Return")
        po = self.folder / "tutorial.de.po"
        wait_until(lambda: po.exists() and GERMAN in po.read_text(encoding="utf-8"), "the translation to be saved")
        self._station("translating")
        person.presses("Escape")
        desk.in_front(TITLE)

    def puts_up(self) -> None:
        """Put it up for review; that it cannot be published by the same person is said."""
        desk, person = self._desk, self._desk.person
        person.presses("F9")
        desk.in_front("Review")
        desk.clicks("Review", "button", "Put up for review")
        wait_until(lambda: self.events() == ["submitted"], "the review to be asked for")
        desk.clicks("Review", "button", "Publish")
        desk.where("Review", "", "Somebody else has to look at it before it is published.")
        self._station("review")
        person.presses("Escape")

    def publishes(self) -> None:
        """Look at it as somebody else, who shares the account of the team, and publish it."""
        desk = self._desk
        settings = desk.screen.home / ".config/guide/settings.json"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(json.dumps({"review.typed_name": True}), encoding="utf-8")
        with ending(desk.screen.environment, "edit", str(self.file)):
            desk.in_front(f"^{TITLE}")
            desk.person.presses("F9")
            desk.in_front("Review")
            desk.clicks("Review", "textbox", "Your name", times=3)
            desk.person.types(REVIEWER)
            desk.clicks("Review", "button", "Publish")
            wait_until(lambda: self.events() == ["submitted", "published"], "it to be published")
            self._station("published")

    def events(self) -> list[str]:
        """Return what has happened to the tutorial so far."""
        file = self.folder / "tutorial.review.json"
        return [event["what"] for event in json.loads(file.read_text())["events"]] if file.exists() else []
