"""The table as other people read it: a page, and a schema for editors and administrators."""

from __future__ import annotations

import json
from typing import Any

from guide.settings.model import Choice, Setting, Value
from guide.settings.table import SETTINGS

_HEAD = """\
# Settings

<!-- Made by `python -m guide.settings --markdown`; change guide/settings/table.py instead. -->

Settings lie in one JSON file, `settings.json` in guide's folder for settings (`~/.config/guide` on Linux,
`%LOCALAPPDATA%\\guide` on Windows, `~/Library/Application Support/guide` on macOS). The settings window writes it;
you can write it too:

```json
{
  "card.text_scale": 1.5,
  "appearance.theme": "dark"
}
```

A value that is not possible is told once, with its line, and the default is used. Keys that guide does not know are
left as they are.

An administrator sets the same keys in `/etc/guide/policies.json`. What stands there cannot be changed by the person
at the machine; its control is shown, disabled, with the reason. The file and its folder must belong to root and be
writable by nobody else. A policy that cannot be trusted or read is not ignored: until it is repaired, the settings
with an entry under “without a readable policy” below have that value. `GUIDE_HOME` moves a person's files (for a
portable guide, or for tests), never the policy.

| key | default | allowed |
|---|---|---|
"""


def markdown() -> str:
    """Return docs/settings.md."""
    rows = "".join(f"| [`{s.key}`](#{_anchor(s.key)}) | {_code(s.default)} | {s.kind.allowed} |\n" for s in SETTINGS)
    return _HEAD + rows + "".join(_section(setting) for setting in SETTINGS)


def json_schema() -> dict[str, Any]:
    """Return a JSON Schema (draft 2020-12) of settings.json and policies.json."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of guide",
        "type": "object",
        "properties": {"$schema": {"type": "string"}} | {s.key: _property(s) for s in SETTINGS},
        "additionalProperties": True,
    }


def _property(setting: Setting[Any]) -> dict[str, Any]:
    words = {"title": setting.title, "description": setting.description, "default": _plain(setting.default)}
    return words | setting.kind.schema()


def _section(setting: Setting[Any]) -> str:
    lines = [f"\n## {setting.key}\n", f"**{setting.title}.** {setting.description}\n"]
    if isinstance(setting.kind, Choice):
        lines += [f"- `{word}`: {meaning}" for word, meaning in setting.kind.options.items()] + [""]
    facts = [f"Default: {_code(setting.default)}.", f"Allowed: {setting.kind.allowed}."]
    if setting.closed is not None:
        facts.append(f"Without a readable policy: {_code(setting.closed)}.")
    if setting.restart:
        facts.append("Takes effect when guide starts again.")
    return "\n".join([*lines, " ".join(facts)]) + "\n"


def _anchor(key: str) -> str:
    return key.replace(".", "")


def _code(value: Value) -> str:
    return f"`{json.dumps(_plain(value), ensure_ascii=False)}`"


def _plain(value: Value) -> Any:
    return list(value) if isinstance(value, tuple) else value
