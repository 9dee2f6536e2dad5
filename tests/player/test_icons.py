"""The icon of the program: what is shown is what was drawn."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from guide.player.icons import APP_ICON_SIZES_PX, app_icon, app_icon_file, pixmap


@pytest.mark.parametrize("size_px", APP_ICON_SIZES_PX)
def test_its_pictures_are_made_of_its_drawing(qtbot: QtBot, size_px: int) -> None:
    """Where this fails, somebody changed the drawing: `make pictures` paints it anew.

    Processors round what they blend differently, by a step or two of 255; a line that moved is another matter.
    """
    painted = pixmap("guide", "#000000", size_px).toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    kept = QImage(str(app_icon_file(size_px))).convertToFormat(QImage.Format.Format_RGBA8888)
    assert kept.size() == painted.size()
    pairs = zip(bytes(kept.constBits()), bytes(painted.constBits()), strict=True)
    assert max(abs(was - now) for was, now in pairs) <= 4


def test_it_is_there_in_each_size(qtbot: QtBot) -> None:
    assert sorted(size.width() for size in app_icon().availableSizes()) == sorted(APP_ICON_SIZES_PX)
