"""What a thing is called, without what toolkits add to it."""

from __future__ import annotations

import re

LONGEST_NAME = 1000
"""Characters. Nobody writes a longer name into a tutorial; a program that tells megabytes must not fill ours."""
_GTK_TYPE = re.compile(r"(?:Gtk|Adw|Hdy|He|Ide|Gnome)[A-Z]\w*")


def clean_name(name: str, toolkit: str) -> str:
    """Return the name as a person would say it.

    >>> clean_name("7 7", "gtk4"), clean_name("GtkMenuButton", "gtk4"), clean_name("Save As...      ", "gtk")
    ('7', '', 'Save As...')
    """
    name = " ".join(name[:LONGEST_NAME].split())
    if toolkit != "gtk4":
        return name
    # GTK 4.8 tells the type's name where there is no name, and joins a button's own label with its label child's.
    if _GTK_TYPE.fullmatch(name):
        return ""
    half, odd = divmod(len(name), 2)
    return name[:half] if odd and name[half] == " " and name[:half] == name[half + 1 :] else name
