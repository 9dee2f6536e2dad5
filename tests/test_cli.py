"""The commands as a shell sees them: what goes in, what comes out, with which status. All of it without a screen."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from guide import __version__

ROOT = Path(__file__).parent.parent
NOTE = "tutorials/mousepad-save-a-note"
BAD_INPUT, NOT_COMPLETED, INTERRUPTED, UNHEARD = 2, 4, 130, 141
WRONG = "format: 1\nid: notes\ntitel: Notes\nsteps:\n  - {id: one, say: One.}\n"

Guide = Callable[..., subprocess.CompletedProcess[str]]


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return that of somebody who has just sat down, without a screen."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH") if name in os.environ}
    return {**kept, "HOME": str(home), "LANG": "C.UTF-8", **more}


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    """Runs `guide` with these words, and returns what came of it; nobody ever sees a traceback."""

    def run(*words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "guide", *map(str, words)]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment(tmp_path, **more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


# --- what can be asked without a tutorial ---------------------------------------------------------------------------


def test_it_says_which_version_it_is(guide: Guide) -> None:
    done = guide("--version")
    assert (done.returncode, done.stdout) == (0, f"guide {__version__}\n")


def test_help_names_every_command(guide: Guide) -> None:
    done = guide("--help")
    assert done.returncode == 0
    for command in ("check", "play", "rehearse", "locate", "export", "translate", "records", "schema", "doctor"):
        assert re.search(rf"^    {command}\s", done.stdout, re.MULTILINE)
        assert guide(command, "--help").returncode == 0


def test_a_command_that_does_not_exist_is_bad_input(guide: Guide) -> None:
    done = guide("paly", NOTE)
    assert done.returncode == BAD_INPUT
    assert "paly" in done.stderr


def test_the_schema_is_printed_for_editors(guide: Guide) -> None:
    done = guide("schema")
    assert done.returncode == 0
    assert json.loads(done.stdout)["$schema"].endswith("2020-12/schema")


def test_the_doctor_says_what_is_missing_and_what_to_do(guide: Guide) -> None:
    done = guide("doctor")
    assert done.returncode == NOT_COMPLETED
    lines = done.stdout.splitlines()
    assert lines[0].split()[:2] == ["MISSING", "session"]
    assert "DISPLAY is not set" in lines[0]
    assert sum(line.startswith("Try: ") for line in lines) == 1
    told = json.loads(guide("doctor", "--format", "json").stdout)
    assert [(line["name"], line["state"]) for line in told][:1] == [("session", "missing")]


# --- check ----------------------------------------------------------------------------------------------------------


def test_checking_good_tutorials_ends_with_zero(guide: Guide) -> None:
    assert guide("check", NOTE).returncode == 0


def test_checking_a_bad_one_says_where_what_and_what_was_meant(guide: Guide, tmp_path: Path) -> None:
    file = tmp_path / "notes.yaml"
    file.write_text(WRONG)
    done = guide("check", file)
    assert done.returncode == BAD_INPUT
    assert any(line.startswith(f"{file}:3:1: ") and "title" in line for line in done.stdout.splitlines())
    done = guide("check", file, "--format", "json")
    problems = json.loads(done.stdout)
    assert done.returncode == BAD_INPUT
    assert problems


@pytest.mark.parametrize("command", [("check",), ("play",), ("rehearse", "--out", "out"), ("locate",)])
def test_a_file_that_is_not_there_is_said_by_every_command(guide: Guide, command: tuple[str, ...]) -> None:
    done = guide(command[0], "no/such/notes.yaml", *command[1:])
    assert done.returncode == BAD_INPUT
    assert "no/such/notes.yaml:1:1: there is no such file" in done.stdout + done.stderr


@pytest.mark.parametrize("command", [("play",), ("rehearse", "--out", "out"), ("locate",)])
def test_a_tutorial_with_mistakes_is_not_used(guide: Guide, tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "notes.yaml"
    file.write_text(WRONG)
    done = guide(command[0], file, *command[1:])
    assert done.returncode == BAD_INPUT
    assert f"{file}:3:1: " in done.stderr
    assert done.stdout == ""
    assert not (ROOT / "out" / "report.json").exists()


@pytest.mark.parametrize("command", [("play",), ("rehearse", "--out", "out"), ("locate",)])
def test_a_folder_without_tutorials_is_said(guide: Guide, tmp_path: Path, command: tuple[str, ...]) -> None:
    done = guide(command[0], tmp_path, *command[1:])
    assert done.returncode == BAD_INPUT
    assert f"there is no tutorial (*.yaml) in {tmp_path}" in done.stderr


@pytest.mark.parametrize("command", ["play", "locate"])
def test_of_several_tutorials_one_has_to_be_named(guide: Guide, command: str) -> None:
    done = guide(command, "tutorials")
    assert done.returncode == BAD_INPUT
    assert "name one of them" in done.stderr
    assert "mousepad-save-a-note.yaml" in done.stderr


def test_two_tutorials_of_one_id_are_not_mixed_up(guide: Guide, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("format: 1\nid: note\ntitle: T\nsteps:\n  - {id: a, say: A.}\n")
    done = guide("rehearse", tmp_path, "--out", tmp_path / "out", "--virtual-screen")
    assert done.returncode == BAD_INPUT
    assert f"{tmp_path / 'two.yaml'}: its id is “note”, like that of {tmp_path / 'one.yaml'}" in done.stderr


@pytest.mark.parametrize(("command", "words"), [("play", ("--from", "seve")), ("locate", ("seve",))])
def test_a_step_that_does_not_exist_is_said_with_those_that_do(
    guide: Guide, command: str, words: tuple[str, ...]
) -> None:
    done = guide(command, NOTE, *words)
    assert done.returncode == BAD_INPUT
    assert "there is no step “seve”; its steps are: write, file-menu, save-as, name, save" in done.stderr


# --- what cannot be ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("play", NOTE, "--give-up", "soon"),
        ("play", NOTE, "--give-up", "nan"),
        ("play", NOTE, "--give-up", "-1"),
        ("play", NOTE, "--resume", "--from", "save"),
        ("play", NOTE, "--language"),
        ("rehearse", NOTE),
        ("export", NOTE, "--to", "html"),
        ("export", NOTE, "--to", "html", "--out", "out", "--report", "out", "--rehearse"),
        ("translate", "update", NOTE),
        ("rehearse", NOTE, "--out", "out", "--virtual-screen", "--screen", "large"),
        ("rehearse", NOTE, "--out", "out", "--virtual-screen", "--screen", "99999x1"),
    ],
    ids=" ".join,
)
def test_options_that_make_no_sense_are_bad_input(guide: Guide, words: tuple[str, ...]) -> None:
    done = guide(*words)
    assert done.returncode == BAD_INPUT
    assert done.stderr.startswith("usage: guide ")


@pytest.mark.parametrize("command", [("play", NOTE), ("rehearse", NOTE, "--out", "{tmp}"), ("locate", NOTE), ()])
@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, "There is no screen here (DISPLAY is not set)."),
        ({"DISPLAY": ":973"}, "The X server does not let us in"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ("This is a Wayland session", "The Wayland compositor")),
    ],
    ids=["no screen", "no server", "Wayland"],
)
def test_without_a_screen_to_work_on_it_is_said_which_one_would_do(
    guide: Guide, tmp_path: Path, command: tuple[str, ...], more: dict[str, str], why: str | tuple[str, str]
) -> None:
    done = guide(*(word.format(tmp=tmp_path / "out") for word in command), **more)
    assert done.returncode == NOT_COMPLETED
    assert done.stderr.startswith(why)
    assert len(done.stderr.splitlines()) == 1


def test_where_nothing_can_be_written_nothing_is_begun(guide: Guide, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = guide("rehearse", NOTE, "--out", tmp_path / "file" / "report", "--virtual-screen")
    assert done.returncode == BAD_INPUT
    assert done.stderr == f"{tmp_path / 'file' / 'report'}: nothing can be written there (Not a directory)\n"


def test_a_terminal_that_lacks_letters_gets_them_spelt_out(guide: Guide) -> None:
    # given a terminal of the old kind, which knows no typographic quotes
    done = guide("play", NOTE, "--from", "seve", PYTHONIOENCODING="ascii:strict", PYTHONUTF8="0")
    assert done.returncode == BAD_INPUT
    assert r"\u201cseve\u201d" in done.stderr


def test_who_has_read_enough_may_close_the_pipe(tmp_path: Path) -> None:
    # given a reader that is gone before anything is written
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "guide", "schema"],
        cwd=ROOT,
        env=environment(tmp_path),
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (UNHEARD, "")


def test_ctrl_c_ends_it_without_a_word(tmp_path: Path) -> None:
    # given so many tutorials to check that there is time to interrupt
    for number in range(2000):
        (tmp_path / f"note-{number}.yaml").write_text("format: 1\nid: note\ntitle: T\nsteps:\n  - {id: a, say: A.}\n")
    command = [sys.executable, "-X", "importtime", "-m", "guide", "check", str(tmp_path)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(tmp_path),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        # when it is interrupted as soon as it has what it needs (Python tells each import)
        assert any("guide.tutorial.check" in line for line in process.stderr)
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert process.returncode == INTERRUPTED
    assert "Traceback" not in rest
    assert "KeyboardInterrupt" not in rest


def test_an_error_of_its_own_is_a_sentence_too(tmp_path: Path) -> None:
    # given a part of guide that is broken
    code = (
        "import sys, guide.tutorial.schema as schema, guide.cli as cli\n"
        "schema.schema_text = lambda: {}['gone']\n"
        "sys.exit(cli.main(['schema']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("guide stopped because of an error of its own (KeyError: 'gone', at <string>:2).")
    assert "Traceback" not in done.stderr


# --- translate and export --------------------------------------------------------------------------------------------


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A tutorial of one's own."""
    file = tmp_path / "note" / "note.yaml"
    file.parent.mkdir()
    file.write_text("format: 1\nid: note\ntitle: Save\nsteps:\n  - {id: a, say: Save it.}\n  - {id: b, say: Done.}\n")
    return file


def test_a_translation_is_begun_counted_and_used(guide: Guide, note: Path, tmp_path: Path) -> None:
    assert guide("translate", "status", note).stdout == f"{note}: not translated\n"
    # when it is begun, and one of three texts is translated
    assert guide("translate", "update", note, "--language", "de").returncode == 0
    po = note.with_name("note.de.po")
    po.write_text(po.read_text().replace('"Save"\nmsgstr ""', '"Save"\nmsgstr "Speichern"'))
    # then that is counted
    done = guide("translate", "status", note.parent, "--format", "json")
    counts = json.loads(done.stdout)
    assert (counts["language"], counts["texts"], counts["translated"], counts["missing"]) == ("de", 3, 1, 2)
    # and used
    done = guide("export", note, "--to", "html", "markdown", "--language", "de", "--language", "en", "--out", tmp_path)
    assert done.returncode == 0
    assert "2 of 3 texts are not translated to “de”" in done.stderr
    assert (tmp_path / "note.de.md").read_text().startswith("# Speichern\n")
    assert (tmp_path / "note.en.md").read_text().startswith("# Save\n")
    assert '<html lang="de">' in (tmp_path / "note.de.html").read_text()


def test_what_cannot_be_handed_on_is_said(guide: Guide, note: Path, tmp_path: Path) -> None:
    out = ("--out", tmp_path / "out")
    done = guide("export", note, "--to", "html", "--language", "fr", *out)
    assert (done.returncode, "nobody has translated it to “fr”" in done.stderr) == (BAD_INPUT, True)
    done = guide("export", note, "--to", "html", "--report", tmp_path, *out)
    assert (done.returncode, "there is no report of a rehearsal here" in done.stderr) == (BAD_INPUT, True)
    done = guide("export", note, "--to", "papyrus", *out)
    assert (done.returncode, "papyrus" in done.stderr) == (BAD_INPUT, True)
    done = guide("translate", "update", note, "--language", "../x")
    assert (done.returncode, "is no language" in done.stderr) == (BAD_INPUT, True)
    done = guide("translate", "update", note, "--language", "en")
    assert (done.returncode, "it is written in “en”" in done.stderr) == (BAD_INPUT, True)
    note.with_name("note.de.po").write_text('msgctxt "a\nmsgid')
    done = guide("translate", "update", note, "--language", "de")
    assert (done.returncode, "it is no PO file" in done.stderr) == (BAD_INPUT, True)


def test_without_the_extra_it_is_said_how_to_get_it(note: Path, tmp_path: Path) -> None:
    # given a machine that only plays tutorials
    code = (
        "import sys; sys.modules['markdown_it'] = None\n"
        "import guide.cli as cli; sys.exit(cli.main(['export', sys.argv[1], '--to', 'html', '--out', sys.argv[2]]))"
    )
    command = [sys.executable, "-c", code, str(note), str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == NOT_COMPLETED
    assert "guide[export]" in done.stderr


# --- records --------------------------------------------------------------------------------------------------------


def test_before_anything_was_done_there_are_no_records(guide: Guide) -> None:
    done = guide("records", "list")
    assert done.returncode == 0
    assert "Traceback" not in done.stdout
