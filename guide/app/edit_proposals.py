"""`guide edit FOLDER` where proposals lie: the list of them, for support."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess

from guide.app.account import account_name
from guide.app.lost_screen import EXIT_NO_SCREEN, run_loop
from guide.app.opening import chosen_language
from guide.app.qt import QtAside, QtPost, application, on_interrupt, speak
from guide.authoring.proposals_window import Around, ProposalsWindow
from guide.paths import Paths
from guide.player.icons import app_icon
from guide.player.theme import Look, Theme
from guide.settings import Settings, table


def show_proposals(folder: Path) -> int:
    """Show what is proposed until the window is closed."""
    app = application()
    speak(chosen_language())
    app.setQuitOnLastWindowClosed(True)
    paths = Paths.of_this_user()
    settings = Settings.load(paths)
    look = Theme.of(Look(text_scale=settings.get(table.CARD_TEXT_SCALE)))
    app.setFont(look.font())
    app.setPalette(look.palette())
    into = next((Path(each).expanduser() for each in settings.get(table.EXTRA_FOLDERS)), paths.user_tutorials)
    aside = QtAside(QtPost())

    def open_file(file: Path) -> None:
        QProcess.startDetached(sys.executable, ["-m", "guide", "edit", str(file)])

    if into.is_relative_to(Path.home()):
        into = "~" / into.relative_to(Path.home())
    window = ProposalsWindow(folder, into, look, who=account_name(), around=Around(aside, open_file))
    window.setWindowIcon(app_icon())
    window.show()
    stop_listening = on_interrupt(lambda: app.exit(0))
    stayed = run_loop(app)
    stop_listening()
    aside.shutdown()
    return 0 if stayed else EXIT_NO_SCREEN
