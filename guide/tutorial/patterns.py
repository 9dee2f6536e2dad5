"""How a tutorial says which text it means: exactly, by a regular expression, or differently in each language.

Regular expressions run on RE2, which takes time linear in the text: no tutorial can make a machine hang.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

#: A tutorial's expression may not make RE2 build more than this (bytes); ordinary ones need a few kilobytes.
REGEX_MEMORY_BYTES = 1 << 20


class BadPatternError(ValueError):
    """A regular expression that RE2 does not take; the message says why."""


@lru_cache(maxsize=1024)
def _compiled(source: str) -> Any:
    import re2  # noqa: PLC0415 -- most names are no expressions, and a guide that waits has not met one

    options = re2.Options()
    options.log_errors = False
    options.max_mem = REGEX_MEMORY_BYTES
    try:
        return re2.compile(source, options=options)
    except re2.error as error:
        detail = error.args[0] if error.args else error
        text = detail.decode("utf-8", "replace") if isinstance(detail, bytes) else str(detail)
        raise BadPatternError(text) from None


def normalised(text: str) -> str:
    """Return `text` as names are compared: stripped, inner white space folded, `...` and ` …` (German) as `…`."""
    return " ".join(text.split()).replace("...", "…").replace(" …", "…")


@dataclass(frozen=True)
class TextPattern:
    """One text, exact (after normalising) or `/a regular expression/`, which may match anywhere in it.

    >>> TextPattern("Save As…").matches("Save As...")
    True
    >>> TextPattern("/^Untitled/").matches("Untitled 1")
    True
    """

    source: str

    @cached_property
    def regex(self) -> str | None:
        """The expression between the slashes, or None for an exact text."""
        source = self.source
        return source[1:-1] if len(source) >= 2 and source[0] == source[-1] == "/" else None

    def check(self) -> None:
        """Raise BadPatternError where the expression cannot be used."""
        if self.regex is not None:
            _compiled(self.regex)

    def matches(self, text: str) -> bool:
        """Whether `text` is meant. An exact text ignores white space at the ends; case counts."""
        if self.regex is None:
            return normalised(text) == normalised(self.source)
        return _compiled(self.regex).search(text) is not None

    def contained_in(self, text: str) -> bool:
        """Like `matches`, but an exact text need only be a part of `text` (window titles)."""
        return normalised(self.source) in normalised(text) if self.regex is None else self.matches(text)


@dataclass(frozen=True, slots=True)
class LocalName:
    """A name on the screen, by language where it differs: `Save` or `{en: Save, de: Speichern}`.

    `by_language` maps a language tag ("en", "pt-BR") to a pattern; the key "" holds a name given without language.
    """

    by_language: Mapping[str, TextPattern] = field(default_factory=dict)

    def __hash__(self) -> int:
        """Return a hash of the content: targets are keys of what is being tracked."""
        return hash(frozenset(self.by_language.items()))

    def candidates(self, language: str) -> tuple[TextPattern, ...]:
        """Return the patterns to try for a session in `language`, best first; never empty for a valid tutorial."""
        base = language.partition("-")[0]
        first = [key for key in (language, base, "") if key in self.by_language]
        rest = [key for key in self.by_language if key not in first]
        return tuple(dict.fromkeys(self.by_language[key] for key in (*first, *rest)))

    def known_in(self, language: str) -> bool:
        """Whether the author says how it is called in this very language."""
        return language in self.by_language or language.partition("-")[0] in self.by_language

    def shown(self, language: str) -> str:
        """Return the name as a text on the card says it (`{target}`)."""
        candidates = self.candidates(language)
        return candidates[0].source if candidates else ""

    def matches(self, text: str, language: str) -> bool:
        """Whether `text` is the name in any of the languages."""
        return any(pattern.matches(text) for pattern in self.candidates(language))
