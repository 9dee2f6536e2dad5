"""From a content box to the edges that are drawn, on small pictures."""

from __future__ import annotations

from guide.desktop.elements import ElementInfo, ElementRef
from guide.desktop.ports import Picture
from guide.desktop.windows import WindowInfo
from guide.targeting.finding import Finding
from guide.targeting.snap import Margins, Snapper, drawn_margins
from guide.tutorial.geometry import DeviceRect

WINDOW, KEY = (250, 250, 250), (229, 229, 229)
SCREEN = DeviceRect(0, 0, 200, 120)
CONTENT = DeviceRect(80, 50, 40, 20)


class Canvas:
    """A picture to paint rectangles on."""

    def __init__(self, background: tuple[int, int, int] = WINDOW) -> None:
        self._pixels = bytearray(bytes((*reversed(background), 0)) * (SCREEN.width * SCREEN.height))
        self.grabbed = 0

    def paint(self, rect: DeviceRect, colour: tuple[int, int, int]) -> Canvas:
        """Fill a rectangle."""
        for y in range(rect.y, rect.bottom):
            for x in range(rect.x, rect.right):
                at = 4 * (y * SCREEN.width + x)
                self._pixels[at : at + 4] = bytes((*reversed(colour), 0))
        return self

    def grab(self, rect: DeviceRect | None = None) -> Picture:
        """Be a capture."""
        self.grabbed += 1
        part = SCREEN if rect is None else rect.intersected(SCREEN)
        rows = (4 * (y * SCREEN.width + part.x) for y in range(part.y, part.bottom))
        return Picture(part, b"".join(bytes(self._pixels[at : at + 4 * part.width]) for at in rows))

    def measured(self, content: DeviceRect = CONTENT) -> Margins:
        """What the drawn edges around a content box are."""
        return drawn_margins(self.grab(), content)


def test_a_filled_button_is_measured_to_its_edge() -> None:
    assert Canvas().paint(DeviceRect(76, 48, 48, 24), KEY).measured() == Margins(4, 2, 4, 2)


def test_a_border_belongs_to_the_button() -> None:
    bordered = Canvas().paint(DeviceRect(71, 44, 58, 32), (180, 180, 180)).paint(DeviceRect(72, 45, 56, 30), KEY)
    assert bordered.measured() == Margins(9, 6, 9, 6)


def test_an_outline_without_a_fill_is_an_edge_too() -> None:
    outlined = Canvas().paint(DeviceRect(71, 44, 58, 32), (180, 180, 180)).paint(DeviceRect(72, 45, 56, 30), WINDOW)
    assert outlined.measured() == Margins(9, 6, 9, 6)


def test_text_inside_is_no_edge() -> None:
    canvas = Canvas().paint(DeviceRect(76, 48, 48, 24), KEY)
    for x in range(82, 118, 4):
        canvas.paint(DeviceRect(x, 52, 2, 16), (0, 0, 0))
    assert canvas.measured() == Margins(4, 2, 4, 2)


def test_letters_at_the_ends_of_the_words_are_no_edge() -> None:
    canvas = Canvas().paint(DeviceRect(66, 46, 68, 28), (130, 130, 130)).paint(DeviceRect(67, 47, 66, 26), KEY)
    for x in (80, 118):  # as in “Find”: an upright line at each end of the content box
        canvas.paint(DeviceRect(x, 52, 2, 16), (0, 0, 0))
    assert canvas.measured() == Margins(14, 4, 14, 4)


def test_a_slow_gradient_is_no_edge() -> None:
    canvas = Canvas()
    for row in range(32):
        canvas.paint(DeviceRect(71, 44 + row, 58, 1), (200 - row, 200 - row, 200 - row))
    assert canvas.measured() == Margins(9, 6, 9, 6)


def test_a_flat_button_has_no_edges() -> None:
    assert Canvas().measured() == Margins()


def test_edges_that_are_not_the_same_on_both_sides_belong_to_others() -> None:
    # Given a flat button in a bar whose end is near on one side
    bar = Canvas().paint(DeviceRect(0, 40, 128, 40), KEY)
    assert bar.measured() == Margins()


def test_a_panel_around_it_is_not_the_button() -> None:
    # Given a flat button nearer to one end of a panel than to the other
    assert Canvas().paint(DeviceRect(62, 48, 62, 24), KEY).measured() == Margins()


def test_letters_and_marks_around_it_are_no_edges() -> None:
    canvas = Canvas()
    for mark in ((76, 58, 1, 3), (123, 58, 1, 3), (98, 47, 4, 1), (98, 72, 4, 1)):
        canvas.paint(DeviceRect(*mark), (0, 0, 0))
    assert canvas.measured() == Margins()


def test_a_button_at_the_end_of_the_screen_is_left_as_it_is() -> None:
    assert Canvas().paint(DeviceRect(0, 48, 44, 24), KEY).measured(DeviceRect(0, 50, 40, 20)) == Margins()


def finding(*, content_box: bool = True) -> Finding:
    """A control that was found, with its content box."""
    window = WindowInfo(1, "", None, None, None, SCREEN, SCREEN, SCREEN)
    info = ElementInfo(ElementRef("b", "/p"), "button", "7", rect=CONTENT, content_box=content_box)
    return Finding("found", "element", CONTENT, 1.0, why="button “7”", element=info, window=window)


def test_the_finding_gets_the_drawn_rectangle() -> None:
    canvas = Canvas().paint(DeviceRect(76, 48, 48, 24), KEY)
    snapped = Snapper(lambda: canvas).snapped(finding(), 1.0)
    assert snapped.rect == DeviceRect(76, 48, 48, 24)
    assert snapped.why == "button “7”, to its drawn edges"


def test_only_those_who_need_it_are_photographed() -> None:
    canvas = Canvas().paint(DeviceRect(76, 48, 48, 24), KEY)
    plain = finding(content_box=False)
    assert Snapper(lambda: canvas).snapped(plain, 1.0) is plain
    assert canvas.grabbed == 0


def test_a_control_is_measured_once_for_later_our_own_light_lies_on_it() -> None:
    canvas = Canvas().paint(DeviceRect(76, 48, 48, 24), KEY)
    snapper = Snapper(lambda: canvas)
    snapper.snapped(finding(), 1.0)
    # When our ring is drawn around it
    canvas.paint(DeviceRect(70, 42, 60, 36), (0, 0, 0)).paint(DeviceRect(72, 44, 56, 32), WINDOW)
    # Then it keeps its rectangle
    assert snapper.snapped(finding(), 1.0).rect == DeviceRect(76, 48, 48, 24)
    assert canvas.grabbed == 1
