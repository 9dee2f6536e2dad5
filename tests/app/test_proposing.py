"""Proposals behind the tray: sent when the share is there, and the answer told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from guide.app.machinery import Machinery
from guide.app.propose import Proposing
from guide.authoring.proposals import decline, describe, proposals
from guide.paths import Paths
from guide.settings import Settings, table
from tests.authoring.test_proposals import recorded
from tests.authoring.test_window import at_once


@dataclass(slots=True)
class FewMachinery:
    """What proposals need of it."""

    paths: Paths
    settings: Settings
    aside: Callable[..., None] = at_once


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def proposing(tmp_path: Path, said: list[str]) -> Proposing:
    paths = Paths.of_this_user({"GUIDE_HOME": str(tmp_path / "home")})
    settings = Settings(paths.settings_file, tmp_path / "none.json", lambda problem: None)
    machinery: Any = FewMachinery(paths, settings)
    return Proposing(cast("Machinery", machinery), said.append)


def test_without_a_folder_nobody_is_invited(proposing: Proposing, said: list[str]) -> None:
    proposing.look()
    assert not proposing.possible
    assert said == []


def test_it_is_sent_once_the_share_is_there_and_the_answer_is_told_once(
    proposing: Proposing, said: list[str], tmp_path: Path
) -> None:
    # given a proposal that was agreed to while the share was away
    shared = tmp_path / "shared"
    settings = proposing._machinery.settings
    settings.set(table.PROPOSALS_FOLDER, (str(shared),))
    outbox = proposing._machinery.paths.data / "proposals"
    outbox.mkdir(parents=True)
    describe(recorded(outbox), by="A colleague", title="Look for a word")
    proposing.look()
    assert said == []
    # when the share is back, then it goes
    shared.mkdir()
    proposing.look()
    assert said == ["Your proposal is with support. Thank you!"]
    # and what support says to it is told once
    (one,) = proposals(shared)
    decline(one, who="support", words="We have it already.")
    proposing.look()
    proposing.look()
    assert said[1:] == ["support on your proposal “Look for a word”: We have it already."]
    # but stays to be looked at, also after a new start, until somebody has
    again = Proposing(proposing._machinery, said.append)
    again.look()
    assert (proposing.unread, again.unread) == (1, 1)
    assert again.read() == said[1]
    again.look()
    assert again.unread == 0
    assert len(said) == 2
