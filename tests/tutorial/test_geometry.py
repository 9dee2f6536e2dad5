"""Rectangles in device pixels: edges are where they should be."""

from __future__ import annotations

import pytest

from guide.tutorial.geometry import DevicePoint, DeviceRect

RECT = DeviceRect(10, 20, 30, 40)


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [(10, 20, True), (39, 59, True), (40, 59, False), (39, 60, False), (9, 20, False), (10, 19, False)],
)
def test_right_and_bottom_edges_are_outside(x: int, y: int, inside: bool) -> None:
    assert RECT.contains(DevicePoint(x, y)) is inside


def test_edges_and_middle() -> None:
    assert (RECT.right, RECT.bottom, RECT.center) == (40, 60, DevicePoint(25, 40))
    assert RECT.as_list() == [10, 20, 30, 40]


def test_moved_and_grown() -> None:
    assert RECT.translated(-10, 5) == DeviceRect(0, 25, 30, 40)
    assert RECT.grown(2) == DeviceRect(8, 18, 34, 44)


@pytest.mark.parametrize(
    ("other", "common", "empty"),
    [
        (DeviceRect(0, 0, 20, 30), DeviceRect(10, 20, 10, 10), False),
        (DeviceRect(15, 25, 5, 5), DeviceRect(15, 25, 5, 5), False),
        (DeviceRect(40, 20, 5, 5), DeviceRect(40, 20, 0, 5), True),
        (DeviceRect(0, 0, 5, 5), DeviceRect(10, 20, 0, 0), True),
    ],
)
def test_what_both_cover(other: DeviceRect, common: DeviceRect, empty: bool) -> None:
    assert RECT.intersected(other) == common
    assert common.empty is empty
