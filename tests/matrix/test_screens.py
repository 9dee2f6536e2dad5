"""Light and card on screens of every kind: monitors, scales, panels, letters, directions, colours."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from Xlib import X, Xatom
from Xlib.display import Display

from guide.conductor.scene import Light, Scene
from guide.desktop.session import open_desktop
from guide.desktop.virtual_screen import VirtualScreen
from guide.player.light import AIR, INNER
from guide.player.theme import RING_OUTER, Look, Scheme, contrast
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.accidents.desk import overlay
from tests.desktop.test_xsettings import DARK_AND_CALM, LIGHT, Daemon
from tests.end_to_end.playing import Playing
from tests.matrix.managers import MatrixDesk
from tests.player.actor import Actor
from tests.player.scenes import view
from tests.player.two_monitors import (
    DARK,
    SEAM,
    both_dimmed,
    edges_are_exact,
    holes_are_exact,
    lit,
    settled,
    two_monitors,
)
from tests.support.desktop import connected, run, shoot, wait_until, wait_until_stable

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(180)]

SCALES = ("1", "1.25", "1.5", "1.75", "2")
PICTURES = Path(__file__).parent.parent.parent / "out" / "matrix"
PANEL_PX = 70
BRIGHT = RING_OUTER.toTuple()[:3]
WORDS = {
    "en": "Open the **File** menu and choose *Save As…*; the program asks where to keep it.",
    "ar": "افتح قائمة **ملف** واختر *حفظ باسم…*؛ سيسألك البرنامج أين تريد الحفظ.",
}

MakeScreen = Callable[..., VirtualScreen]


@pytest.mark.parametrize("scales", [f"{left};{right}" for left, right in product(SCALES, SCALES)])
def test_holes_are_exact_on_two_monitors(make_screen: MakeScreen, scales: str) -> None:
    holes_are_exact(make_screen(1920, 1080), scales)


@pytest.mark.parametrize("scales", ["1;1", "1;2", "2;1", "1.25;1.5", "1.75;1", "1.5;1.75"])
def test_a_light_across_two_monitors_is_whole(make_screen: MakeScreen, scales: str) -> None:
    screen = make_screen(1920, 1080)
    with two_monitors(screen, scales) as (actor, before):
        light = DeviceRect(SEAM - 70, 400, 130, 44)
        actor.present(lit(light))
        shot = both_dimmed(screen, before)
        # then every pixel of the control is seen, on both sides of the seam
        for x in range(light.x, light.right):
            for y in range(light.y, light.bottom):
                assert shot.at(DevicePoint(x, y)) == before.at(DevicePoint(x, y)), (x, y)
        # and it is dark above and below it, and the card is on one monitor only, beside it
        for x in (light.x + 9, light.right - 9):
            for y in (light.y - 3 * AIR - 12, light.bottom + 3 * AIR + 12):
                assert shot.at(DevicePoint(x, y)) != before.at(DevicePoint(x, y)), (x, y)
        card = actor.card()
        assert card.intersected(light).empty
        assert card.right <= SEAM or card.x >= SEAM


@pytest.fixture
def panel(fresh_screen: VirtualScreen) -> Iterator[DeviceRect]:
    """A panel along the bottom."""
    with dock(fresh_screen, DeviceRect(0, 800 - PANEL_PX, 1280, PANEL_PX)) as rect:
        yield rect


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("text_scale", [1.0, 2.0, 3.0])
@pytest.mark.parametrize("scheme", ["light", "dark", "high-contrast"])
def test_the_card_is_whole_and_beside_its_light(
    fresh_screen: VirtualScreen, panel: DeviceRect, scheme: Scheme, text_scale: float, language: str
) -> None:
    work_area = DeviceRect(0, 0, 1280, panel.y)
    wait_until(lambda: _work_areas(fresh_screen) == [work_area], "the panel's place to be known")
    look = Look(scheme=scheme, text_scale=text_scale, reduced_motion=True)
    with Actor(fresh_screen, look) as actor:
        actor.prepare(language)
        for number, light in enumerate(
            (
                DeviceRect(4, 4, 60, 24),
                DeviceRect(1200, 6, 70, 30),
                DeviceRect(600, 380, 90, 30),
                DeviceRect(40, 690, 120, 34),
                DeviceRect(1180, 700, 90, 28),
            )
        ):
            words = view("showing", step_id=f"s{number}", say=WORDS[language], can_back=True, can_skip=True)
            actor.present(Scene(words, (Light(light),), DeviceRect(0, 0, 1280, panel.y)))
            card = wait_until_stable(actor.card, "the card")
            shot = settled(fresh_screen, lambda shot: max(shot.at(DevicePoint(640, 780))) < 120)
            name = f"{scheme}-{text_scale:g}-{language}-{number}"
            shot.save(PICTURES / f"{name}.png")
            assert card.intersected(work_area) == card, f"{name}: {card} leaves the work area"
            assert card.intersected(light).empty, f"{name}: {card} covers the light"


def test_a_panel_on_one_of_two_monitors_is_left_free(fresh_screen: VirtualScreen, tmp_path: Path) -> None:
    # given a panel at the bottom of the right monitor, and an editor that fills that monitor
    run(fresh_screen, "xrandr", "--setmonitor", "L", "640/169x800/212+0+0", "screen")
    run(fresh_screen, "xrandr", "--setmonitor", "R", "640/169x800/212+640+0", "none")
    with dock(fresh_screen, DeviceRect(640, 800 - PANEL_PX, 640, PANEL_PX)) as panel:
        desk = MatrixDesk(fresh_screen)
        run(fresh_screen, "xdotool", "windowmove", str(desk.editor.xid), "640", "20")
        run(fresh_screen, "xdotool", "windowsize", str(desk.editor.xid), "630", "770")
        # when a step that points at nothing is shown, whose card stands in the lower corner of the window
        file = tmp_path / "alone.yaml"
        file.write_text(
            "format: 1\nid: alone\ntitle: Alone\napplication: {process: mousepad}\nsteps: [{id: a, say: Read this.}]\n"
        )
        playing = Playing(fresh_screen, file)
        playing.wait_for_step(1)
        # then it is above the panel
        card = wait_until_stable(lambda: _smallest(overlay(fresh_screen, playing.process.pid)), "the card")
        assert card.bottom <= panel.y
        assert card.x >= 640


def test_monitors_come_and_go_in_the_middle_of_a_step(fresh_screen: VirtualScreen) -> None:
    # given a step on a screen that is one monitor
    desk = MatrixDesk(fresh_screen)
    playing = desk.play_menus()
    light = desk.menu("Search").grown(AIR)
    # when there are two, and when there is one again, and the screen shrinks, then the light is on it, to the pixel
    for change in (
        ("--setmonitor", "L", "500/132x800/212+0+0", "screen"),
        ("--setmonitor", "R", "780/206x800/212+500+0", "none"),
        ("--delmonitor", "R"),
        ("--delmonitor", "L"),
    ):
        run(fresh_screen, "xrandr", *change)
        wait_until(lambda: desk.lit("Search") and desk.dimmed(), f"the light after {change}")
        edges_are_exact(wait_until_stable(lambda: shoot(fresh_screen), "the picture"), desk.bare, light)
    # and the step goes on
    desk.person.clicks(desk.menu("Search").center)
    assert playing.wait_for_step(2) == "document"


@contextmanager
def dock(screen: VirtualScreen, rect: DeviceRect) -> Iterator[DeviceRect]:
    """Lend a panel: a window that takes its strip of the screen."""
    with connected(screen) as display:
        window = display.screen().root.create_window(
            rect.x, rect.y, rect.width, rect.height, 0, X.CopyFromParent, background_pixel=0x335533
        )
        strut = [0, 0, 0, screen.height_px - rect.y, 0, 0, 0, 0, 0, 0, rect.x, rect.right - 1]
        kind = display.intern_atom("_NET_WM_WINDOW_TYPE_DOCK")
        window.change_property(display.intern_atom("_NET_WM_WINDOW_TYPE"), Xatom.ATOM, 32, [kind])
        window.change_property(display.intern_atom("_NET_WM_STRUT_PARTIAL"), Xatom.CARDINAL, 32, strut)
        window.set_wm_normal_hints(flags=5, x=rect.x, y=rect.y)

        def shown() -> bool:  # a window manager that has only just begun overlooks what comes in that moment
            window.map()
            return bool(window.get_attributes().map_state == X.IsViewable)

        wait_until(shown, "the panel")
        yield rect


def _work_areas(screen: VirtualScreen) -> list[DeviceRect]:
    with screen.entered():
        desktop = open_desktop(lambda call: call())
        try:
            return [monitor.work_area for monitor in desktop.windows.snapshot().screens]
        finally:
            desktop.shutdown()


def _smallest(rects: list[DeviceRect]) -> DeviceRect | None:
    return min(rects, key=lambda rect: rect.width * rect.height, default=None)


@pytest.mark.parametrize("background", ["black", "white", "photograph"])
def test_the_ring_stands_out(fresh_screen: VirtualScreen, background: str) -> None:
    with connected(fresh_screen) as display:
        _paint(display, fresh_screen, background)
        before = wait_until_stable(lambda: shoot(fresh_screen), "the background")
        light = DeviceRect(500, 300, 160, 50)
        with Actor(fresh_screen, Look(reduced_motion=True)) as actor:
            actor.present(lit(light))
            hole = light.grown(AIR)
            inner = DevicePoint(hole.x - 1, hole.center.y)
            shot = settled(fresh_screen, lambda shot: shot.at(inner) == DARK)
            # then, all along the hole, one of the ring's two tones differs by 3:1 from what is beside it
            for y in range(hole.y + 12, hole.bottom - 12):
                tones = [shot.at(DevicePoint(hole.x - away, y)) for away in (1, round(INNER) + 1)]
                assert tones == [DARK, BRIGHT]
                for beside in (before.at(DevicePoint(hole.x, y)), shot.at(DevicePoint(hole.x - 9, y))):
                    assert max(contrast(QColor(*tone), QColor(*beside)) for tone in tones) >= 3


def test_the_card_follows_the_desktops_colours_in_the_middle_of_a_step(fresh_screen: VirtualScreen) -> None:
    desk = MatrixDesk(fresh_screen)
    daemon = Daemon(fresh_screen, LIGHT)
    playing = desk.play_menus()

    def paper() -> int:
        card = _smallest(overlay(fresh_screen, playing.process.pid))
        return 0 if card is None else sum(shoot(fresh_screen).at(DevicePoint(card.x + 8, card.bottom - 12)))

    wait_until(lambda: paper() > 600, "a light card")
    daemon.sets(DARK_AND_CALM)
    wait_until(lambda: 0 < paper() < 200, "a dark card")
    assert desk.lit("Search")


def _paint(display: Display, screen: VirtualScreen, background: str) -> None:
    """Cover the screen; a photograph is many small patches of many colours."""
    colours = random.Random(7)
    window = display.screen().root.create_window(
        *(0, 0, screen.width_px, screen.height_px, 0, X.CopyFromParent),
        override_redirect=True,
        background_pixel=0xFFFFFF if background == "white" else 0,
    )
    window.map()
    if background == "photograph":
        for x, y in product(range(440, 720, 6), range(260, 400, 6)):
            window.fill_rectangle(window.create_gc(foreground=colours.randrange(1 << 24)), x, y, 6, 6)
    display.sync()
