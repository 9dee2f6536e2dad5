"""Each format, read back by something that is not ours where there is something light; the rest is `make exports`."""

from __future__ import annotations

import io
import json
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from PIL import Image

from guide.export.building import handout_of
from guide.export.course import course_of
from guide.export.docx import docx_of
from guide.export.film import gif_of, shown_ms
from guide.export.handout import Handout
from guide.export.markdown import markdown_of
from guide.export.markup import parsed, plain
from guide.export.odt import odt_of
from guide.export.page import html_page
from guide.export.paper import pdf_of
from tests.export.made import HOSTILE, handout_in, long_tutorial, tutorial_in

ARABIC = "افتح القائمة **File** ثم اختر Save As"
SENTENCES = ("Save a note", "Write it down", "first", "Choose", "Save As…", "One question", "In the folder", "Done.")


@pytest.fixture(scope="module")
def handout(tmp_path_factory: pytest.TempPathFactory) -> Handout:
    """A handout with everything."""
    return handout_in(tmp_path_factory.mktemp("tutorial"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Handout:
    """One whose every text wants to break out."""
    made = handout_in(tmp_path_factory.mktemp("hostile"))
    say = parsed(HOSTILE)
    pages = tuple(replace(page, title=HOSTILE, say=say, hint=say, notes=(HOSTILE,)) for page in made.pages)
    shots = (replace(made.pages[1].shots[0], alt=HOSTILE),)
    question = pages[2].question
    assert question is not None
    answers = tuple(replace(answer, text=HOSTILE, reply=say) for answer in question.answers)
    pages = (
        pages[0],
        replace(pages[1], shots=shots),
        replace(pages[2], question=replace(question, text=say, answers=answers)),
    )
    return replace(made, title=HOSTILE, owner=HOSTILE, summary=say, pages=pages)


class _Seen(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


# --- a web page -----------------------------------------------------------------------------------------------------


def test_a_page_is_whole_in_itself(handout: Handout) -> None:
    page = html_page(handout)
    seen = _Seen(page)
    assert all(sentence in seen.words for sentence in SENTENCES)
    assert len(seen.all("h1")) == 1
    assert len(seen.all("h2")) == 4
    pictures = seen.all("img")
    assert len(pictures) == 2
    assert all(str(image["src"]).startswith("data:image/png;base64,") and image["alt"] for image in pictures)
    # nothing is run, and nothing is fetched
    assert not seen.all("script")
    assert not seen.all("link")
    assert "http" not in page.replace("https://example.org/manual", "").replace("http-equiv", "")


def test_a_hostile_text_does_nothing_on_a_page(hostile: Handout) -> None:
    seen = _Seen(html_page(hostile))
    assert not seen.all("script")
    assert [a for tag, attributes in seen.tags for a in attributes if a.startswith("on")] == []
    assert all(str(image["src"]).startswith("data:") for image in seen.all("img"))
    assert {a["href"] for a in seen.all("a")} <= {f"#step-{n}" for n in range(9)} | {"https://example.org/manual"}
    assert "</script><script>alert(1)</script>" in seen.words


def test_a_page_in_arabic_is_read_from_the_right(handout: Handout) -> None:
    arabic = replace(handout, language="ar", title=ARABIC)
    root = _Seen(html_page(arabic)).all("html")[0]
    assert (root["lang"], root["dir"]) == ("ar", "rtl")


# --- Markdown -------------------------------------------------------------------------------------------------------


def test_markdown_means_what_the_tutorial_meant(handout: Handout) -> None:
    text, files = markdown_of(handout, "pictures")
    assert list(files) == ["02.png", "02-1.png"]
    assert "![How it looks](pictures/02-1.png)" in text
    assert "1. first\n2. second" in text
    # read again by a reader of CommonMark it has the same words
    assert all(sentence in plain(parsed(text)) for sentence in SENTENCES)


def test_hostile_words_are_words_in_markdown(hostile: Handout) -> None:
    text, _ = markdown_of(hostile, "pictures")
    assert "<script" not in text.replace(r"\<script", "")
    assert "alert(1)" in plain(parsed(text))
    assert "](javascript" not in text.replace(r"\](javascript", "")


# --- paper ----------------------------------------------------------------------------------------------------------


def _run(*command: str | Path) -> str:
    return subprocess.run([str(word) for word in command], capture_output=True, check=True).stdout.decode()


def test_a_paper_is_tagged_and_has_every_word(handout: Handout, tmp_path: Path) -> None:
    file = tmp_path / "note.pdf"
    file.write_bytes(pdf_of(handout))
    about = _run("pdfinfo", file)
    assert "Tagged:          yes" in about
    assert "Title:           Save a note" in about
    words = " ".join(_run("pdftotext", file, "-").split())
    assert all(sentence in words for sentence in (*SENTENCES, "3: a"))
    # a screen reader finds headings, a list and the descriptions of pictures
    structure = _run("pdfinfo", "-struct", file)
    assert structure.count("H1") == 5
    assert structure.count("Figure") == 2
    assert "LI" in structure


@pytest.mark.parametrize("language", ["ar", "he", "ja", "en-US"])
def test_a_paper_in_any_script(handout: Handout, tmp_path: Path, language: str) -> None:
    title = {"ar": ARABIC, "he": "שמירת פתק", "ja": "メモを保存する"}.get(language, "Save")
    file = tmp_path / "note.pdf"
    file.write_bytes(pdf_of(replace(handout, language=language, title=title)))
    size = "612 x 792 pts (letter)" if language == "en-US" else "(A4)"
    assert size in _run("pdfinfo", file)


def test_hostile_words_are_printed(hostile: Handout, tmp_path: Path) -> None:
    file = tmp_path / "note.pdf"
    file.write_bytes(pdf_of(hostile))
    words = "".join(_run("pdftotext", file, "-").split())
    assert '#panic("x")$x$@ref' in words
    assert "49" not in words.replace("{{7*7}}", "")


def test_a_very_long_text_goes_on_on_the_next_page(tmp_path: Path) -> None:
    handout = handout_of(tutorial_in(tmp_path, long_tutorial(1, "word " * 780 + "end.")))
    pages = pdf_of(replace(handout, pages=tuple(replace(p, say=p.say * 4) for p in handout.pages)))
    file = tmp_path / "long.pdf"
    file.write_bytes(pages)
    assert _run("pdftotext", file, "-").count("end.") == 4


# --- a film ---------------------------------------------------------------------------------------------------------


def test_a_film_has_a_frame_for_each_step(handout: Handout) -> None:
    film = Image.open(io.BytesIO(gif_of(handout)))
    assert (film.n_frames, film.size) == (4, (960, 720))
    durations = []
    for number in range(film.n_frames):
        film.seek(number)
        durations.append(film.info["duration"])
    assert durations == [shown_ms(page) for page in handout.pages]
    assert durations[0] > durations[3]


# --- documents ------------------------------------------------------------------------------------------------------


def test_a_word_document_has_headings_and_described_pictures(handout: Handout) -> None:
    document = docx.Document(io.BytesIO(docx_of(handout)))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert styles.count("Heading 1") == 5
    assert styles[0] == "Title"
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(sentence in words for sentence in SENTENCES)
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [
        "The screen at this step. “Save As…” is marked.",
        "How it looks",
    ]


def test_an_odt_has_headings_lists_and_described_pictures(handout: Handout) -> None:
    with zipfile.ZipFile(io.BytesIO(odt_of(handout))) as package:
        assert package.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        content = ET.fromstring(package.read("content.xml"))
        pictures = [name for name in package.namelist() if name.startswith("Pictures/")]
    words = "".join(content.itertext())
    assert all(sentence in words for sentence in SENTENCES)
    tags = [element.tag.partition("}")[2] for element in content.iter()]
    assert (tags.count("h"), tags.count("list-item"), tags.count("image")) == (6, 2, 2)
    assert len(pictures) == 2
    assert words.count("How it looks") == 2  # as the title and as the description of the picture


@pytest.mark.parametrize("language", ["en", "ar"])
def test_hostile_words_are_words_in_documents(hostile: Handout, language: str) -> None:
    made = replace(hostile, language=language)
    document = docx.Document(io.BytesIO(docx_of(made)))
    assert "</script>" in document.paragraphs[0].text
    with zipfile.ZipFile(io.BytesIO(odt_of(made))) as package:
        content = ET.fromstring(package.read("content.xml"))
    assert "</script>" in "".join(content.itertext())


# --- courses --------------------------------------------------------------------------------------------------------


def _course(handout: Handout, kind: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(course_of(handout, kind))) as package:  # type: ignore[arg-type]
        return {name: package.read(name) for name in package.namelist()}


def test_a_scorm_package_lists_all_that_is_in_it(handout: Handout) -> None:
    files = _course(handout, "scorm")
    manifest = ET.fromstring(files["imsmanifest.xml"])
    space = {"": "http://www.imsglobal.org/xsd/imscp_v1p1", "s": "http://www.imsglobal.org/xsd/imsss"}
    listed = {file.get("href") for file in manifest.iterfind(".//file", space)}
    assert listed == set(files) - {"imsmanifest.xml"}
    assert manifest.findtext(".//schemaversion", "", space) == "2004 4th Edition"
    assert manifest.findtext(".//s:minNormalizedMeasure", "", space) == "0.8"
    assert sum(name.startswith("pictures/") for name in files) == 2


def test_a_cmi5_package_says_when_it_is_done(handout: Handout) -> None:
    files = _course(handout, "cmi5")
    structure = ET.fromstring(files["cmi5.xml"])
    space = {"": "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"}
    unit = structure.find("au", space)
    assert unit is not None
    assert (unit.get("moveOn"), unit.get("masteryScore")) == ("CompletedAndPassed", "0.8")
    assert unit.findtext("url", "", space) == "index.html"
    assert [element.tag.partition("}")[2] for element in structure] == ["course", "au"]
    # without a question there is nothing to pass
    without = replace(handout, pages=handout.pages[:2])
    unit = ET.fromstring(_course(without, "cmi5")["cmi5.xml"]).find("au", space)
    assert unit is not None
    assert (unit.get("moveOn"), unit.get("masteryScore")) == ("Completed", None)


@pytest.mark.parametrize("kind", ["scorm", "cmi5"])
def test_a_course_runs_its_own_scripts_alone(hostile: Handout, kind: str) -> None:
    seen = _Seen(_course(hostile, kind)["index.html"].decode())
    assert [script.get("src") for script in seen.all("script")] == [f"{kind}.js", "course.js"]
    assert [a for _, attributes in seen.tags for a in attributes if a.startswith("on")] == []
    assert all(str(image["src"]).startswith("pictures/") for image in seen.all("img"))
    # and what is read out to the platform is XML, whatever the title says
    name = "imsmanifest.xml" if kind == "scorm" else "cmi5.xml"
    assert HOSTILE.split()[0] in "".join(ET.fromstring(_course(hostile, kind)[name]).itertext())


def test_the_same_tutorial_is_the_same_package(handout: Handout) -> None:
    assert course_of(handout, "scorm") == course_of(handout, "scorm")


# --- many -----------------------------------------------------------------------------------------------------------


def test_two_hundred_steps(tmp_path: Path) -> None:
    handout = handout_of(tutorial_in(tmp_path, long_tutorial(200)))
    assert html_page(handout).count('class="step"') == 200
    assert len(pdf_of(handout)) > 10_000
    assert _course(handout, "scorm")["index.html"].count(b"<section") == 201
    assert json.dumps(markdown_of(handout, "p")[0]).count("## ") == 200
