"""Changes that make programs tell about their controls: said before, made once, taken back to the letter."""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from guide.app import fix as command
from guide.app.checkup.fixes import CannotFixError, Lines, Switch, contradictions, fixes
from guide.desktop.virtual_screen import VirtualScreen
from tests.end_to_end.playing import ROOT
from tests.support.desktop import open_program, wait_until

ORDER = str(ROOT / "tests" / "support" / "programs" / "order_qt.py")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An account in which nothing was ever changed, and a session whose switch is on."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GUIDE_HOME", str(tmp_path / "guide"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setattr(command, "fixes", lambda home, env: fixes(home, env, systemd=True)[1:])
    return tmp_path


def variables(home: Path) -> Path:
    return home / ".config" / "environment.d" / "90-guide-accessibility.conf"


def told(yes: bool = True) -> str:
    out = StringIO()
    assert command.fix(out, yes=yes) == 0
    return out.getvalue()


def taken_back() -> str:
    out = StringIO()
    assert command.undo(out) == 0
    return out.getvalue()


def test_nothing_is_changed_without_a_yes(home: Path) -> None:
    said = told(yes=False)
    assert f"{variables(home)}: + QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1" in said
    assert "Not done: say --yes" in said
    assert not variables(home).exists()
    assert not (home / "guide").exists()


def test_what_was_made_is_taken_back_to_the_letter(home: Path) -> None:
    before = set(home.rglob("*"))
    assert "Done." in told()
    assert variables(home).read_text().splitlines()[0] == "QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1"
    # a second time there is nothing to do
    assert "nothing that guide could switch on" in told()
    assert "is removed" in taken_back()
    assert not variables(home).exists()
    assert not {path for path in set(home.rglob("*")) - before if path.is_file()}
    assert taken_back() == "guide has changed nothing here.\n"


def test_of_a_file_that_somebody_has_written_to_only_our_lines_go(home: Path) -> None:
    file = variables(home)
    file.parent.mkdir(parents=True)
    file.write_text("# mine\nEDITOR=nano")
    told()
    file.write_text(file.read_text() + "PAGER=less\n")
    assert "what else stands there was left" in taken_back()
    assert file.read_text() == "# mine\nEDITOR=nano\nPAGER=less\n"


def test_a_line_that_was_there_before_stays(home: Path) -> None:
    file = variables(home)
    file.parent.mkdir(parents=True)
    file.write_text("ACCESSIBILITY_ENABLED=1\n")
    assert "+ ACCESSIBILITY_ENABLED=1" not in told()
    taken_back()
    assert file.read_text() == "ACCESSIBILITY_ENABLED=1\n"


def test_lines_that_were_taken_out_since_are_offered_again_and_all_are_taken_back(home: Path) -> None:
    told()
    variables(home).write_text("ACCESSIBILITY_ENABLED=1\n")
    assert "+ QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1" in told()
    taken_back()
    assert not variables(home).exists()


def test_a_link_stays_a_link(home: Path) -> None:
    real = home / "dotfiles"
    real.write_text("EDITOR=nano\n")
    variables(home).parent.mkdir(parents=True)
    variables(home).symlink_to(real)
    told()
    assert variables(home).is_symlink()
    assert "GNOME_ACCESSIBILITY=1" in real.read_text()
    taken_back()
    assert real.read_text() == "EDITOR=nano\n"


def test_where_nothing_can_be_written_it_is_said_and_the_next_is_tried(home: Path) -> None:
    variables(home).parent.parent.mkdir()
    variables(home).parent.write_text("in the way")
    out = StringIO()
    assert command.fix(out, yes=True) == 4
    assert "cannot be changed" in out.getvalue() or "cannot be read" in out.getvalue()
    assert str(variables(home)) not in taken_back()


@pytest.mark.parametrize(
    "note", ["{broken", "[1]", '{"environment": {"lines": 3}}', '{"environment": {"lines": ["A=1"]}}']
)
def test_a_broken_note_of_what_was_changed_is_said_and_nothing_is_touched(home: Path, note: str) -> None:
    told()
    lines = variables(home).read_text()
    (noted,) = home.rglob("fixes.json")
    noted.write_text(note)
    out = StringIO()
    assert command.undo(out) == 4
    assert f"Not taken back: {noted}" in out.getvalue()
    assert (variables(home).read_text(), noted.read_text()) == (lines, note)


def test_what_cannot_be_switched_says_why() -> None:
    def refuse(on: bool) -> None:
        raise command.CannotFixError(f"no switch to turn {on}")

    broken = Switch(look=lambda: False, turn=refuse)
    assert broken.changes() == ("org.a11y.Status, IsEnabled: false → true",)
    with pytest.raises(CannotFixError, match="no switch"):
        broken.make({})
    assert Switch(look=lambda: True).changes() == ()


def test_without_systemd_the_session_file_is_used(tmp_path: Path) -> None:
    _, lines, *_ = fixes(tmp_path, {}, systemd=False)
    assert isinstance(lines, Lines)
    assert lines.file == tmp_path / ".xsessionrc"
    assert lines.wanted[0] == "export QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1"


def test_what_silences_programs_is_named_with_its_place(tmp_path: Path) -> None:
    (tmp_path / ".profile").write_text("# NO_AT_BRIDGE\nexport NO_AT_BRIDGE=1\n")
    (why,) = contradictions({"NO_AT_BRIDGE": "1", "GTK_A11Y": "atspi"}, tmp_path)
    assert why == f"NO_AT_BRIDGE=1 keeps programs silent; {tmp_path / '.profile'}:2 says so"


@pytest.mark.desktop
def test_a_program_that_was_silent_tells_about_its_controls_afterwards(tmp_path: Path) -> None:
    # given a session in which accessibility is off, and a program of Qt 6
    with VirtualScreen(800, 600, accessibility=False) as screen:
        home = screen.home

        def guide(*arguments: str) -> str:
            command_line = [sys.executable, "-m", "guide", *arguments]
            done = subprocess.run(
                command_line, env=dict(screen.environment), cwd=ROOT, check=False, capture_output=True, text=True
            )
            return done.stdout

        order = ("env", "-u", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON", sys.executable, ORDER)
        open_program(screen, *order, "1", title="Order")
        assert "it tells nothing about its controls" in guide("doctor")
        # when the switch is turned, and the program is started again, then it does
        assert "Done." in guide("doctor", "--fix", "--yes")
        assert (home / ".config/environment.d").exists() or (home / ".xsessionrc").exists()
        open_program(screen, *order, "2", title="Order")
        wait_until(lambda: "it tells about its controls" in guide("doctor"), "the second one to tell")
        # when that is taken back, then nothing is left of it
        guide("doctor", "--undo")
        assert not (home / ".config/environment.d/90-guide-accessibility.conf").exists()
        assert not (home / ".xsessionrc").exists()
        assert "false → true" in guide("doctor", "--fix")


def test_a_yes_counts_at_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    with os.fdopen(reader) as answers, os.fdopen(writer, "w") as hand:
        hand.write("y\n")
        hand.flush()
        monkeypatch.setattr(sys, "stdin", answers)
        assert not command.agreed("Do it?", StringIO())
    monkeypatch.setattr(command, "_somebody_is_there", lambda: True)
    assert command.agreed("Do it?", StringIO(), lambda: "y\n")
    assert not command.agreed("Do it?", StringIO(), lambda: "\n")
