"""The reference implementation of JSON Schema has the last word when a tutorial is checked.

Our own `validation` finds and words what is wrong, fast enough for ten thousand files and for every keystroke of an
editor. Whether a tutorial that it lets through fits the schema that editors use is asked here once more: were the two
ever to differ, the author is told instead of a colleague with another editor.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from guide.tutorial.loader import Loaded
from guide.tutorial.problems import Problem, shortened
from guide.tutorial.schema import schema

#: It takes 30 µs for each value: a tutorial of 20 steps has some 500, and one of the 50,000 that are allowed would cost
#: more than the second in which every file is answered.
MAX_VALUES = 10_000


def second_opinion(loaded: Loaded) -> Problem | None:
    """Return what the reference implementation says against a tutorial that we let through; None where nothing."""
    if loaded.tutorial is None or len(loaded.positions) > MAX_VALUES:
        return None
    import jsonschema  # noqa: PLC0415 -- 9 MB that only `guide check` needs

    error = jsonschema.exceptions.best_match(_validator(jsonschema).iter_errors(loaded.data))
    if error is None:
        return None
    what = f"the tutorial does not fit its JSON Schema: {shortened(error.message, 200)}"
    return loaded.reporter(
        tuple(error.absolute_path), what, "what the schema describes (`guide schema`)", rule="schema"
    )


@cache
def _validator(jsonschema: Any) -> Any:
    return jsonschema.Draft202012Validator(schema())
