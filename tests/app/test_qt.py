"""Qt as the conductor needs it: time, calls from other threads, descriptors, and polite signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from guide.app.qt import QtPost, QtTimers, drive, on_interrupt, speak
from guide.player import text


def test_a_timer_calls_once_and_a_stopped_one_never(qtbot: QtBot) -> None:
    timers, called = QtTimers(), list[str]()
    timers.after(1, lambda: called.append("first"))
    stop = timers.after(1, lambda: called.append("stopped"))
    stop()
    timers.after(20, lambda: called.append("last"))
    qtbot.waitUntil(lambda: "last" in called)
    assert called == ["first", "last"]
    # stopping what is over does no harm, nor does stopping twice
    stop()


def test_a_call_from_another_thread_comes_on_ours(qtbot: QtBot) -> None:
    post, where = QtPost(), list[threading.Thread]()
    other = threading.Thread(target=lambda: post(lambda: where.append(threading.current_thread())))
    other.start()
    other.join()
    qtbot.waitUntil(lambda: bool(where))
    assert where == [threading.current_thread()]


def test_calls_keep_their_order(qtbot: QtBot) -> None:
    post, heard = QtPost(), list[int]()
    for number in range(100):
        post(lambda number=number: heard.append(number))  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(heard) == 100)
    assert heard == list(range(100))


@pytest.mark.parametrize("problem", [None, ConnectionError("the server has gone")], ids=["stopped", "cut off"])
def test_news_are_waited_for_until_there_are_none(qtbot: QtBot, problem: Exception | None) -> None:
    # given a descriptor with something to read, and somebody who never reads it
    ours, theirs = os.pipe()
    heard: list[int] = []
    stop: Callable[[], None] = lambda: None  # noqa: E731

    def dispatch() -> None:
        heard.append(1)
        if problem is not None:
            raise problem
        if len(heard) == 3:
            stop()

    stop = drive(ours, dispatch)
    os.write(theirs, b"x")
    # when it is stopped, or raises because there will be no more, then it is not called again
    qtbot.waitUntil(lambda: len(heard) == (3 if problem is None else 1))
    for _ in range(5):
        QCoreApplication.processEvents()
    assert len(heard) == (3 if problem is None else 1)
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_polite_signal_is_heard_at_once_and_handed_back_afterwards(qtbot: QtBot, number: int) -> None:
    before = signal.getsignal(number)
    heard: list[int] = []
    stop = on_interrupt(lambda: heard.append(number))
    os.kill(os.getpid(), number)
    qtbot.waitUntil(lambda: bool(heard), timeout=1000)
    stop()
    assert signal.getsignal(number) is before


def test_windows_speak_one_language(qtbot: QtBot) -> None:
    def said() -> tuple[str, str]:
        return text.not_now(), QCoreApplication.translate("QPlatformTheme", "Cancel")

    # when the person reads German, all of it is German, Qt's own words too
    speak("de-AT")
    try:
        assert said() == ("Nicht jetzt", "Abbrechen")
        # a language that nobody has translated guide to is English, and not half of it
        speak("ar")
        assert said() == ("Not now", "Cancel")
        assert QGuiApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight
    finally:
        speak("en")
    assert said() == ("Not now", "Cancel")


def test_the_sources_that_pyside_reads_are_given_back() -> None:
    """And PySide still reads them: if it ceases to, `forget_sources` can go."""
    program = (
        "import linecache; from guide.app.qt import forget_sources; import guide.tutorial.document; "
        "kept = len(linecache.cache); forget_sources(); print(kept > 10, len(linecache.cache))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "0"]
