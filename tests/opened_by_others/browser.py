"""Chromium without a screen, for one page at a time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.opened_by_others.platform import Platform
from tests.support.waiting import wait_until

WITHIN_S = 60
_QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def chromium(*arguments: str, profile: Path) -> list[str]:
    """Return the command line of a browser that is nobody's."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "there is no Chromium here; make exports installs it"
    return [program, *_QUIET, f"--user-data-dir={profile}", *arguments]


def visit(platform: Platform, page: str, profile: Path, heard: Callable[[], bool] = lambda: True) -> dict[str, Any]:
    """Open a page of the platform, wait until its driver has finished, and return what it tells.

    `heard`: what else has to have come; a page says its last words while it closes.
    """
    command = chromium(f"{platform.address}/{page}", profile=profile)
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )  # fmt: skip
    try:
        assert platform.finished.wait(WITHIN_S), f"the page did not finish; asked for {platform.asked}"
        wait_until(heard, "what the page says as it closes")
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return platform.result
