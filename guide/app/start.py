"""`guide`: starts the tray program. Its icon comes first, and everything behind it while one moves the mouse there."""

from __future__ import annotations

import sys

from guide.app.lost_screen import EXIT_NO_SCREEN, run_loop
from guide.app.qt import application, forget_sources, on_interrupt
from guide.app.single import SingleInstance
from guide.desktop.session import UnsupportedDesktopError
from guide.paths import Paths
from guide.player.tray import Tray

EXIT_UNSUPPORTED = 4


def run_tray() -> int:
    """Run until the person quits; a second start only brings the first one forward."""
    app = application()
    single = SingleInstance(Paths.of_this_user())
    if not single.become_first():
        print("guide is running already: look for its symbol in the tray", file=sys.stderr)
        return 0
    tray = Tray()
    tray.start()
    forget_sources()
    from guide.app.machinery import Machinery
    from guide.app.tray import TrayProgram

    forget_sources()

    try:
        with Machinery() as machinery:
            program = TrayProgram(machinery, tray)
            single.asked.connect(program.ask)
            stop_listening = on_interrupt(app.quit)
            stayed = run_loop(app)
            stop_listening()
            program.shutdown()
    except UnsupportedDesktopError as error:
        print(error, file=sys.stderr)
        return EXIT_UNSUPPORTED
    finally:
        single.shutdown()
    return 0 if stayed else EXIT_NO_SCREEN
