"""The settings' window: a row for each setting, what an administrator has set is shown and stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QKeySequenceEdit, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from guide.player.setting_controls import control_for
from guide.player.settings_dialog import SettingsDialog
from guide.player.theme import Look, Theme
from guide.settings import Settings
from guide.settings import table as settings_table
from guide.settings.table import SETTINGS
from tests.player.scenes import collected

# The invisible screen of the tests has no window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def settings_at(folder: Path, policy: dict[str, object] | None = None) -> Settings:
    machine = folder / "policies.json"
    machine.write_text(json.dumps(policy or {}))
    return Settings(folder / "settings.json", machine, machine_from_root=False)


def dialog_for(qtbot: QtBot, settings: Settings) -> SettingsDialog:
    dialog = SettingsDialog(settings, Theme.of(Look()))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_every_setting_has_a_row_with_a_name(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_for(qtbot, settings_at(tmp_path))
    for setting in SETTINGS:
        row = dialog.row(setting.key)
        assert row.control.widget.accessibleName() == setting.title
        assert row.control.widget.isEnabled()
        assert not row.reset.isVisible()


def test_showing_a_default_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    dialog_for(qtbot, settings_at(tmp_path))
    assert not (tmp_path / "settings.json").exists()


@pytest.mark.parametrize(
    ("setting", "control", "choose", "value"),
    [
        (settings_table.OVERLAY_PULSE, QCheckBox, lambda box: box.click(), False),
        (settings_table.THEME, QComboBox, lambda box: box.setCurrentIndex(2), "dark"),
        (settings_table.OVERLAY_DIM, QSpinBox, lambda box: box.setValue(30), 30),
        (settings_table.CARD_TEXT_SCALE, QDoubleSpinBox, lambda box: box.setValue(1.5), 1.5),
        (settings_table.LANGUAGE, QLineEdit, lambda field: (field.setText("de"), field.editingFinished.emit()), "de"),
        (
            settings_table.SHORTCUT_CARD,
            QKeySequenceEdit,
            lambda field: (field.setKeySequence(QKeySequence("Ctrl+Alt+F1")), field.editingFinished.emit()),
            "Ctrl+Alt+F1",
        ),
    ],
)
def test_a_choice_holds_at_once_and_can_be_taken_back(  # noqa: PLR0917
    qtbot: QtBot, tmp_path: Path, setting, control, choose, value
) -> None:
    # given the settings' window
    settings = settings_at(tmp_path)
    row = dialog_for(qtbot, settings).row(setting.key)
    assert isinstance(row.control.widget, control)
    # when the person chooses
    choose(row.control.widget)
    # then it is in force, and kept
    assert settings.get(setting) == value
    assert settings_at(tmp_path).get(setting) == value
    # and there is a way back
    QTest.mouseClick(row.reset, Qt.MouseButton.LeftButton)
    assert settings.get(setting) == setting.default
    assert not row.reset.isVisible()


def test_what_the_administrator_has_set_is_shown_and_stays(qtbot: QtBot, tmp_path: Path) -> None:
    settings = settings_at(tmp_path, {"overlay.dim": 20})
    row = dialog_for(qtbot, settings).row("overlay.dim")
    assert row.control.widget.value() == 20
    assert not row.control.widget.isEnabled()
    assert "administrator" in row.note.text()


def test_a_choice_that_is_not_possible_is_explained_and_undone(qtbot: QtBot, tmp_path: Path) -> None:
    settings = settings_at(tmp_path)
    row = dialog_for(qtbot, settings).row("language")
    row.control.widget.setText("no language at all")
    row.control.widget.editingFinished.emit()
    assert "Language" in row.note.text()
    assert row.control.widget.text() == "system"
    assert settings.get(settings_table.LANGUAGE) == "system"


def test_a_change_made_elsewhere_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    settings = settings_at(tmp_path)
    row = dialog_for(qtbot, settings).row("overlay.dim")
    settings.set("overlay.dim", 11)
    assert row.control.widget.value() == 11


def test_a_window_that_is_gone_is_told_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    settings = settings_at(tmp_path)
    dialog = SettingsDialog(settings, Theme.of(Look()))
    dialog.deleteLater()
    qtbot.wait(1)
    settings.set("overlay.dim", 11)


def test_folders_are_added_and_removed(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_at(tmp_path)
    row = dialog_for(qtbot, settings).row("folders.extra")
    monkeypatch.setattr(
        "guide.player.setting_controls.QFileDialog.getExistingDirectory", lambda *_: str(tmp_path / "more")
    )
    add, remove = row.control.widget.findChildren(QPushButton)
    add.click()
    add.click()
    assert settings.get(settings_table.EXTRA_FOLDERS) == (str(tmp_path / "more"),)
    row.control.widget._list.setCurrentRow(0)
    remove.click()
    assert settings.get(settings_table.EXTRA_FOLDERS) == ()


def test_each_kind_of_setting_has_a_control(qtbot: QtBot) -> None:
    for setting in SETTINGS:
        control = control_for(setting.kind)
        qtbot.addWidget(control.widget)
        said = collected(control.changed)
        control.show(setting.default)
        assert said == []


def test_escape_closes(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_for(qtbot, settings_at(tmp_path))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
