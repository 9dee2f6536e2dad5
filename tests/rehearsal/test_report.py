"""What a rehearsal leaves behind: `report.json` for programs, `report.html` for people."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from guide.records.memory import MemorySink
from guide.records.sink import RunStart
from guide.rehearsal.marks import as_html
from guide.rehearsal.report import html, write_report
from guide.rehearsal.results import ResultRun, StepResult, TutorialResult
from guide.targeting.finding import Finding
from guide.tutorial.geometry import DeviceRect

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
FIXED_FIELDS = ["id", "outcome", "signal", "rect", "confidence", "find_ms", "picture"]
VOID = {"meta", "img", "br", "link", "hr"}


def step(step_id: str, outcome: str = "completed", **more: object) -> StepResult:
    made = StepResult(step_id, step_id.title(), f"Do **{step_id}**.", outcome, picture=f"notes/{step_id}.png")
    for name, value in more.items():
        setattr(made, name, value)
    return made


def result(outcome: str = "completed", *steps: StepResult) -> TutorialResult:
    return TutorialResult(
        "notes", "Save a note", "1.2.0", "en", "mousepad", outcome, steps=list(steps), total_steps=3, dur_ms=4_200
    )


class Page(HTMLParser):
    """Reads a page strictly: every tag is closed in its turn, every id is there once."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.alts: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        assert self.open == []
        assert len(set(self.ids)) == len(self.ids)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            {"id": self.ids, "href": self.links, "src": self.links, "alt": self.alts}.get(name, []).append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def read(*results: TutorialResult) -> Page:
    return Page(html(results, AT))


# --- report.json ----------------------------------------------------------------------------------------------------


def test_the_json_has_the_fields_that_the_format_fixes(tmp_path: Path) -> None:
    # given a tutorial that failed at its second step
    done = step("write")
    done.see(Finding("found", "element", DeviceRect(1, 2, 30, 40), 0.98765, 12.345, "textbox in the tree"))
    failed = result("failed", done)
    failed.fail("save", "not-found", "there is no button “Save”")
    # when it is written
    write_report([failed], tmp_path)
    (written,) = json.loads((tmp_path / "report.json").read_text())["tutorials"]
    # then the format's fields come first, as it says
    assert (written["id"], written["outcome"]) == ("notes", "failed")
    first, second = written["steps"]
    assert list(first)[: len(FIXED_FIELDS)] == FIXED_FIELDS
    assert [first[name] for name in FIXED_FIELDS] == [
        "write",
        "completed",
        "element",
        [1, 2, 30, 40],
        0.988,
        12.3,
        "notes/write.png",
    ]
    assert "reason" not in first
    assert (second["outcome"], second["reason"]) == ("failed", "not-found")
    assert second["why"] == "there is no button “Save”"


def test_a_result_goes_to_another_process_and_back() -> None:
    done = step("write")
    done.see(Finding("found", "region", DeviceRect(1, 2, 3, 4), 0.3, 1.0, "a guess"))
    whole = result("failed", done)
    whole.fail("save", "ambiguous", "two fit")
    whole.ended("failed", 900, ())
    assert TutorialResult.from_json(json.loads(json.dumps(whole.as_json()))) == whole


@pytest.mark.parametrize("outcome", ["completed", "skipped", "dismissed", "failed"])
def test_the_log_of_a_run_becomes_its_result(outcome: str) -> None:
    heard: list[StepResult] = []
    noted = TutorialResult("notes", "Save a note")
    run = ResultRun(MemorySink().begin(RunStart("notes", "1", 3, "rehearsal")), noted, heard.append)
    run.entry("step-done", step="one", dur_ms=700)
    run.entry("step-passed", step="two", dur_ms=5, detail="when")
    run.entry(outcome, step="three", dur_ms=99_000, detail="not-done" if outcome == "failed" else None)
    run.end(outcome, last_step="three")
    assert noted.outcome == outcome
    outcomes = {"one": "completed", "two": "skipped"}
    if outcome in {"dismissed", "failed"}:
        outcomes["three"] = outcome
    assert {step.id: step.outcome for step in noted.steps} == outcomes
    assert [step.id for step in heard] == list(outcomes)
    assert noted.reason == ("not-done" if outcome == "failed" else None)
    # the time of the whole run is not that of its last step
    assert all(step.dur_ms in {700, 5, None} for step in noted.steps)


# --- report.html ----------------------------------------------------------------------------------------------------


def test_the_page_is_well_formed_and_shows_each_step_with_its_picture() -> None:
    page = read(result("completed", step("write"), step("save"), step("close")))
    assert page.links == [f"notes/{name}.png" for name in ("write", "save", "close") for _ in range(2)]
    assert page.alts == [
        "The screen at step 1, Write",
        "The screen at step 2, Save",
        "The screen at step 3, Close",
    ]
    assert "“Save a note” works" in page.text
    assert "Do write." in page.text


def test_a_failure_says_in_words_where_and_why() -> None:
    failed = result("failed", step("write"))
    failed.fail("save", "not-found", "there is no button “Save”")
    failed.not_reached = ["close"]
    page = read(failed)
    assert "“Save a note” does not work" in page.text
    assert "It ended at save. Its target was not found. There is no button “Save”. not-found" in page.text
    assert "Not reached: close." in page.text
    assert "#notes.save" in page.links
    assert "notes.save" in page.ids
    assert "No picture" in page.text


def test_several_tutorials_have_a_list_in_front() -> None:
    page = read(result("completed", step("write")), result("dismissed"))
    assert "1 of 2 tutorials work" in page.text
    assert page.links[:2] == ["#t1", "#t2"]
    assert {"t1", "t2"} <= set(page.ids)


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        ((), "Nothing was rehearsed"),
        (("completed", "completed"), "Everything works"),
        (("dismissed",), "The rehearsal was stopped"),
        (("failed", "completed", "completed"), "2 of 3 tutorials work"),
    ],
)
def test_the_verdict_is_the_first_thing_one_reads(outcomes: tuple[str, ...], verdict: str) -> None:
    results = [result(outcome) for outcome in outcomes]
    for number, each in enumerate(results):
        each.id = f"notes-{number}"
    page = read(*results)
    assert page.text.startswith(f"{verdict} Rehearsal{verdict}")


def test_whatever_a_tutorial_says_it_cannot_write_into_the_page() -> None:
    evil = '"><script>alert(1)</script>&amp;`'
    nasty = step(evil, title=evil, say=evil, why=evil, picture=evil, signal=evil, reason=evil)
    failed = TutorialResult(evil, evil, evil, evil, evil, "failed", evil, evil, [nasty], 1, [evil])
    text = html([failed, failed], AT)
    assert "<script" not in text
    assert "alert(1)" in text


# --- captions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Press **Save**.", "<p>Press <strong>Save</strong>.</p>"),
        ("*one* and _two_ but snake_case_name", "<p><em>one</em> and <em>two</em> but snake_case_name</p>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        (r"\*not\* \<b\>", "<p>*not* &lt;b&gt;</p>"),
        ("One.\n\nTwo\nlines.", "<p>One.</p><p>Two\nlines.</p>"),
        ("See [the manual](https://example.org/?a=1&b=2).", "<p>See the manual.</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("", ""),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>"),
    ],
)
def test_a_caption_keeps_its_emphasis(text: str, shown: str) -> None:
    assert as_html(text) == shown
