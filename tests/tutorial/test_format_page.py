"""The documentation of the format is true: its examples are valid, its messages are printed, nothing is left out."""

from __future__ import annotations

import itertools
import re

import pytest

from guide.tutorial.formats import MAX_DURATION_MS
from guide.tutorial.lint import MANY_STEPS, MANY_STEPS_UNASKED, TOO_MANY_STEPS
from guide.tutorial.loader import loads
from guide.tutorial.pictures import MAX_PICTURE_BYTES
from guide.tutorial.schema import schema
from guide.tutorial.yaml_reader import MAX_DEPTH, MAX_NODES
from tests.tutorial.examples import FORMAT_PAGE
from tests.tutorial.test_validation import subschemas

PAGE = FORMAT_PAGE.read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)
EXAMPLES = [text for kind, text in BLOCKS if kind == "yaml"]
WRONG = [(yaml, said) for (_, yaml), (kind, said) in itertools.pairwise(BLOCKS) if kind == "text"]
HEAD = "format: 1\nid: x\ntitle: X\n"


def whole(example: str) -> str:
    """Return the tutorial that a piece of one stands in."""
    if "format: 1" in example:
        return example
    if example.startswith("- id:"):
        return f"{HEAD}steps:\n{example}"
    if example.startswith("application:"):
        return f"{HEAD}{example}steps: [{{id: a, say: Hi}}]\n"
    return f"{HEAD}steps:\n- id: a\n  say: Hi\n" + "".join(f"  {line}\n" for line in example.splitlines())


@pytest.mark.parametrize("example", [text for text in EXAMPLES if text not in dict(WRONG)])
def test_every_example_is_valid(example: str) -> None:
    assert [str(problem) for problem in loads(whole(example), "save.yaml").problems] == []


@pytest.mark.parametrize(("example", "said"), WRONG)
def test_every_message_is_what_is_printed(example: str, said: str) -> None:
    assert [str(problem) for problem in loads(example, "save.yaml").problems] == said.splitlines()


def test_every_field_is_explained() -> None:
    fields = {name for _, part in subschemas(schema()) for name in part.get("properties", {})}
    assert [name for name in sorted(fields) if not re.search(rf"`[^`]*\b{name}\b[^`]*`", PAGE)] == []


def test_every_word_of_a_condition_and_an_action_is_explained() -> None:
    definitions = schema()["$defs"]
    words = [*definitions["conditionWord"]["enum"], *definitions["actionWord"]["enum"]]
    assert [word for word in words if f"`{word}`" not in PAGE] == []


@pytest.mark.parametrize(
    "bound",
    [
        f"{MAX_NODES:,} values",
        f"{MAX_DEPTH} levels deep",
        f"more than {TOO_MANY_STEPS} steps",
        f"more than {MANY_STEPS} steps ({MANY_STEPS_UNASKED} for",
        f"| a time | {MAX_DURATION_MS // 60_000}m |",
        f"| a picture | {MAX_PICTURE_BYTES >> 20} MiB |",
        f"| steps | {schema()['properties']['steps']['maxItems']} (",
        f"| `say` | {schema()['$defs']['say']['maxLength']:,} characters",
    ],
)
def test_the_bounds_are_those_of_the_program(bound: str) -> None:
    assert bound in PAGE
