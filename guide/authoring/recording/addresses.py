"""An address typed into the address line of a browser: where it leads is what its step is about, not a secret.

Of an address only what says the place is kept: no name or password before the host, no question and no mark behind the
path, and no path that holds a key of one's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from guide.desktop.elements import ElementInfo

_LONGEST = 200
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_ADDRESS = re.compile(
    rf"(?P<scheme>https?://)?(?P<host>(?:{_LABEL}\.)+[a-z]{{2,}}|localhost|\d{{1,3}}(?:\.\d{{1,3}}){{3}})"
    r"(?P<port>:\d{1,5})?(?P<path>/[\w./~%+,=-]*)?(?:[?#]\S*)?",
    re.IGNORECASE,
)
_OF_THE_MACHINE = re.compile(r"(?:about:[a-z]+|(?:chrome|edge)://[a-z/-]+|file:///[\w./~%+ -]+)", re.IGNORECASE)
_KEY = re.compile(r"(?=[^/]*\d)[^/]{20,}")
"""A part of a path like this may open something for whoever knows it."""


def place_of(typed: str) -> str:
    """Return the place that an address names; empty where it is no address, or one that only its owner may know.

    >>> place_of("intranet.example.org/forms?user=7"), place_of("about:blank")
    ('intranet.example.org/forms', 'about:blank')
    >>> place_of("me:secret@example.org"), place_of("buy milk"), place_of("example.org/f/0a1b2c3d4e5f6a7b8c9d0e")
    ('', '', 'example.org')
    """
    words = typed.strip()
    if len(words) > _LONGEST:
        return ""
    if _OF_THE_MACHINE.fullmatch(words):
        return words
    found = _ADDRESS.fullmatch(words)
    if found is None:
        return ""
    path = found["path"] or ""
    if _KEY.search(path):
        path = ""
    return f"{found['scheme'] or ''}{found['host']}{found['port'] or ''}{path}"


def is_address_line(control: ElementInfo, shown: Iterable[ElementInfo]) -> bool:
    """Whether a field is outside of the document that its window shows: there one says which it should be."""
    if control.role not in {"textbox", "searchbox"} or any(role == "document" for role, _, _ in control.path):
        return False
    return any(info.role == "document" and "editable" not in info.states for info in shown)
