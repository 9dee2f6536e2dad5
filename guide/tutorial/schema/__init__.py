"""The JSON Schema of the tutorial format, for editors and for ourselves: the same file describes and decides.

An editor with a YAML language server completes and explains every field with it; `guide schema` prints it or says where
it lies.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

SCHEMA_FILE = "tutorial-1.schema.json"


def schema_path() -> Path:
    """Where the schema lies, for the `yaml-language-server: $schema=` line of a tutorial."""
    return Path(__file__).with_name(SCHEMA_FILE)


@cache
def schema() -> dict[str, Any]:
    """Return the schema as data. Shared: do not change it."""
    data: dict[str, Any] = json.loads(schema_text())
    return data


def schema_text() -> str:
    """Return the schema as it is written: what `guide schema` prints."""
    return schema_path().read_text("utf-8").rstrip()
