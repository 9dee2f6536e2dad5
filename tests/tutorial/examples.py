"""Tutorials that the tests of this room begin with."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FORMAT_PAGE = ROOT / "docs" / "tutorial-format.md"
SHIPPED = sorted((ROOT / "tutorials").glob("**/*.yaml"))

SMALL = """\
format: 1
id: small
title: A small one
steps:
  - id: one
    say: Hello
"""

EVERYTHING = r"""
format: 1
id: everything
title: Everything the format can say
summary: Every field, once.
version: 2.10.0-rc.1
language: en
owner: Office desk
review_by: 2027-05-01
questions: [How do I do everything?, "Why: because?"]
tags: [all, notes]
audience: {roles: [clerk], departments: [finance, sales]}
requires: [small]
opens_by_itself: true
application:
  process: soffice.bin
  title: {en: Calc, de: /Calc$/}
  versions: ">=7.4,<8"
  launch: libreoffice --calc
start:
  - {window: {title: Calc, process: soffice.bin}}
  - {not: {shown: {element: {role: dialog}}}}
steps:
  - id: write
    title: Write
    say: |
      Type **a few** words into {target}.

      Then go on.
    targets:
      - element:
          role: textbox
          name: {en: Name, de: /^Name/, pt-BR: Nome}
          id: nameEdit
          path: [dialog, {role: toolbar, index: 1}, {name: Main}]
          index: 2
          state: [enabled, not checked, "!selected"]
        image: {file: name.png, threshold: 0.9, scale: 1.5}
        text: Name
        region: {right: 4, bottom: 2.5, width: 40, height: 24}
        window: {title: Untitled, process: soffice.bin}
      - text: {en: Name}
    until: {all: [{value: /\S+/}, {any: [focused, {focused: {text: Name}}]}]}
    do: [click, {type: Buy milk}, {press: ctrl+shift+s}, {wait: {waited: 500ms}}]
    when: {not: {gone: {window: {title: Untitled}}}}
    optional: true
    stuck: {after: 1.5s, hint: It is at the top., offers: ["[Manual](https://example.org)", Ask Ann]}
    restore:
      - {when: {window: {title: Other}}, say: Come back., go: write}
      - {when: {checked: false}}
    place: left
    media: {file: pictures/name.jpg, alt: The name field}
  - id: choose
    say: Choose
    ask:
      question: Which one?
      choices:
        - {id: a, text: The first, correct: true, say: Yes}
        - {id: "no", text: The second, correct: false}
    until: {answered: a}
    go: [{when: {answered: "no"}, to: write}, {to: end}]
    restore: {when: {pressed: Escape}}
  - id: end
    say: Done
    until: {any: [confirmed, answered, clicked, double-clicked, right-clicked, {selected: true}, {waited: 1m},
                  {dragged: {down: -4}}]}
    target: {window: {title: Calc}}
    do: right-click
    go: write
"""


def format_example() -> str:
    """Return the example that opens the format's documentation."""
    found = re.search(r"```yaml\n(.*?)```", FORMAT_PAGE.read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]
