"""Advice on what people read: one action a step, names as they are on the screen, short sentences.

Pure functions over plain steps. Advice is never an error: who knows better leaves it as it is. What may not be asked
(passwords) is refused by the format's lint. The words are English and German, as those of the lint are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from guide.i18n import translate, translate_count
from guide.tutorial.commonmark import plain

Data = dict[str, Any]

#: People read 200 to 250 words a minute silently; a card is read beside work, so at the slower end.
WORDS_A_MINUTE = 200
#: Plain-language guides ask for 15 to 20 words a sentence.
MANY_WORDS_A_SENTENCE = 20
#: Half a minute's reading halves who reads to the end; a card is one thing to do.
MANY_WORDS_A_STEP = 45

_ACTIONS = (
    "click", "double-click", "right-click", "press", "choose", "select", "open", "close", "type", "enter", "tick",
    "drag", "pick", "save", "scroll", "switch", "mark", "go to", "klicke", "klicken", "drücke", "drücken", "wähle",
    "wählen",
    "öffne", "öffnen", "schließe", "schließen", "tippe", "tippen", "gib", "geben", "markiere", "markieren", "ziehe",
    "ziehen", "speichere", "speichern", "wechsle", "wechseln",
)  # fmt: skip
_ACTION = "|".join(re.escape(word) for word in sorted(_ACTIONS, key=len, reverse=True))
#: What joins a second action to the first, or begins another sentence with one.
_SECOND = re.compile(
    rf"(?:(?:[.!;]\s+|,\s*|\b)(?:and then|then|and|after that|afterwards|und dann|dann|und|danach|anschließend)[,\s]+"
    rf"|[.!;]\s+|\n+\s*)(?=(?:{_ACTION})\b)",
    re.IGNORECASE,
)
_TYPING = re.compile(r"(?:type|enter|tippen?|gib|geben)\b", re.IGNORECASE)
_FIRST = re.compile(rf"\b(?:{_ACTION})\b", re.IGNORECASE)
_BOLD = re.compile(r"\*\*([^*\n]{1,80})\*\*")


@dataclass(frozen=True, slots=True)
class Hint:
    """One piece of advice on a step."""

    field: tuple[str | int, ...]
    what: str
    rule: str
    advice: str = ""
    split_at: int | None = None
    """With `hint.actions`: where the second action begins in the text."""
    replaced: str | None = None
    """The text as it would be better."""


def hints(step: Data, language: str = "en") -> tuple[Hint, ...]:
    """Return what could be better in the texts of a step."""
    say = step.get("say")
    if not isinstance(say, str) or not say.strip():
        return ()
    return (*_actions(step, say), *_name(step, say, language), *_sentences(say), *_length(say))


def second_action(say: str) -> int | None:
    """Return where in a text the second action begins.

    >>> text = "Open the **File** menu, then choose **Save**."
    >>> text[second_action(text):]
    'choose **Save**.'
    """
    say = _BOLD.sub(lambda name: "·" * len(name[0]), say)  # “Save and close” is one thing to press
    first = _FIRST.search(say)
    second = _SECOND.search(say, first.end()) if first else None
    return second.end() if second else None


def words(text: str) -> int:
    """Return how many words are to be read."""
    return len(re.findall(r"\w+(?:[-’']\w+)*", plain(text)))


def reading_s(step: Data) -> float:
    """Return how long a card takes to be read, in seconds."""
    texts = [step.get("title"), step.get("say")]
    if isinstance(ask := step.get("ask"), dict):
        texts += [ask.get("question"), *(c.get("text") for c in ask.get("choices") or () if isinstance(c, dict))]
    return sum(words(text) for text in texts if isinstance(text, str)) * 60 / WORDS_A_MINUTE


def length_told(steps: list[Data]) -> str:
    """Say how long a tutorial is, and what that means for those who begin it."""
    seconds = round(sum(map(reading_s, steps)))
    count = translate_count("authoring", "{count} step", "{count} steps", len(steps))
    read = translate_count("authoring", "{count} second to read", "{count} seconds to read", seconds)
    return f"{count} · {read} · {completion_told(len(steps))}"


def completion_told(steps: int) -> str:
    """Say how many people finish tutorials of that length, by the two figures there are (Chameleon's)."""
    if steps <= 3:
        return translate("authoring", "about 72 % of people finish tours of 3 steps")
    if steps < 7:
        return translate("authoring", "between 72 % (3 steps) and 16 % (7 steps) of people finish")
    return translate("authoring", "16 % of people finish tours of 7 steps, fewer longer ones")


def _actions(step: Data, say: str) -> Iterator[Hint]:
    at = second_action(say)
    until = step.get("until")
    if at is not None and isinstance(until, dict) and "value" in until and _TYPING.match(say, at):
        return  # to click into a field and to type there is one thing to do
    if at is not None and until != "confirmed":
        what = translate("authoring", "This step asks for two things: “{second}” is the second.")
        second = plain(say[at:]).split("\n")[0]
        short = second if len(second) <= 40 else second[:39] + "…"
        yield Hint(
            ("say",),
            what.format(second=short),
            "hint.actions",
            translate("authoring", "One action a step; make two of it."),
            split_at=at,
        )


def _name(step: Data, say: str, language: str) -> Iterator[Hint]:
    """Want the control called as it is on the screen, or by `{target}`, which says that in every language."""
    name = target_label(step, language)
    if not name or "{target}" in say or _bare(name) in _bare(plain(say)):
        return
    what = translate("authoring", "The text does not say “{name}”, as it stands on the screen.").format(name=name)
    advice = translate("authoring", "Write {target}: it becomes the name, in every language.")
    bold = _BOLD.findall(say)
    better = _BOLD.sub("{target}", say) if len(bold) == 1 else None
    yield Hint(("say",), what, "hint.name", advice, replaced=better)


def target_label(step: Data, language: str) -> str:
    """Return what the step's first target is called on the screen, in a language; empty: nobody knows."""
    target = step.get("target") or next(iter(step.get("targets") or ()), None)
    if not isinstance(target, dict):
        return ""
    element = target.get("element")
    for name in (element.get("name") if isinstance(element, dict) else None, target.get("text")):
        if isinstance(name, dict):
            name = name.get(language) or next(iter(name.values()), None)  # noqa: PLW2901 -- the one that is shown
        if isinstance(name, str) and not (name.startswith("/") and name.endswith("/")):
            return name
    return ""


def _bare(text: str) -> str:
    return re.sub(r"[\s….]+", " ", text.replace("...", "…")).casefold().strip()


def _sentences(say: str) -> Iterator[Hint]:
    for sentence in re.split(r"(?<=[.!?:])\s+|\n+", plain(say)):
        count = words(sentence)
        if count > MANY_WORDS_A_SENTENCE:
            what = translate("authoring", "A sentence has {count} words: “{begin}…”")
            begin = " ".join(sentence.split()[:4])
            advice = translate("authoring", "At most {most}; two short ones are read, a long one is not.")
            yield Hint(
                ("say",),
                what.format(count=count, begin=begin),
                "hint.sentence",
                advice.format(most=MANY_WORDS_A_SENTENCE),
            )
            return


def _length(say: str) -> Iterator[Hint]:
    count = words(say)
    if count > MANY_WORDS_A_STEP:
        what = translate("authoring", "The card has {count} words, which is {seconds} seconds of reading.")
        advice = translate("authoring", "Say what to do; put the why into the hint for those who are stuck.")
        seconds = round(count * 60 / WORDS_A_MINUTE)
        yield Hint(("say",), what.format(count=count, seconds=seconds), "hint.length", advice)
