"""The tree of a text as HTML, for pages and courses. Everything is escaped; nothing is loaded from elsewhere."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from html import escape

from guide.export.handout import Shot
from guide.export.markup import (
    Block,
    Blocks,
    Break,
    Code,
    CodeBlock,
    Emphasis,
    Image,
    Inline,
    Items,
    Link,
    Paragraph,
    Quote,
    Strong,
    Words,
)


def data_address(shot: Shot) -> str:
    """Return the address of a picture that is part of the page."""
    return f"data:{shot.mime};base64,{base64.b64encode(shot.data).decode()}"


class HtmlText:
    """Writes texts, with the pictures that they show."""

    def __init__(self, addresses: Mapping[str, tuple[str, Shot]]) -> None:
        """`addresses`: for each picture's file name where the page finds it."""
        self._addresses = addresses

    def __call__(self, blocks: Blocks) -> str:
        """Return the blocks.

        >>> from guide.export.markup import parsed
        >>> HtmlText({})(parsed("Press **Save** & *smile* <b>"))
        '<p>Press <strong>Save</strong> &amp; <em>smile</em> &lt;b&gt;</p>'
        """
        return "".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(parts):
                return f"<p>{self._line(parts)}</p>"
            case CodeBlock(text):
                return f'<pre dir="ltr"><code>{escape(text)}</code></pre>'
            case Quote(blocks):
                return f"<blockquote>{self(blocks)}</blockquote>"
            case Items(items, start):
                tag, first = ("ul", "") if start is None else ("ol", f' start="{start}"' if start != 1 else "")
                return f"<{tag}{first}>{''.join(f'<li>{self(item)}</li>' for item in items)}</{tag}>"

    def _line(self, parts: tuple[Inline, ...]) -> str:
        return "".join(map(self._inline, parts))

    def _inline(self, part: Inline) -> str:  # noqa: PLR0911 -- one for each kind
        match part:
            case Words(text):
                return escape(text)
            case Code(text):
                return f"<code>{escape(text)}</code>"
            case Break():
                return "<br>"
            case Strong(parts):
                return f"<strong>{self._line(parts)}</strong>"
            case Emphasis(parts):
                return f"<em>{self._line(parts)}</em>"
            case Link(address, parts):
                return f'<a href="{escape(address)}" rel="noopener noreferrer">{self._line(parts)}</a>'
            case Image(file, alt):
                return self.picture(file, alt)

    def picture(self, file: str, alt: str) -> str:
        """Return a picture, or what it shows where it is not there."""
        if file not in self._addresses:
            return escape(alt)
        address, shot = self._addresses[file]
        return picture(address, shot, alt)


def picture(address: str, shot: Shot, alt: str) -> str:
    """Return an `img`, with its size, so that nothing jumps while it is read."""
    size = f'width="{shot.width_px}" height="{shot.height_px}"'
    return f'<img src="{escape(address)}" alt="{escape(alt)}" {size}>'
