"""A colleague proposes a tutorial from the tray's menu, and support takes it: the real windows, on one screen."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.end_to_end.authors_way import PATIENCE_S, SOMEBODY, TITLE, Desk, ending
from tests.end_to_end.playing import ROOT
from tests.recordings.author import Author as Shows
from tests.support.desktop import open_program, wait_for_window, wait_until

Station = Callable[[str], None]


def proposes(desk: Desk, shared: Path, station: Station) -> None:
    """Record a task from the menu, say what it is about, and send it."""
    screen = desk.screen
    settings = screen.home / ".config/guide/settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"proposals.folder": [str(shared)], "tray.launcher": "always"}), encoding="utf-8")
    open_program(screen, "mousepad", title="Mousepad")
    guide = screen.start("env", f"LOGNAME={SOMEBODY}", sys.executable, "-m", "guide", cwd=ROOT)
    launcher = wait_for_window(screen, title="^guide$")
    desk.person.clicks(launcher.rect.center)
    wait_until(lambda: len([each for each in desk.seeker.windows().stack if each.title == "guide"]) > 1, "the menu")
    desk.person.presses("Up", "Up", "Up", "Return")  # from below: Quit, Settings…, Propose a tutorial…
    wait_for_window(screen, title="guide is recording")
    shows = Shows(screen, desk.seeker)
    shows.clicks("menuitem", "Search")
    shows.clicks("menuitem", "Find")
    desk.person.presses("ctrl+alt+End")
    desk.in_front("^Propose a tutorial")
    desk.person.types(TITLE)
    station("proposal-send")
    desk.clicks("Propose a tutorial", "button", "Send")
    wait_until(lambda: list(shared.glob("*/proposal.json")), "the proposal to arrive", PATIENCE_S)
    guide.terminate()
    guide.wait(PATIENCE_S)


def takes(desk: Desk, shared: Path, station: Station) -> None:
    """See what is proposed, and take it with a word of thanks."""
    with ending(desk.screen.environment, "edit", str(shared)):
        desk.in_front("^Proposals")
        station("proposals")
        desk.clicks("Proposals", "button", "Accept…")
        desk.in_front("^Accept")
        desk.person.presses("Return")
        wait_until(lambda: list((shared / "answers").glob("*.json")), "the answer", PATIENCE_S)
