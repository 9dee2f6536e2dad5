"""From deviations of the schema to sentences: what is wrong, what is allowed, what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from guide.tutorial.problems import Path, Problem, Reporter, likely, listed, quoted
from guide.tutorial.validation import Rule, Violation, kind_of
from guide.tutorial.wording import KIND_WORDS, LANGUAGES, SYNONYMS, described, label, noun, owner_of

#: Longer texts are not repeated in a suggestion.
_SUGGESTED_CHARACTERS = 40

_BOOLEAN_WORDS = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false", "ja": "true"}
_BOOLEAN_WORDS |= {"nein": "false"}


def explained(violation: Violation, report: Reporter, sources: Mapping[Path, str]) -> Problem:
    """Return the problem a deviation is. `sources` holds numbers and booleans as they were written."""
    return _EXPLANATIONS[violation.keyword](violation, report, sources)


def _type(found: Violation, report: Reporter, sources: Mapping[Path, str]) -> Problem:
    source = sources.get(found.path)
    if found.value is None:
        return report(found.path, f"{label(found.path)} has no value", described(found.rule), at_key=True)
    kind = kind_of(found.value)
    if source is not None:
        what = f"{label(found.path)} is read as {KIND_WORDS[kind]} ({quoted(source)})"
    else:
        what = f"{label(found.path)} is {KIND_WORDS[kind]}" + (f" ({quoted(found.value)})" if kind == "string" else "")
    if found.rule.const is not None and kind == "integer":
        what = f"{label(found.path)} is {source}, which this guide does not know"
    return report(found.path, what, described(found.rule), _other_kind(found, source))


def _other_kind(found: Violation, source: str | None) -> str | None:  # noqa: PLR0911 – one for each kind
    """Return the same value written as what is wanted, where that is plain to see."""
    rule, value = found.rule, found.value
    if rule.const is not None:
        return str(rule.const)
    if isinstance(value, list):
        return "{all: […]}" if any("all" in part.properties for part in rule.any_of) else None
    if source is not None:
        return _as_text(source, rule)
    if not isinstance(value, str) or len(value) >= _SUGGESTED_CHARACTERS:
        return None
    kinds = {part.kind for part in (rule, *rule.any_of)}
    if "boolean" in kinds:
        return _BOOLEAN_WORDS.get(value.casefold())
    if kinds == {"array"}:
        return f"[{value}]"
    if kinds & {"number", "integer"} and re.fullmatch(r"-?[0-9]+([.,][0-9]+)?( ?px)?", value):
        return value.replace(",", ".").removesuffix("px").strip()
    return None


def _as_text(source: str, rule: Rule) -> str | None:
    """Return a number or boolean in quotation marks, where a text like this is wanted."""
    for part in (rule, *rule.any_of):
        if part.kind != "string" or part.enum or len(source) >= _SUGGESTED_CHARACTERS:
            continue
        if part.schema.get("format") == "guide-duration":
            return f"{source}s"
        if part.pattern is None or part.pattern.search(source):
            return f'"{source}"'
    return None


def _enum(found: Violation, report: Reporter, sources: Mapping[Path, str]) -> Problem:
    titles = {str(part.schema["title"]) for part in found.rule.any_of if part.enum and "title" in part.schema}
    title = f"a {titles.pop().lower()}" if len(titles) == 1 else f"a value of {label(found.path)}"
    title = noun(found.rule) if "title" in found.rule.schema else title
    meant = _meant(found.value, found.rule)
    return report(found.path, f"{quoted(found.value)} is not {title}", described(found.rule), meant)


def _meant(word: str, rule: Rule) -> str | None:
    """Return what was meant by a word or a field, in any form that the rule takes."""
    parts = rule.any_of or (rule,)
    words = [name for part in parts for name in part.enum]
    fields = {name: part for part in parts for name in part.properties if part.most_properties == 1}
    meant = likely(word, [*words, *fields], SYNONYMS)
    if meant in fields and meant not in words:
        return _example(meant, fields[meant].properties[meant])
    return meant


def _example(name: str, rule: Rule) -> str:
    """Return a field with a value as one writes it: `{pressed: Ctrl+S}`."""
    examples = rule.schema.get("examples", ())
    value = "true" if rule.kind == "boolean" else examples[0] if examples and isinstance(examples[0], str) else "…"
    return f"{{{name}: {value}}}"


def _pattern(found: Violation, report: Reporter, sources: Mapping[Path, str]) -> Problem:
    if not found.value.strip():
        return report(found.path, f"{label(found.path)} is empty", described(found.rule))
    named = "title" in found.rule.schema
    what = (
        f"{quoted(found.value)} is not {noun(found.rule)}" if named else f"{label(found.path)} is {quoted(found.value)}"
    )
    return report(found.path, what, described(found.rule), _repaired(found.value, found.rule))


def _repaired(text: str, rule: Rule) -> str | None:
    """Return the text with what the pattern refuses left out, where that is enough."""
    text = text.strip()[:100]
    if language := LANGUAGES.get(text.casefold()):
        return language if rule.schema.get("title") == "Language" else None
    umlauts = text.casefold().translate({0xE4: "ae", 0xF6: "oe", 0xFC: "ue", 0xDF: "ss"})
    slug = re.sub(r"[^a-z0-9]+", "-", umlauts).strip("-")
    bare = re.sub(r"\.exe$", "", re.split(r"[/\\]", text)[-1], flags=re.IGNORECASE)
    number = re.sub(r"^[vV]\.?\s*|\s|\.$", "", text)
    is_id = str(rule.schema.get("title", "")).endswith(" id")
    for candidate in (slug,) if is_id else (text, bare, number):
        if candidate and rule.pattern and rule.pattern.search(candidate):
            return candidate
    return None


def _format(found: Violation, report: Reporter, sources: Mapping[Path, str]) -> Problem:
    flaw = found.flaw
    assert flaw is not None
    empty = f"{label(found.path)} is empty"
    what = f"{quoted(found.value)} {flaw.what}" if found.value.strip() else empty
    return report(found.path, what, flaw.allowed or described(found.rule), flaw.did_you_mean)


def _length(found: Violation, report: Reporter, sources: Mapping[Path, str]) -> Problem:
    if not found.value:
        return report(found.path, f"{label(found.path)} is empty", described(found.rule))
    most = found.rule.most_length
    return report(found.path, f"{label(found.path)} has {len(found.value):,} characters", f"at most {most:,}")


def _range(found: Violation, report: Reporter, sources: Mapping[Path, str]) -> Problem:
    written = sources.get(found.path, str(found.value))
    return report(found.path, f"{label(found.path)} is {written}", described(found.rule))


def _items(found: Violation, report: Reporter, sources: Mapping[Path, str]) -> Problem:
    if found.keyword == "minItems":
        count = {0: "no entries", 1: "one entry"}.get(len(found.value), f"{len(found.value)} entries")
        return report(found.path, f"{label(found.path)} has {count}", f"at least {found.rule.least_items}")
    what = f"{label(found.path[:-1])} has {len(found.value):,} entries"
    return report(found.path, what, f"at most {found.rule.most_items}")


def _field_count(found: Violation, report: Reporter, sources: Mapping[Path, str]) -> Problem:
    if found.keyword == "minProperties":
        return report(found.path, f"{label(found.path)} is empty", _at_least_one(found.rule), at_key=True)
    what = f"{label(found.path)} says {len(found.value)} things at once: {listed(quoted(name) for name in found.value)}"
    return report(found.path, what, found.rule.schema.get("errorMessage") or f"at most {found.rule.most_properties}")


def _at_least_one(rule: Rule) -> str:
    return described(rule) if rule.most_properties == 1 else f"at least one of {listed(rule.properties)}"


def _unknown_field(found: Violation, report: Reporter, sources: Mapping[Path, str]) -> Problem:
    rule = found.rule
    parts = rule.any_of or (rule,)
    if any(found.name in part.enum for part in parts):  # `{clicked: true}` for `clicked`
        what = f"{quoted(found.name)} stands alone, without a value"
        return report(found.path, what, described(rule), found.name, at_key=True)
    names = [name for part in parts for name in part.properties]
    what = f"{quoted(found.name)} is not a field of {owner_of(found.path[:-1], rule)}"
    return report(found.path, what, listed(names), _meant_field(found.name, names, parts), at_key=True)


def _meant_field(name: str, names: list[str], parts: tuple[Rule, ...]) -> str | None:
    if close := likely(name, names, SYNONYMS):
        return close
    for part in parts:
        for outer, rule in part.properties.items():
            for inner in (rule, *rule.any_of):
                if name in inner.properties and inner.kind == "object":
                    return f"{outer}: {{{name}: …}}"
    return None


def meant_rule(found: Violation) -> Rule | None:
    """Return the rule of the field that was meant by an unknown one, unless that field is there too."""
    if found.keyword != "additionalProperties":
        return None
    fields = {name: rule for part in (found.rule, *found.rule.any_of) for name, rule in part.properties.items()}
    meant = likely(found.name, fields, SYNONYMS)
    return fields[meant] if meant is not None and meant not in found.value else None


def _bad_name(found: Violation, report: Reporter, sources: Mapping[Path, str]) -> Problem:
    what = f"{quoted(found.name)} is not {noun(found.rule)}"
    return report(found.path, what, described(found.rule), _repaired(found.name, found.rule), at_key=True)


def _required(found: Violation, report: Reporter, sources: Mapping[Path, str]) -> Problem:
    own_id = found.value.get("id")
    which = f" {quoted(own_id)}" if isinstance(own_id, str) and own_id else ""
    owner = owner_of(found.path, found.rule)
    subject = owner if owner.startswith("“") else f"this {owner.partition(' ')[2]}{which}"
    needed = listed(quoted(name) for name in found.rule.required)
    return report(found.path, f"{subject} has no {quoted(found.name)}", f"{owner} needs {needed}")


def _combination(found: Violation, report: Reporter, sources: Mapping[Path, str]) -> Problem:
    together = found.rule.none_of.required if found.rule.none_of else tuple(found.value)
    what = f"{', '.join(quoted(name) for name in together)} do not fit together"
    path = (*found.path, together[-1]) if together else found.path
    return report(path, what, found.rule.schema.get("errorMessage"), at_key=True)


def _too_many_expressions(found: Violation, report: Reporter, sources: Mapping[Path, str]) -> Problem:
    what = "this file has more, or larger, regular expressions than a tutorial needs"
    return report(found.path, what, "1,000 short ones; up to 20 with \\p{…}, {n,m} or more than 60 characters")


_Explanation = Callable[[Violation, Reporter, Mapping[Path, str]], Problem]
_EXPLANATIONS: dict[str, _Explanation] = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "format": _format,
    "minLength": _length,
    "maxLength": _length,
    "range": _range,
    "minItems": _items,
    "maxItems": _items,
    "minProperties": _field_count,
    "maxProperties": _field_count,
    "additionalProperties": _unknown_field,
    "propertyNames": _bad_name,
    "required": _required,
    "combination": _combination,
    "expressions": _too_many_expressions,
}


def told_once(violations: list[Violation], problems: list[Problem]) -> list[Problem]:
    """Leave out what follows from another problem: a field that is missing because its name is misspelt."""
    meant = {(problem.path[:-1], problem.did_you_mean) for problem in problems if problem.did_you_mean}
    return [
        problem
        for violation, problem in zip(violations, problems, strict=True)
        if not (violation.keyword == "required" and (violation.path, violation.name) in meant)
    ]
