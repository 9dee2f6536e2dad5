"""What a search remembers of a window is never believed when the window has changed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from guide.desktop.elements import ElementInfo, ElementQuery, Matches
from guide.desktop.handlers.atspi.memory import TOLD_S
from guide.desktop.virtual_screen import VirtualScreen
from tests.support.browser import needs_chromium
from tests.support.desktop import Person, close_windows, open_program, wait_until
from tests.targeting.seeker import Seeker, seeker_on

pytestmark = pytest.mark.desktop
PROGRAMS = Path(__file__).parent.parent / "support" / "programs"
QUIET = ("--no-sandbox", "--no-first-run", "--no-default-browser-check", "--disable-gpu", "--password-store=basic")
GTK_3, QT_6, CHROMIUM = "GTK 3", "Qt 6", pytest.param("Chromium", marks=needs_chromium)
A_FEW = 12
"""Questions for a program and its window, and those about one element and all that it is in: never a whole tree."""


@pytest.fixture(scope="module")
def seeker(screen: VirtualScreen) -> Iterator[Seeker]:
    with seeker_on(screen) as made:
        yield made


@pytest.fixture(params=[GTK_3, QT_6, CHROMIUM])
def find(
    request: pytest.FixtureRequest, screen: VirtualScreen, seeker: Seeker, tmp_path: Path
) -> Iterator[Callable[[str], Matches]]:
    """A program whose buttons change it: what is found of a name in it, now."""
    command = {
        "GTK 3": ("/usr/bin/python3", str(PROGRAMS / "changing_gtk.py")),
        "Qt 6": (sys.executable, str(PROGRAMS / "changing_qt.py")),
        "Chromium": ("chromium", *QUIET, f"--user-data-dir={tmp_path}", str(PROGRAMS / "changing.html")),
    }[request.param]
    open_program(screen, *command, title="Changing")

    def look(name: str) -> Matches:
        window = next(window for window in seeker.windows().stack if "Changing" in window.title)
        query = ElementQuery(role="button", name=lambda told: told == name)
        return seeker.worker.wait(seeker.desktop.elements.search(query, window, deadline_ms=5000))

    yield look
    close_windows(screen)


def test_what_is_new_gone_hidden_or_renamed_is_known_at_once(find: Callable[[str], Matches], person: Person) -> None:
    def shown(name: str) -> list[ElementInfo]:
        return [info for info in find(name).elements if info.rect is not None]

    def remembered(name: str, count: int = 1) -> None:
        """Wait until it is answered from memory, and then ask for it once more."""
        wait_until(lambda: find(name).how == "memory", f"{name} to be remembered")
        assert len(shown(name)) == count

    def press(name: str) -> None:
        (button,) = shown(name)
        assert button.rect is not None
        person.clicks(button.rect.center)

    def becomes(name: str, count: int, change: str) -> None:
        """Change it; that must be known long before the memory is too old to be believed."""
        press(change)
        wait_until(lambda: len(shown(name)) == count, f"{count} of {name} after {change}", within_s=TOLD_S / 2)

    wait_until(lambda: len(shown("Target")) == 1, "the window's tree")
    remembered("Target")
    becomes("Target", 2, "Add")
    remembered("Target", 2)
    becomes("Target", 1, "Remove")
    remembered("Target")
    becomes("Target", 0, "Rename")
    assert len(shown("Renamed")) == 1
    becomes("Target", 1, "Name")
    assert not shown("Renamed")
    remembered("Target")
    becomes("Target", 0, "Hide")
    becomes("Target", 1, "Show")


def test_an_ask_again_needs_few_questions(find: Callable[[str], Matches]) -> None:
    # given a window that has been searched, when something is looked for again, then nothing but it is read
    wait_until(lambda: find("Target").how == "memory", "the window to be remembered")
    again = find("Target")
    depth = len(again.elements[0].path)
    assert again.calls <= A_FEW + 8 * depth


def test_what_was_scrolled_into_sight_counts(find: Callable[[str], Matches], person: Person) -> None:
    # given two of the same name, one of them scrolled away
    def shown() -> int:
        return len([info for info in find("Twin").elements if info.rect is not None])

    wait_until(lambda: find("Twin").how == "memory", "the window to be remembered")
    assert shown() == 1
    # when one scrolls there, then there are two at once, though no program tells of it
    (above,) = find("Above 0").elements
    assert above.rect is not None
    for _ in range(30):
        person.scrolls(above.rect.center, 1)
    wait_until(lambda: shown() == 2, "the other one to be seen", within_s=TOLD_S / 2)


@pytest.mark.parametrize("find", [CHROMIUM], indirect=True)
def test_another_page_is_noticed(find: Callable[[str], Matches], person: Person) -> None:
    # given a button of the browser's own that was found
    wait_until(lambda: find("Reload").how == "memory", "the button to be remembered")
    assert len(find("Reload").elements) == 1
    (on,) = find("Go on").elements
    assert on.rect is not None
    # when a page comes that has one of the same name, then both are found, though the first is still there
    person.clicks(on.rect.center)
    wait_until(lambda: len(find("Reload").elements) == 2, "the second button", within_s=TOLD_S / 2)
