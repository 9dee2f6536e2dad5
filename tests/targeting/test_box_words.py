"""A bare box and the words beside it, on small pictures: what is lit as one, and what is left alone."""

from __future__ import annotations

from dataclasses import replace

from guide.desktop.elements import ElementInfo, ElementRef
from guide.targeting.box_words import is_bare_box, with_words
from guide.tutorial.geometry import DeviceRect
from tests.targeting.test_snap import SCREEN, Canvas

INK = (20, 20, 20)
BOX = DeviceRect(60, 50, 13, 13)
REF = ElementRef(":1.1", "/box")


def lettered(canvas: Canvas, x: int, letters: str, *, y: int = 52) -> int:
    """Paint words as stems, six pixels a letter; return where they end."""
    for number, letter in enumerate(letters):
        if letter != " ":
            canvas.paint(DeviceRect(x + 6 * number, y, 4, 10), INK)
    return x + 6 * len(letters) - 2


def lit(canvas: Canvas, name: str, box: DeviceRect = BOX) -> DeviceRect:
    return with_words(box, name, SCREEN, canvas.grab)


def test_the_words_to_the_right_belong_to_it() -> None:
    canvas = Canvas()
    end = lettered(canvas, BOX.right + 7, "Send by post")
    label = lit(canvas, "Send by post")
    # with the margin that browsers leave before the box and above it
    assert (label.x, label.right) == (BOX.x - 3, end)
    assert label.y <= BOX.y - 3
    assert label.bottom >= BOX.bottom + 3


def test_from_right_to_left_they_stand_to_its_left() -> None:
    canvas = Canvas()
    start = BOX.x - 7 - 6 * len("bidal")
    lettered(canvas, start, "bidal")
    label = lit(canvas, "bidal")
    assert (label.x, label.right) == (start, BOX.right + 3)


def test_words_of_another_length_are_not_its_own() -> None:
    canvas = Canvas()
    lettered(canvas, BOX.right + 7, "quite other words")
    assert lit(canvas, "All") == BOX
    canvas = Canvas()
    lettered(canvas, BOX.right + 7, "no")
    assert lit(canvas, "Send by post") == BOX


def test_what_stands_farther_off_is_not_its_own() -> None:
    canvas = Canvas()
    lettered(canvas, BOX.right + 30, "Express")
    assert lit(canvas, "Express") == BOX


def test_beside_nothing_it_stays_as_it_is() -> None:
    assert lit(Canvas(), "Express") == BOX


def test_the_next_box_in_the_line_is_another_one() -> None:
    canvas = Canvas()
    end = lettered(canvas, BOX.right + 7, "Express")
    lettered(canvas, end + 14, "Slow")
    assert lit(canvas, "Express").right == end


def test_at_the_end_of_the_window_nothing_is_looked_for_beyond() -> None:
    at_end = DeviceRect(SCREEN.right - 13, 50, 13, 13)
    assert lit(Canvas(), "Express", at_end) == at_end


def test_what_tells_its_words_or_has_none_is_no_bare_box() -> None:
    box = ElementInfo(REF, "checkbox", "Express", rect=BOX)
    assert is_bare_box(box, BOX)
    assert not is_bare_box(box, DeviceRect(60, 50, 90, 13))
    assert not is_bare_box(replace(box, name=" "), BOX)
    assert not is_bare_box(replace(box, role="button"), BOX)
