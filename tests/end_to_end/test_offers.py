"""What opens by itself: one small question, over a real editor, and never again to who said no."""

from __future__ import annotations

import subprocess
import sys

import pytest

from guide.desktop.elements import ElementQuery
from guide.desktop.virtual_screen import VirtualScreen
from tests.accidents.desk import overlay
from tests.end_to_end.card import card_button, card_elements
from tests.end_to_end.playing import ROOT, log_of
from tests.support.desktop import (
    Person,
    SeenWindow,
    focused_window,
    open_program,
    shoot,
    wait_until,
    wait_until_stable,
)

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(120)]

NEWS = """\
format: 1
id: editor-news
title: What is new in the editor
summary: Two changes that save time.
version: 1.0.0
opens_by_itself: true
application: {process: mousepad}
steps:
  - {id: look, say: Open it., target: {element: {role: menuitem, name: View}}}
"""


class Desk:
    """An editor, and guide in the tray with some news about it."""

    def __init__(self, screen: VirtualScreen) -> None:
        self.screen = screen
        folder = screen.home / ".local/share/guide/tutorials"
        folder.mkdir(parents=True)
        (folder / "editor-news.yaml").write_text(NEWS)
        self.editor: SeenWindow = open_program(screen, "mousepad", title="Mousepad")
        self.guide = self.start_guide()

    def start_guide(self) -> subprocess.Popen[bytes]:
        """Start the tray program."""
        return self.screen.start(sys.executable, "-m", "guide", cwd=ROOT)

    def buttons(self) -> list[str]:
        """Return the names of the buttons on guide's cards."""
        found = card_elements(self.screen, self.guide.pid, ElementQuery(role="button"))
        return [element.name for element in found if element.rect is not None]

    def wait_for_invitation(self) -> None:
        """Wait until the question is there."""
        wait_until(lambda: "Show me" in self.buttons(), "the invitation")


@pytest.fixture
def desk(fresh_screen: VirtualScreen) -> Desk:
    return Desk(fresh_screen)


def test_it_is_asked_once_quietly_and_shown_on_a_click(desk: Desk, person: Person) -> None:
    # given somebody in the editor, who has not asked
    before = wait_until_stable(lambda: focused_window(desk.screen), "the keyboard")
    desk.wait_for_invitation()
    # then nothing is darkened, the keyboard is theirs, and the card is in the corner of the editor
    assert focused_window(desk.screen) == before
    card = min(overlay(desk.screen, desk.guide.pid), key=lambda rect: rect.width)
    assert desk.editor.rect.contains(card.center)
    shoot(desk.screen).save(ROOT / "out" / "invitation.png")
    # when they want to see it, then it is shown
    person.clicks(card_button(desk.screen, desk.guide.pid, "Show me").center)
    wait_until(lambda: [e for e in log_of(desk.screen) if e.kind == "step-shown"], "the first step")


def test_it_leaves_with_its_program(desk: Desk) -> None:
    desk.wait_for_invitation()
    open_program(desk.screen, "xterm", wm_class="xterm")
    wait_until(lambda: overlay(desk.screen, desk.guide.pid) == [], "the card to go")
