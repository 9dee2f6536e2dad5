"""A handout on paper: PDF with tags, so that a screen reader reads it as a page and not as letters.

Set by Typst. The text of a tutorial goes there as data and is only ever shown: none of it is read as Typst's language.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import typst

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
    Paragraph,
    Quote,
    Strong,
    Words,
)

_TEMPLATE = Path(__file__).with_name("paper.typ")
#: PDF/UA-1: the standard for documents that everybody can read.
_STANDARD: Final = "ua-1"


def pdf_of(handout: Handout) -> bytes:
    """Return the PDF."""
    return _set(handout, "paper", format="pdf")[0]


def films_frames(handout: Handout, ppi: float) -> list[bytes]:
    """Return a PNG for each step, all of one size, for a film."""
    return _set(handout, "film", format="png", ppi=ppi)


def _set(handout: Handout, kind: str, **options: Any) -> list[bytes]:
    with tempfile.TemporaryDirectory(prefix="guide-paper-") as folder:
        work = Path(folder)
        (work / "main.typ").write_bytes(_TEMPLATE.read_bytes())
        pictures = _Pictures(work, handout.inline_shots)
        (work / "data.json").write_text(json.dumps(_data(handout, pictures) | {"kind": kind}), encoding="utf-8")
        source, root = str(work / "main.typ"), str(work)
        try:
            made = typst.compile(source, root=root, pdf_standards=_STANDARD, **options)
        except typst.TypstError:  # a letter that no font here has: the standard forbids it, a person can live with it
            made = typst.compile(source, root=root, **options)
    pages = made if isinstance(made, list) else [made]
    return [page for page in pages if page is not None]


class _Pictures:
    """Puts pictures where Typst may read them."""

    def __init__(self, folder: Path, inline: Mapping[str, Shot]) -> None:
        self._folder, self._inline, self._count = folder, inline, 0

    def kept(self, shot: Shot) -> dict[str, Any]:
        """Return what the template needs of a picture."""
        self._count += 1
        name = f"{self._count}.{shot.suffix}"
        (self._folder / name).write_bytes(shot.data)
        return {"file": name, "alt": shot.alt, "width": shot.width_px, "height": shot.height_px}

    def inline(self, image: Image) -> dict[str, Any] | None:
        """Return the same for a picture within a text; None where it is not there."""
        shot = self._inline.get(image.file)
        return self.kept(shot) if shot is not None else None


def _data(handout: Handout, pictures: _Pictures) -> dict[str, Any]:
    language, _, region = handout.language.partition("-")
    words = handout.words
    return {
        "title": handout.title,
        "summary": _blocks(handout.summary, pictures),
        "facts": list(handout.facts),
        "owner": handout.owner,
        "lang": language,
        "region": region.upper() if len(region) == 2 else None,
        "rtl": handout.right_to_left,
        "paper": "us-letter" if handout.on_letter_paper else "a4",
        "steps": [_step(page, pictures) for page in handout.pages],
        "answers": [f"{number}: {letters}" for number, letters in handout.solutions],
        "words": {"answers": words.translate("export", "Answers"), "page": words.translate("export", "Page")},
    }


def _step(page: Page, pictures: _Pictures) -> dict[str, Any]:
    return {
        "number": page.number,
        "title": page.title,
        "say": _blocks(page.say, pictures),
        "notes": list(page.notes),
        "hint": _blocks(page.hint, pictures),
        "question": _question(page.question, pictures) if page.question else None,
        "shots": [pictures.kept(shot) for shot in page.shots],
    }


def _question(question: Question, pictures: _Pictures) -> dict[str, Any]:
    choices = [{"letter": letter, "text": answer.text} for letter, answer in question.lettered]
    return {"text": _blocks(question.text, pictures), "choices": choices}


def _blocks(blocks: Blocks, pictures: _Pictures) -> list[dict[str, Any]]:
    return [_block(block, pictures) for block in blocks]


def _block(block: Block, pictures: _Pictures) -> dict[str, Any]:
    match block:
        case Paragraph(parts):
            return {"kind": "paragraph", "parts": _line(parts, pictures)}
        case CodeBlock(text):
            return {"kind": "code", "text": text}
        case Quote(blocks):
            return {"kind": "quote", "blocks": _blocks(blocks, pictures)}
        case Items(items, start):
            return {"kind": "list", "items": [_blocks(item, pictures) for item in items], "start": start}


def _line(parts: tuple[Inline, ...], pictures: _Pictures) -> list[dict[str, Any]]:
    return [_inline(part, pictures) for part in parts]


def _inline(part: Inline, pictures: _Pictures) -> dict[str, Any]:  # noqa: PLR0911 -- one for each kind
    match part:
        case Words(text):
            return {"kind": "text", "text": text}
        case Code(text):
            return {"kind": "code", "text": text}
        case Break():
            return {"kind": "break"}
        case Strong(parts):
            return {"kind": "strong", "parts": _line(parts, pictures)}
        case Emphasis(parts):
            return {"kind": "emphasis", "parts": _line(parts, pictures)}
        case Link(address, parts):
            return {"kind": "link", "address": address, "parts": _line(parts, pictures)}
        case Image(_, alt):
            kept = pictures.inline(part)
            return {"kind": "image", **kept} if kept else {"kind": "text", "text": alt}
