"""Proposals behind the tray: recorded, agreed to, sent when the share is there, and answered once."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess

from guide.app.account import account_name
from guide.app.machinery import Machinery
from guide.i18n import translate
from guide.paths import make_private
from guide.player import text
from guide.settings import table

if TYPE_CHECKING:
    from guide.app.record_from_tray import RecordFromTray
    from guide.authoring.proposals import Answer
    from guide.authoring.proposals_window import ProposeDialog


class Proposing:
    """What a colleague proposes from this machine."""

    def __init__(self, machinery: Machinery, say: Callable[[str], None]) -> None:
        self._machinery, self._say = machinery, say
        self._outbox = machinery.paths.data / "proposals"
        self._recording: RecordFromTray | None = None
        self._dialog: ProposeDialog | None = None
        self._busy = False
        self._unread: tuple[Answer, ...] = ()

    @property
    def unread(self) -> int:
        """How many answers were not looked at yet."""
        return len(self._unread)

    @property
    def possible(self) -> bool:
        """Whether there is a folder to which proposals go."""
        return bool(self._machinery.settings.get(table.PROPOSALS_FOLDER))

    @property
    def recording(self) -> bool:
        """Whether one is being recorded."""
        return self._recording is not None and self._recording.running

    def begin(self) -> None:
        """Record one."""
        if self._recording is None:
            from guide.app.record_from_tray import RecordFromTray
            from guide.authoring.proposals import new_name

            self._recording = RecordFromTray(self._outbox, self._machinery.language, self._recorded, new_name)
        self._recording.begin()

    def stop(self) -> None:
        """End the recording; then the person is asked."""
        if self._recording is not None:
            self._recording.stop()

    def look(self) -> None:
        """Send what waits, and tell what was answered; away from this thread, as a share may hang."""
        shared = self._machinery.settings.get(table.PROPOSALS_FOLDER)
        if not shared or self._busy or not self._outbox.is_dir():
            return
        from guide.authoring.proposals import answers, send
        from guide.authoring.unread import keep

        folder, outbox = Path(shared[0]).expanduser(), self._outbox
        self._busy = True

        def work() -> tuple[tuple[str, ...], tuple[Answer, ...], tuple[Answer, ...]]:
            return send(outbox, folder), (new := answers(outbox, folder)), keep(outbox, new)

        def sent(result: tuple[tuple[str, ...], tuple[Answer, ...], tuple[Answer, ...]] | Exception) -> None:
            self._busy = False
            if isinstance(result, Exception):
                return
            if result[0]:
                self._say(translate("authoring", "Your proposal is with support. Thank you!"))
            self._unread = result[2]
            for answer in result[1]:
                self._say(_told(answer))

        self._machinery.aside(work, sent)

    def read(self) -> str:
        """Return what was answered, for a person who opens it; it is not kept any longer."""
        from guide.authoring.unread import looked_at

        told, self._unread = "\n\n".join(map(_told, self._unread)), ()
        self._machinery.aside(lambda: looked_at(self._outbox), lambda done: None)
        return told

    def shutdown(self) -> None:
        """End what runs; what was recorded waits until it is agreed to."""
        if self._recording is not None:
            self._recording.shutdown()
        if self._dialog is not None:
            self._dialog.close()

    def _recorded(self, file: Path | None) -> None:
        if file is None:
            self._say(text.nothing_recorded())
            return
        from guide.authoring.proposals_window import ProposeDialog
        from guide.player.icons import app_icon
        from guide.player.theme import Theme
        from guide.tutorial.commonmark import plain
        from guide.tutorial.loader import load

        tutorial = load(file).tutorial
        pictures = file.parent / "pictures"
        steps = [(plain(step.say), pictures / f"{step.id}.png") for step in tutorial.steps] if tutorial else []
        title = tutorial.title if tutorial is not None else ""
        dialog = ProposeDialog(Theme.of(self._machinery.look), who=account_name(), title=title, steps=steps)
        dialog.agreed.connect(lambda who, title, note: self._agreed(file.parent, who, title, note))
        dialog.looked.connect(lambda: QProcess.startDetached(sys.executable, ["-m", "guide", "edit", str(file)]))
        dialog.thrown_away.connect(lambda: shutil.rmtree(file.parent, ignore_errors=True))
        dialog.rejected.connect(lambda: self._kept(file.parent))
        dialog.setWindowIcon(app_icon())
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        self._dialog = dialog

    def _kept(self, folder: Path) -> None:
        """Put what was neither sent nor thrown away among the person's own tutorials."""
        own = make_private(self._machinery.paths.user_tutorials) / folder.name
        folder.rename(own)
        self._say(text.recorded_in(str(own)))

    def _agreed(self, folder: Path, who: str, title: str, note: str) -> None:
        from guide.authoring.proposals import ProposalError, describe

        try:
            describe(folder, by=who, title=title, note=note)
        except (OSError, ProposalError) as error:
            self._say(str(error))
            return
        self.look()


def _told(answer: Answer) -> str:
    words = (
        translate("authoring", "{who} has taken your proposal “{title}”: {words}")
        if answer.what == "accepted"
        else translate("authoring", "{who} on your proposal “{title}”: {words}")
    )
    return words.format(who=answer.by, title=answer.title, words=answer.words)
