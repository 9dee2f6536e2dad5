"""`guide locate`: lines for people, objects for programs, and the exit status."""

from __future__ import annotations

import io
import json

from guide.desktop.fake import FakeDesktop, FakeElement, FakeWindow
from guide.targeting.locate import run_locate
from guide.tutorial.document import Application, Step, Tutorial
from tests.targeting.seeker import element

TUTORIAL = Tutorial(
    id="save",
    title="Save",
    application=Application(process="editor"),
    steps=(
        Step("save", "Press Save.", targets=(element("button", "Save"),)),
        Step("read", "Read this."),
        Step("open", "Press Open.", targets=(element("button", "Open"),)),
    ),
)


def located(*steps: str, output_format: str = "text") -> tuple[int, str]:
    """Exit status and output, with an editor that has a Save button."""
    button = FakeElement("button", "Save", at=(10, 20, 60, 24))
    desktop = FakeDesktop(FakeWindow("Editor", process="editor", at=(100, 100, 400, 300), elements=[button]))
    out = io.StringIO()
    return run_locate(TUTORIAL, steps, output_format, out, desktop), out.getvalue()


def test_all_steps_with_a_target_are_looked_for() -> None:
    status, text = located()
    lines = text.splitlines()
    assert status == 4
    assert lines[0].startswith("save: found by element at 110, 120, 60 × 24 (100% sure, ")
    assert lines[1] == "open: absent. There is no button “Open”."


def test_only_what_was_named_counts() -> None:
    status, text = located("save")
    assert (status, text.count("\n")) == (0, 1)
    assert located("read") == (0, "")


def test_programs_get_one_object_a_line() -> None:
    status, text = located(output_format="json")
    found, absent = map(json.loads, text.splitlines())
    assert status == 4
    assert list(found) == ["step", "state", "signal", "rect", "confidence", "find_ms", "why"]
    assert (found["step"], found["state"], found["rect"]) == ("save", "found", [110, 120, 60, 24])
    assert (absent["step"], absent["state"], absent["rect"], absent["confidence"]) == ("open", "absent", None, 0.0)


def test_a_step_that_is_misspelt_is_bad_input() -> None:
    status, text = located("saev")
    assert (status, text) == (2, "save has no step saev; did you mean save?\n")
