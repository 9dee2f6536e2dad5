"""A guide that waits in the tray is hardly there. `make bench ARGS=tray` measures the same with more patience."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bench.probes import Memory, Panel, idle, running, settled_memory, wait_until_calm
from guide.desktop.virtual_screen import VirtualScreen
from tests.end_to_end.playing import ROOT

MOST_TIMES_OF_A_BARE_PROGRAM = 1.35
"""The aim is 1.3; what the system shares between programs varies by one or two megabytes."""
WATCHED_S = 3.0
#: Only a window or a run needs these, or what is in them costs megabytes.
NOT_LOADED = (
    *("asyncio", "ssl", "hashlib", "yaml", "re2", "dbus_fast", "numpy", "cv2", "mss"),
    *("PySide6.QtNetwork", "PySide6.QtSvg", "Xlib.ext.record"),
    *("guide.app.live", "guide.conductor", "guide.session", "guide.targeting", "guide.player.stage"),
    *("guide.player.catalogue_window", "guide.player.settings_dialog", "guide.tutorial.loader", "guide.watchdog"),
)


def test_what_only_a_run_needs_is_not_loaded() -> None:
    script = (
        "import sys, guide.cli, guide.app.start, guide.app.tray, guide.desktop.handlers.x11.desktop;"
        f"print(*(name for name in {NOT_LOADED!r} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.desktop
def test_it_needs_little_more_than_the_least_and_sleeps(fresh_screen: VirtualScreen) -> None:
    # given a panel, the least that a tray program can be, and a guide that has been here before
    panel = Panel(fresh_screen)
    with running(fresh_screen, "-m", "bench.peers.bare_tray") as bare:
        panel.wait_for_icon()
        least = settled_memory(bare.pid)
    with running(fresh_screen, "-m", "guide") as first:
        panel.wait_for_icon()
        wait_until_calm(first.pid)
    with running(fresh_screen, "-m", "guide") as guide:
        panel.wait_for_icon()
        wait_until_calm(guide.pid)

        # when nobody does anything, then it costs hardly more memory, and neither processor nor wake-ups
        needed = Memory.of(guide.pid)
        percent, wakes = idle(guide.pid, WATCHED_S)
        assert needed.rss < MOST_TIMES_OF_A_BARE_PROGRAM * least.rss
        assert percent < 0.1
        assert wakes < 1
    panel.close()
