"""Which toolkit a running program is made with, by the libraries it has loaded; and how to make it speak.

Each of them can tell screen readers about its controls; most do so by themselves once accessibility is switched on,
some only when they are started with the right word.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Toolkit:
    """One way to make programs. `remedy`: what makes a silent one speak; None: nothing does."""

    name: str
    mark: re.Pattern[str]
    """Found among the files that a program has mapped."""
    remedy: str | None


def _toolkit(name: str, mark: str, remedy: str | None) -> Toolkit:
    return Toolkit(name, re.compile(mark), remedy)


_AGAIN = ", then start the program again"
TOOLKITS = (
    # What a program brings along beside its own toolkit comes first: LibreOffice and Firefox load GTK too.
    _toolkit("LibreOffice", r"/libvcl\w*\.so", "sudo apt-get install libreoffice-gtk3" + _AGAIN),
    _toolkit("Firefox", r"/libxul\.so", "start it with GNOME_ACCESSIBILITY=1"),
    _toolkit("Java", r"/libjvm\.so", "sudo apt-get install libatk-wrapper-java" + _AGAIN),
    _toolkit(
        "Chromium",
        r"/(chrome|chromium|electron|msedge|brave)$|/(libffmpeg|v8_context_snapshot|chrome_\d+_percent)",
        "start it with ACCESSIBILITY_ENABLED=1, or with --force-renderer-accessibility",
    ),
    _toolkit("Qt 6", r"/libQt6Gui\.so|/Qt6Gui", "start it with QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1"),
    _toolkit("Qt 5", r"/libQt5Gui\.so|/Qt5Gui", "start it with QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1"),
    _toolkit("GTK 4", r"/libgtk-4\.so", "start it without GTK_A11Y=none"),
    _toolkit("GTK 3", r"/libgtk-3\.so", "start it without NO_AT_BRIDGE=1"),
    _toolkit("GTK 2", r"/libgtk-x11-2", "sudo apt-get install libatk-adaptor" + _AGAIN),
    _toolkit("Tk", r"/libtk\d", None),
    _toolkit("X toolkit", r"/libXt\.so|/libXaw", None),
)


def toolkit_of(pid: int) -> Toolkit | None:
    """Return what a process is made with; None where that cannot be told."""
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/maps").read_text(errors="replace").splitlines()
        files = {line.split(maxsplit=5)[5] for line in lines if line.count("/")}
        return next((kit for kit in TOOLKITS if any(kit.mark.search(file) for file in files)), None)
    return None
