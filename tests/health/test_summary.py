"""What `guide health` says, by what the log holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from guide.health.summary import summaries
from guide.records.checks import CheckRecord


def ms(day: int) -> int:
    return round(datetime(2026, 11, day, 12).timestamp() * 1000)


def row(number: int, step: str, state: str, signal: str | None, days: tuple[int, int], **more: object) -> CheckRecord:
    made = CheckRecord(
        *(number, b"m" * 16, "notes", "1.2.0", step, "mousepad", "0.5", "rehearsal", state, signal),  # type: ignore[arg-type]
        *(90 if signal else None, ms(days[0]), ms(days[1]), 3),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def told(*records: CheckRecord) -> list[str]:
    return [line for summary in summaries(records) for line in summary.lines()]


def test_it_says_what_is_wrong_since_when_and_how_it_was_before() -> None:
    lines = told(
        row(1, "write", "found", "element", (1, 9)),
        row(2, "save", "found", "element", (1, 5)),
        row(3, "close", "found", "element", (1, 5)),
        row(4, "save", "weaker", "text", (6, 9), app_version="0.6"),
        row(5, "close", "gone", None, (6, 9), app_version="0.6"),
    )
    assert lines == [
        "notes 1.2.0 with mousepad 0.6, last looked at 2026-11-09 12:00",
        "  3 steps: 1 found, 1 by a weaker signal, 1 gone",
        "  save   found by its text alone (90 % sure), in a rehearsal, since 2026-11-06; "
        "until then by its element, in 0.5",
        "  close  gone, in a rehearsal, since 2026-11-06; until then by its element, in 0.5",
    ]


def test_what_was_not_in_sight_later_is_still_what_it_was() -> None:
    (summary,) = summaries(
        [
            row(1, "save", "found", "element", (1, 5), how="look"),
            row(2, "save", "not-shown", None, (6, 9), how="look"),
            row(3, "close", "not-shown", None, (1, 9), how="look"),
        ]
    )
    assert summary.counts == {"found": 1, "weaker": 0, "gone": 0, "ambiguous": 0, "not-shown": 1}
    assert not summary.broken
    assert list(summary.lines())[1:] == ["  2 steps: 1 found, 1 never in sight yet"]


def test_a_look_says_no_more_than_it_knows() -> None:
    gone = row(2, "save", "gone", None, (6, 9), how="look")
    (line,) = told(row(1, "save", "found", "element", (1, 5), how="look"), gone)[2:]
    assert "not seen since the program was updated, in the program as it was open, since 2026-11-06" in line


def test_a_new_version_of_the_tutorial_begins_anew() -> None:
    (summary,) = summaries(
        [
            row(1, "save", "gone", None, (1, 5)),
            row(2, "keep", "found", "element", (6, 6), tutorial_version="1.3.0"),
        ]
    )
    assert (summary.version, [step.now.step for step in summary.steps]) == ("1.3.0", ["keep"])
    assert not summary.broken


def test_programs_get_it_as_plain_values() -> None:
    (summary,) = summaries([row(1, "save", "found", "element", (1, 5)), row(2, "save", "gone", None, (6, 9))])
    data = summary.as_json()
    (step,) = data.pop("steps")
    assert data == {
        "tutorial": "notes", "version": "1.2.0", "application": "mousepad", "application_version": "0.5",
        "looked_ms": ms(9), "counts": {"found": 0, "weaker": 0, "gone": 1, "ambiguous": 0, "not-shown": 0},
    }  # fmt: skip
    assert step == {
        "id": "save", "state": "gone", "signal": None, "confidence": None, "how": "rehearsal",
        "application_version": "0.5", "since_ms": ms(6), "last_ms": ms(9),
        "before": {"state": "found", "signal": "element", "application_version": "0.5"},
    }  # fmt: skip


def test_each_tutorial_has_its_own() -> None:
    known = summaries(
        [
            row(1, "save", "found", "element", (1, 5)),
            row(2, "save", "gone", None, (1, 5), tutorial_id="other"),
        ]
    )
    assert [(summary.tutorial_id, summary.broken) for summary in known] == [("notes", False), ("other", True)]
