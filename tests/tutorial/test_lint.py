"""What lint says beyond the schema: each rule by a tutorial that breaks it and one that does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guide.tutorial.lint import lint
from guide.tutorial.loader import load, loads
from guide.tutorial.problems import Problem
from tests.tutorial.examples import EVERYTHING, SMALL, format_example

TODAY = date(2026, 6, 1)
HEAD = "format: 1\nid: x\ntitle: X\nsteps:\n"
TARGET = "target: {element: {role: button, name: Save}}"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def linted(text: str, *, today: date = TODAY, known: frozenset[str] | None = None) -> list[Problem]:
    result = loads(text, "f.yaml")
    assert result.problems == ()
    return list(lint(result, today, known_ids=known))


def rules(text: str) -> list[tuple[str, str, int]]:
    return [(problem.severity, problem.rule.removeprefix("lint."), problem.line) for problem in linted(text)]


def steps(*lines: str) -> str:
    return HEAD + "".join(f"  - {{id: s{number}, say: Hi, {line}}}\n" for number, line in enumerate(lines, 1))


def many(count: int) -> str:
    return HEAD + "".join(f"  - {{id: s{number}, say: Hi}}\n" for number in range(count))


def test_a_good_tutorial_has_nothing_said_of_it() -> None:
    assert linted(format_example().replace("name: {en: Save As…, de: Speichern unter…}", "name: Save As…")) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["go: s3", "optional: true", "optional: true"], [("error", "unreachable", 6)]),
        (["go: [{when: answered, to: s3}]", "optional: true", "optional: true"], []),
        (["go: s3, when: {shown: {text: x}}", "optional: true", "optional: true"], []),
        (["optional: true", "go: s1", "optional: true"], [("error", "endless", 5), ("error", "unreachable", 7)]),
        (["optional: true", "go: s1, when: {shown: {text: x}}"], []),
        (
            ["go: [{to: s2}, {when: answered, to: s3}]", "optional: true", "optional: true"],
            [("error", "unreachable", 5)],
        ),
        (["go: s3", "optional: true", "restore: {when: focused, go: s2}"], []),
    ],
)
def test_every_step_can_be_reached_and_left(lines: list[str], expected: list[tuple[str, str, int]]) -> None:
    assert rules(steps(*lines)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("until: clicked", [("error", "no-target", 5)]),
        ("until: {any: [confirmed, {checked: true}]}", [("error", "no-target", 5)]),
        ("until: focused", [("error", "no-target", 5)]),
        ("until: {focused: {text: x}}", []),
        (f"until: clicked, {TARGET}", []),
        ("until: answered", [("error", "no-question", 5)]),
        ("when: clicked", [("error", "never-holds", 5)]),
        ("when: {not: {waited: 3s}}", [("error", "never-holds", 5)]),
        ("when: {window: {title: x}}", []),
        (f"until: {{value: /x/}}, {TARGET}", [("warning", "no-do", 5)]),
        (f"until: {{value: /x/}}, do: {{type: x}}, {TARGET}", []),
        ("target: {image: a.png}", [("error", "image-alone", 5)]),
        ("target: {image: a.png, text: a}", []),
        ("target: {image: a.png, region: {left: 1, top: 1, width: 1, height: 1}}", [("error", "image-alone", 5)]),
        ("until: {shown: {image: a.png}}", [("error", "image-alone", 5)]),
        ("target: {region: {left: 1, top: 1, width: 1, height: 1}}", [("warning", "region-alone", 5)]),
        ("target: {window: {title: x}}", []),
        ("target: {text: /Save}", [("warning", "slash", 5)]),
        ("target: {text: /usr/bin}", []),
        (f"{TARGET.replace('Save', 'Password')}, until: {{value: x}}", [("error", "secret", 5)]),
        (f"{TARGET.replace('Save', 'Kartennummer')}, do: {{type: x}}", [("error", "secret", 5)]),
        (f"{TARGET.replace('Save', 'Password')}, until: confirmed", []),
        (
            "ask: {question: '?', choices: [{id: a, text: A, correct: false}, {id: b, text: B}]}",
            [("warning", "no-right-answer", 5)],
        ),
        ("stuck: {hint: '<b>x</b>'}", [("error", "html", 5), ("error", "html", 5)]),
        ("stuck: {hint: '`<b>`'}", []),
        ("restore: {when: focused, say: Type your PIN}", [("error", "refused", 5)]),
        ("media: {file: a.png, alt: Turn off the firewall}", [("error", "refused", 5)]),
    ],
)
def test_a_step(line: str, expected: list[tuple[str, str, int]]) -> None:
    assert rules(steps(line)) == expected


@pytest.mark.parametrize(
    ("say", "expected"),
    [
        ("A <b>word</b>", ["html", "html"]),
        ("`<b>` is code", []),
        ("[x](https://example.org) and <mailto:a@b.c>", []),
        ("[x](javascript:alert)", ["link"]),
        ("[x](other.html)", ["link"]),
        ("![](x.png)", ["alt"]),
        ("![x](https://e.org/x.png)", ["remote-picture"]),
        ("![x](//e.org/x.png)", ["remote-picture"]),
        ("![x](../x.png)", ["picture"]),
        ("![x][y]", ["picture"]),
        ("![x](x.png)", []),
        ("Click {target}", ["placeholder"]),
        ("Click {traget}", ["placeholder"]),
        ("Type your password", ["refused"]),
    ],
)
def test_a_text(say: str, expected: list[str]) -> None:
    found = linted(f"{HEAD}  - id: s\n    say: {say!r}\n")
    assert [problem.rule.removeprefix("lint.") for problem in found] == expected
    assert all((problem.line, problem.column) == (6, 10) for problem in found)


def test_the_name_of_the_target_may_be_in_the_text() -> None:
    assert rules(steps(TARGET).replace("Hi", "'Click {target}'")) == []
    # but an expression is no name
    assert [rule for _, rule, _ in rules(steps(TARGET).replace("Hi", "'Click {target}'").replace("Save", "/S/"))] == [
        "placeholder"
    ]


@pytest.mark.parametrize(
    ("count", "by_itself", "severity"),
    [
        (12, False, None),
        (13, False, "warning"),
        (20, False, "warning"),
        (21, False, "error"),
        (5, True, None),
        (6, True, "warning"),
        (21, True, "error"),
    ],
)
def test_long_tutorials_are_not_finished(count: int, by_itself: bool, severity: str | None) -> None:
    text = many(count) + ("opens_by_itself: true\n" if by_itself else "")
    assert [problem.severity for problem in linted(text)] == ([severity] if severity else [])


def test_what_is_too_long_is_told_at_its_name() -> None:
    assert [str(problem)[:30] for problem in linted(many(21))] == ["f.yaml:4:1: 21 steps are more "]
    assert [str(problem)[:30] for problem in linted(many(13))] == ["f.yaml:4:1: warning: 13 steps "]


@pytest.mark.parametrize(
    "place",
    [
        "stuck: {hint: <b>}",
        "stuck: {offers: [x, <b>]}",
        "restore: {when: focused, say: <b>}",
        "restore: [{when: focused}, {when: focused, say: <b>}]",
        "ask: {question: <b>, choices: [{id: a, text: A}, {id: b, text: B}]}",
        "ask: {question: '?', choices: [{id: a, text: A, say: <b>}, {id: b, text: B}]}",
    ],
)
def test_every_text_that_is_shown_formatted_is_looked_at(place: str) -> None:
    (problem,) = linted(steps(place))
    assert (problem.rule, problem.line, problem.column) == (
        "lint.html",
        5,
        steps(place).splitlines()[4].index("<b>") + 1,
    )


def test_what_is_shown_as_it_is_may_look_like_html() -> None:
    assert linted(SMALL.replace("A small one", "A <b> in a title")) == []


def test_the_summary_is_looked_at_too() -> None:
    assert [problem.rule for problem in linted(f"{SMALL}summary: <b>\n")] == ["lint.html"]


def test_a_review_that_is_due() -> None:
    text = f"{SMALL}review_by: 2026-06-01\n"

    assert linted(text, today=date(2026, 6, 1)) == []
    (problem,) = linted(text, today=date(2026, 6, 2))
    assert str(problem).startswith("f.yaml:7:12: warning: the review was due on 2026-06-01")


def test_required_tutorials_exist() -> None:
    text = f"{SMALL}requires: [first-steps, small]\n"

    first, itself = linted(text, known=frozenset({"frist-steps", "small"}))
    assert (first.what, first.did_you_mean) == ("there is no tutorial “first-steps” to have done before", "frist-steps")
    assert itself.what == "the tutorial requires itself"
    # where nobody knows the others, nothing is said of them
    assert len(linted(text)) == 1


def test_pictures_are_there_and_inside(tmp_path: Path) -> None:
    # given a tutorial with four pictures, of which one is right
    file = tmp_path / "t" / "t.yaml"
    file.parent.mkdir()
    file.write_text(
        steps(
            "media: {file: good.png, alt: x}",
            "target: {text: x, image: godo.png}",
            "media: {file: bad.png, alt: x}",
            "until: {shown: {text: x, image: link.png}}",
        )
    )
    (tmp_path / "outside.png").write_bytes(PNG)
    (file.parent / "good.png").write_bytes(PNG)
    (file.parent / "bad.png").write_text("not a picture")
    (file.parent / "link.png").symlink_to(tmp_path / "outside.png")
    # when it is linted
    found = lint(load(file), TODAY, path=file)
    # then the others are told, with what was probably meant
    assert [(problem.line, problem.rule, problem.did_you_mean) for problem in found] == [
        (6, "lint.picture", "good.png"),
        (7, "lint.picture", None),
        (8, "lint.picture", None),
    ]
    assert "there is no such picture" in found[0].what
    assert "neither a PNG nor a JPEG" in found[1].what
    assert "lies outside the tutorial's folder" in found[2].what


def test_untranslated_texts_are_counted(tmp_path: Path) -> None:
    # given a tutorial that names a control in German too, and a French translation of one of its three texts
    file = tmp_path / "t.yaml"
    file.write_text(steps("target: {text: {en: Save, de: Speichern}}", "optional: true"))
    (tmp_path / "t.fr.po").write_text('msgctxt "x/s1/say"\nmsgid "Hi"\nmsgstr "Salut"\n')
    # then what each language lacks is said in a note
    notes = [(problem.severity, problem.what) for problem in lint(load(file), TODAY, path=file)]
    assert notes == [
        ("note", "none of the 3 texts is translated to “de”"),
        ("note", "2 of 3 texts are not translated to “fr” and 1 names on the screen are not given in “fr”"),
    ]


def test_a_translation_is_held_to_the_same_rules(tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    file.write_text(steps("target: {text: {en: Save, de: Speichern}}"))
    po = tmp_path / "t.de.po"

    def said(text: str, of: str = "Hi") -> list[tuple[str, int, str]]:
        po.write_text(f'msgid ""\nmsgstr ""\n\nmsgctxt "x/s1/say"\nmsgid "{of}"\nmsgstr "{text}"\n')
        found = lint(load(file), TODAY, path=file)
        return [(Path(p.file).name, p.line, p.rule) for p in found if p.severity != "note"]

    assert said("Hallo") == []
    # at its own line of its own file
    assert said("<b>Hallo</b>") == [("t.de.po", 4, "lint.html")] * 2
    assert said("Geben Sie Ihr Passwort ein.") == [("t.de.po", 4, "lint.refused")]
    assert said("![x](https://example.org/x.png)") == [("t.de.po", 4, "lint.remote-picture")]
    assert said("x" * 4001) == [("t.de.po", 4, "lint.translation")]
    # what is filled in has to stay
    file.write_text(file.read_text().replace("say: Hi", 'say: "Press {target}."'))
    assert said("Drücken.", "Press {target}.") == [("t.de.po", 4, "lint.placeholder")]
    # and a file that cannot be read is no translation
    po.write_text('msgctxt "a\nmsgid')
    assert [p.rule for p in lint(load(file), TODAY, path=file) if p.severity == "error"] == ["lint.translation"]


def test_everything_the_format_can_say_is_linted_without_harm() -> None:
    assert {problem.rule for problem in linted(EVERYTHING)} <= {
        "lint.endless",
        "lint.untranslated",
        "lint.no-question",
    }


def test_what_could_not_be_loaded_is_not_linted() -> None:
    assert lint(loads("nonsense"), TODAY) == ()
