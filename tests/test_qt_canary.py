"""PySide6 must not lose references to None: 6.12.0 did, one for each void call, and killed Python 3.11."""

from __future__ import annotations

import sys

import pytest
from pytestqt.qtbot import QtBot


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal since Python 3.12")
def test_void_calls_do_not_eat_none(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    # given a widget
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    # when it is told a thousand times to do something that returns nothing
    for _ in range(1000):
        widget.update()
    # then None is as well referred to as before, give or take what runs beside us
    assert before - sys.getrefcount(None) < 100
