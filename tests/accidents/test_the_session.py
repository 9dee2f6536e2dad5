"""What a desktop session consists of goes away, or comes anew: X server, accessibility bus, compositor."""

from __future__ import annotations

import signal
import sys
import time

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from tests.accidents.desk import Desk, cpu_ms, embedded, end, overlay, processes
from tests.end_to_end.playing import ROOT
from tests.support.desktop import shoot, wait_until

pytestmark = pytest.mark.desktop

EXIT_NO_SCREEN = 1
#: Out of each second while guide waits for a bus that does not come: looking now and then, never in a circle.
IDLE_MS_A_SECOND = 60
#: To move on to another step, painted by software.
BUSY_MS = 500
#: Sooner than anybody would look twice; it takes 0.1 s.
BLINK_S = 1.0
#: A panel that holds nothing but the icons of others.
PANEL = """
panel_items = S
panel_position = bottom center horizontal
panel_size = 100% 30
systray = 1
"""


def test_the_x_server_ends(desk: Desk) -> None:
    # given a step on the screen
    playing = desk.play()
    before = playing.entries()

    # when the X server dies
    end(processes(desk.screen, "Xvfb"), signal.SIGKILL)

    # then guide ends too, with a sentence and no more, and so does its watchdog
    assert playing.ended() == EXIT_NO_SCREEN
    said = desk.output(playing)
    assert "The screen is gone, and guide with it." in said
    assert "Traceback" not in said
    assert len(said.splitlines()) <= 2, said
    wait_until(lambda: not processes(desk.screen, "guide.watchdog"), "the watchdog to end")

    # and nothing that was done is lost
    assert playing.entries() == before


def test_the_accessibility_bus_is_restarted(desk: Desk) -> None:
    # given a step on the screen
    playing = desk.play()

    # when the bus, its launcher and its registry die, which cuts the editor off as well
    used_ms, began = cpu_ms(playing.process.pid), time.monotonic()
    end(processes(desk.screen, "at-spi"), signal.SIGKILL)

    # then the light goes, the card says that it cannot find what it is about, and guide keeps quiet meanwhile
    wait_until(lambda: not desk.dimmed(), "the light to go")
    wait_until(lambda: playing.entries()[-1].kind == "lost", "the step to be lost")
    took_s = time.monotonic() - began
    assert cpu_ms(playing.process.pid) - used_ms < IDLE_MS_A_SECOND * took_s
    desk.works_on()

    # when the editor is opened again, which finds the new bus, then the step goes on by itself
    desk.kill_editor()
    desk.open_editor()
    desk.wait_for_light(playing)
    desk.works_on("done")
    assert playing.wait_for_step(2) == "search"


def test_the_registry_of_the_accessibility_bus_is_restarted(desk: Desk) -> None:
    # given a step on the screen
    playing = desk.play()

    # when the registry dies, which is started again as soon as somebody asks for it
    used_ms, began = cpu_ms(playing.process.pid), time.monotonic()
    end(processes(desk.screen, "at-spi2-registryd"), signal.SIGKILL)

    # then the step goes on as if nothing had been
    desk.works_on("done")
    assert playing.wait_for_step(2) == "search"
    desk.wait_for_light(playing)
    assert "lost" not in [entry.kind for entry in playing.entries()]
    took_s = time.monotonic() - began
    assert cpu_ms(playing.process.pid) - used_ms < BUSY_MS + IDLE_MS_A_SECOND * took_s


def test_the_compositor_dies_and_comes_back(desk: Desk) -> None:
    # given a step on the screen, with what is around the light darkened
    playing = desk.play()
    behind = desk.menu_bar

    # when the compositor dies, then nothing hides the program for long: it is as without guide, the light is a frame
    desk.screen.stop_compositor()
    wait_until(
        lambda: shoot(desk.screen).at(behind) == desk.bare.at(behind), "the program to be seen", within_s=BLINK_S
    )
    wait_until(lambda: overlay(desk.screen, playing.process.pid), "the frame", within_s=BLINK_S)

    # when one starts, then the rest is darkened again
    desk.screen.start_compositor()
    wait_until(lambda: sum(shoot(desk.screen).at(behind)) < sum(desk.bare.at(behind)), "the dim", within_s=BLINK_S)

    # and the step goes on when it is done
    desk.works_on("done")
    assert playing.wait_for_step(2) == "search"


def test_the_panel_is_restarted(fresh_screen: VirtualScreen) -> None:
    # given guide's icon in the panel
    settings = fresh_screen.home / "tint2rc"
    settings.write_text(PANEL)
    panel = fresh_screen.start("tint2", "-c", str(settings))
    guide = fresh_screen.start(sys.executable, "-m", "guide", cwd=ROOT)
    wait_until(lambda: embedded(fresh_screen, guide.pid), "the icon")

    # when the panel dies and is started again, then the icon is in the new one
    panel.kill()
    wait_until(lambda: not embedded(fresh_screen, guide.pid), "the icon to go with the panel")
    fresh_screen.start("tint2", "-c", str(settings))
    wait_until(lambda: embedded(fresh_screen, guide.pid), "the icon to come back")
    assert guide.poll() is None
