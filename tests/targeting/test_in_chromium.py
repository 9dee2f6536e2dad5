"""Finding controls in Chromium: a tree that comes late, pages and the browser around them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from tests.support.browser import needs_chromium
from tests.support.desktop import Person, SeenWindow, close_windows, open_program, shoot, wait_for_window, wait_until
from tests.targeting.seeker import Seeker, edges_are_drawn, element, seeker_on

pytestmark = [pytest.mark.desktop, needs_chromium]
PAGE = """<!doctype html><title>Order</title><h1>Order form</h1>
<style>button, input { border: 2px solid black; background: white }
#send { position: absolute; left: 40px; top: 120px; width: 120px; height: 32px }</style>
<label>Name <input id=who></label> <input type=password aria-label=Secret value=hush>
<button id=send onclick="document.title = 'Sent'">Send order</button>
<div style="height: 3000px"></div><button>Far below</button>"""
# As root there is no sandbox; the rest keeps it from asking and from the network.
QUIET = ("--no-sandbox", "--no-first-run", "--no-default-browser-check", "--disable-gpu", "--password-store=basic")


@pytest.fixture
def seeker(screen: VirtualScreen) -> Iterator[Seeker]:
    with seeker_on(screen) as made:
        yield made


@pytest.fixture(params=["1", "1.5"])
def browser(request: pytest.FixtureRequest, screen: VirtualScreen, tmp_path: Path) -> Iterator[SeenWindow]:
    page = tmp_path / "order.html"
    page.write_text(PAGE)
    folder = f"--user-data-dir={tmp_path / 'profile'}"
    scale = f"--force-device-scale-factor={request.param}"
    yield open_program(screen, "chromium", *QUIET, folder, scale, str(page), title="Order")
    close_windows(screen)


def test_a_page_and_the_browser_around_it_are_found_to_the_pixel(
    seeker: Seeker, browser: SeenWindow, person: Person, screen: VirtualScreen
) -> None:
    # Given a browser that nobody has asked yet: its tree comes, and what is absent until then is not proven to be
    first = seeker.find("chromium", element("button", "Nowhere"))
    assert "builds its tree only now" in first.why

    # Then controls of the page are where they are drawn
    send = seeker.sees("chromium", element("button", "Send order"))
    # (where half pixels are rounded, Chromium tells it a pixel too high)
    picture = shoot(screen)
    assert edges_are_drawn(picture, send.rect) or edges_are_drawn(picture, send.rect.translated(0, 1))
    assert seeker.find("chromium", element(element_id="send")).rect == send.rect
    field = seeker.sees("chromium", element("textbox", "Name"))
    person.clicks(field.rect.center)
    person.types("Ada")
    wait_until(
        lambda: seeker.find("chromium", element("textbox", "Name"), with_value=True).element.value == "Ada", "the name"
    )
    # and what is secret stays so
    secret = seeker.find("chromium", element("textbox", "Secret"), with_value=True)
    assert (secret.state, secret.element.value) == ("found", None)
    assert "password" in secret.element.states

    # and controls of the browser itself too, on any scale: pressing Reload brings the old title back
    person.clicks(send.rect.center)
    wait_for_window(screen, title="Sent")
    person.clicks(seeker.sees("chromium", element("button", "Reload")).rect.center)
    wait_for_window(screen, title="Order")
