"""What every handler of the capture port promises. Subclass it with a `capture` fixture and the desktop's size."""

from __future__ import annotations

import threading

from guide.desktop.ports import Capture, Picture
from guide.tutorial.geometry import DeviceRect


class CaptureContract:
    """The contract."""

    desktop = DeviceRect(0, 0, 1280, 800)

    def test_the_whole_desktop(self, capture: Capture) -> None:
        picture = capture.grab()
        assert picture.rect == self.desktop
        assert len(picture.pixels) == self.desktop.width * self.desktop.height * 4

    def test_a_part_of_it(self, capture: Capture) -> None:
        picture = capture.grab(DeviceRect(10, 20, 7, 5))
        assert picture.rect == DeviceRect(10, 20, 7, 5)
        assert len(picture.pixels) == 7 * 5 * 4

    def test_what_hangs_over_the_edge_is_cut_off(self, capture: Capture) -> None:
        right, bottom = self.desktop.right, self.desktop.bottom
        assert capture.grab(DeviceRect(-5, -6, 10, 10)).rect == DeviceRect(0, 0, 5, 4)
        assert capture.grab(DeviceRect(right - 5, bottom - 4, 10, 10)).rect == DeviceRect(right - 5, bottom - 4, 5, 4)

    def test_nothing_of_it_on_the_screen_is_a_picture_of_nothing(self, capture: Capture) -> None:
        for rect in (DeviceRect(-50, 0, 20, 20), DeviceRect(0, 0, 0, 5), DeviceRect(self.desktop.right, 0, 9, 9)):
            picture = capture.grab(rect)
            assert picture.rect.empty
            assert not picture.pixels

    def test_from_many_threads_at_once(self, capture: Capture) -> None:
        taken: list[Picture] = []

        def take() -> None:
            taken.extend(capture.grab(DeviceRect(n, n, 30, 20)) for n in range(20))

        threads = [threading.Thread(target=take) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(taken) == 80
        assert {len(picture.pixels) for picture in taken} == {30 * 20 * 4}
