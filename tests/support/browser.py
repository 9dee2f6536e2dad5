"""Chromium, where the distribution has it as a package."""

from __future__ import annotations

import shutil

import pytest

needs_chromium = pytest.mark.skipif(
    shutil.which("chromium") is None, reason="Ubuntu has Chromium as a snap alone, which runs on no screen in memory"
)
