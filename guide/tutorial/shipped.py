"""Where the tutorials lie that come with guide."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_folder() -> Path:
    """Return `tutorials/` of a checkout, or `guide/shipped_tutorials/` of an installed package."""
    installed = _PACKAGE / "shipped_tutorials"
    return installed if installed.is_dir() else _PACKAGE.parent / "tutorials"
