"""The words of the schema's problems: what a place, a rule and its values are called by a person."""

from __future__ import annotations

from collections.abc import Mapping

from guide.tutorial.problems import LISTED_NAMES, Path, listed, quoted
from guide.tutorial.validation import Rule

#: What people write, and what it is called here; tried before similar spellings. What is not allowed at a place is not
#: suggested there, so that one table does for all.
SYNONYMS: Mapping[str, str] = {
    # roles, as toolkits call them
    "text": "textbox", "entry": "textbox", "edit": "textbox", "input": "textbox", "text field": "textbox",
    "text area": "textbox", "push button": "button", "toggle button": "button", "pushbutton": "button",
    "frame": "window", "image": "img", "icon": "img", "picture": "img", "panel": "group", "radio button": "radio",
    "dropdown": "combobox", "drop-down": "combobox", "page tab": "tab", "spinner": "spinbutton", "hyperlink": "link",
    "outline": "tree", "status bar": "status", "statusbar": "status", "progress bar": "progressbar",
    "check menu item": "menuitemcheckbox", "radio menu item": "menuitemradio", "table cell": "cell",
    # states
    "disabled": "not enabled", "unchecked": "not checked", "invisible": "not visible", "open": "expanded",
    # conditions and actions
    "click": "clicked", "next": "confirmed", "ok": "confirmed", "press": "pressed", "wait": "waited", "show": "shown",
    "visible": "shown", "appears": "shown", "hidden": "gone", "disappears": "gone", "and": "all", "or": "any",
    "drag": "dragged", "active": "window", "write": "type", "key": "press", "keys": "press",
    # sides of the card
    "centre": "over", "center": "over", "above": "top", "below": "bottom",
    # fields
    "description": "summary", "name": "title", "condition": "until", "action": "do", "actions": "do", "goto": "go",
    "question": "ask", "screenshot": "media", "author": "owner", "app": "application", "program": "application",
    "auto_open": "opens_by_itself", "opens_itself": "opens_by_itself", "executable": "process", "exe": "process",
    "version": "versions", "timeout": "after", "delay": "after", "answer": "text", "label": "text", "right": "correct",
    "answers": "choices", "options": "choices", "step": "to", "target": "to",
}  # fmt: skip

#: What people write for a language tag.
LANGUAGES: Mapping[str, str] = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
    "español": "es", "italian": "it", "dutch": "nl", "portuguese": "pt", "polish": "pl", "czech": "cs", "danish": "da",
    "swedish": "sv",
}  # fmt: skip
#: What the types of JSON are called.
KIND_WORDS: Mapping[str, str] = {
    "object": "a mapping",
    "array": "a list",
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "nothing",
}


def label(path: Path) -> str:
    """Return what a person calls the place: `“say”`, `entry 2 of “tags”`, `the file`."""
    if not path:
        return "the file"
    if isinstance(path[-1], int):
        of = next((part for part in reversed(path) if isinstance(part, str)), None)
        return f"entry {path[-1] + 1} of {quoted(of)}" if of else f"entry {path[-1] + 1}"
    return quoted(path[-1])


def noun(rule: Rule) -> str:
    """Return what a rule's value is called, with its article: `a step`, `an element`."""
    title = str(rule.schema.get("title", "field")).lower()
    return f"{'an' if title[0] in 'aeiou' else 'a'} {title}"


def described(rule: Rule) -> str:  # noqa: PLR0911 – one for each kind of rule
    """Return in a few words what a rule takes."""
    if rule.any_of:
        return ", or ".join(_described_parts(rule))
    if rule.const is not None:
        return str(rule.const)
    if rule.enum:
        return _described_words(rule)
    if phrase := rule.text_format.allowed if rule.text_format else rule.schema.get("patternErrorMessage"):
        return str(phrase)
    if rule.kind == "object":
        return _described_mapping(rule)
    if rule.kind == "array":
        return f"a list, each entry {described(rule.items)}" if rule.items and not rule.items.properties else "a list"
    if rule.minimum is not None:
        return f"{'a whole' if rule.kind == 'integer' else 'a'} number from {rule.minimum:g} to {rule.maximum:g}"
    return KIND_WORDS[rule.kind or "string"]


def _described_parts(rule: Rule) -> list[str]:
    """Each alternative; a list of what stands before it is not spelled out again."""
    one_of_these = [part.schema.get("title") for part in rule.any_of if part.kind != "array"]
    parts = []
    for part in rule.any_of:
        again = part.items is not None and part.items.schema.get("title") in one_of_these
        parts.append("a list of these" if again else described(part))
    return parts


def _described_words(rule: Rule) -> str:
    if len(rule.enum) > LISTED_NAMES and "examples" in rule.schema:
        first = ", ".join(word for word in rule.schema["examples"] if isinstance(word, str))
        return f"{first}, … ({len(rule.enum)} in all)"
    return listed(rule.enum)


def _described_mapping(rule: Rule) -> str:
    if rule.most_properties == 1:
        return "one of " + ", ".join(f"{{{name}: …}}" for name in rule.properties)
    if rule.properties:
        return f"{noun(rule)} with the fields {listed(rule.properties)}"
    return "one for each language, such as {en: Save, de: Speichern}"


def owner_of(path: Path, rule: Rule) -> str:
    """Return what a person calls the mapping at `path`: “stuck”, or a step where it is one of several."""
    named = "title" in rule.schema
    alone = bool(path) and isinstance(path[-1], str) and rule.kind == "object" and not rule.most_properties
    return label(path) if alone or not named else noun(rule)
