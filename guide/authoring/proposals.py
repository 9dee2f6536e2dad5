"""Tutorials that colleagues propose: from the one who recorded it, through a shared folder, to support, and the thanks.

A proposal is a folder of its own in the shared folder, with a name that we make up: the tutorial, its pictures, and
`proposal.json` with who, when and a word. It is copied under another name and renamed, so that nobody sees half of it.
What lies there comes from anybody: names are not trusted, links are not followed, sizes are bounded. An answer is a
file in `answers/` of the shared folder, which the proposer's guide tells once.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from guide.authoring.draft import slug
from guide.authoring.review import load_review, save_review
from guide.files import write_bytes, write_text
from guide.i18n import translate
from guide.tutorial.actions import Open
from guide.tutorial.document import Tutorial
from guide.tutorial.loader import loads
from guide.tutorial.source import with_value
from guide.tutorial.source_tree import SourceError
from guide.tutorial.yaml_text import MAX_BYTES, BadText, decoded

TUTORIAL, ABOUT, ANSWERS = "tutorial.yaml", "proposal.json", "answers"
Answered = Literal["accepted", "declined"]
_NAME: Final = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")
_PART: Final = ".part-"
_MOST, _MOST_FILES, _MOST_BYTES = 500, 500, 50_000_000
_MOST_WORDS = 1000
_TAKEN = frozenset((".yaml", ".json", ".png", ".jpg", ".jpeg", ".po"))
"""What a recording consists of; anything else is left where it is."""


class ProposalError(Exception):
    """Something that cannot be done with a proposal; the message says why, for a person."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal in the shared folder, as far as it can be read."""

    folder: Path
    by: str
    at: str
    """ISO 8601."""
    note: str
    title: str
    steps: int = 0
    opens: str = ""
    """The command with which it would start its program: somebody has to look at that."""
    problems: tuple[str, ...] = ()
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What support said to a proposal."""

    what: Answered
    title: str
    by: str
    words: str


def new_name() -> str:
    """Return a name for a proposal that nobody else has.

    >>> bool(_NAME.fullmatch(new_name()))
    True
    """
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"


def describe(folder: Path, *, by: str, title: str = "", note: str = "") -> None:
    """Say beside a recording who proposes it; from now on it may be sent. OSError, ProposalError say why not."""
    if title.strip():
        file = folder / TUTORIAL
        try:
            text = with_value(_text(file), ("title",), title.strip()[:200])
            write_text(file, with_value(text, ("id",), slug(title) or "proposal"))
        except SourceError as error:
            raise ProposalError(str(error)) from None
    about = {"format": 1, "by": _line(by), "at": datetime.now(UTC).isoformat(timespec="seconds"), "note": _line(note)}
    write_text(folder / ABOUT, json.dumps(about, ensure_ascii=False, indent=1) + "\n")


def send(outbox: Path, shared: Path) -> tuple[str, ...]:
    """Copy what waits in the outbox into the shared folder; return the names of what has arrived.

    What cannot be copied now, because the share is away or read-only, stays and goes another time.
    """
    sent = []
    for folder in _proposals_in(outbox):
        if not (folder / ABOUT).is_file() or not (folder / TUTORIAL).is_file():
            continue
        part, arrived = shared / f"{_PART}{folder.name}", shared / folder.name
        try:
            if not arrived.exists():
                shutil.rmtree(part, ignore_errors=True)
                _copied(folder, part)
                part.rename(arrived)
            _remember(outbox, folder.name)
        except OSError:
            shutil.rmtree(part, ignore_errors=True)
            continue
        shutil.rmtree(folder, ignore_errors=True)
        sent.append(folder.name)
    return tuple(sent)


def answers(outbox: Path, shared: Path) -> tuple[Answer, ...]:
    """Return the answers to what was sent from here, each only once."""
    found = []
    for name in _sent(outbox):
        file = shared / ANSWERS / f"{name}.json"
        data = _json(file)
        if data.get("answer") not in ("accepted", "declined"):
            continue
        found.append(Answer(data["answer"], *(_line(data.get(key)) for key in ("title", "by", "words"))))
        _remember(outbox, name, sent=False)
        with suppress(OSError):  # where only support may delete, it stays: it has been told all the same
            file.unlink()
    return tuple(found)


def holds_proposals(folder: Path) -> bool:
    """Whether a folder is one to which proposals go."""
    return (folder / ANSWERS).is_dir() or any(_proposals_in(folder))


def proposals(shared: Path) -> tuple[Proposal, ...]:
    """Return what lies in the shared folder, the oldest first."""
    return tuple(_read(folder) for folder in _proposals_in(shared))


def accept(proposal: Proposal, into: Path, *, who: str, words: str = "") -> Path:
    """Take a proposal into a folder of tutorials as a draft that names the proposer; return its file.

    OSError, ProposalError and ReviewError say why not; the proposal is where it was then.
    """
    text = _text(proposal.folder / TUTORIAL)
    loaded = loads(text, TUTORIAL, proposal.folder).tutorial
    if loaded is None:
        raise ProposalError(translate("authoring", "It has errors. Open it and mend them first."))
    name = slug(loaded.id) or "proposal"
    home = next(
        home for number in range(1, 1000) if not (home := into / (name if number == 1 else f"{name}-{number}")).exists()
    )
    try:
        text = with_value(text, ("proposed_by",), proposal.by)
    except SourceError as error:
        raise ProposalError(str(error)) from None
    part = into / f"{_PART}{home.name}"
    shutil.rmtree(part, ignore_errors=True)
    try:
        into.mkdir(parents=True, exist_ok=True)
        _copied(proposal.folder, part)
        for used in (TUTORIAL, ABOUT):
            (part / used).unlink()
        file = part / f"{name}.yaml"
        write_text(file, text)
        review = load_review(file).proposed(text, proposal.by, proposal.note).accepted(text, who)
        save_review(file, review, text)
        part.rename(home)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    _answer(proposal, "accepted", who, words)
    return home / file.name


def decline(proposal: Proposal, *, who: str, words: str) -> None:
    """Take a proposal away, with a word to the one who made it. OSError says why not."""
    _answer(proposal, "declined", who, words)


# --- what lies in folders ---------------------------------------------------------------------------------------------


def _answer(proposal: Proposal, what: Answered, who: str, words: str) -> None:
    told = proposal.folder.parent / ANSWERS
    told.mkdir(exist_ok=True)
    data = {"answer": what, "title": proposal.title, "by": _line(who), "words": _line(words)}
    write_text(told / f"{proposal.folder.name}.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    shutil.rmtree(proposal.folder)


def _proposals_in(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    named = (entry for entry in entries if _NAME.fullmatch(entry.name))
    yield from [entry for entry in named if entry.is_dir() and not entry.is_symlink()][:_MOST]


def _read(folder: Path) -> Proposal:
    about = _json(folder / ABOUT)
    by, at, note = (_line(about.get(key)) for key in ("by", "at", "note"))
    by = by[:80] or translate("authoring", "somebody")
    try:
        loaded = loads(_text(folder / TUTORIAL), TUTORIAL, folder)
    except (OSError, ProposalError) as error:
        return Proposal(folder, by, at, note, folder.name, problems=(str(error),))
    tutorial = loaded.tutorial
    problems = tuple(str(problem) for problem in loaded.problems)
    if tutorial is None:
        return Proposal(folder, by, at, note, folder.name, problems=problems)
    picture = next(
        (file for file in sorted(_files(folder)) if file.suffix == ".png" and "-target" not in file.name), None
    )
    opens = ", ".join(dict.fromkeys(_opened_by(tutorial)))
    return Proposal(folder, by, at, note, tutorial.title, len(tutorial.steps), opens, problems, picture)


def _opened_by(tutorial: Tutorial) -> Iterator[str]:
    """Yield what opens the programs that the tutorial is about."""
    if tutorial.application.launch:
        yield tutorial.application.launch
    for step in tutorial.steps:
        yield from (action.launch for action in step.do or () if isinstance(action, Open))


def _text(file: Path) -> str:
    if not stat.S_ISREG(file.lstat().st_mode):
        raise ProposalError(translate("authoring", "{file} is no file.").format(file=file.name))
    with file.open("rb") as opened:
        content = opened.read(MAX_BYTES + 1)
    try:
        return decoded(content, file.name)
    except BadText as bad:
        raise ProposalError("\n".join(map(str, bad.problems))) from None


def _json(file: Path) -> dict[str, Any]:
    """Return what a small file says; nothing, where it cannot be read."""
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            return {}
        with file.open("rb") as opened:
            data = json.loads(opened.read(MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _line(value: object) -> str:
    """Return words of somebody as one printable line."""
    words = "".join(letter if letter.isprintable() else " " for letter in value) if isinstance(value, str) else ""
    return " ".join(words.split())[:_MOST_WORDS]


def _files(folder: Path) -> Iterator[Path]:
    """Return the files of a proposal, one level of folders deep, and no links."""
    for entry in folder.iterdir():
        if entry.is_symlink():
            continue
        if entry.is_dir():
            yield from (file for file in entry.iterdir() if file.is_file() and not file.is_symlink())
        elif entry.is_file():
            yield entry


def _copied(source: Path, target: Path) -> None:
    """Copy what belongs to a proposal into a new folder; OSError where that is too much."""
    target.mkdir()
    left = _MOST_BYTES
    wanted = [file for file in _files(source) if file.suffix.lower() in _TAKEN and not file.name.startswith(".")]
    for file in wanted[:_MOST_FILES]:
        data = file.read_bytes() if (size := file.lstat().st_size) <= left else b""
        left -= size
        if left < 0:
            raise OSError(translate("authoring", "It is too large."))
        goal = target / file.relative_to(source)
        goal.parent.mkdir(exist_ok=True)
        write_bytes(goal, data)


def _sent(outbox: Path) -> tuple[str, ...]:
    names = _json(outbox / "sent.json").get("sent", [])
    return tuple(name for name in names if isinstance(name, str) and _NAME.fullmatch(name))


def _remember(outbox: Path, name: str, *, sent: bool = True) -> None:
    """Write down what an answer is waited for, or no longer."""
    names = [known for known in _sent(outbox) if known != name] + ([name] if sent else [])
    write_text(outbox / "sent.json", json.dumps({"sent": names[-_MOST:]}) + "\n")
