"""What is read on controls of programs that tell nothing: nothing that somebody may have typed."""

from __future__ import annotations

from dataclasses import replace

from guide.authoring.recording.acts import Act, Typed
from guide.authoring.recording.reading import is_silent, said_on
from guide.desktop.ports import Picture
from guide.targeting.words import Label
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.authoring.recording.made import WINDOW, act

SAVE = Label("Save order", DeviceRect(10, 10, 80, 24))
CARD = Label("4111 1111", DeviceRect(10, 50, 120, 24))
TYPED = Typed(windows={WINDOW.id: 1000})


def click(point: tuple[int, int], at_ms: int, **changed: object) -> Act:
    """A click in a silent program, with a picture."""
    made = act("click", None, at_ms=at_ms)
    made.point, made.picture = DevicePoint(*point), Picture(WINDOW.rect, b"")
    for name, value in changed.items():
        setattr(made, name, value)
    return made


def said(one: Act, *others: Act, typed: Typed, labels: dict[Act, list[Label]]) -> str | None:
    found = said_on(one, [one, *others], typed, lambda each: labels.get(each, []))
    return found.label.said if found is not None else None


def test_a_label_under_the_pointer_is_what_was_clicked() -> None:
    one = click((20, 20), 10)
    assert said(one, typed=Typed(), labels={one: [CARD, SAVE]}) == "Save order"
    assert said(click((200, 200), 10), typed=Typed(), labels={one: [SAVE]}) is None


def test_the_smallest_of_two_is_meant() -> None:
    one = click((20, 20), 10)
    frame = Label("Orders", DeviceRect(0, 0, 400, 300))
    assert said(one, typed=Typed(), labels={one: [frame, SAVE]}) == "Save order"


def test_after_typing_words_count_only_where_they_stood_before_it() -> None:
    before, save, card = click((300, 20), 10), click((20, 20), 2000), click((20, 60), 2000)
    labels = {before: [SAVE], save: [SAVE, CARD], card: [SAVE, CARD]}
    assert said(save, before, typed=TYPED, labels=labels) == "Save order"
    assert said(card, before, typed=TYPED, labels=labels) is None


def test_words_of_a_window_that_has_moved_since_are_not_those_from_before() -> None:
    before, save = click((300, 20), 10), click((20, 20), 2000)
    before.window = replace(WINDOW, rect=WINDOW.rect.translated(5, 0))
    assert said(save, before, typed=TYPED, labels={before: [SAVE], save: [SAVE]}) is None


def test_only_what_was_pointed_at_is_read() -> None:
    one = click((20, 20), 10)
    assert is_silent(one)
    one.picture = None
    assert not is_silent(one)
    assert not is_silent(act("press", None))
