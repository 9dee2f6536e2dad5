"""A tutorial's text as HTML: emphasis, code and paragraphs; everything else as plain text.

Not a CommonMark renderer: a caption under a picture needs no lists, links or headings. Whatever a text holds, the
result is safe to put into a page.
"""

from __future__ import annotations

import re
from html import escape

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
#: Characters of the private use area stand for escaped ones while the marks are read.
_HIDDEN = 0xE000

_MARKS = (
    (re.compile(r"`([^`\n]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL), r"<strong>\1</strong>"),
    (re.compile(r"\*(?=\S)(.+?)(?<=\S)\*", re.DOTALL), r"<em>\1</em>"),
    (re.compile(r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)", re.DOTALL), r"<em>\1</em>"),
)


def as_html(text: str) -> str:
    r"""Return paragraphs of HTML.

    >>> as_html("Press **Save** & *smile* \\*")
    '<p>Press <strong>Save</strong> &amp; <em>smile</em> *</p>'
    """
    return "".join(f"<p>{_inline(part)}</p>" for part in _PARAGRAPH.split(text.strip()) if part.strip())


def _inline(text: str) -> str:
    text = _ESCAPED.sub(lambda match: chr(_HIDDEN + ord(match[1])), text)
    text = escape(_LINK.sub(r"\1", text))
    for mark, tags in _MARKS:
        text = mark.sub(tags, text)
    return re.sub(f"[{chr(_HIDDEN)}-{chr(_HIDDEN + 127)}]", lambda match: escape(chr(ord(match[0]) - _HIDDEN)), text)
