"""What a saved tutorial is to become outside, and where it goes; `guide export` does it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from guide.authoring.errand import Errand
from guide.authoring.look import Look
from guide.i18n import translate


def formats() -> dict[str, str]:
    """Return what a tutorial can become, in the words of a person, by the name in `guide export`."""
    return {
        "html": translate("authoring", "A web page"),
        "pdf": translate("authoring", "A PDF to print"),
        "markdown": translate("authoring", "Markdown"),
        "odt": translate("authoring", "A document for LibreOffice (ODT)"),
        "docx": translate("authoring", "A document for Word (DOCX)"),
        "animation": translate("authoring", "An animated picture"),
        "cmi5": translate("authoring", "A course for a learning platform (cmi5)"),
        "scorm": translate("authoring", "A course for a learning platform (SCORM 2004)"),
    }


class ExportWindow(QDialog):
    """Asks, starts, and says what came of it."""

    def __init__(self, file: Path, command: Sequence[str], look: Look) -> None:
        super().__init__()
        self._file = file
        self._errand = Errand(command, self)
        self.setWindowTitle(translate("authoring", "Export"))
        self.setPalette(look.palette())
        self.setFont(look.font())
        self._formats = {name: QCheckBox(words) for name, words in formats().items()}
        self._formats["html"].setChecked(True)
        self._rehearse = QCheckBox(translate("authoring", "With pictures, from a rehearsal on a screen of its own"))
        self._rehearse.setChecked(True)
        self._folder = QLineEdit(str(file.parent / "handed-on"))
        self._folder.setAccessibleName(translate("authoring", "Folder"))
        browse = QPushButton(translate("authoring", "Choose…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._go = self._buttons.addButton(translate("authoring", "Export"), QDialogButtonBox.ButtonRole.ActionRole)
        self._open = self._buttons.addButton(
            translate("authoring", "Open the folder"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self._open.setEnabled(False)
        self._go.setDefault(True)
        self._go.clicked.connect(self._begin)
        self._open.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder.text())))
        self._buttons.rejected.connect(self.close)
        column, row = QVBoxLayout(self), QHBoxLayout()
        for box in (*self._formats.values(), self._rehearse):
            column.addWidget(box)
        row.addWidget(QLabel(translate("authoring", "Folder")))
        row.addWidget(self._folder, 1)
        row.addWidget(browse)
        column.addLayout(row)
        column.addWidget(self._said)
        column.addWidget(self._buttons)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  (Qt's name)
        """Leave nothing running."""
        self._errand.shutdown()
        event.accept()

    def reject(self) -> None:
        """Take Escape as closing."""
        self.close()

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, translate("authoring", "Folder"), str(self._file.parent))
        if chosen:
            self._folder.setText(chosen)

    def _begin(self) -> None:
        chosen = [name for name, box in self._formats.items() if box.isChecked()]
        folder = self._folder.text().strip()
        if not chosen or not folder:
            self._said.setText(translate("authoring", "Choose at least one format, and a folder."))
            return
        self._go.setEnabled(False)
        self._said.setText(translate("authoring", "At work; with pictures this takes as long as the tutorial…"))
        options = ["--rehearse"] if self._rehearse.isChecked() else []
        arguments = ["export", str(self._file), "--to", *chosen, "--out", folder, *options]
        self._errand.begin(arguments, self._done)

    def _done(self, status: int, said: str) -> None:
        self._go.setEnabled(True)
        self._open.setEnabled(status == 0)
        good = translate("authoring", "Done.") if status == 0 else translate("authoring", "Not all of it went well.")
        self._said.setText(f"{good}\n{said}".strip())
