"""`guide edit`: the window for authors."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QSettings

from guide.app.blurring import blurred
from guide.app.lost_screen import EXIT_NO_SCREEN, run_loop
from guide.app.opening import chosen_language, only_file, refuse
from guide.app.qt import QtAside, QtPost, application, on_interrupt, speak
from guide.authoring.draft import new_tutorial, slug
from guide.authoring.record_dialog import Blur
from guide.authoring.services import Services
from guide.authoring.window import EditorWindow
from guide.i18n import translate
from guide.paths import Paths, make_private
from guide.player.icons import app_icon
from guide.player.theme import Look, Scheme, Theme
from guide.settings import Settings, table
from guide.tutorial.yaml_text import MAX_BYTES, BadText, decoded


def edit(file: Path, *, practice: bool = False) -> int:
    """Open a tutorial, or begin one where there is no file yet, and stay until the window is closed."""
    if file.is_dir() and _is_for_proposals(file):
        from guide.app.edit_proposals import show_proposals

        return show_proposals(file)
    file = in_folder(file) if file.is_dir() else file
    text, new = _text_of(file)
    app = application()
    speak(chosen_language())
    app.setQuitOnLastWindowClosed(True)
    aside = QtAside(QtPost())
    given = services(aside)
    app.setFont(given.look.font())  # what Qt asks by itself has the letters and colours of the window, too
    app.setPalette(given.look.palette())
    window = EditorWindow(file, text, replace(given, practice=practice), new=new)
    window.setWindowIcon(app_icon())
    window.show()
    window.offer_recovery()
    stop_listening = on_interrupt(lambda: app.exit(0))
    stayed = run_loop(app)
    stop_listening()
    aside.shutdown()
    return 0 if stayed else EXIT_NO_SCREEN


def in_folder(folder: Path) -> Path:
    """Return the tutorial in a folder; in an empty one, where one is to begin."""
    if any(folder.iterdir()):
        return only_file(folder)
    return folder / f"{slug(folder.absolute().name) or 'tutorial'}.yaml"


def _is_for_proposals(folder: Path) -> bool:
    from guide.authoring.proposals import holds_proposals

    known = Settings.load(Paths.of_this_user()).get(table.PROPOSALS_FOLDER)
    return any(Path(each).expanduser() == folder.absolute() for each in known) or holds_proposals(folder)


def practise() -> int:
    """Open a tutorial to practise on; nothing of it is left."""
    from guide.app.practice import practice_file

    speak(chosen_language())
    file, folder = practice_file()
    with folder:
        return edit(file, practice=True)


def services(aside: QtAside) -> Services:
    """Return what the window needs."""
    from guide.app.edit_windows import colleague, review, translation
    from guide.app.practice import show_how

    paths = Paths.of_this_user()
    settings = Settings.load(paths)
    scheme = cast("Scheme", settings.get(table.THEME))  # the table allows the same words
    look = Theme.of(Look(scheme=scheme, text_scale=settings.get(table.CARD_TEXT_SCALE)))
    make_private(paths.config)
    command = [sys.executable, "-m", "guide"]
    return Services(
        look,
        aside,
        QSettings(str(paths.config / "windows.ini"), QSettings.Format.IniFormat),
        paths.data / "drafts",
        command,
        translation(look, command),
        review(look, other_person=settings.get(table.REVIEW_BY_ANOTHER), typed=settings.get(table.REVIEW_TYPED_NAME)),
        colleague(look),
        lambda: show_how(command),
        Blur(blurred(None, settings), settings.explain(table.RECORDING_BLUR.key).locked),
    )


def _text_of(file: Path) -> tuple[str, bool]:
    """Return the text of a file, and whether it is still to be made."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
        return decoded(content, str(file)), False
    except FileNotFoundError:
        title = translate("authoring", "New tutorial")
        stem = file.stem.replace("-", " ").strip()
        name = stem[:1].upper() + stem[1:] if stem else title
        return new_tutorial(slug(file.stem) or "tutorial", name, chosen_language().partition("-")[0]), True
    except BadText as bad:
        refuse(*map(str, bad.problems))
    except OSError as error:
        refuse(f"{file}: it cannot be read ({error.strerror or error})")
