"""A text document (ODT) that opens in LibreOffice and Word, with real headings, lists and descriptions of pictures."""

from __future__ import annotations

import io

from odfdo import Document, Element, Frame, Header, LineBreak, List, ListItem, Paragraph, Span, Style
from odfdo import Link as OdfLink

from guide.export.handout import Handout, Page, Question, Shot
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
    Quote,
    Strong,
    Words,
)
from guide.export.markup import Paragraph as Lines

#: A picture is at most as wide as the text and a third of a page high; a pixel at scale 1 is 1/96 inch.
_MOST_WIDE_CM, _MOST_HIGH_CM, _CM_A_PIXEL = 16.5, 7.5, 2.54 / 96
_FONT = {"fo:font-family": "'Noto Sans', 'DejaVu Sans', 'Segoe UI', sans-serif"}
_ACCENT, _SOFT, _HINT = "#3146c9", "#596274", "#f7ecce"


def odt_of(handout: Handout) -> bytes:
    """Return the file."""
    written = io.BytesIO()
    _Writer(handout).document().save(written)
    return written.getvalue()


class _Writer:
    def __init__(self, handout: Handout) -> None:
        self._handout = handout
        self._document = Document("text")
        self._pictures = 0

    def document(self) -> Document:
        handout, body = self._handout, self._document.body
        body.clear()
        self._add_styles()
        self._document.meta.title = handout.title
        self._document.meta.language = handout.language
        body.append(self._heading(1, handout.title, "guide-title"))
        self._append(body, handout.summary, "guide-summary")
        body.append(_plain(" · ".join(handout.facts), "guide-facts"))
        for level in self._document.get_styles("outline")[0].children:  # the library's template counts headings
            level.set_attribute("style:num-format", "")
            for mark in ("style:num-suffix", "loext:num-list-format"):
                level.del_attribute(mark)
        for page in handout.pages:
            self._add_page(page)
        if handout.solutions:
            body.append(self._heading(2, handout.words.translate("export", "Answers"), "guide-step"))
            for number, letters in handout.solutions:
                body.append(_plain(f"{number}: {letters}", "guide-text"))
        return self._document

    def _add_page(self, page: Page) -> None:
        body = self._document.body
        body.append(self._heading(2, f"{page.number}. {page.title}", "guide-step"))
        self._append(body, page.say, "guide-above" if page.shots else "guide-text")
        for note in page.notes:
            body.append(_plain(note, "guide-note"))
        for shot in page.shots:
            holder = Paragraph(style="guide-picture")
            holder.append(self._frame(shot, shot.alt))
            body.append(holder)
        self._append(body, page.hint, "guide-hint")
        if page.question is not None:
            self._add_question(page.question)

    def _add_question(self, question: Question) -> None:
        body = self._document.body
        self._append(body, question.text)
        for letter, answer in question.lettered:
            body.append(_plain(f"{letter})  {answer.text}", "guide-text"))

    @staticmethod
    def _heading(level: int, words: str, style: str) -> Header:
        header = Header(level, words)
        header.set_attribute("text:style-name", style)
        return header

    def _append(self, parent: Element, blocks: Blocks, style: str = "guide-text") -> None:
        for block in blocks:
            for element in self._block(block, style):
                parent.append(element)

    def _block(self, block: Block, style: str) -> list[Element]:
        match block:
            case Lines(parts):
                paragraph = Paragraph(style=style)
                self._fill(paragraph, parts)
                return [paragraph]
            case CodeBlock(text):
                return [_plain(text, "guide-code")]
            case Quote(blocks):
                return [element for inner in blocks for element in self._block(inner, "guide-note")]
            case Items(items, start):
                listed = List(style="guide-bullets" if start is None else "guide-numbers")
                for number, item in enumerate(items):
                    entry = ListItem()
                    if number == 0 and start not in (None, 1):
                        entry.set_attribute("text:start-value", str(start))
                    self._append(entry, item, style)
                    listed.append(entry)
                return [listed]

    def _fill(self, parent: Element, parts: tuple[Inline, ...]) -> None:
        for part in parts:
            match part:
                case Words(text):
                    parent.append(Span(text))
                case Code(text):
                    parent.append(Span(text, style="guide-code-text"))
                case Break():
                    parent.append(LineBreak())
                case Strong(inner):
                    self._fill_styled(parent, inner, "guide-strong")
                case Emphasis(inner):
                    self._fill_styled(parent, inner, "guide-emphasis")
                case Link(address, inner):
                    link = OdfLink(address)
                    self._fill(link, inner)
                    parent.append(link)
                case Image(file, alt):
                    shot = self._handout.inline_shots.get(file)
                    parent.append(self._frame(shot, alt) if shot else Span(alt))

    def _fill_styled(self, parent: Element, parts: tuple[Inline, ...], style: str) -> None:
        span = Span(style=style)
        self._fill(span, parts)
        parent.append(span)

    def _frame(self, shot: Shot, alt: str) -> Frame:
        self._pictures += 1
        wide, high = _fitted(shot)
        file = self._document.add_file(io.BytesIO(shot.data))
        frame = Frame.image_frame(
            file, name=f"picture-{self._pictures}", size=(f"{wide:.2f}cm", f"{high:.2f}cm"), anchor_type="as-char"
        )
        frame.svg_title = alt
        frame.svg_description = alt
        return frame

    def _add_styles(self) -> None:
        language, _, country = self._handout.language.partition("-")
        mode = "rl-tb" if self._handout.right_to_left else "lr-tb"
        spoken = {"fo:language": language, "fo:country": country or "none"}
        for style in _styles(mode):
            known = {name: str(value) for name, value in (style.get_properties(area="text") or {}).items()}
            font = {} if style.name == "guide-code-text" else _FONT
            style.set_properties(_for_all_scripts({**spoken, **font, **known}), area="text")
            self._document.insert_style(style, automatic=False)
        for name, numbered in (("guide-bullets", False), ("guide-numbers", True)):
            self._document.insert_style(_list_style(name, numbered=numbered), automatic=False)


def _plain(words: str, style: str) -> Paragraph:
    return Paragraph(words, style=style)


def _fitted(shot: Shot) -> tuple[float, float]:
    wide, high = shot.width_px * _CM_A_PIXEL, shot.height_px * _CM_A_PIXEL
    factor = min(1.0, _MOST_WIDE_CM / wide, _MOST_HIGH_CM / high)
    return wide * factor, high * factor


def _styles(mode: str) -> list[Style]:
    """Return the styles of paragraphs and letters, so that one can change them all at once in the program."""
    side = "right" if mode == "rl-tb" else "left"  # “start” is the left for LibreOffice, whatever is written

    def paragraph(name: str, parent: str, text: dict[str, str], **shape: str) -> Style:
        style = Style("paragraph", name=name, display_name=name.replace("-", " "), parent_style=parent)
        style.set_properties({"style:writing-mode": mode, "fo:text-align": side, **_odf(shape)}, area="paragraph")
        style.set_properties(text, area="text")
        return style

    def letters(name: str, text: dict[str, str]) -> Style:
        style = Style("text", name=name, display_name=name.replace("-", " "))
        style.set_properties(text, area="text")
        return style

    size, bold = "fo:font-size", {"fo:font-weight": "bold"}
    return [
        paragraph("guide-title", "Heading_20_1", {size: "24pt", **bold}, margin_bottom="0.2cm"),
        paragraph("guide-summary", "Standard", {size: "13pt", "fo:color": _SOFT}, margin_bottom="0.2cm"),
        paragraph("guide-facts", "Standard", {size: "9pt", "fo:color": _SOFT}, margin_bottom="0.6cm"),
        paragraph(
            "guide-step",
            "Heading_20_2",
            {size: "14pt", "fo:font-style": "normal", "fo:color": _ACCENT, **bold},
            margin_top="0.6cm",
            margin_bottom="0.15cm",
            keep_with_next="always",
        ),
        paragraph("guide-text", "Standard", {size: "11pt"}, margin_bottom="0.2cm", line_height="120%"),
        paragraph("guide-above", "guide-text", {}, keep_with_next="always"),
        paragraph("guide-note", "Standard", {size: "11pt", "fo:color": _SOFT}, margin_bottom="0.2cm"),
        paragraph(
            "guide-hint",
            "Standard",
            {size: "11pt"},
            margin_bottom="0.25cm",
            margin_top="0.1cm",
            background_color=_HINT,
            padding="0.2cm",
        ),
        paragraph("guide-code", "Preformatted_20_Text", {size: "10pt"}, margin_bottom="0.2cm"),
        paragraph("guide-picture", "Standard", {}, margin_top="0.1cm", margin_bottom="0.3cm"),
        letters("guide-strong", {"fo:font-weight": "bold"}),
        letters("guide-emphasis", {"fo:font-style": "italic"}),
        letters("guide-code-text", {"style:font-name": "DejaVu Sans Mono", "fo:background-color": "#efede6"}),
    ]


def _for_all_scripts(text: dict[str, str]) -> dict[str, str]:
    """Return the properties of letters for scripts like Arabic too, which the format keeps apart."""
    also = ("font-size", "font-weight", "font-style", "font-family", "language", "country")
    both = {f"style:{name}-complex": text[f"fo:{name}"] for name in also if f"fo:{name}" in text}
    return {**text, **both}


def _odf(shape: dict[str, str]) -> dict[str, str]:
    return {f"fo:{name.replace('_', '-')}": value for name, value in shape.items()}


def _list_style(name: str, *, numbered: bool) -> str:
    mark = 'number style:num-suffix="." style:num-format="1"' if numbered else 'bullet text:bullet-char="•"'
    tag = mark.split(" ", maxsplit=1)[0]
    levels = "".join(
        f'<text:list-level-style-{mark} text:level="{level}"><style:list-level-properties '
        f'text:space-before="{0.5 * level:.1f}cm" text:min-label-width="0.5cm"/></text:list-level-style-{tag}>'
        for level in range(1, 6)
    )
    return f'<text:list-style style:name="{name}">{levels}</text:list-style>'
