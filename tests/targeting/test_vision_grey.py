"""A picture is found pixel for pixel, wherever it is, in windows of any size."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from guide.targeting.vision_edges import Pixels
from guide.targeting.vision_grey import same_pixels
from guide.targeting.vision_search import Sample
from guide.tutorial.geometry import DeviceRect


def window(width: int, height: int) -> Pixels:
    """A window full of words, no two the same."""
    chance = np.random.default_rng(7)
    seen = np.full((height, width, 4), 240, np.uint8)
    for y in range(14, height, 17):
        said = "".join(chance.choice(list("abcdefghiklmnoprstuvw     "), width // 7))
        cv2.putText(seen, said, (3, y), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (20, 20, 20, 255), 1, cv2.LINE_AA)
    return seen


def cut(seen: Pixels, rect: DeviceRect) -> Sample:
    part = seen[rect.y : rect.bottom, rect.x : rect.right]
    return Sample(np.asarray(cv2.cvtColor(part, cv2.COLOR_BGRA2GRAY), np.float32))


def places(seen: Pixels, rect: DeviceRect) -> list[DeviceRect]:
    found = same_pixels(cut(seen, rect), seen, (), lambda: None)
    return [candidate.rect for candidate in found if candidate.grey > 0.99]


@pytest.mark.parametrize("size", [(1280, 800), (1001, 777), (400, 90)])
@pytest.mark.parametrize("part", [(4, 4, 90, 22), (31, 27, 91, 23), (7, 20, 30, 11), (60, 31, 88, 57)])
def test_a_picture_is_found_where_it_was_cut_out(size: tuple[int, int], part: tuple[int, int, int, int]) -> None:
    assert places(window(*size), DeviceRect(*part)) == [DeviceRect(*part)]


@pytest.mark.parametrize("y", range(290, 350, 7))
def test_it_is_found_across_the_bands_in_which_the_window_is_gone_through(y: int) -> None:
    rect = DeviceRect(33, y, 120, 41)
    assert places(window(640, 700), rect) == [rect]


def test_a_picture_that_is_there_twice_is_found_twice() -> None:
    seen, rect = window(800, 600), DeviceRect(10, 10, 90, 22)
    seen[400:422, 301:391] = seen[10:32, 10:100]
    assert sorted((place.x, place.y) for place in places(seen, rect)) == [(10, 10), (301, 400)]


def test_a_picture_as_large_as_the_window_is_found_and_a_larger_one_is_not() -> None:
    seen = window(300, 100)
    assert places(seen, DeviceRect(0, 0, 300, 100)) == [DeviceRect(0, 0, 300, 100)]
    assert same_pixels(cut(window(301, 101), DeviceRect(0, 0, 301, 101)), seen, (), lambda: None) == []
