"""Device pixels and logical pixels, on screens of any scale."""
# ruff: noqa: PLR0917  (properties take what they vary)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from guide.player.pixels import ScreenGrid, all_grids, grid_for, screen_of
from guide.tutorial.geometry import DevicePoint, DeviceRect

scales = st.sampled_from([1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 3.0])
places = st.integers(-4000, 8000)


def grid_at(x: int, y: int, scale: float) -> ScreenGrid:
    whole = DeviceRect(x, y, 1920, 1080)
    return ScreenGrid(whole, whole, scale)


@given(places, places, scales, places, places, st.integers(1, 4000), st.integers(1, 3000))
def test_there_and_back_is_the_same_pixel(ox, oy, scale, x, y, width, height) -> None:
    grid, rect = grid_at(ox, oy, scale), DeviceRect(x, y, width, height)
    assert grid.to_device(grid.to_logical(rect)) == rect


def test_the_origin_of_a_screen_stays_and_only_offsets_scale() -> None:
    # given the second of two screens, at twice the scale
    grid = grid_at(1920, 0, 2.0)
    # when a place on it is told to Qt
    # then the 1920 pixels before it are not halved
    assert grid.to_logical(DeviceRect(2120, 100, 40, 20)) == QRectF(2020, 50, 20, 10)
    assert grid.to_local(DeviceRect(2120, 100, 40, 20)) == QRectF(100, 50, 20, 10)
    assert grid.point_to_logical(DevicePoint(2120, 100)).toTuple() == (2020, 50)


@pytest.mark.parametrize(("length", "scale", "device"), [(10, 1.0, 10), (10, 1.25, 13), (344, 1.5, 516), (1, 1.75, 2)])
def test_a_length_is_never_cut_off(length: float, scale: float, device: int) -> None:
    assert grid_at(0, 0, scale).length_to_device(length) == device


def test_a_rectangle_belongs_to_the_screen_that_shows_most_of_it() -> None:
    left, right = grid_at(0, 0, 1.0), grid_at(1920, 0, 2.0)
    assert grid_for(DeviceRect(1900, 0, 100, 10), [left, right]) is right
    assert grid_for(DeviceRect(1800, 0, 150, 10), [left, right]) is left
    assert grid_for(None, [left, right]) is left


def test_the_screens_of_this_machine_are_known(qtbot: QtBot) -> None:
    grid = all_grids()[0]
    screen = screen_of(grid)
    assert grid.scale == screen.devicePixelRatio()
    assert grid.device.width == round(screen.geometry().width() * grid.scale)
    assert grid.device.intersected(grid.work_area) == grid.work_area
