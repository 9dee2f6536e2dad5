"""Holds data against our JSON Schema and tells each deviation once, at the place that matters.

It reads the part of JSON Schema 2020-12 that our schema uses, no more, and its verdict is held equal to that of the
reference implementation by a test over thousands of documents. It exists because of three measurements: `jsonschema`
takes 9 ms for a tutorial of 20 steps (this: 0.3 ms; a folder of 10,000 tutorials is a minute and a half or three
seconds), loads 9 MB into a tray program, and cannot stop at the hundredth problem of a hostile file. And because a
person needs one sentence about `until: {presed: Ctrl+S}`, where a union in JSON Schema says that none of two
alternatives fits and dumps both.

The alternatives of each `anyOf` differ in their type (text, mapping, list), so that the type of the value decides which
one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

from guide.tutorial.formats import FORMATS, MAX_EXPRESSIONS_WEIGHT, Flaw, TextFormat, expression_weight
from guide.tutorial.problems import Path

Kind = Literal["object", "array", "string", "number", "integer", "boolean", "null"]


@dataclass(slots=True, eq=False)
class Rule:
    """One schema, read once. What it does not say is empty."""

    schema: dict[str, Any]
    kind: Kind | None = None
    enum: tuple[str, ...] = ()
    const: object = None
    pattern: re.Pattern[str] | None = None
    text_format: TextFormat | None = None
    least_length: int = 0
    most_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    least_items: int = 0
    most_items: int | None = None
    items: Rule | None = None
    properties: dict[str, Rule] = field(default_factory=dict)
    additional: Rule | None = None
    closed: bool = False
    """Other properties than `properties` are not allowed."""
    names: Rule | None = None
    required: tuple[str, ...] = ()
    least_properties: int = 0
    most_properties: int | None = None
    alternatives: dict[Kind, Rule] = field(default_factory=dict)
    any_of: tuple[Rule, ...] = ()
    one_of: tuple[Rule, ...] = ()
    none_of: Rule | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """One deviation: which keyword, of which rule, by which value."""

    path: Path
    keyword: str
    rule: Rule
    value: Any
    name: str = ""
    """The property that is unknown or missing."""
    flaw: Flaw | None = None
    """With `format`: what is wrong."""


def kind_of(value: object) -> Kind:
    """Return what JSON calls the type of a value; whole numbers are integers."""
    return _KINDS.get(type(value), "null")


_KINDS: dict[type, Kind] = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
}


class Schema:
    """A schema ready to be held against data."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._definitions: dict[str, dict[str, Any]] = schema.get("$defs", {})
        self._rules: dict[int, Rule] = {}
        self.root = self._rule(schema)

    def violations(self, data: object, most: int) -> list[Violation]:
        """Return the deviations of `data`, at most `most`, in the order of the file."""
        return violations_of(self.root, data, (), most)

    def _rule(self, schema: dict[str, Any]) -> Rule:
        if id(schema) not in self._rules:
            rule = self._rules[id(schema)] = Rule(schema)  # entered before it is filled: schemas are recursive
            self._fill(rule, self._resolved(schema))
        return self._rules[id(schema)]

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return a schema with its reference inside; beside a reference there are only descriptions."""
        if "$ref" not in schema:
            return schema
        target = self._definitions[schema["$ref"].removeprefix("#/$defs/")]
        return {**self._resolved(target), **{key: value for key, value in schema.items() if key != "$ref"}}

    def _fill(self, rule: Rule, schema: dict[str, Any]) -> None:
        rule.schema = schema
        rule.kind = schema.get("type")
        rule.enum = tuple(schema.get("enum", ()))
        rule.const = schema.get("const")
        if "pattern" in schema:
            rule.pattern = re.compile(re.sub(r"\$\Z", r"\\Z", schema["pattern"]))
        rule.text_format = FORMATS.get(schema.get("format", ""))
        rule.least_length, rule.most_length = schema.get("minLength", 0), schema.get("maxLength")
        rule.minimum, rule.maximum = schema.get("minimum"), schema.get("maximum")
        rule.least_items, rule.most_items = schema.get("minItems", 0), schema.get("maxItems")
        rule.least_properties, rule.most_properties = schema.get("minProperties", 0), schema.get("maxProperties")
        rule.required = tuple(schema.get("required", ()))
        rule.items = self._optional(schema.get("items"))
        rule.names = self._optional(schema.get("propertyNames"))
        rule.none_of = self._optional(schema.get("not"))
        rule.closed = schema.get("additionalProperties") is False
        rule.additional = self._optional(schema.get("additionalProperties") or None)
        rule.properties = {name: self._rule(part) for name, part in schema.get("properties", {}).items()}
        rule.one_of = tuple(self._rule(part) for part in schema.get("oneOf", ()))
        rule.any_of = tuple(self._rule(part) for part in schema.get("anyOf", ()))
        rule.alternatives = {kind: part for part in rule.any_of for kind in _kinds_of(part)}

    def _optional(self, schema: dict[str, Any] | None) -> Rule | None:
        return None if schema is None else self._rule(schema)


def _kinds_of(rule: Rule) -> Iterator[Kind]:
    """Yield the types a rule takes, where it says so."""
    if rule.kind is not None:
        yield rule.kind
    elif rule.enum:
        yield "string"
    for part in rule.any_of:
        yield from _kinds_of(part)


def violations_of(rule: Rule, value: object, path: Path, most: int) -> list[Violation]:
    """Return the deviations of one value, at `path`, from one rule."""
    walk = _Walk(most)
    with suppress(_Enough):
        walk.check(rule, value, path, None)
    return walk.found


class _Enough(Exception):  # noqa: N818 – ends a walk
    """As many deviations as anyone wants to see."""


class _Walk:
    """One walk over data. `within` is the union that the rule at hand is an alternative of."""

    def __init__(self, most: int) -> None:
        self.found: list[Violation] = []
        self._most = most
        self._expressions: set[str] = set()
        self._weight = 0

    def check(self, rule: Rule, value: Any, path: Path, within: Rule | None) -> None:
        kind = kind_of(value)
        if rule.alternatives:
            self._union(rule, value, path, kind)
        if not self._right_kind(rule, value, kind):
            self._report(Violation(path, "type", within or rule, value))
        elif kind == "string":
            self._text(rule, value, path, within)
        elif kind == "object":
            self._object(rule, value, path, within)
        elif kind == "array":
            self._list(rule, value, path)
        elif kind in ("integer", "number"):
            self._number(rule, value, path)

    def _right_kind(self, rule: Rule, value: Any, kind: Kind) -> bool:
        if rule.const is not None:
            return kind != "boolean" and value == rule.const
        if rule.enum:
            return kind == "string"
        if rule.kind is None or rule.kind == kind:
            return True
        if rule.kind == "number":
            return kind == "integer"
        return rule.kind == "integer" and kind == "number" and value.is_integer()

    def _union(self, rule: Rule, value: Any, path: Path, kind: Kind) -> None:
        meant = rule.alternatives.get(kind)
        if meant is None:
            self._report(Violation(path, "type", rule, value))
        else:
            self.check(meant, value, path, rule)

    def _text(self, rule: Rule, value: str, path: Path, within: Rule | None) -> None:
        if rule.enum and value not in rule.enum:
            self._report(Violation(path, "enum", within or rule, value))
        elif rule.most_length is not None and len(value) > rule.most_length:
            self._report(Violation(path, "maxLength", rule, value))
        elif len(value) < rule.least_length:
            self._report(Violation(path, "minLength", rule, value))
        elif rule.pattern is not None and not rule.pattern.search(value):
            self._report(Violation(path, "pattern", rule, value))
        elif rule.text_format is not None:
            self._formatted(rule, rule.text_format, value, path)

    def _formatted(self, rule: Rule, text_format: TextFormat, value: str, path: Path) -> None:
        if text_format is FORMATS["guide-text"] and value not in self._expressions:
            self._expressions.add(value)
            self._weight += expression_weight(value)
            if self._weight > MAX_EXPRESSIONS_WEIGHT:
                self._report(Violation(path, "expressions", rule, value))
                raise _Enough
        if flaw := text_format.flaw(value):
            self._report(Violation(path, "format", rule, value, flaw=flaw))

    def _number(self, rule: Rule, value: float, path: Path) -> None:
        too_small = rule.minimum is not None and value < rule.minimum
        too_large = rule.maximum is not None and value > rule.maximum
        if too_small or too_large:
            self._report(Violation(path, "range", rule, value))

    def _list(self, rule: Rule, value: list[Any], path: Path) -> None:
        if len(value) < rule.least_items:
            self._report(Violation(path, "minItems", rule, value))
        if rule.most_items is not None and len(value) > rule.most_items:
            self._report(Violation((*path, rule.most_items), "maxItems", rule, value))
            value = value[: rule.most_items]
        if rule.items is not None:
            for index, item in enumerate(value):
                self.check(rule.items, item, (*path, index), None)

    def _object(self, rule: Rule, value: dict[str, Any], path: Path, within: Rule | None) -> None:
        if len(value) < rule.least_properties:
            self._report(Violation(path, "minProperties", rule, value))
        if rule.most_properties is not None and len(value) > rule.most_properties:
            self._report(Violation(path, "maxProperties", rule, value))
        for name, part in value.items():
            part_rule = rule.properties.get(name) or rule.additional
            if part_rule is not None:
                self.check(part_rule, part, (*path, name), None)
            elif rule.closed:
                self._report(Violation((*path, name), "additionalProperties", within or rule, value, name))
            if rule.names is not None and self._deviates(rule.names, name):
                self._report(Violation((*path, name), "propertyNames", rule.names, name, name))
        for name in rule.required:
            if name not in value:
                self._report(Violation(path, "required", rule, value, name))
        self._combinations(rule, value, path)

    def _combinations(self, rule: Rule, value: dict[str, Any], path: Path) -> None:
        """Check what must or must not stand together, once everything required is there."""
        if any(name not in value for name in rule.required):
            return
        refused = rule.none_of is not None and not self._deviates(rule.none_of, value)
        if refused or (rule.one_of and sum(not self._deviates(part, value) for part in rule.one_of) != 1):
            self._report(Violation(path, "combination", rule, value))

    def _deviates(self, rule: Rule, value: Any) -> bool:
        if rule.any_of and not rule.alternatives:
            return all(self._deviates(part, value) for part in rule.any_of)
        trial = _Walk(1)
        with suppress(_Enough):
            trial.check(rule, value, (), None)
        return bool(trial.found)

    def _report(self, violation: Violation) -> None:
        self.found.append(violation)
        if len(self.found) >= self._most:
            raise _Enough
