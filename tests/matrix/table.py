"""The table: what was tried down, where it was tried across."""

from __future__ import annotations

from collections.abc import Iterable

HEADS = {
    "test_window_managers": ("Window managers", "Window manager", "Each promise, over a real editor."),
    "test_screens": ("Screens", "Screen", "Where light and card are, on pictures of the screen."),
    "test_wayland": ("Wayland", "", "Under weston."),
    "test_keys": ("Keyboard", "Done by keyboard", "Whether it counts as the click that a step waits for."),
    "test_orca": ("Screen reader", "", "Orca reads the card, by its own speech log."),
}
PASSED, FAILED, NOT_TRIED = "✓", "**✗**", "–"


class Table:
    """Outcomes by file, test and parameter, in the order in which they came."""

    def __init__(self) -> None:
        self._outcomes: dict[str, dict[str, dict[str, bool]]] = {}

    def take(self, file: str, test: str, parameter: str, *, passed: bool) -> None:
        """Take down one outcome; a test that failed once has failed."""
        of_test = self._outcomes.setdefault(file, {}).setdefault(_sentence(test), {})
        of_test[parameter] = passed and of_test.get(parameter, True)

    def markdown(self) -> str:
        """Return the page."""
        parts = [
            "# What was tried on which desktop",
            "Written by `make matrix`, which tries all of it; nothing here is edited by hand. "
            f"{PASSED} was seen, {FAILED} was not, {NOT_TRIED} does not apply.",
        ]
        for file, tests in self._outcomes.items():
            title, corner, about = HEADS.get(file, (file, "", ""))
            parts += [f"## {title}", about, "\n".join(_rows(corner, tests))]
        return "\n\n".join(parts) + "\n"


def _rows(corner: str, tests: dict[str, dict[str, bool]]) -> Iterable[str]:
    across = list(tests)
    parameters = list(dict.fromkeys(parameter for outcomes in tests.values() for parameter in outcomes))
    yield f"| {corner} | " + " | ".join(across) + " |"
    yield "|---" * (len(across) + 1) + "|"
    for parameter in parameters:
        marks = (_mark(tests[test].get(parameter)) for test in across)
        yield f"| {parameter} | " + " | ".join(marks) + " |"


def _mark(passed: bool | None) -> str:
    return NOT_TRIED if passed is None else PASSED if passed else FAILED


def _sentence(test: str) -> str:
    return test.removeprefix("test_").replace("_", " ")
