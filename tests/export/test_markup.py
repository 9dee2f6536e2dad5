"""CommonMark as a tree: what stands in it, and what never gets in."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.export.html_text import HtmlText
from guide.export.markup import (
    Code,
    CodeBlock,
    Emphasis,
    Image,
    Items,
    Link,
    Paragraph,
    Strong,
    Words,
    parsed,
    pictures_in,
    plain,
)
from tests.export.made import HOSTILE


def test_a_text_becomes_a_tree() -> None:
    text = "Press **Save** or `F2`, *now*.\n\n3. one\n4. two\n\n- a\n  - b\n\n```\nx = 1\n```\n\n[mail](mailto:a@b.c)"
    assert parsed(text) == (
        Paragraph(
            (
                Words("Press "),
                Strong((Words("Save"),)),
                Words(" or "),
                Code("F2"),
                Words(", "),
                Emphasis((Words("now"),)),
                Words("."),
            )
        ),
        Items(((Paragraph((Words("one"),)),), (Paragraph((Words("two"),)),)), 3),
        Items(((Paragraph((Words("a"),)), Items(((Paragraph((Words("b"),)),),))),)),
        CodeBlock("x = 1"),
        Paragraph((Link("mailto:a@b.c", (Words("mail"),)),)),
    )


def test_html_is_text() -> None:
    assert parsed("<b>x</b>") == (Paragraph((Words("<b>x</b>"),)),)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "smb://host", "relative", "//host"])
def test_a_link_leads_to_a_web_page_a_mail_or_a_telephone(address: str) -> None:
    for text in (f"[go]({address})", f"<{address}>", f"[go][1]\n\n[1]: {address}"):
        assert "<a " not in HtmlText({})(parsed(text))
    assert isinstance(parsed("[go](tel:+49)")[0], Paragraph)
    assert "<a " in HtmlText({})(parsed("[go](tel:+49)"))


def test_only_a_picture_beside_the_tutorial_is_one() -> None:
    found = list(pictures_in(parsed("- *![a](a.png)*\n\n> ![b](sub/b.png)")))
    assert found == [Image("a.png", "a"), Image("sub/b.png", "b")]
    for address in ("https://example.org/x.png", "//example.org/x.png", "file:///x.png", "data:image/png;base64,AA"):
        assert list(pictures_in(parsed(f"![a]({address})"))) == []


def test_words_alone() -> None:
    assert plain(parsed("**A** b\n\n- c\n- d")) == "A b\n• c\n• d"


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *(f"{tag}.{name}" for name, _ in attrs)}


OURS = {"p", "strong", "em", "code", "br", "a", "a.href", "a.rel", "ul", "ol", "ol.start", "li", "pre", "pre.dir"}
OURS |= {"blockquote"}


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from([*"<>[]()!*_`&\"'= \n#-1.", "script", "onload", "a:"])).map("".join)
)
def test_no_text_breaks_out_of_html(text: str) -> None:
    assert _Tags(HtmlText({})(parsed(text))).seen <= OURS


def test_the_hostile_text_stays_text() -> None:
    assert _Tags(HtmlText({})(parsed(HOSTILE))).seen <= OURS
