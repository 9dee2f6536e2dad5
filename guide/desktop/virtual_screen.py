"""A screen in memory with its own window manager, compositor, accessibility bus and home folder.

Rehearsals on a machine without a screen and all tests of the desktop run here.  Programs start as they do on
their first day: nothing of the user is read or changed, and everything ends with the screen, also when the
program that made it is interrupted or killed.

    >>> with VirtualScreen(1280, 800) as screen:                       # doctest: +SKIP
    ...     editor = screen.start("mousepad")
    ...     subprocess.run(["xdotool", "getmouselocation"], env=screen.environment, check=True)

Linux only.  It knows nothing of Qt, of tutorials or of the ports of the desktop.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from guide.desktop.virtual import sweeper
from guide.desktop.virtual.environment import (
    TOKEN_VARIABLE,
    furnish,
    make_environment,
    service_file,
    speaks,
    write_bus_configuration,
)
from guide.desktop.virtual.managers import Start, compositor, manager
from guide.desktop.virtual.programs import Programs, VirtualScreenError, require, wait_until
from guide.desktop.virtual.x_wire import XWire, cookie_file

__all__ = ["VirtualScreen", "VirtualScreenError", "speaks", "wait_until"]

_LONGEST_TEMPORARY_FOLDER = 40
"""The path of a socket has at most 107 bytes, and ours are up to 60 bytes deeper than the temporary folder."""


@dataclass(frozen=True, slots=True)
class _Premises:
    """What an open screen consists of."""

    folder: Path
    sweeper: subprocess.Popen[str]
    programs: Programs
    environment: dict[str, str]


class VirtualScreen:
    """A screen that exists as long as its ``with`` block (or from `open` to `close`).

    ``window_manager`` and ``compositor`` are names of programs, or None for none; where both are the same, the
    window manager composes windows itself.  ``extra`` adds to the environment of every program on the screen, or
    replaces what it holds.  Errors are `VirtualScreenError`.
    """

    def __init__(  # noqa: PLR0913  (each has a default, all but the size by name)
        self,
        width_px: int = 1280,
        height_px: int = 800,
        *,
        window_manager: str | None = "openbox",
        compositor: str | None = "picom",
        accessibility: bool = True,
        extra: Mapping[str, str] | None = None,
    ) -> None:
        self.width_px = width_px
        self.height_px = height_px
        self._window_manager = window_manager
        self._compositor_name = compositor
        self._accessibility = accessibility
        self._extra = dict(extra or {})
        self._cookie = secrets.token_bytes(16)
        self._display_number = ""
        self._maybe_premises: _Premises | None = None
        self._compositor: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self.open()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> Self:
        """Make the screen; return it when programs can be started on it."""
        if self._maybe_premises is not None:
            raise VirtualScreenError("This virtual screen is open already.")
        for name in ("Xvfb", "dbus-daemon", "dbus-send", self._window_manager, self._compositor_name):
            if name is not None:
                require(name)
        self._maybe_premises = _move_in(self._extra)
        try:
            self._start_server()
            self._start_bus()
            if self._accessibility:
                self._switch_accessibility_on()
            self._start_window_manager()
            self.start_compositor()
        except BaseException:
            self.close()
            raise
        return self

    def close(self) -> None:
        """End every program on the screen and remove all they wrote.  Calling it again does nothing."""
        if (premises := self._maybe_premises) is None:
            return
        self._maybe_premises = self._compositor = None
        premises.sweeper.communicate()
        premises.programs.reap()

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment for programs that shall run on this screen."""
        return MappingProxyType(self._premises.environment)

    @property
    def display(self) -> str:
        """The display's name, such as ``:99``."""
        return f":{self._display_number}"

    @property
    def home(self) -> Path:
        """The home folder of the programs on this screen; gone when the screen closes."""
        return self._premises.folder / "home"

    @property
    def logs(self) -> Path:
        """The folder with one file for each program: what it wrote to its output and error output."""
        return self._premises.folder / "logs"

    def start(
        self, *command: str, extra: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a program on this screen; it ends with the screen at the latest.

        What it writes goes to a file in `logs`.  ``extra`` adds to the screen's environment.
        """
        environment = {**self.environment, **(extra or {})}
        return self._premises.programs.start(command, environment, cwd or self.home)

    def start_compositor(self) -> None:
        """Start the compositor, if this screen is to have one, and return when it draws."""
        name = self._compositor_name
        if name is None or self._composes_itself or self._compositor is not None:
            return
        self._compositor = self._start_service(compositor(name), _is_composed)

    def stop_compositor(self) -> None:
        """End the compositor and return when this screen has none."""
        if self._compositor is None:
            return
        stopped, self._compositor = self._compositor, None
        stopped.terminate()
        stopped.wait()
        with self._wire() as root:
            wait_until(lambda: not _is_composed(root), "the compositor to leave")

    @contextmanager
    def entered(self) -> Iterator[Self]:
        """Make this the screen of the current process too, while the ``with`` block lasts."""
        inside, before = dict(self.environment), dict(os.environ)
        try:
            os.environ.clear()
            os.environ.update(inside)
            yield self
        finally:
            os.environ.clear()
            os.environ.update(before)

    @property
    def _composes_itself(self) -> bool:
        return self._compositor_name is not None and self._compositor_name == self._window_manager

    @property
    def _premises(self) -> _Premises:
        if self._maybe_premises is None:
            raise VirtualScreenError("The virtual screen is not open.")
        return self._maybe_premises

    def _start_server(self) -> None:
        premises, environment = self._premises, self._premises.environment
        authority = Path(environment["XAUTHORITY"])
        authority.write_bytes(cookie_file(self._cookie, ""))
        screen = ("-screen", "0", f"{self.width_px}x{self.height_px}x24", "-dpi", "96")
        closed = ("-noreset", "-nolisten", "tcp", "-auth", str(authority))
        with _one_server_at_a_time():
            self._display_number = premises.programs.start_announcing(
                lambda announce: ("Xvfb", "-displayfd", str(announce), *screen, *closed), environment, self.home
            )
        environment["DISPLAY"] = self.display
        authority.write_bytes(cookie_file(self._cookie, self._display_number))
        with self._wire() as root:
            root.admit_only_me()

    def _start_bus(self) -> None:
        premises, environment = self._premises, self._premises.environment
        configuration = write_bus_configuration(premises.folder)
        options = (f"--config-file={configuration}", "--nofork", "--nopidfile")
        environment["DBUS_SESSION_BUS_ADDRESS"] = premises.programs.start_announcing(
            lambda announce: ("dbus-daemon", *options, f"--print-address={announce}"), environment, self.home
        )

    def _switch_accessibility_on(self) -> None:
        if service_file("org.a11y.Bus") is None:
            raise VirtualScreenError(
                "The accessibility bus is not installed. On Debian or Ubuntu: apt-get install at-spi2-core"
            )
        address = self._ask_accessibility("org.a11y.Bus.GetAddress").strip()
        self._ask_accessibility(
            "org.freedesktop.DBus.Properties.Set",
            *("string:org.a11y.Status", "string:IsEnabled", "variant:boolean:true"),
        )
        with self._wire() as root:
            root.set_root_text("AT_SPI_BUS", address)  # where Qt 5 looks

    def _ask_accessibility(self, method: str, *arguments: str) -> str:
        send = ("dbus-send", "--session", "--print-reply=literal", "--reply-timeout=20000")
        answer = subprocess.run(  # noqa: S603  (fixed words)
            [*send, "--dest=org.a11y.Bus", "/org/a11y/bus", method, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode:
            raise VirtualScreenError(f"The accessibility bus did not start: {answer.stderr.strip()}")
        return answer.stdout

    def _start_window_manager(self) -> None:
        if name := self._window_manager:
            composing = self._composes_itself
            self._start_service(
                manager(name, composing=composing),
                lambda root: _is_managed(root) and (not composing or _is_composed(root)),
            )

    def _start_service(self, start: Start, is_ready: Callable[[XWire], bool]) -> subprocess.Popen[bytes]:
        program = self.start(*start.command, extra=start.extra)
        with self._wire() as root:
            self._premises.programs.wait_until(program, lambda: is_ready(root), f"{start.command[0]} to be ready")
        return program

    def _wire(self) -> XWire:
        return XWire(self._display_number, self._cookie)


def _is_managed(root: XWire) -> bool:
    return bool(root.root_property("_NET_SUPPORTING_WM_CHECK"))


def _is_composed(root: XWire) -> bool:
    return root.selection_is_owned("_NET_WM_CM_S0")


def _move_in(extra: Mapping[str, str]) -> _Premises:
    """Make the folder of a screen, and first of all the one who will clean it up."""
    token = secrets.token_hex(16)
    folder = Path(tempfile.mkdtemp(prefix="guide-", dir=_temporary_folder()))
    broom = subprocess.Popen(  # noqa: S603  (our own file)
        [sys.executable, "-I", "-S", sweeper.__file__, token, str(folder)],
        # Not a program of an outer screen: it must outlive it to sweep this one.
        env={key: value for key, value in os.environ.items() if key != TOKEN_VARIABLE},
        stdin=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    furnish(folder, extra.get("LANGUAGE", "").partition(":")[0])
    return _Premises(folder, broom, Programs(folder / "logs"), make_environment(folder, token, extra))


def _temporary_folder() -> str:
    usual = os.environ.get("TMPDIR") or tempfile.gettempdir()  # the former changes inside another screen
    return usual if len(usual) <= _LONGEST_TEMPORARY_FOLDER else "/tmp"  # noqa: S108  (short by design)


@contextmanager
def _one_server_at_a_time() -> Iterator[None]:
    """Two servers that choose a display number in the same moment can choose the same."""
    lock = os.open("/tmp", os.O_RDONLY | os.O_DIRECTORY)  # noqa: S108  (where X keeps its sockets)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
