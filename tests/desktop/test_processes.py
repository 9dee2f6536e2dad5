"""Which program a process is, and which version of it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.desktop.handlers import versions
from guide.desktop.handlers.processes import _script, process_name
from guide.desktop.handlers.versions import upstream, version_of
from guide.desktop.processes import same_process
from tests.support.desktop import wait_until


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mousepad", "mousepad"),
        ("Mousepad.exe", "mousepad"),
        ("/usr/bin/mousepad", "mousepad"),
        ("soffice.bin", "soffice"),
        ("soffice.bin", "libreoffice"),
        ("libreoffice7.4", "localc"),
        ("chromium-browser", "chromium"),
        ("google-chrome", "chrome"),
        ("firefox-esr", "firefox"),
        ("gimp-2.10", "gimp"),
        ("orders.jar", "Orders"),
        ("Tool-1.2-x86_64.AppImage", "tool"),
        ("gnome-text-editor", "gnome-text-edit"),  # as the kernel shortens it
        (r"C:\Program Files\App\App.exe", "app"),
    ],
)
def test_names_of_one_program(one: str, other: str) -> None:
    assert same_process(one, other)
    assert same_process(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("mousepad", "mouse"), ("gedit", "xed"), ("chrome", "chromium"), ("soffice", "office"), ("", "mousepad")],
)
def test_names_of_two_programs(one: str, other: str) -> None:
    assert not same_process(one, other)


@pytest.fixture
def sleeping(tmp_path: Path) -> Iterator[object]:
    """Starts programs that wait to be killed."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*command: str) -> int:
        started.append(subprocess.Popen(command, stdin=subprocess.PIPE, cwd=tmp_path))
        return started[-1].pid

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_binary_is_known_by_its_name_a_script_by_its_own(sleeping, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "calendar.py").write_text("input()")
    (tmp_path / "diary").write_text("#!/bin/sh\nread -r line\n")
    (tmp_path / "diary").chmod(0o755)
    (tmp_path / "agenda.py").write_text("input()")
    expected = {
        sleeping("cat"): "cat",
        sleeping(sys.executable, "-u", str(tmp_path / "calendar.py")): "calendar",
        sleeping(str(tmp_path / "diary")): "diary",
        sleeping(sys.executable, "-m", "agenda"): "agenda",
        sleeping(sys.executable, "-W", "ignore", str(tmp_path / "calendar.py")): "calendar",
        sleeping(sys.executable, "-c", "input()"): Path(sys.executable).resolve().name,
    }
    for pid, name in expected.items():
        wait_until(lambda pid=pid, name=name: process_name(pid) == name, f"{name}, not {process_name(pid)}")  # type: ignore[misc]


def test_a_program_of_java_is_known_by_its_own_name_and_not_by_what_it_needs(tmp_path: Path) -> None:
    words = ("java", "-Dx=y", "-cp", "/usr/share/java/bridge.jar", "/opt/orders/Orders.java", "file")
    (tmp_path / "cmdline").write_bytes("".join(f"{word}\0" for word in words).encode())
    assert _script(tmp_path) == "Orders.java"


def test_a_program_replaced_by_an_update_keeps_its_name(sleeping, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "editor"
    shutil.copy("/bin/cat", path)
    pid = sleeping(str(path))
    path.unlink()
    assert process_name(pid) == "editor"


def test_a_process_that_is_gone_has_no_name() -> None:
    process = subprocess.Popen(["true"])
    process.wait()
    assert process_name(process.pid) is None


# --- versions -----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="this system has no dpkg")
def test_the_package_manager_knows() -> None:
    asked = subprocess.run(["dpkg-query", "-W", "-f=${Version}", "dash"], capture_output=True, text=True, check=True)
    assert version_of("dash") == upstream(asked.stdout)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Writes programs that no package manager knows."""
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    def write(name: str, *lines: str) -> None:
        (tmp_path / name).write_text("\n".join(["#!/bin/sh", *lines, ""]))
        (tmp_path / name).chmod(0o755)

    return write


def test_else_the_program_itself_is_asked(program) -> None:  # type: ignore[no-untyped-def]
    program("invoices", 'echo "Invoices v3.14.1-rc1 (C) 2020, build 77"')
    assert version_of("invoices") == "3.14.1-rc1"


def test_a_program_that_is_asked_can_open_no_window(program, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    program("invoices", f'printf "%s" "$DISPLAY$WAYLAND_DISPLAY$DBUS_SESSION_BUS_ADDRESS" > {tmp_path}/said')
    assert version_of("invoices") is None
    assert (tmp_path / "said").read_text() == ""


def test_a_program_that_never_answers_is_left(program, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(versions, "_DEADLINE_S", 0.2)
    program("hangs", "exec sleep 30")
    began = time.monotonic()
    assert version_of("hangs") is None
    assert time.monotonic() - began < 5


def test_an_update_is_noticed(program, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    program("invoices", "echo 1.0")
    assert version_of("invoices") == "1.0"
    program("invoices", "echo 1.1")
    os.utime(tmp_path / "invoices", ns=(0, 12345))
    assert version_of("invoices") == "1.1"


def test_what_is_not_installed_has_no_version() -> None:
    assert version_of("no-such-program-at-all") is None


@pytest.mark.parametrize(
    ("packaged", "own"),
    [
        ("0.5.10-2", "0.5.10"),
        ("4:7.4.7-1+deb12u8", "7.4.7"),
        ("1:2.3+dfsg-1", "2.3"),
        ("43.0.1-2+b1", "43.0.1"),
        ("1.3.6~git20220711-1", "1.3.6"),
        ("2.0~rc1-1", "2.0~rc1"),
        ("5", "5"),
    ],
)
def test_a_packages_version_holds_the_programs(packaged: str, own: str) -> None:
    assert upstream(packaged) == own
