"""Whether two names mean the same program: a tutorial writes `libreoffice`, the process calls itself `soffice.bin`."""

from __future__ import annotations

import re

#: Programs that go by several names; the first is what they are compared by.
_FAMILIES = (
    ("soffice", "libreoffice", "localc", "lowriter", "loimpress", "lodraw", "lobase", "lomath", "oosplash"),
    ("chrome", "google-chrome", "google-chrome-stable"),
    ("chromium", "chromium-browser"),
    ("firefox", "firefox-esr"),
    ("thunderbird", "thunderbird-esr"),
)
_FIRST_NAME = {name: family[0] for family in _FAMILIES for name in family}

#: What wrappers and packagers add: `soffice.bin`, `gimp-2.10`, `libreoffice7.4`, `Tool-1.2-x86_64.AppImage`.
_ADDED = re.compile(
    r"(\.(exe|bin|real|orig|wrapped|appimage|app|jar|java)|-(bin|real|wrapped|x86_64|amd64|aarch64|arm64)|-?\d+(\.\d+)+)$"
)

#: The kernel keeps only so many characters of a process's short name, which is all we see of other users' programs.
_SHORT_NAME = 15


def plain_name(process: str) -> str:
    """Return the name by which a program is compared.

    >>> plain_name("soffice.bin"), plain_name("LibreOffice7.4"), plain_name("GIMP-2.10")
    ('soffice', 'soffice', 'gimp')
    """
    name = process.rpartition("/")[2].rpartition("\\")[2].casefold().lstrip(".")
    while (shorter := _ADDED.sub("", name)) != name and shorter:
        name = shorter
    return _FIRST_NAME.get(name, name)


def same_process(one: str, other: str) -> bool:
    """Whether both names mean the same program; case, folders, `.exe`, `.bin` and version numbers do not matter.

    >>> same_process("soffice.bin", "libreoffice"), same_process("mousepad", "Mousepad"), same_process("gedit", "xed")
    (True, True, False)
    """
    a, b = plain_name(one), plain_name(other)
    if a == b:
        return True
    shorter, longer = sorted((a, b), key=len)
    return len(shorter) == _SHORT_NAME and longer.startswith(shorter)
