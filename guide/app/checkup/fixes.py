"""What would make programs tell about their controls, as changes that a person can agree to, and take back.

Each change says beforehand what it does, word for word, and leaves behind what is needed to undo just that. Of a file
only our own lines are added and removed; whatever else its owner writes there stays.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from guide.desktop.handlers.atspi.switching import CannotSwitchError, is_on, switch
from guide.files import write_text

ENVIRONMENT = {
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "Qt programs",
    "ACCESSIBILITY_ENABLED": "Chromium, and programs made with it",
    "GNOME_ACCESSIBILITY": "Firefox",
}
"""Set to 1 as they start, they make these tell about their controls."""
_JAVA_LINE = "assistive_technologies=org.GNOME.Accessibility.AtkWrapper"
_JAVA_WRAPPERS = ("/usr/share/java/java-atk-wrapper.jar", "/usr/share/java/java-atk-wrapper")
_SYSTEMD = Path("/run/systemd/system")


class CannotFixError(Exception):
    """A change could not be made, or not be taken back; the message says why, for a person."""


class Fix(Protocol):
    """One change that lasts."""

    name: str
    """What it is kept under, once it was made."""
    title: str
    """For a person: what it is good for."""
    when: str
    """From when on it holds."""

    def changes(self) -> Sequence[str]:
        """Return what would be changed, word for word; nothing where all is as it should be."""
        ...

    def plan(self) -> Mapping[str, Any]:
        """Return what `make` would do and `undo` needs. CannotFixError."""
        ...

    def make(self, plan: Mapping[str, Any]) -> None:
        """Do it. CannotFixError."""
        ...

    def undo(self, kept: Mapping[str, Any]) -> str:
        """Take back what was made, and say what was done. CannotFixError."""
        ...


@dataclass(frozen=True, slots=True)
class Switch:
    """The session's switch, which Qt programs and browsers look at."""

    name: str = "switch"
    title: str = "Switch accessibility on in this session and the next ones, so that programs tell about their controls"
    when: str = "for programs that are started from now on"
    look: Callable[[], bool] = is_on
    turn: Callable[[bool], None] = switch

    def changes(self) -> Sequence[str]:
        """Return the switch as it is and as it would be."""
        try:
            return () if self.look() else ("org.a11y.Status, IsEnabled: false → true",)
        except CannotSwitchError:
            return ()

    def plan(self) -> Mapping[str, Any]:
        """Return nothing: there is one way only."""
        return {}

    def make(self, plan: Mapping[str, Any]) -> None:
        """Switch it on."""
        del plan
        self._turn(on=True)

    def undo(self, kept: Mapping[str, Any]) -> str:
        """Switch it off: so it was."""
        del kept
        self._turn(on=False)
        return "accessibility is switched off again"

    def _turn(self, *, on: bool) -> None:
        try:
            self.turn(on)
        except CannotSwitchError as error:
            raise CannotFixError(str(error)) from error


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a file of the person's."""

    name: str
    title: str
    when: str
    file: Path
    wanted: tuple[str, ...]

    def changes(self) -> Sequence[str]:
        """Return the lines that are missing."""
        there = set(self._text().splitlines())
        return tuple(f"{self.file}: + {line}" for line in self.wanted if line not in there)

    def plan(self) -> Mapping[str, Any]:
        """Return the lines that are missing."""
        there = set(self._text().splitlines())
        return {"lines": [line for line in self.wanted if line not in there], "created": not self.file.exists()}

    def make(self, plan: Mapping[str, Any]) -> None:
        """Add them at the end; whatever is there already stays."""
        before = self._text()
        gap = "" if not before or before.endswith("\n") else "\n"
        self._write(before + gap + "".join(f"{line}\n" for line in plan["lines"]))

    def undo(self, kept: Mapping[str, Any]) -> str:
        """Remove these lines, wherever they stand by now; the file too, where it was ours and has nothing else."""
        ours = list(kept["lines"])
        left = []
        for line in self._text().splitlines(keepends=True):
            if line.rstrip("\r\n") in ours:
                ours.remove(line.rstrip("\r\n"))
            else:
                left.append(line)
        if kept["created"] and not "".join(left).strip():
            with suppress(FileNotFoundError):
                self._guarded(self.file.unlink)
            return f"{self.file} is removed"
        if len(ours) < len(kept["lines"]):
            self._write("".join(left))
        return f"{self.file} is without these lines; what else stands there was left" if left else f"{self.file}"

    def _text(self) -> str:
        try:
            return self.file.read_text(encoding="utf-8", errors="surrogateescape")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise CannotFixError(f"{self.file} cannot be read ({error.strerror or error})") from error

    def _write(self, text: str) -> None:
        target = Path(os.path.realpath(self.file))  # a link stays one: the file behind it is written

        def write() -> None:
            target.parent.mkdir(parents=True, exist_ok=True)
            mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
            write_text(target, text, mode=mode)

        self._guarded(write)

    def _guarded(self, act: Callable[[], object]) -> None:
        try:
            act()
        except FileNotFoundError:
            raise
        except OSError as error:
            raise CannotFixError(f"{self.file} cannot be changed ({error.strerror or error})") from error


def fixes(home: Path, environment: Mapping[str, str], *, systemd: bool | None = None) -> tuple[Fix, ...]:
    """Return all changes there are for a person's session."""
    if systemd is None:
        systemd = _SYSTEMD.exists()
    folder = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    again = "for programs that are started after the next login"
    title = f"Have programs tell about their controls whatever the switch says: {', '.join(ENVIRONMENT.values())}"
    if systemd:
        lines = tuple(f"{name}=1" for name in ENVIRONMENT)
        file = folder / "environment.d" / "90-guide-accessibility.conf"
    else:
        lines = tuple(f"export {name}=1" for name in ENVIRONMENT)
        file = home / ".xsessionrc"
    java = Lines(
        "java",
        "Have Java programs tell about their controls",
        "for Java programs that are started from now on",
        home / ".accessibility.properties",
        (_JAVA_LINE,),
    )
    wrapped = any(Path(place).exists() for place in _JAVA_WRAPPERS)
    return (Switch(), Lines("environment", title, again, file, lines), *((java,) if wrapped else ()))


def contradictions(environment: Mapping[str, str], home: Path) -> Iterator[str]:
    """Yield what keeps programs silent, whatever is switched on, with the place where it is said, if it is found."""
    for name, value in (("NO_AT_BRIDGE", "1"), ("GTK_A11Y", "none"), ("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "0")):
        if environment.get(name) == value:
            place = next(_said_in(name, home), None)
            yield f"{name}={value} keeps programs silent" + (f"; {place} says so" if place else "")


def _said_in(name: str, home: Path) -> Iterator[str]:
    files = [home / ".profile", home / ".xsessionrc", home / ".bashrc", home / ".pam_environment"]
    for file in [*files, *sorted((home / ".config" / "environment.d").glob("*.conf"))]:
        with suppress(OSError):
            for number, line in enumerate(file.read_text(errors="replace").splitlines(), 1):
                if name in line and not line.lstrip().startswith("#"):
                    yield f"{file}:{number}"
