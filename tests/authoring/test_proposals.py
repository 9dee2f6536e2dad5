"""Proposals: from a colleague's machine through a shared folder to support, and the thanks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QInputDialog, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from guide.authoring.proposals import (
    ProposalError,
    accept,
    answers,
    decline,
    describe,
    holds_proposals,
    new_name,
    proposals,
    send,
)
from guide.authoring.proposals_window import Around, ProposalsWindow, ProposeDialog
from guide.authoring.review import load_review
from guide.export.building import handout_of
from guide.player.theme import Look, Theme
from guide.tutorial.loader import load
from tests.authoring.test_window import at_once

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen in memory

RECORDED = """\
format: 1
id: recorded
title: Recorded
version: 0.1.0
language: en
application: {process: mousepad, title: Mousepad, launch: mousepad notes.txt}
steps:
- id: search
  say: Open the **Search** menu.
  target:
    element: {role: menuitem, name: Search}
    image: pictures/search-target.png
  until: clicked
"""


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    folder = tmp_path / "outbox"
    folder.mkdir()
    return folder


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


def recorded(outbox: Path, text: str = RECORDED) -> Path:
    """Return what a recording leaves."""
    folder = outbox / new_name()
    (folder / "pictures").mkdir(parents=True)
    (folder / "tutorial.yaml").write_text(text, encoding="utf-8")
    for name in ("search.png", "search-target.png"):
        (folder / "pictures" / name).write_bytes(b"\x89PNG")
    return folder


def proposed(outbox: Path, shared: Path, text: str = RECORDED) -> None:
    """Send one."""
    describe(recorded(outbox, text), by="A colleague", title="Look for a word", note="asked every week")
    assert len(send(outbox, shared)) == 1


def test_support_sees_who_proposes_what(outbox: Path, shared: Path) -> None:
    # given a recording that its author agreed to send, and one that they have not looked at yet
    recorded(outbox)
    proposed(outbox, shared)
    # then support sees that one, with a picture and the command that it would run
    assert holds_proposals(shared)
    (one,) = proposals(shared)
    assert (one.by, one.title, one.note, one.steps) == ("A colleague", "Look for a word", "asked every week", 1)
    assert (one.opens, one.problems) == ("mousepad notes.txt", ())
    assert one.picture is not None
    assert one.picture.name == "search.png"


def test_what_is_accepted_is_a_draft_that_names_its_proposer_who_is_told_once(
    outbox: Path, shared: Path, tmp_path: Path
) -> None:
    # given a proposal
    proposed(outbox, shared)
    (one,) = proposals(shared)
    # when support takes it
    file = accept(one, tmp_path / "tutorials", who="support", words="Thank you!")
    # then it is a draft there, with its pictures and who is to be thanked, on paper too
    tutorial = load(file).tutorial
    assert tutorial is not None
    assert (file.name, tutorial.proposed_by) == ("look-for-a-word.yaml", "A colleague")
    assert (file.parent / "pictures" / "search-target.png").exists()
    assert "proposed by A colleague" in handout_of(tutorial).facts
    review = load_review(file)
    assert (review.proposer, review.state(file.read_text(encoding="utf-8"))) == ("A colleague", "draft")
    assert sorted(path.name for path in shared.iterdir()) == ["answers"]
    # and the colleague hears of it once
    (answer,) = answers(outbox, shared)
    assert (answer.what, answer.title, answer.by, answer.words) == (
        "accepted",
        "Look for a word",
        "support",
        "Thank you!",
    )
    assert answers(outbox, shared) == ()


def test_two_of_the_same_name_lie_side_by_side(outbox: Path, shared: Path, tmp_path: Path) -> None:
    proposed(outbox, shared)
    proposed(outbox, shared)
    homes = [accept(one, tmp_path / "tutorials", who="support").parent.name for one in proposals(shared)]
    assert homes == ["look-for-a-word", "look-for-a-word-2"]


def test_what_is_declined_is_answered_with_a_word(outbox: Path, shared: Path) -> None:
    proposed(outbox, shared)
    (one,) = proposals(shared)
    decline(one, who="support", words="We have one already,\nbut thank you.")
    assert proposals(shared) == ()
    assert [answer.words for answer in answers(outbox, shared)] == ["We have one already, but thank you."]


def test_what_cannot_be_sent_now_goes_another_time(outbox: Path, shared: Path) -> None:
    # given a share that is away
    folder = recorded(outbox)
    describe(folder, by="A colleague")
    assert send(outbox, shared / "away") == ()
    assert folder.exists()
    # when it is back, then it goes, and nothing is left here
    assert send(outbox, shared) == (folder.name,)
    assert not folder.exists()


def test_what_was_copied_half_is_seen_by_nobody_and_copied_again(outbox: Path, shared: Path) -> None:
    folder = recorded(outbox)
    describe(folder, by="A colleague")
    half = shared / f".part-{folder.name}"
    half.mkdir()
    (half / "tutorial.yaml").write_text("format: 1\nst")
    assert proposals(shared) == ()
    send(outbox, shared)
    assert [one.title for one in proposals(shared)] == ["Recorded"]
    assert not half.exists()


def test_nothing_is_taken_from_elsewhere(outbox: Path, shared: Path, tmp_path: Path) -> None:
    # given a proposal with a link to somebody's secrets, and a name that leads out of the folder
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    proposed(outbox, shared)
    (one,) = proposals(shared)
    (one.folder / "pictures" / "leak.png").symlink_to(secret)
    (one.folder / "run.sh").write_text("rm -rf ~")
    (shared / new_name()).symlink_to(tmp_path)
    (shared / "..hidden").mkdir()
    (one.folder / "proposal.json").write_text(json.dumps({"by": "../../A colleague\n\u202e", "note": 7}))
    # when it is read and taken
    (one,) = proposals(shared)
    file = accept(one, tmp_path / "tutorials", who="support")
    # then neither came along
    assert (one.by, one.note) == ("../../A colleague", "")
    names = sorted(path.name for path in file.parent.rglob("*") if path.is_file())
    assert names == ["look-for-a-word.review.json", "look-for-a-word.yaml", "search-target.png", "search.png"]
    assert secret.read_bytes() == b"secret"


@pytest.mark.parametrize("text", ["format: 1\nid: [", "format: 2\n", ""])
def test_one_with_errors_is_listed_and_not_taken(outbox: Path, shared: Path, tmp_path: Path, text: str) -> None:
    folder = recorded(outbox, text)
    describe(folder, by="A colleague")
    send(outbox, shared)
    (one,) = proposals(shared)
    assert one.problems
    with pytest.raises(ProposalError, match="has errors"):
        accept(one, tmp_path / "tutorials", who="support")
    assert proposals(shared) == (one,)
    assert not (tmp_path / "tutorials").exists()


def test_a_colleague_sees_what_is_sent_and_support_takes_it(
    qtbot: QtBot, outbox: Path, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a colleague who recorded something, and sees its steps before anybody else does
    look = Theme.of(Look(scheme="light"))
    folder = recorded(outbox)
    dialog = ProposeDialog(
        look, who="A colleague", title="Recorded", steps=[("Open the Search menu.", folder / "no.png")]
    )
    qtbot.addWidget(dialog)
    dialog.agreed.connect(lambda who, title, note: describe(folder, by=who, title=title, note=note))
    dialog.show()
    # when they give it a name by keyboard, and send it
    qtbot.keyClicks(dialog.focusWidget(), "Look for a word")
    send_it = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Send")
    send_it.click()
    send(outbox, shared)
    # then support has it in the list
    opened: list[Path] = []
    window = ProposalsWindow(shared, tmp_path / "tutorials", look, who="support", around=Around(at_once, opened.append))
    qtbot.addWidget(window)
    (shown,) = window.findChildren(QListWidget)
    assert shown.item(0).text().splitlines()[0] == "Look for a word"
    assert "1 step" in shown.item(0).text()
    # can open it, and take it with a word of thanks
    buttons = {button.text(): button for button in window.findChildren(QPushButton)}
    buttons["Open"].click()
    assert [file.name for file in opened] == ["tutorial.yaml"]
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("Great!", True))
    buttons["Accept…"].click()
    assert (tmp_path / "tutorials" / "look-for-a-word" / "look-for-a-word.yaml").exists()
    assert shown.count() == 0
    assert not buttons["Accept…"].isEnabled()
    assert [(answer.what, answer.words) for answer in answers(outbox, shared)] == [("accepted", "Great!")]
