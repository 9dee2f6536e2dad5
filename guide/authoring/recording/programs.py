"""Of programs: which window is their main one, what a person calls them, and words as ids."""

from __future__ import annotations

import re
import unicodedata

from guide.authoring.recording.acts import Act
from guide.desktop.windows import WindowInfo

_DASHES = (" — ", " – ", " - ")


def main_window(act: Act) -> WindowInfo:
    """Return the main window of the program in which something was done."""
    window = act.window
    seen = {window.id}
    while (above := act.snapshot.get(window.transient_for)) is not None and above.id not in seen:
        seen.add(above.id)
        window = above
    if window.managed and window.kind == "normal":
        return window
    own = [
        other for other in act.snapshot.stack if other.pid == window.pid and other.managed and other.kind == "normal"
    ]
    return own[-1] if own else window


def ending_of(title: str) -> str:
    """Return the program's name at the end of a window's title; empty where there is none."""
    for dash in _DASHES:
        if dash in title:
            return title.rsplit(dash, 1)[-1].strip()
    return ""


def program_called(window: WindowInfo) -> str:
    """Return a program's name as a person calls it."""
    return ending_of(window.title) or (window.app_class or window.process or "").removesuffix(".bin").capitalize()


def slug(words: str) -> str:
    """Return words as an id: lower case, digits, hyphens.

    >>> slug("Speichern unter …"), slug("Größe"), slug("…")
    ('speichern-unter', 'groesse', '')
    """
    plain = words.casefold().translate({ord(k): v for k, v in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.items()})
    ascii_ = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")[:60].strip("-")
