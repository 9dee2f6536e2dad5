"""Pictures of the screen are taken once it keeps still."""

from __future__ import annotations

from pathlib import Path

from guide.app.photographer import MARGIN_PX, SETTLE_TRIES, Photographer, laid_over
from guide.desktop.ports import Picture
from guide.tutorial.geometry import DeviceRect
from tests.conductor.timeless import run


class Camera:
    """Shows a new picture at each look for as long as something moves."""

    def __init__(self, moves_for: int) -> None:
        self.looks = 0
        self.wanted: DeviceRect | None = None
        self._moves_for = moves_for

    def grab(self, rect: DeviceRect | None = None) -> Picture:
        self.looks, self.wanted = self.looks + 1, rect
        grey = min(self.looks, self._moves_for)
        return Picture(DeviceRect(0, 0, 2, 1), bytes([grey, grey, grey, 0] * 2))


def test_it_waits_until_two_looks_are_the_same(tmp_path: Path) -> None:
    camera = Camera(moves_for=4)
    name = run(Photographer(camera, tmp_path).take("note/01-write.png", DeviceRect(100, 100, 50, 40)))
    assert name == "note/01-write.png"
    assert camera.looks == 5
    assert camera.wanted == DeviceRect(100, 100, 50, 40).grown(MARGIN_PX)
    assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")


def test_a_screen_that_is_still_is_looked_at_twice(tmp_path: Path) -> None:
    camera = Camera(moves_for=1)
    run(Photographer(camera, tmp_path).take("all.png", None))
    assert (camera.looks, camera.wanted) == (2, None)


def test_a_film_is_taken_as_it_is_after_a_while(tmp_path: Path) -> None:
    camera = Camera(moves_for=10_000)
    run(Photographer(camera, tmp_path).take("film.png", None))
    assert camera.looks == SETTLE_TRIES + 1
    assert (tmp_path / "film.png").exists()


def _plain(x: int, y: int, width: int, height: int, grey: int) -> Picture:
    return Picture(DeviceRect(x, y, width, height), bytes([grey] * 4 * width * height))


def test_windows_are_laid_over_each_other() -> None:
    # given a window, and a menu that covers its corner and reaches beyond it
    window, menu = _plain(10, 10, 4, 3, 100), _plain(13, 12, 2, 2, 50)
    whole = laid_over([window, menu])
    assert whole.rect == DeviceRect(10, 10, 5, 4)
    greys = [list(whole.pixels[row * 20 : row * 20 + 20 : 4]) for row in range(4)]
    assert greys == [
        [100, 100, 100, 100, 255],
        [100, 100, 100, 100, 255],
        [100, 100, 100, 50, 50],
        [255, 255, 255, 50, 50],
    ]


def test_a_desktop_without_windows_of_their_own_has_no_such_picture(tmp_path: Path) -> None:
    class Flat(Camera):
        def grab_window(self, window: object, rect: DeviceRect | None = None) -> Picture | None:
            return None

    assert run(Photographer(Flat(1), tmp_path).take_program("a.png", [None])) is None
    assert list(tmp_path.iterdir()) == []
