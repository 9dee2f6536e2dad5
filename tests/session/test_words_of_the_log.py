"""Session and log were written apart: they must speak the same words, or entries are lost."""

from __future__ import annotations

from typing import get_args

from guide.records.vocabulary import KINDS, KINDS_WITH_ID, OUTCOMES, WORDS
from guide.session.effects import DETAILS, EntryKind
from guide.session.view import Outcome


def test_all_that_a_session_says_can_be_written() -> None:
    assert set(get_args(EntryKind)) <= KINDS
    assert set(get_args(Outcome)) == OUTCOMES
    assert DETAILS <= WORDS
    assert {"answered", "back", "strayed"} <= KINDS_WITH_ID
