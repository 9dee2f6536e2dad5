"""The virtual screen keeps its promises: ready when it says so, private, and gone without a trace."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from guide.desktop.virtual import sweeper
from guide.desktop.virtual.x_wire import XWire, cookie_file
from guide.desktop.virtual_screen import VirtualScreen, VirtualScreenError
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.support.desktop import (
    Person,
    active_window,
    close_windows,
    open_program,
    root_property,
    run,
    shoot,
    wait_until,
    windows,
)

pytestmark = pytest.mark.desktop

_TOKEN = "GUIDE_VIRTUAL_SCREEN"


def test_a_program_opens_and_obeys_the_person(screen: VirtualScreen, person: Person) -> None:
    # given a program on the screen
    editor = open_program(screen, "mousepad", wm_class="mousepad")
    assert active_window(screen) == editor.xid
    # when the person types into it
    person.clicks(editor.rect.center)
    person.types("Buy milk")
    # then it says that its text has changed
    wait_until(lambda: windows(screen)[0].title.startswith("*"), "the title to show a change")
    close_windows(screen)


def test_programs_find_the_private_accessibility_bus(screen: VirtualScreen) -> None:
    # when the bus is asked as programs ask it
    ask = ("dbus-send", "--session", "--print-reply=literal", "--dest=org.a11y.Bus", "/org/a11y/bus")
    address = run(screen, *ask, "org.a11y.Bus.GetAddress").strip()
    enabled = run(screen, *ask, "org.freedesktop.DBus.Properties.Get", "string:org.a11y.Status", "string:IsEnabled")
    # then it is switched on, lives in the screen's own folder, and Qt 5 finds it at the root window
    assert enabled.split() == ["variant", "boolean", "true"]
    assert address.startswith(f"unix:path={screen.environment['XDG_RUNTIME_DIR']}/")
    with screen.entered(), XWire(screen.display[1:]) as root:
        assert root.root_property("AT_SPI_BUS").decode() == address


def test_a_picture_shows_what_is_there(screen: VirtualScreen, tmp_path: Path) -> None:
    # given a window with a known colour at a known place
    window = open_program(screen, "xterm", "-bg", "#123456", "-geometry", "40x10+100+50", wm_class="xterm")
    # when a picture is taken
    shot = shoot(screen)
    # then the colour is inside the window's rectangle
    assert shot.at(DevicePoint(window.rect.right - 3, window.rect.bottom - 3)) == (0x12, 0x34, 0x56)
    assert shot.save(tmp_path / "deep" / "shot.png").read_bytes().startswith(b"\x89PNG")
    close_windows(screen)


def test_the_compositor_can_leave_and_come_back(fresh_screen: VirtualScreen) -> None:
    def composited() -> bool:
        with XWire(fresh_screen.display[1:]) as root:
            return root.selection_is_owned("_NET_WM_CM_S0")

    assert composited()
    fresh_screen.stop_compositor()
    assert not composited()
    fresh_screen.start_compositor()
    assert composited()


def test_a_screen_may_have_neither_window_manager_nor_compositor(
    make_screen: Callable[..., VirtualScreen],
) -> None:
    bare = make_screen(800, 600, window_manager=None, compositor=None, accessibility=False)
    assert root_property(bare, "_NET_SUPPORTING_WM_CHECK") == []
    assert shoot(bare).colours(DeviceRect(0, 0, 800, 600)) == {(0, 0, 0)}


def test_nothing_of_the_user_is_touched(fresh_screen: VirtualScreen) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "TMPDIR"):
        assert Path(fresh_screen.environment[name]).is_relative_to(fresh_screen.home.parent)
    assert "WAYLAND_DISPLAY" not in fresh_screen.environment
    assert Path(fresh_screen.environment["XDG_RUNTIME_DIR"]).stat().st_mode & 0o777 == 0o700


def test_other_users_of_the_machine_stay_outside(fresh_screen: VirtualScreen) -> None:
    if os.getuid() != 0:
        pytest.skip("only root can try it as somebody else")
    command = ["xdotool", "getmouselocation"]
    environment = {**fresh_screen.environment, "XAUTHORITY": ""}
    as_me = subprocess.run(command, env=environment, check=False, capture_output=True)
    as_nobody = subprocess.run(command, env=environment, check=False, capture_output=True, user=65534, cwd="/")
    assert as_me.returncode == 0
    assert as_nobody.returncode != 0


def test_closing_leaves_no_process_and_no_file(tmp_path: Path) -> None:
    # given a screen with a program that does not want to end, and one that leaves its socket elsewhere
    left_behind = tmp_path / "socket"
    with VirtualScreen(640, 480) as screen:
        token = screen.environment[_TOKEN].split()[-1]
        folder, display = screen.home.parent, screen.display[1:]
        open_program(screen, "mousepad")
        listen = "import socket, time; s = socket.socket(socket.AF_UNIX); s.bind('{}'); s.listen(); time.sleep(1000)"
        screen.start(sys.executable, "-c", listen.format(left_behind))
        wait_until(left_behind.exists, "the socket")
        screen.start("sh", "-c", "trap '' TERM; (setsid sleep 1000 &); sleep 1000")
        wait_until(lambda: len(list(sweeper.programs_of(token))) >= 8, "all programs to run")
    # when it is closed, then all is gone
    _assert_gone(token, folder, display)
    assert not left_behind.exists()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_its_maker_is_stopped(how: signal.Signals) -> None:
    # given a process that made a screen
    script = textwrap.dedent(f"""
        import sys
        from guide.desktop.virtual_screen import VirtualScreen
        with VirtualScreen(640, 480) as s:
            s.start("mousepad")
            print(s.environment["{_TOKEN}"].split()[-1], s.home.parent, s.display[1:], flush=True)
            sys.stdin.read()
    """)
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as maker:
        assert maker.stdout is not None
        token, folder, display = maker.stdout.readline().split()
        assert len(list(sweeper.programs_of(token))) >= 6
        # when it is stopped from outside
        maker.send_signal(how)
        maker.wait(30)
    # then all is gone, soon
    wait_until(lambda: not Path(folder).exists(), "the sweeper to finish")
    _assert_gone(token, Path(folder), display)


def test_a_screen_within_a_screen_ends_with_the_outer() -> None:
    with VirtualScreen(800, 600, compositor=None) as outer, outer.entered():
        inner = VirtualScreen(640, 480, compositor=None).open()
        token, folder = inner.environment[_TOKEN].split()[-1], inner.home.parent
        assert folder.is_relative_to(outer.home.parent)
        assert outer.display != inner.display
    assert not list(sweeper.programs_of(token))
    assert not folder.exists()
    inner.close()


def test_a_missing_program_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(VirtualScreenError, match=r"Xvfb is not installed.*apt-get install xvfb"):
        VirtualScreen().open()


def test_a_program_that_fails_says_why(make_screen: Callable[..., VirtualScreen]) -> None:
    with pytest.raises(VirtualScreenError, match="false ended with status 1 before"):
        make_screen(window_manager="false", compositor=None, accessibility=False)


def test_the_cookie_file_is_one_that_x_reads(tmp_path: Path) -> None:
    path = tmp_path / "authority"
    path.write_bytes(cookie_file(bytes(range(16)), "42"))
    listed = subprocess.run(["xauth", "-f", path, "list"], check=True, capture_output=True, text=True).stdout
    assert f"{socket.gethostname()}/unix:42  MIT-MAGIC-COOKIE-1  000102030405060708090a0b0c0d0e0f" in listed


def _assert_gone(token: str, folder: Path, display: str) -> None:
    assert not list(sweeper.programs_of(token))
    assert not folder.exists()
    assert not Path(f"/tmp/.X11-unix/X{display}").exists()
    assert not Path(f"/tmp/.X{display}-lock").exists()
