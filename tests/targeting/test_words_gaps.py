"""Where one label ends and the next begins, judged by the gaps that a window has elsewhere."""

from __future__ import annotations

from guide.targeting.words import Line, Word, matches
from guide.targeting.words_gaps import parted
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.patterns import TextPattern

EM = 20
HIGH = 15
"""The ink of a capital of that size."""


def line(*words: str, gap_em: float, y: int = 0, em: int = EM) -> Line:
    """Words that stand so far apart."""
    placed, x = [], 10
    for word in words:
        width = len(word) * em // 2
        placed.append(Word(word, 96, DeviceRect(x, y, width, round(0.75 * em))))
        x += width + round(gap_em * em)
    return Line(tuple(placed))


LABELS = (
    line("Customer", "number", gap_em=0.4, y=50),
    line("Ordered", "date", gap_em=0.35, y=80),
    line("Send", "the", "mail", gap_em=0.45, y=110),
)
BAR = line("Order", "Customer", "Help", gap_em=0.6)


def said(lines: list[Line], label: str) -> list[int]:
    """Return how far from the top the places are that say it."""
    return [match.rect.y for match in matches(lines, TextPattern(label))]


def test_a_row_of_labels_that_stand_close_is_told_by_the_wider_gaps() -> None:
    # given a menu bar whose entries stand closer than labels do, and nothing that says how wide a space is
    assert said([BAR], "Customer") == []
    # when the window has labels of that size, then it is a row of three
    lines = parted([BAR, *LABELS])
    assert [one.text for one in lines[:3]] == ["Order", "Customer", "Help"]
    assert said(lines, "Customer") == [0]
    assert said(lines, "Ordered") == []


def test_words_that_are_not_clearly_farther_apart_are_one_label() -> None:
    close = line("Save", "all", "orders", gap_em=0.47)
    assert parted([close, *LABELS]) == [close, *LABELS]


def test_one_space_among_the_gaps_is_enough_to_be_no_row() -> None:
    bar = Line((*line("Go", "to", gap_em=0.4).words, *line("", "Help", "About", gap_em=6).words[1:]))
    assert bar in parted([bar, *LABELS])


def test_two_words_alone_are_no_row() -> None:
    title = line("Your", "order", gap_em=0.6)
    assert title in parted([title, *LABELS])


def test_spaces_of_another_size_say_nothing() -> None:
    heading = line("Order", "Customer", "Help", gap_em=0.6, em=30)
    assert heading in parted([heading, *LABELS])


def test_in_a_terminal_every_space_is_wide() -> None:
    lines = [line("drwxr", "root", "home", "notes", gap_em=0.75, y=20 * row) for row in range(4)]
    assert parted(lines) == lines


def test_a_box_to_tick_that_is_read_as_a_letter_is_no_part_of_the_label() -> None:
    # given a box half as high as the letters beside it
    label = line("Send", "by", "post", gap_em=0.4)
    box = Word("4", 86, DeviceRect(-10, 2, 8, 8))
    assert len(matches([Line((box, *label.words))], TextPattern("Send by post"))) == 1
    # but a figure of their height is a word of the label
    figure = Word("4", 86, DeviceRect(-6, 0, 8, HIGH))
    assert matches([Line((figure, *label.words))], TextPattern("Send by post")) == []
