"""What a catalogue knows of a tutorial that was read as a whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from guide.tutorial.entries import Entry, SourceKind, entry_of
from guide.tutorial.loader import load
from guide.tutorial.localised import localised


def whole_entry(path: Path, kind: SourceKind, language: str | None) -> Entry:
    """Read a file, and return its entry as someone who speaks `language` shall see it."""
    loaded = load(path)
    if language is None or loaded.tutorial is None:
        return entry_of(loaded, str(path), kind)
    translated = replace(loaded, tutorial=localised(loaded.tutorial, path, language))
    return entry_of(translated, str(path), kind, original=loaded.tutorial)
