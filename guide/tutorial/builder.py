"""From data that the schema has found right to the frozen model. Knows the shorthands of the format, and no errors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from guide.tutorial.actions import Action, Click, Drag, Open, Press, Type, Wait
from guide.tutorial.conditions import (
    AllOf,
    Answered,
    AnyOf,
    Checked,
    Clicked,
    Condition,
    Confirmed,
    Dragged,
    Focused,
    Gone,
    Not,
    Pressed,
    Selected,
    Shown,
    Value,
    Waited,
    WindowActive,
)
from guide.tutorial.document import Application, Ask, Audience, Branch, Choice, Media, Restore, Step, Stuck, Tutorial
from guide.tutorial.formats import duration_ms
from guide.tutorial.keys import Chord
from guide.tutorial.patterns import LocalName, TextPattern
from guide.tutorial.targets import ElementSpec, ImageSpec, PathEntry, RegionSpec, Target, WindowSpec

Data = dict[str, Any]


def built(data: Data, folder: Path | None = None) -> Tutorial:
    """Build a tutorial from valid data."""
    review_by = data.get("review_by")
    audience = data.get("audience", {})
    return Tutorial(
        id=data["id"],
        title=data["title"].strip(),
        steps=tuple(_step(step) for step in data["steps"]),
        application=_application(data.get("application", {})),
        summary=data.get("summary", "").strip(),
        version=data.get("version", "0.0.0"),
        language=data.get("language", "en"),
        owner=_text(data.get("owner")),
        proposed_by=_text(data.get("proposed_by")),
        review_by=date.fromisoformat(review_by) if review_by else None,
        questions=_texts(data.get("questions", ())),
        tags=_texts(data.get("tags", ())),
        audience=Audience(_texts(audience.get("roles", ())), _texts(audience.get("departments", ()))),
        requires=tuple(data.get("requires", ())),
        start=tuple(_condition(condition) for condition in data.get("start", ())),
        opens_itself=data.get("opens_by_itself", False),
        folder=folder,
    )


def _application(data: Data) -> Application:
    return Application(data.get("process"), _name(data.get("title")), data.get("versions"), _text(data.get("launch")))


def _step(data: Data) -> Step:
    targets = [data["target"]] if "target" in data else data.get("targets", ())
    return Step(
        id=data["id"],
        say=data["say"].strip(),
        title=_text(data.get("title")),
        targets=tuple(_target(target) for target in targets),
        until=_optional(_condition, data.get("until")),
        do=tuple(_action(action) for action in _one_or_list(data["do"])) if "do" in data else None,
        when=_optional(_condition, data.get("when")),
        optional=data.get("optional", False),
        stuck=_optional(_stuck, data.get("stuck")),
        restore=tuple(_restore(restore) for restore in _one_or_list(data.get("restore", ()))),
        go=tuple(_branch(branch) for branch in _one_or_list(data.get("go", ()))),
        ask=_optional(_ask, data.get("ask")),
        place=data.get("place", "auto"),
        media=_optional(_media, data.get("media")),
    )


def _stuck(data: Data) -> Stuck:
    return Stuck(_optional(duration_ms, data.get("after")), _text(data.get("hint")), _texts(data.get("offers", ())))


def _restore(data: Data) -> Restore:
    return Restore(_condition(data["when"]), _text(data.get("say")), data.get("go"))


def _branch(data: str | Data) -> Branch:
    if isinstance(data, str):
        return Branch(data)
    return Branch(data["to"], _optional(_condition, data.get("when")))


def _ask(data: Data) -> Ask:
    return Ask(data["question"].strip(), tuple(_choice(choice) for choice in data["choices"]))


def _choice(data: Data) -> Choice:
    return Choice(data["id"], data["text"].strip(), data.get("correct"), _text(data.get("say")))


def _media(data: Data) -> Media:
    return Media(data["file"], data["alt"].strip())


def _target(data: Data) -> Target:
    return Target(
        element=_optional(_element, data.get("element")),
        image=_optional(_image, data.get("image")),
        text=_name(data.get("text")),
        region=_optional(_region, data.get("region")),
        window=_optional(_window, data.get("window")),
    )


def _element(data: Data) -> ElementSpec:
    return ElementSpec(
        role=data.get("role"),
        name=_name(data.get("name")),
        id=_text(data.get("id")),
        path=tuple(_ancestor(entry) for entry in data.get("path", ())),
        index=_optional(int, data.get("index")),
        state=frozenset(_state(state) for state in _one_or_list(data.get("state", ()))),
    )


def _ancestor(data: str | Data) -> PathEntry:
    if isinstance(data, str):
        return PathEntry(data)
    return PathEntry(data.get("role"), _name(data.get("name")), _optional(int, data.get("index")))


def _state(state: str) -> str:
    return f"!{state.removeprefix('not ')}" if state.startswith("not ") else state


def _image(data: str | Data) -> ImageSpec:
    if isinstance(data, str):
        return ImageSpec(data)
    return ImageSpec(data["file"], _optional(float, data.get("threshold")), float(data.get("scale", 1)))


def _region(data: Data) -> RegionSpec:
    return RegionSpec(**{edge: float(length) for edge, length in data.items()})


def _window(data: Data) -> WindowSpec:
    return WindowSpec(_name(data.get("title")), data.get("process"))


def _name(data: str | Data | None) -> LocalName | None:
    if data is None:
        return None
    by_language = {"": data} if isinstance(data, str) else data
    return LocalName({language: TextPattern(text) for language, text in by_language.items()})


_WORDS: dict[str, Condition] = {
    "clicked": Clicked(),
    "double-clicked": Clicked("double-click"),
    "right-clicked": Clicked("right-click"),
    "confirmed": Confirmed(),
    "focused": Focused(),
    "answered": Answered(),
}


def _condition(data: str | Data) -> Condition:
    if isinstance(data, str):
        return _WORDS[data]
    ((name, value),) = data.items()
    return _MAPPINGS[name](value)


_MAPPINGS: dict[str, Callable[[Any], Condition]] = {
    "dragged": lambda way: Dragged(way.get("right", 0), way.get("down", 0)),
    "pressed": lambda keys: Pressed(str(Chord.parse(keys))),
    "value": lambda text: Value(TextPattern(text)),
    "shown": lambda target: Shown(_target(target)),
    "gone": lambda target: Gone(_target(target)),
    "focused": lambda target: Focused(_target(target)),
    "checked": Checked,
    "selected": Selected,
    "window": lambda window: WindowActive(_window(window)),
    "waited": lambda duration: Waited(duration_ms(duration)),
    "answered": Answered,
    "all": lambda parts: AllOf(tuple(_condition(part) for part in parts)),
    "any": lambda parts: AnyOf(tuple(_condition(part) for part in parts)),
    "not": lambda part: Not(_condition(part)),
}


def _action(data: str | Data) -> Action:
    match data:
        case "click" | "double-click" | "right-click":
            return Click(data)
        case {"type": text}:
            return Type(text)
        case {"press": keys}:
            return Press(str(Chord.parse(keys)))
        case {"drag": dict(way)}:
            grip = way.get("from")
            return Drag(way.get("right", 0), way.get("down", 0), (grip["left"], grip["top"]) if grip else None)
        case {"open": launch}:
            return Open(launch)
        case {"wait": condition}:
            return Wait(_condition(condition))
        case _:
            raise AssertionError(f"the schema let an action through that nobody knows: {data!r}")


def _one_or_list(data: Any) -> Any:
    return data if isinstance(data, (list, tuple)) else (data,)


def _text(data: str | None) -> str | None:
    return None if data is None else data.strip()


def _texts(data: Any) -> tuple[str, ...]:
    return tuple(text.strip() for text in data)


def _optional(build: Callable[[Any], Any], data: Any) -> Any:
    return None if data is None else build(data)
