"""Which typed words are a place that may be named."""

from __future__ import annotations

import pytest

from guide.authoring.recording.acts import takes_text
from guide.authoring.recording.addresses import is_address_line, place_of
from tests.authoring.recording.made import control

LINE = control("textbox", "Address", (0, 0, 100, 20), ("toolbar", ""))
PAGE = control("document", "Order", (0, 20, 400, 200))


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("https://intranet.example.org:8443/forms/leave", "https://intranet.example.org:8443/forms/leave"),
        ("example.org/search?q=my+illness#top", "example.org/search"),
        ("localhost:8080", "localhost:8080"),
        ("file:///srv/help/index.html", "file:///srv/help/index.html"),
        ("https://example.org/reset/9f8e7d6c5b4a39281706", "https://example.org"),
        ("ann:secret@example.org", ""),
        ("ann@example.org", ""),
        ("hunter2", ""),
        ("correct horse battery", ""),
        ("4111 1111 1111 1111", ""),
        ("12.5", ""),
        ("a." * 150 + "org", ""),
    ],
)
def test_a_place_is_named_and_nothing_that_is_its_owners(typed: str, place: str) -> None:
    assert place_of(typed) == place


def test_a_field_in_the_page_is_no_address_line() -> None:
    field = control("textbox", "Homepage", (0, 40, 100, 20), ("document", "Order"))
    assert takes_text(field)
    assert is_address_line(LINE, (PAGE, LINE))
    assert not is_address_line(field, (PAGE, field))
    assert not is_address_line(LINE, (LINE,))
