"""The settings, as a window: one row for each setting in the table, in its order."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from guide.player import text
from guide.player.icons import app_icon
from guide.player.setting_controls import control_for
from guide.player.theme import Theme
from guide.settings import Setting, Settings, SettingsError
from guide.settings.table import SETTINGS

_WIDTH_PX, _HEIGHT_PX = 640, 620
_CONTROL_PX = 240


class SettingsDialog(QWidget):
    """Each change holds at once. What an administrator has set is shown, and cannot be changed."""

    def __init__(self, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle(text.settings_title())
        self.setWindowIcon(app_icon())
        self.setPalette(theme.palette())
        self.setFont(theme.font())
        self.resize(theme.px(_WIDTH_PX), theme.px(_HEIGHT_PX))
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(16))
        rows.setSpacing(0)
        self._rows = {setting.key: SettingRow(setting, settings, theme) for setting in SETTINGS}
        for row in self._rows.values():
            rows.addWidget(row)
        rows.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        self._unsubscribe = settings.subscribe(lambda key: self._rows[key].refresh())
        self.destroyed.connect(lambda *_: self._unsubscribe())

    def row(self, key: str) -> SettingRow:
        """Return the row of a setting."""
        return self._rows[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Leave with Escape; everything holds already."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class SettingRow(QWidget):
    """Title, description, control, and a way back to the default."""

    def __init__(self, setting: Setting[Any], settings: Settings, theme: Theme) -> None:
        super().__init__()
        self._setting, self._settings, self._theme = setting, settings, theme
        self._title, self._description = text.of_setting(setting.title), text.of_setting(setting.description)
        self.control = control_for(setting.kind)
        self.control.changed.connect(self._choose)
        self.control.widget.setAccessibleName(self._title)
        self.control.widget.setAccessibleDescription(self._description)
        self.reset = QPushButton(text.reset())
        self.reset.setFlat(True)
        self.reset.setCursor(Qt.CursorShape.PointingHandCursor)
        self.reset.setAccessibleName(text.reset_this(self._title))
        self.reset.clicked.connect(self._reset)
        self.note = _label(theme.font(0.9), theme.colours.muted)
        self._lay_out(theme)
        self.refresh()

    def refresh(self, problem: str = "") -> None:
        """Show what is in force, and why; or what is wrong with a choice."""
        now = self._settings.explain(self._setting.key)
        self.control.show(now.value)
        self.control.widget.setEnabled(not now.locked)
        self.reset.setVisible(now.source == "user")
        notes = [problem] if problem else []
        if now.locked:
            notes.append(text.by_administrator())
        if self._setting.restart:
            notes.append(text.after_restart())
        self.note.setText(" ".join(notes))
        self.note.setVisible(bool(notes))
        colours = self._theme.colours
        _ink(self.note, colours.warning_mark if problem or now.locked else colours.muted)

    def _lay_out(self, theme: Theme) -> None:
        title = _label(theme.font(1.0, QFont.Weight.DemiBold), theme.colours.text)
        title.setText(self._title)
        title.setBuddy(self.control.widget)
        description = _label(theme.font(0.92), theme.colours.muted)
        description.setText(self._description)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.px(12), 0, theme.px(12))
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(3))
        grid.addWidget(title, 0, 0)
        grid.addWidget(description, 1, 0)
        grid.addWidget(self.note, 2, 0)
        top_end = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        grid.addWidget(self.control.widget, 0, 1, 2, 1, top_end)
        grid.addWidget(self.reset, 2, 1, top_end)
        grid.setColumnStretch(0, 1)
        if not isinstance(self.control.widget, QCheckBox):
            self.control.widget.setFixedWidth(theme.px(_CONTROL_PX))
            self.control.widget.setMinimumHeight(theme.px(30))

    def _choose(self, value: object) -> None:
        self._try(lambda: self._settings.set(self._setting, value))

    def _reset(self) -> None:
        self._try(lambda: self._settings.reset(self._setting))

    def _try(self, change: Any) -> None:
        try:
            change()
        except SettingsError as error:
            self.refresh(str(error))
        else:
            self.refresh()


def _label(font: QFont, colour: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setFont(font)
    _ink(label, colour)
    return label


def _ink(label: QLabel, colour: str) -> None:
    palette = label.palette()
    palette.setColor(label.foregroundRole(), QColor(colour))
    label.setPalette(palette)
