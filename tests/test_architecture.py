"""The house stands: no circle of imports, and each library only in the room that is its place.

Which room may import which other is told by the contracts of import-linter in pyproject.toml.
"""

from __future__ import annotations

import ast
import graphlib
import importlib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "guide"

LIBRARIES = {
    "guide.tutorial": {"yaml", "jsonschema", "re2", "packaging", "polib"},
    "guide.offers": {"packaging"},
    "guide.i18n": {"polib"},
    "guide.desktop.handlers": {"Xlib", "dbus_fast", "mss", "pynput"},
    "guide.watchdog": {"Xlib"},
    "guide.targeting": {"numpy", "cv2", "tesserocr", "polib"},
    "guide.export": {"markdown_it", "PIL", "typst", "odfdo", "docx"},
    "guide.player": {"PySide6", "shiboken6"},
    "guide.authoring": {"PySide6", "shiboken6"},
    "guide.app": {"PySide6", "shiboken6"},
    "guide.paths": {"platformdirs"},
}
"""Where a library may be imported.  A room that is not here needs the standard library alone."""

NOT_PURE = ("guide.player", "guide.authoring", "guide.app", "guide.__main__", "guide.settings.__main__")
"""Needs Qt, or does its work when it is imported."""


def modules(house: Path) -> dict[str, Path]:
    """Return each module of a package with its file."""
    names = {}
    for path in sorted(house.rglob("*.py")):
        parts = path.relative_to(house.parent).with_suffix("").parts
        names[".".join(part for part in parts if part != "__init__")] = path
    return names


def imports(path: Path, known: dict[str, Path]) -> Iterator[str]:
    """Yield all that a file imports: inside functions and for type checkers too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute in this house"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in known else str(node.module)


def circle(house: Path) -> list[str]:
    """Return the modules of one circle of imports; none when there is none."""
    known = modules(house)
    graph = {name: {other for other in imports(path, known) if other in known} for name, path in known.items()}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def strangers(house: Path) -> list[str]:
    """Return the imports of libraries in rooms that are not their place."""
    known, found = modules(house), []
    for name, path in known.items():
        welcome = next((libraries for room, libraries in LIBRARIES.items() if f"{name}.".startswith(f"{room}.")), set())
        for library in {other.split(".")[0] for other in imports(path, known)}:
            if library not in {house.name, "__future__", *sys.stdlib_module_names, *welcome}:
                found.append(f"{name} imports {library}")
    return found


def test_there_is_no_circle_of_imports() -> None:
    assert circle(HOUSE) == []


def test_a_circle_would_be_seen(tmp_path: Path) -> None:
    # given two modules that need each other, one of them only inside a function
    house = tmp_path / "house"
    house.mkdir()
    (house / "__init__.py").touch()
    (house / "hall.py").write_text("from house import kitchen\n")
    (house / "kitchen.py").write_text("def cook():\n    from house.hall import door\n")
    # then the circle is found
    assert set(circle(house)) == {"house.hall", "house.kitchen"}


def test_each_library_stays_in_its_room() -> None:
    assert strangers(HOUSE) == []


def test_a_library_in_the_wrong_room_would_be_seen(tmp_path: Path) -> None:
    # given a machine that paints by itself, which no machine of this house may
    house = tmp_path / "guide"
    (house / "session").mkdir(parents=True)
    (house / "session" / "machine.py").write_text("import json\nfrom PySide6.QtGui import QPainter\n")
    # then it is seen
    assert strangers(house) == ["guide.session.machine imports PySide6"]


@pytest.mark.parametrize("module", [name for name in modules(HOUSE) if not name.startswith(NOT_PURE)])
def test_each_pure_module_can_be_imported(module: str) -> None:
    # `make test-pure` asks this where Qt is not installed
    assert importlib.import_module(module)


@pytest.mark.parametrize("room", sorted(path.parent.name for path in HOUSE.glob("*/__init__.py")))
def test_each_room_says_what_it_is_and_has_a_contract(room: str) -> None:
    docstring = ast.get_docstring(ast.parse((HOUSE / room / "__init__.py").read_text(encoding="utf-8")))
    assert docstring, "its __init__ says what it owns and what it must never know"
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(contract["layers"] for contract in contracts["contracts"] if contract["type"] == "layers")
    assert room in {name.strip(" ()") for layer in layers for name in layer.split("|")}
