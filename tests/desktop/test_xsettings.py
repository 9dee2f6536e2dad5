"""How the desktop wants programs to look: told by its settings daemon, followed without asking again."""

from __future__ import annotations

import os
import signal
import struct
from collections.abc import Iterator

import pytest

from guide.desktop.handlers.x11.desktop import X11Desktop
from guide.desktop.handlers.x11.xsettings import parsed, preferences
from guide.desktop.preferences import Preferences
from guide.desktop.virtual_screen import VirtualScreen
from tests.support.desktop import connected, wait_until

LIGHT = 'Net/ThemeName "Adwaita"\nGtk/EnableAnimations 1\n'
DARK_AND_CALM = 'Net/ThemeName "Adwaita-dark"\nGtk/EnableAnimations 0\n'


class Daemon:
    """The settings daemon of a desktop."""

    def __init__(self, screen: VirtualScreen, settings: str) -> None:
        self._file = screen.home / "xsettings"
        self._file.write_text(settings)
        self._process = screen.start("xsettingsd", "-c", str(self._file))
        with connected(screen) as display:
            selection = display.intern_atom("_XSETTINGS_S0")
            wait_until(lambda: display.get_selection_owner(selection), "the settings daemon")

    def sets(self, settings: str) -> None:
        """Set something else."""
        self._file.write_text(settings)
        os.kill(self._process.pid, signal.SIGHUP)

    def end(self) -> None:
        """Leave."""
        self._process.terminate()
        self._process.wait()


@pytest.fixture
def changes(x11: X11Desktop) -> Iterator[list[Preferences]]:
    """What was wished for after each change."""
    told: list[Preferences] = []
    stop = x11.preferences.subscribe(lambda: told.append(x11.preferences.now()))
    yield told
    stop()


@pytest.mark.desktop
def test_what_is_set_is_known_and_followed(screen: VirtualScreen, x11: X11Desktop, changes: list[Preferences]) -> None:
    # given a desktop without a settings daemon
    assert x11.preferences.now() == Preferences()
    # when one starts, and is told to set something else
    daemon = Daemon(screen, LIGHT)
    light = Preferences(dark=False, high_contrast=False, reduced_motion=False)
    wait_until(lambda: changes[-1:] == [light], "what is set")
    daemon.sets(DARK_AND_CALM)
    wait_until(lambda: changes[-1:] == [Preferences(True, False, True)], "the change")
    # then who asks without listening knows it too
    alone = X11Desktop(lambda call: call())
    assert alone.preferences.now() == Preferences(True, False, True)
    alone.shutdown()
    # and when the daemon ends, nobody says anything any more
    daemon.end()
    wait_until(lambda: changes[-1:] == [Preferences()], "its end")


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        ("Adwaita", (False, False)),
        ("Mint-Y-Dark", (True, False)),
        ("Greybird-dark", (True, False)),
        ("HighContrast", (False, True)),
        ("HighContrastInverse", (True, True)),
        ("Darkroom Photos", (False, False)),
    ],
)
def test_themes_are_known_by_their_names(theme: str, expected: tuple[bool, bool]) -> None:
    told = preferences({"Net/ThemeName": theme})
    assert (told.dark, told.high_contrast) == expected


@pytest.mark.parametrize("order", ["<", ">"])
def test_numbers_texts_and_colours_are_read_in_both_byte_orders(order: str) -> None:
    told = _property(order)
    assert parsed(told) == {"Gtk/EnableAnimations": 0, "Net/ThemeName": "Ödland-dark"}


@pytest.mark.parametrize("length", range(0, 100, 7))
def test_what_is_cut_off_hurts_nobody(length: int) -> None:
    assert set(parsed(_property("<")[:length])) <= {"Gtk/EnableAnimations", "Net/ThemeName"}


def test_nonsense_is_nothing() -> None:
    assert parsed(b"\0\0\0\0\1\0\0\0\xff\xff\xff\xff" + b"\7" * 64) == {}


def _property(order: str) -> bytes:
    """Return a number, a colour and a text as a daemon writes them."""

    def entry(kind: int, name: str, value: bytes) -> bytes:
        words = name.encode()
        return struct.pack(order + "BxH", kind, len(words)) + _padded(words) + struct.pack(order + "I", 1) + value

    text = "Ödland-dark".encode()
    entries = (
        entry(0, "Gtk/EnableAnimations", struct.pack(order + "i", 0)),
        entry(2, "Net/Colour", struct.pack(order + "4H", 1, 2, 3, 4)),
        entry(1, "Net/ThemeName", struct.pack(order + "I", len(text)) + _padded(text)),
    )
    first = b"\1" if order == ">" else b"\0"
    return first + b"\0\0\0" + struct.pack(order + "2I", 7, len(entries)) + b"".join(entries)


def _padded(words: bytes) -> bytes:
    return words + b"\0" * (-len(words) % 4)
