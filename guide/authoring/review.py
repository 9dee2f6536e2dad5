"""Draft, in review, published: who looked at what. Kept beside the tutorial, so that it goes where the file goes.

`NAME.review.json` beside `NAME.yaml`: lines that git merges. A state is that of one text, told by its digest: whoever
changes the tutorial afterwards has a draft again. Published texts are kept in `NAME.versions/`, to compare with.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Self, get_args

from guide.files import write_text
from guide.i18n import translate

State = Literal["draft", "in-review", "published"]
What = Literal["proposed", "accepted", "submitted", "returned", "published"]


class ReviewError(Exception):
    """Something that review does not allow; the message says why, for a person."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to one text."""

    what: What
    by: str
    at: str
    """ISO 8601, with the zone."""
    digest: str
    version: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """All that happened to a tutorial, the oldest first."""

    events: tuple[Event, ...] = field(default=())

    def state(self, text: str) -> State:
        """Return the state of a text."""
        now = digest(text)
        last = next((event for event in reversed(self.events) if event.digest == now), None)
        match last.what if last else "":
            case "submitted":
                return "in-review"
            case "published":
                return "published"
        return "draft"

    @property
    def proposer(self) -> str | None:
        """Who is to be credited for having proposed the tutorial."""
        return next((event.by for event in self.events if event.what == "proposed"), None)

    @property
    def published(self) -> Event | None:
        """What was published last."""
        return next((event for event in reversed(self.events) if event.what == "published"), None)

    def submitted_by(self, text: str) -> str | None:
        """Return who has put this text up for review."""
        now = digest(text)
        found = (e for e in reversed(self.events) if e.digest == now and e.what == "submitted")
        return next((event.by for event in found), None)

    def proposed(self, text: str, by: str, note: str = "") -> Self:
        """Note that a colleague proposes this."""
        return self._with("proposed", text, by, note)

    def accepted(self, text: str, by: str) -> Self:
        """Note that support takes a proposal into its hands."""
        return self._with("accepted", text, by)

    def submit(self, text: str, by: str, note: str = "") -> Self:
        """Put a draft up for review."""
        if self.state(text) != "draft":
            raise ReviewError(translate("authoring", "This text is in review or published already."))
        return self._with("submitted", text, by, note)

    def send_back(self, text: str, by: str, note: str) -> Self:
        """Say what has to be different first."""
        if self.state(text) != "in-review":
            raise ReviewError(translate("authoring", "This text is not in review."))
        return self._with("returned", text, by, note)

    def publish(self, text: str, by: str, *, other_person: bool, errors: int = 0) -> Self:
        """Publish what is in review. `other_person`: whether that may not be who put it up (the policy)."""
        if errors:
            raise ReviewError(translate("authoring", "A tutorial with errors cannot be published."))
        if self.state(text) != "in-review":
            raise ReviewError(translate("authoring", "This text is not in review."))
        if other_person and same_person(self.submitted_by(text) or "", by):
            raise ReviewError(translate("authoring", "Somebody else has to look at it before it is published."))
        return self._with("published", text, by)

    def _with(self, what: What, text: str, by: str, note: str = "") -> Self:
        if not by.strip():
            raise ReviewError(translate("authoring", "Say who you are first."))
        at = datetime.now(UTC).isoformat(timespec="seconds")
        event = Event(what, by.strip(), at, digest(text), version_of(text), note.strip())
        return replace(self, events=(*self.events, event))


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's, however they are written.

    >>> same_person("The  Author ", "the author")
    True
    """
    plain = (" ".join(unicodedata.normalize("NFKC", name).casefold().split()) for name in (one, other))
    return next(plain) == next(plain)


def digest(text: str) -> str:
    """Return what a text is known by, however its lines end."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:32]


def version_of(text: str) -> str:
    """Return the version a text says it is, without reading all of it."""
    found = re.search(r"^version:[ \t]*[\"']?([0-9][\w.+-]{0,39})", text, re.MULTILINE)
    return found[1] if found else "0.0.0"


def review_file(tutorial: Path) -> Path:
    """Return where the review of a tutorial file is kept."""
    return tutorial.with_name(f"{tutorial.stem}.review.json")


def version_file(tutorial: Path, version: str) -> Path:
    """Return where a published text is kept; no tutorial that a catalogue would find twice."""
    return tutorial.with_name(f"{tutorial.stem}.versions") / f"{version}.txt"


def load_review(tutorial: Path) -> Review:
    """Read what happened; nothing, where nothing is known. ReviewError for a file that cannot be read."""
    file = review_file(tutorial)
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return Review(tuple(_event(each) for each in data["events"]))
    except FileNotFoundError:
        return Review()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReviewError(translate("authoring", "{file} cannot be read: {why}").format(file=file, why=error)) from None


def save_review(tutorial: Path, review: Review, text: str) -> None:
    """Write what happened; and where `text` was published, keep it to compare with. OSError says why not."""
    last = review.events[-1] if review.events else None
    if last is not None and last.what == "published":
        kept = version_file(tutorial, last.version)
        kept.parent.mkdir(exist_ok=True)
        write_text(kept, text)
    events = [{name: value for name, value in _plain(event).items() if value} for event in review.events]
    write_text(review_file(tutorial), json.dumps({"events": events}, ensure_ascii=False, indent=1) + "\n")


def published_text(tutorial: Path, review: Review) -> str | None:
    """Return what was published last, where it was kept."""
    last = review.published
    try:
        return version_file(tutorial, last.version).read_text(encoding="utf-8") if last else None
    except OSError:
        return None


_plain: Callable[[Event], dict[str, str]] = lambda event: {  # noqa: E731 -- the names in the order of the file
    "what": event.what,
    "by": event.by,
    "at": event.at,
    "version": event.version,
    "digest": event.digest,
    "note": event.note,
}


def _event(data: Any) -> Event:
    what = data["what"]
    if what not in get_args(What):
        raise ValueError(f"“{what}” is unknown")
    strings = {name: str(data.get(name, "")) for name in ("by", "at", "digest", "version", "note")}
    return Event(what, **strings)
