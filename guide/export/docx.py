"""A Word document (DOCX), with Word's own styles, so that a company's template restyles it."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

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

_MOST_WIDE_IN, _MOST_HIGH_IN, _PIXELS_AN_INCH = 6.0, 3.0, 96
_ACCENT, _SOFT = RGBColor(0x31, 0x46, 0xC9), RGBColor(0x59, 0x62, 0x74)
_CODE_FONT = "Consolas"


def docx_of(handout: Handout) -> bytes:
    """Return the file."""
    written = io.BytesIO()
    _Writer(handout).document().save(written)
    return written.getvalue()


class _Writer:
    def __init__(self, handout: Handout) -> None:
        self._handout = handout
        self._document: Document = docx.Document()

    def document(self) -> Document:
        handout = self._handout
        self._describe()
        self._add("Title", handout.title)
        self._append(handout.summary, "Subtitle")
        self._add("Caption", " · ".join(handout.facts))
        for page in handout.pages:
            self._add_page(page)
        if handout.solutions:
            self._add("Heading 1", handout.words.translate("export", "Answers"))
            for number, letters in handout.solutions:
                self._add("Normal", f"{number}: {letters}")
        return self._document

    def _describe(self) -> None:
        if not self._handout.on_letter_paper:
            sheet = self._document.sections[0]
            sheet.page_width, sheet.page_height = Mm(210), Mm(297)
        about = self._document.core_properties
        about.title, about.author, about.language = self._handout.title, self._handout.owner, self._handout.language
        about.comments, about.created = "", datetime.now(UTC).replace(tzinfo=None)
        letters = self._document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
        if letters is not None:
            letters.set(qn("w:bidi" if self._handout.right_to_left else "w:val"), self._handout.language)
        self._document.styles["Heading 1"].font.color.rgb = _ACCENT
        self._document.styles["Caption"].font.color.rgb = _SOFT
        for name in ("Title", "Subtitle"):
            self._document.styles[name].paragraph_format.space_after = Pt(6)

    def _add_page(self, page: Page) -> None:
        self._add("Heading 1", f"{page.number}. {page.title}")
        self._append(page.say, "Normal", keep=bool(page.shots))
        for note in page.notes:
            self._add("Normal", note).runs[0].font.color.rgb = _SOFT
        for shot in page.shots:
            self._picture(self._add("Normal").add_run(), shot, shot.alt)
        self._append(page.hint, "Intense Quote")
        if page.question is not None:
            self._add_question(page.question)

    def _add_question(self, question: Question) -> None:
        self._append(question.text, "Normal")
        for letter, answer in question.lettered:
            self._add("List Paragraph", f"{letter})  {answer.text}")

    def _add(self, style: str, words: str = "") -> Paragraph:
        paragraph = self._document.add_paragraph(style=style)
        if words:
            self._run(paragraph, words)
        if self._handout.right_to_left:
            paragraph.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT  # the side where reading begins: the right one
        return paragraph

    def _run(self, parent: Paragraph, words: str) -> Run:
        run = parent.add_run(words)
        if self._handout.right_to_left:
            run.font.rtl = True
        return run

    def _append(self, blocks: Blocks, style: str, *, keep: bool = False) -> None:
        for block in blocks:
            self._block(block, style, keep=keep)

    def _block(self, block: Block, style: str, *, keep: bool) -> None:
        match block:
            case Lines(parts):
                paragraph = self._add(style)
                paragraph.paragraph_format.keep_with_next = keep or None
                self._fill(paragraph, parts, frozenset())
            case CodeBlock(text):
                self._add("No Spacing", text).runs[0].font.name = _CODE_FONT
            case Quote(blocks):
                self._append(blocks, "Quote")
            case Items(items, start):
                for number, item in enumerate(items, start or 0):
                    self._item(item, None if start is None else number)

    def _item(self, item: Blocks, number: int | None) -> None:
        """Write an entry. Numbers are written out: Word would go on counting from the list before."""
        first = True
        for block in item:
            if isinstance(block, Lines) and first:
                paragraph = self._add("List Bullet" if number is None else "List Paragraph")
                if number is not None:
                    self._run(paragraph, f"{number}.  ")
                self._fill(paragraph, block.parts, frozenset())
            else:
                self._block(block, "List Continue", keep=False)
            first = False

    def _fill(self, parent: Paragraph, parts: tuple[Inline, ...], marks: frozenset[str]) -> None:
        for part in parts:
            match part:
                case Words(text):
                    self._marked(parent, text, marks)
                case Code(text):
                    self._marked(parent, text, marks).font.name = _CODE_FONT
                case Break():
                    parent.add_run().add_break()
                case Strong(inner):
                    self._fill(parent, inner, marks | {"bold"})
                case Emphasis(inner):
                    self._fill(parent, inner, marks | {"italic"})
                case Link(address, inner):
                    self._link(parent, address, inner, marks)
                case Image(file, alt):
                    shot = self._handout.inline_shots.get(file)
                    if shot is not None:
                        self._picture(parent.add_run(), shot, alt)
                    else:
                        self._marked(parent, alt, marks)

    def _marked(self, parent: Paragraph, words: str, marks: frozenset[str]) -> Run:
        run = self._run(parent, words)
        run.bold, run.italic = "bold" in marks or None, "italic" in marks or None
        if "link" in marks:
            run.font.underline, run.font.color.rgb = True, _ACCENT
        return run

    def _link(self, parent: Paragraph, address: str, parts: tuple[Inline, ...], marks: frozenset[str]) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), parent.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        before = len(parent.runs)
        self._fill(parent, parts, marks | {"link"})
        runs = parent.runs[before:]
        parent._p.append(link)
        for run in runs:
            link.append(run._r)

    def _picture(self, run: Run, shot: Shot, alt: str) -> None:
        wide, high = shot.width_px / _PIXELS_AN_INCH, shot.height_px / _PIXELS_AN_INCH
        factor = min(1.0, _MOST_WIDE_IN / wide, _MOST_HIGH_IN / high)
        shown = run.add_picture(io.BytesIO(shot.data), Inches(wide * factor), Inches(high * factor))
        shown._inline.docPr.set("descr", alt)
