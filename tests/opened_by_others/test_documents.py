"""Pages in a browser, documents in LibreOffice, papers in a reader: with every word and every picture."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from guide.export.docx import docx_of
from guide.export.handout import Handout
from guide.export.markup import plain
from guide.export.odt import odt_of
from guide.export.page import html_page
from guide.export.paper import pdf_of
from tests.opened_by_others.browser import chromium, visit
from tests.opened_by_others.platform import Platform

ARABIC = "احفظ ملاحظة"


def words_of(handout: Handout) -> list[str]:
    """Return what has to be read somewhere: all titles and texts."""
    texts = [handout.title, plain(handout.summary), *(page.title for page in handout.pages)]
    return [*texts, *(plain(page.say) for page in handout.pages)]


def squeezed(text: str) -> str:
    """Return a text without white space and the marks that a list adds: lines break where they like."""
    return "".join(text.split()).replace("•", "")


def run(*command: str | Path) -> str:
    """Run a program and return what it says."""
    return subprocess.run([str(word) for word in command], capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("name", ["note", "quiz", "hostile"])
def test_a_page_in_a_browser(request: pytest.FixtureRequest, name: str, tmp_path: Path) -> None:
    handout = request.getfixturevalue(name)
    with Platform({"page.html": html_page(handout).encode()}) as platform:
        seen = visit(platform, "page.html", tmp_path)
        # nothing is fetched but the page
        asked = [path for path in platform.asked if path not in ("/page.html", "/driver.js", "/favicon.ico")]
    assert asked == ["/course/page.html"]
    assert seen["problems"] == []
    assert (seen["language"], seen["direction"], seen["scripts"]) == (handout.language, "ltr", 0)
    assert len(seen["headings"]) == len(handout.pages) + 1
    assert seen["pictures"] == [True] * sum(len(page.shots) for page in handout.pages)
    assert seen["wider"] is False
    assert all(squeezed(words) in squeezed(seen["text"]) for words in words_of(handout))


def test_an_arabic_page_is_read_from_the_right(note: Handout, tmp_path: Path) -> None:
    arabic = replace(note, language="ar", title=ARABIC)
    with Platform({"page.html": html_page(arabic).encode()}) as platform:
        seen = visit(platform, "page.html", tmp_path)
    assert (seen["direction"], seen["headings"][0]) == ("rtl", ARABIC)


def test_a_page_is_printed_with_all_its_pictures(note: Handout, tmp_path: Path) -> None:
    page, paper = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(html_page(note), encoding="utf-8")
    run(*chromium(f"--print-to-pdf={paper}", "--no-pdf-header-footer", page.as_uri(), profile=tmp_path / "profile"))
    read(note, paper, pictures=5)


@pytest.mark.parametrize(("ending", "write"), [("odt", odt_of), ("docx", docx_of)])
@pytest.mark.parametrize("name", ["note", "hostile"])
def test_a_document_in_libreoffice(
    request: pytest.FixtureRequest, name: str, ending: str, write: Callable[[Handout], bytes], tmp_path: Path
) -> None:
    handout = request.getfixturevalue(name)
    document = tmp_path / f"document.{ending}"
    document.write_bytes(write(handout))
    run("soffice", _profile(tmp_path), "--headless", "--convert-to", "pdf", "--outdir", tmp_path, document)
    read(handout, tmp_path / "document.pdf", pictures=sum(len(page.shots) for page in handout.pages))


@pytest.mark.parametrize("name", ["note", "quiz", "hostile"])
def test_a_paper_in_a_reader(request: pytest.FixtureRequest, name: str, tmp_path: Path) -> None:
    handout = request.getfixturevalue(name)
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(pdf_of(handout))
    read(handout, paper, pictures=sum(len(page.shots) for page in handout.pages))
    assert "Tagged:          yes" in run("pdfinfo", paper)


@pytest.mark.parametrize("ending", ["pdf", "odt", "docx"])
def test_an_arabic_document_begins_at_the_right(note: Handout, ending: str, tmp_path: Path) -> None:
    arabic = replace(note, language="ar", title=ARABIC)
    document = tmp_path / f"document.{ending}"
    document.write_bytes({"pdf": pdf_of, "odt": odt_of, "docx": docx_of}[ending](arabic))
    if ending != "pdf":
        run("soffice", _profile(tmp_path), "--headless", "--convert-to", "pdf", "--outdir", tmp_path, document)
    boxes = run("pdftotext", "-bbox", tmp_path / "document.pdf", "-")
    width = float(re.findall(r'<page width="([\d.]+)"', boxes)[0])
    words = [(float(top), float(right)) for top, right in re.findall(r'yMin="([\d.]+)" xMax="([\d.]+)"', boxes)]
    title = min(top for top, _ in words)
    assert max(right for top, right in words if top < title + 5) > 0.8 * width


def _profile(folder: Path) -> str:
    return f"-env:UserInstallation={(folder / 'profile').as_uri()}"


def read(handout: Handout, paper: Path, *, pictures: int) -> None:
    """Read a PDF by programs that know nothing of ours: its words, and pictures that show something."""
    words = squeezed(run("pdftotext", paper, "-"))
    assert [text for text in words_of(handout) if squeezed(text) not in words] == []
    shown = [line for line in run("pdfimages", "-list", paper).splitlines()[2:] if " image " in line]
    assert len(shown) >= pictures
