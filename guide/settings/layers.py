"""The settings in force: the machine's policy before the person's choice before the default, key by key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self, overload

from guide.paths import POLICY_FILE, Paths
from guide.settings import files
from guide.settings.model import BadValueError, Problem, Setting, T, Value
from guide.settings.table import BY_KEY, SETTINGS

Source = Literal["machine", "user", "default"]


class SettingsError(Exception):
    """A choice that cannot be kept; the message is for a person."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a setting has its value. `locked`: the person cannot change it; a control for it is shown disabled."""

    key: str
    value: Value
    source: Source
    file: Path | None
    """Where the value stands; None for a default."""
    locked: bool = False

    def __str__(self) -> str:
        """For a person."""
        where = {"machine": "set by your administrator", "user": "chosen by you", "default": "the default"}
        return f"{self.key} = {self.value!r}: {where[self.source]}{f' ({self.file})' if self.file else ''}"


class Settings:
    """Reads and keeps the settings. For one thread (the GUI's).

    `on_problem` is told each problem once, however often the files are read.
    """

    def __init__(
        self,
        user_file: Path,
        machine_file: Path | None = None,
        on_problem: Callable[[Problem], None] = lambda problem: None,
        *,
        machine_from_root: bool = True,
    ) -> None:
        """`machine_file` None: there is no policy. `machine_from_root` False: for tests."""
        self._user_file = user_file
        self._machine_file = machine_file
        self._machine_from_root = machine_from_root
        self._on_problem = on_problem
        self._said: set[Problem] = set()
        self._subscribers: dict[object, Callable[[str], None]] = {}
        self._machine = self._user = files.EMPTY
        self._read()

    @classmethod
    def load(cls, paths: Paths, on_problem: Callable[[Problem], None] = lambda problem: None) -> Self:
        """Read what is in force for this account on this machine."""
        return cls(paths.settings_file, POLICY_FILE, on_problem)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files as they were read last."""
        return (*self._machine.problems, *self._user.problems)

    @overload
    def get(self, setting: Setting[T]) -> T: ...
    @overload
    def get(self, setting: str) -> Value: ...
    def get(self, setting: Setting[Any] | str) -> Any:
        """Return the value in force; KeyError for a key that is not in the table."""
        return self.explain(setting if isinstance(setting, str) else setting.key).value

    def explain(self, key: str) -> Explanation:
        """Return the value in force and where it comes from."""
        setting = BY_KEY[key]
        machine, user = self._machine, self._user
        if key in machine.values:
            return Explanation(key, machine.values[key], "machine", self._machine_file, locked=True)
        if key in machine.bad_keys:
            value = setting.default if setting.closed is None else setting.closed
            return Explanation(key, value, "machine", self._machine_file, locked=True)
        if not machine.usable and setting.closed is not None:
            return Explanation(key, setting.closed, "machine", self._machine_file, locked=True)
        if key in user.values:
            return Explanation(key, user.values[key], "user", self._user_file)
        return Explanation(key, setting.default, "default", None)

    def set(self, setting: Setting[Any] | str, value: object) -> None:
        """Keep the person's choice. SettingsError where it is not allowed, locked, or cannot be written."""
        key = setting if isinstance(setting, str) else setting.key
        kind = BY_KEY[key].kind
        try:
            checked = kind.read(value)
        except BadValueError as error:
            raise SettingsError(f"{BY_KEY[key].title}: {error}.") from None
        self._change(key, lambda raw: {**raw, key: list(checked) if isinstance(checked, tuple) else checked})

    def reset(self, setting: Setting[Any] | str) -> None:
        """Forget the person's choice; SettingsError like `set`."""
        key = setting if isinstance(setting, str) else setting.key
        self._change(key, lambda raw: {other: value for other, value in raw.items() if other != key})

    def reload(self) -> None:
        """Read the files again and tell the subscribers what has changed."""
        before = self._in_force()
        self._read()
        self._tell_changes(before)

    def subscribe(self, changed: Callable[[str], None]) -> Callable[[], None]:
        """Be told the key of each setting whose value in force has changed; returns how to stop that."""
        token = object()
        self._subscribers[token] = changed
        return lambda: self._subscribers.pop(token, None) and None

    def _change(self, key: str, edit: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        if self.explain(key).locked:
            raise SettingsError(f"{BY_KEY[key].title} is set by your administrator ({self._machine_file}).")
        before = self._in_force()
        try:
            now = files.read(self._user_file)  # another guide may have written since
            if not now.usable:
                self._keep_aside()
            files.write(self._user_file, edit(now.raw))
        except OSError as error:
            reason = error.strerror or str(error)
            raise SettingsError(f"Your choice could not be written to {self._user_file}: {reason}.") from None
        self._read()
        self._tell_changes(before)

    def _keep_aside(self) -> None:
        """Keep what cannot be read: it was perhaps one missing comma away from being right."""
        if self._user_file.exists():
            self._user_file.replace(self._user_file.with_suffix(".damaged.json"))

    def _read(self) -> None:
        if self._machine_file is not None:
            self._machine = files.read(self._machine_file, only_from_root=self._machine_from_root)
        self._user = files.read(self._user_file)
        for problem in self.problems:
            if problem not in self._said:
                self._said.add(problem)
                self._on_problem(problem)

    def _in_force(self) -> dict[str, Value]:
        return {setting.key: self.explain(setting.key).value for setting in SETTINGS}

    def _tell_changes(self, before: dict[str, Value]) -> None:
        for key, value in self._in_force().items():
            if value != before[key]:
                for changed in tuple(self._subscribers.values()):
                    changed(key)
