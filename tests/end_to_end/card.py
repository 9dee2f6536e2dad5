"""The card of a running guide, as a screen reader knows it."""

from __future__ import annotations

from guide.desktop.elements import ElementInfo, ElementQuery
from guide.desktop.session import open_desktop
from guide.desktop.virtual_screen import VirtualScreen
from guide.desktop.worker import Worker
from guide.tutorial.geometry import DeviceRect
from tests.support.desktop import wait_until


def card_elements(screen: VirtualScreen, pid: int, query: ElementQuery) -> list[ElementInfo]:
    """Return what is found in the windows of the process `pid`."""
    with screen.entered():
        desktop = open_desktop(lambda call: call())
        worker = Worker(lambda call: call())
        worker.at_end(desktop.elements.shutdown)
        try:
            windows = [window for window in desktop.windows.snapshot().stack if window.pid == pid]

            async def look() -> list[ElementInfo]:
                matches = [await desktop.elements.search(query, window) for window in windows]
                return [element for match in matches for element in match.elements]

            return worker.wait(look())
        finally:
            worker.shutdown()
            desktop.shutdown()


def card_button(screen: VirtualScreen, pid: int, name: str) -> DeviceRect:
    """Return where the card's button of that name is."""
    query = ElementQuery(role="button", name=lambda text: text == name)

    def look() -> DeviceRect | None:
        return next((found.rect for found in card_elements(screen, pid, query) if found.rect), None)

    return wait_until(look, f"a button “{name}” on the card")
