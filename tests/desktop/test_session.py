"""Which desktop sessions guide can serve, and what it says where it cannot."""

from __future__ import annotations

import gc

import pytest

from guide.desktop import session
from guide.desktop.session import ABILITIES, UnsupportedDesktopError, abilities, open_desktop
from guide.desktop.virtual_screen import VirtualScreen

NOWHERE = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE")


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No screen at all."""
    for name in NOWHERE:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def refused() -> str:
    """Return what is said instead of opening the desktop; `abilities` says the same of each."""
    with pytest.raises(UnsupportedDesktopError) as error:
        open_desktop(lambda call: call())
    told = abilities()
    assert [ability.name for ability in told] == list(ABILITIES)
    assert not any(ability.works for ability in told)
    assert {ability.why in str(error.value) for ability in told} == {True}
    return str(error.value)


def test_without_a_screen(nowhere: pytest.MonkeyPatch) -> None:
    assert "no screen" in refused()


@pytest.mark.parametrize(("name", "value"), [("WAYLAND_DISPLAY", "wayland-0"), ("XDG_SESSION_TYPE", "wayland")])
def test_wayland_is_told_honestly_with_a_way_out(nowhere: pytest.MonkeyPatch, name: str, value: str) -> None:
    # given a Wayland session, in which an X server stands by for old programs
    nowhere.setenv(name, value)
    nowhere.setenv("DISPLAY", ":0")
    # then it is refused, with what to do
    said = refused()
    assert "Wayland" in said
    assert "Xorg" in said


@pytest.mark.parametrize(("platform", "named"), [("win32", "Windows"), ("darwin", "macOS")])
def test_other_systems_are_named(nowhere: pytest.MonkeyPatch, platform: str, named: str) -> None:
    nowhere.setattr(session.sys, "platform", platform)
    assert named in refused()


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_server_that_is_not_there(nowhere: pytest.MonkeyPatch) -> None:
    nowhere.setenv("DISPLAY", ":9999")
    assert "does not let us in" in refused()
    gc.collect()  # python-xlib leaves the sockets open with which it knocked in vain


@pytest.mark.desktop
def test_on_x11_everything_works(screen: VirtualScreen) -> None:
    with screen.entered():
        told = abilities()
    assert [ability.name for ability in told] == list(ABILITIES)
    assert [ability for ability in told if not ability.works] == []
