"""HTML, pictures and links are seen wherever a renderer would see them, and not in code."""

from __future__ import annotations

import pytest

from guide.tutorial.commonmark import Part, parts, plain


def html(text: str) -> list[str]:
    return [part.source for part in parts(text) if part.kind == "html"]


@pytest.mark.parametrize(
    "text",
    [
        "`<b>`",
        "``a ` <b>``",
        "`a` and `<b>`",
        "```\n<b>\n```",
        "~~~ html\n<b>\n~~~\nafter",
        "````\n```\n<b>\n````",
        "\\<b>",
        "a < b and 3 <4",
        "<https://example.org/a>",
        "<ann@example.org>",
        "&lt;b&gt;",
        "`` ` `` then `<b>`",
    ],
)
def test_this_is_no_html(text: str) -> None:
    assert html(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "<b>",
        "a <br/> b",
        "</p>",
        "<!-- x -->",
        "<?php",
        "<img\nsrc=x>",
        "\\`<b>`",
        "`a` <b> `c`",
        "``<b>`",
        "`a\n\n<b>`",  # a paragraph ends a code span
        "`a\n- <b>`",  # so does a list
        "foo `bar\nbaz` <b> `x`",  # the backticks pair over the lines
        "```\ncode\n```\n<b>",
        "- ```\n\n<b>",  # the fence ends with its list
        "- a\n  ```\n<b>",
        "> ```\n<b>",
        "```a`\n<b>",  # no fence: a backtick in what should be its language
        "\\\\<b>",
        "    <b>",  # perhaps code, perhaps not
        "<https://a b>",
    ],
)
def test_this_may_be_html(text: str) -> None:
    assert html(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](https://x.org)", Part("link", "(https://x.org", "https://x.org")),
        ("[a](<https://x.org/a b> 'title')", Part("link", "(<https://x.org/a b>", "https://x.org/a b")),
        ("[a]( javascript&colon;x)", Part("link", "( javascript&colon;x", "javascript:x")),
        ("<https://x.org>", Part("link", "<https://x.org>", "https://x.org")),
        ("<a@x.org>", Part("link", "<a@x.org>", "mailto:a@x.org")),
        ("[a]\n\n[a]: https://x.org", Part("link", "[a]: https://x.org", "https://x.org")),
        ("![alt](a.png)", Part("picture", "![alt]", "a.png", "alt")),
        ("![ ](a.png)", Part("picture", "![ ]", "a.png", "")),
        ("![alt][a]", Part("picture", "![alt]", "", "alt")),
    ],
)
def test_links_and_pictures_say_where_they_lead(text: str, expected: Part) -> None:
    assert next(iter(parts(text))) == expected


def test_code_holds_neither_links_nor_pictures() -> None:
    assert list(parts("`[a](b)` ```![x](y)```")) == []


def test_plain_text_is_what_one_reads() -> None:
    assert plain("Open the **File** [menu](https://x.org), ~~not~~ `Edit`, in my_file_name.") == (
        "Open the File menu, not Edit, in my_file_name."
    )
