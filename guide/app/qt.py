"""Qt as the conductor needs it: time, and calls handed over from other threads."""

from __future__ import annotations

import linecache
import signal
import socket
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QSocketNotifier, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from guide import i18n
from guide.desktop.windows import Stop

_QT_WORDS = "guide.qt-words"
_T = TypeVar("_T")


def forget_sources() -> None:
    """Give back the source text of all that was imported so far: six megabytes in a tray program.

    From its own import on, PySide reads the source of every module, to see whether it uses PySide, by a function of the
    standard library that keeps what it has read. Who wants a line of it later, for a traceback, reads it again.
    """
    linecache.clearcache()


class QtPost(QObject):
    """Runs functions on the thread that made it; the call may come from any thread."""

    _call = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._call.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def __call__(self, function: Callable[[], None]) -> None:
        """Run `function` soon."""
        self._call.emit(function)

    def _run(self, function: Callable[[], None]) -> None:
        function()


class QtAside:
    """Does what waits for the disk on threads that end with it, and hands over what came of it."""

    def __init__(self, post: Callable[[Callable[[], None]], None]) -> None:
        self._post = post
        self._closed = False

    def __call__(self, work: Callable[[], _T], done: Callable[[_T | Exception], None]) -> None:
        """Call `work` elsewhere, and then `done` here, with its result or its error; not after `shutdown`."""

        def run() -> None:
            try:
                result: _T | Exception = work()
            except Exception as error:
                result = error
            if not self._closed:
                self._post(lambda: None if self._closed else done(result))

        threading.Thread(target=run, name="guide-aside", daemon=True).start()

    def shutdown(self) -> None:
        """Hand nothing over any more; nobody waits for work that goes on."""
        self._closed = True


class QtTimers:
    """One-shot timers of the Qt event loop."""

    def __init__(self) -> None:
        self._running: set[QTimer] = set()

    def after(self, delay_ms: int, call: Callable[[], None]) -> Stop:
        """Call once, `delay_ms` from now, unless stopped before."""
        timer = QTimer()
        timer.setSingleShot(True)

        def stop() -> None:
            if timer in self._running:
                self._running.discard(timer)
                timer.stop()
                timer.deleteLater()  # Python alone would keep it for ever, with all that `call` knows

        def fire() -> None:
            stop()
            call()

        timer.timeout.connect(fire)
        self._running.add(timer)
        timer.start(delay_ms)
        return stop


def drive(descriptor: int, dispatch: Callable[[], None]) -> Stop:
    """Call `dispatch` on the GUI thread whenever the descriptor can be read, until stopped.

    It ends by itself when `dispatch` raises ConnectionError: there will be no news any more.
    """
    notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read)

    def activated() -> None:
        try:
            dispatch()
        except ConnectionError:
            notifier.setEnabled(False)

    notifier.activated.connect(lambda *_: activated())

    def stop() -> None:
        if isValid(notifier):
            notifier.setEnabled(False)
            notifier.deleteLater()  # with all that `dispatch` knows

    return stop


def on_interrupt(call: Callable[[], None]) -> Stop:
    """Call back on the GUI thread on Ctrl+C or a polite kill. Python alone would wait for the next Qt event."""
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    ours.setblocking(False)
    before_fd = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}

    def read() -> None:
        ours.recv(64)
        call()

    undrive = drive(ours.fileno(), read)

    def stop() -> None:
        undrive()
        signal.set_wakeup_fd(before_fd)
        for number, handler in before.items():
            signal.signal(number, handler)
        ours.close()
        theirs.close()

    return stop


def speak(language: str) -> None:
    """Have all of guide's windows in a language: our words, Qt's own (Cancel, Open), and the direction of writing.

    Where nobody has translated guide all of it is English: half of a window in another language helps nobody.
    """
    i18n.use(language)
    app, locale = application(), QLocale(i18n.words_in(language).language)
    for former in app.findChildren(QTranslator, _QT_WORDS):
        app.removeTranslator(former)
        former.deleteLater()
    translator = QTranslator(app)
    translator.setObjectName(_QT_WORDS)
    if translator.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    app.setLayoutDirection(locale.textDirection())


def application(arguments: list[str] | None = None) -> QApplication:
    """Return the one QApplication, made at first use; it never ends because a window was closed."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication(arguments or ["guide"])
    app.setApplicationName("guide")
    app.setApplicationDisplayName("guide")
    app.setDesktopFileName("guide")
    app.setQuitOnLastWindowClosed(False)
    return app
