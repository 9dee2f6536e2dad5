"""Whether text in pictures is painted over: what IT says goes first, and more than that is allowed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guide.app.account import account_name
from guide.app.blurring import blurred
from guide.settings import Settings


@pytest.mark.parametrize(
    ("policy", "user", "asked", "painted"),
    [
        (None, None, None, False),
        (None, True, None, True),
        (None, True, False, False),
        (True, False, False, True),
        (True, None, None, True),
        (False, True, None, False),
        (False, None, True, True),
    ],
)
def test_it_goes_before_what_is_set_and_asked_for(
    tmp_path: Path, policy: bool | None, user: bool | None, asked: bool | None, painted: bool
) -> None:
    files = tmp_path / "user.json", tmp_path / "machine.json"
    for file, value in zip(files, (user, policy), strict=True):
        if value is not None:
            file.write_text(json.dumps({"recording.blur": value}), encoding="utf-8")
    assert blurred(asked, Settings(*files, lambda problem: None, machine_from_root=False)) is painted


def test_the_account_is_not_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    before = account_name()
    monkeypatch.setenv("LOGNAME", "somebody-else")
    monkeypatch.setenv("USER", "somebody-else")
    assert account_name() == before != ""
