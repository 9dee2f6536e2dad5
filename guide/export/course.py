"""A course for a learning platform: a zip with a small player, and a manifest in the platform's words.

SCORM 2004 (4th edition) and cmi5 share the player; each has its own way to say how far one came.
"""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape as xml_escape
from xml.sax.saxutils import quoteattr

from guide.export.handout import Handout, Page, Question, Shot
from guide.export.html_text import HtmlText, picture
from guide.export.markup import plain
from guide.export.page import STYLE_FILE, direction, hint_of, notes_of

Kind = Literal["scorm", "cmi5"]
#: The part of the questions that is to be answered rightly.
MASTERY = 0.8
_FOLDER = Path(__file__).parent
#: The same file every time: a platform tells by its content whether a course is new.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def course_of(handout: Handout, kind: Kind) -> bytes:
    """Return the package."""
    files = _files(handout, kind)
    manifest = _scorm_manifest(handout, list(files)) if kind == "scorm" else _cmi5_structure(handout)
    name = "imsmanifest.xml" if kind == "scorm" else "cmi5.xml"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in {name: manifest.encode(), **files}.items():
            entry = zipfile.ZipInfo(path, _LONG_AGO)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return written.getvalue()


def _files(handout: Handout, kind: Kind) -> dict[str, bytes]:
    pictures = _Pictures()
    html = _player(handout, kind, pictures)
    style = STYLE_FILE.read_bytes() + (_FOLDER / "course.css").read_bytes()
    scripts = {name: (_FOLDER / name).read_bytes() for name in (f"{kind}.js", "course.js")}
    return {"index.html": html.encode(), "course.css": style, **scripts, **pictures.files}


class _Pictures:
    """Files beside the player."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def kept(self, shot: Shot) -> str:
        """Return where the player finds a picture."""
        name = f"pictures/{len(self.files) + 1:03}.{shot.suffix}"
        self.files[name] = shot.data
        return name


def _player(handout: Handout, kind: Kind, pictures: _Pictures) -> str:
    text = HtmlText({file: (pictures.kept(shot), shot) for file, shot in handout.inline_shots.items()})
    pages = "".join(_page(page, handout, text, pictures) for page in handout.pages)
    marks = "<i></i>" * (len(handout.pages) + 1)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(handout.language)}"{direction(handout)}><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'; connect-src *">'
        f'<title>{escape(handout.title)}</title><link rel="stylesheet" href="course.css"></head>\n'
        f"<body><main {_said(handout)}><header><h1>{escape(handout.title)}</h1></header>"
        f'<div class="bar" aria-hidden="true">{marks}</div>\n{pages}{_last_page(handout)}{_controls(handout)}</main>'
        f'<script src="{kind}.js"></script><script src="course.js"></script></body></html>\n'
    )


def _controls(handout: Handout) -> str:
    translate = handout.words.translate
    unheard = translate("export", "The learning platform does not answer, so that your progress is not kept.")
    return (
        f"<noscript><p>{escape(translate('export', 'This course needs JavaScript.'))}</p></noscript>"
        f'<p id="unheard" role="status" class="note" hidden>{escape(unheard)}</p>'
        f'<p id="left" role="status" hidden>{escape(translate("export", "You can close this window now."))}</p>'
        f'<div class="controls"><button id="back" class="quiet" type="button">'
        f"{escape(translate('export', 'Back'))}</button>"
        '<span id="place" class="place"></span><button id="next" type="button"></button></div>'
    )


def _said(handout: Handout) -> str:
    """Return what the script says, as attributes."""
    translate = handout.words.translate
    total = len(handout.pages)
    said = {
        "next": translate("export", "Next"),
        "close": translate("export", "Close"),
        "place": translate("export", "Step {number} of {total}").replace("{total}", str(total)),
        "right": translate("export", "That’s right."),
        "wrong": translate("export", "Not quite. Try another answer."),
        "score": translate("export", "{right} of {total} questions answered rightly."),
        "mastery": str(MASTERY),
    }
    return " ".join(f'data-{name}="{escape(value)}"' for name, value in said.items())


def _page(page: Page, handout: Handout, text: HtmlText, pictures: _Pictures) -> str:
    shots = "".join(
        f"<figure>{picture(pictures.kept(shot), shot, shot.alt)}</figure>" for shot in page.shots
    )  # fmt: skip
    question = _question(page.question, page.id, text) if page.question else ""
    heading = f'<h2 tabindex="-1"><span class="n" aria-hidden="true">{page.number}</span> {escape(page.title)}</h2>'
    return (
        f'<section class="page" hidden><div class="text">{heading}<div class="say">{text(page.say)}</div>'
        f"{notes_of(page)}{hint_of(page, handout, text)}{question}</div>{shots}</section>\n"
    )


def _question(question: Question, step: str, text: HtmlText) -> str:
    choices = "".join(
        f'<label><input type="radio" name="{escape(step)}" value="{escape(answer.id)}"'
        f"{' data-right=yes' if answer.correct else ''}> {escape(answer.text)}</label>"
        for answer in question.answers
    )
    replies = "".join(
        f'<template data-choice="{escape(answer.id)}">{text(answer.reply)}</template>'
        for answer in question.answers
        if answer.reply
    )
    return (
        f'<fieldset data-step="{escape(step)}"><legend>{text(question.text)}</legend>{choices}{replies}'
        '<div class="reply" role="status"></div></fieldset>'
    )


def _last_page(handout: Handout) -> str:
    translate = handout.words.translate
    reached = translate("export", "You have reached the end of “{title}”.").format(title=handout.title)
    return (
        f'<section class="page" hidden><div class="text"><h2 tabindex="-1">{escape(translate("export", "Done!"))}</h2>'
        f'<p>{escape(reached)}</p><p id="score" hidden></p></div></section>\n'
    )


def _graded(handout: Handout) -> bool:
    return any(page.question is not None and page.question.graded for page in handout.pages)


def _scorm_manifest(handout: Handout, files: list[str]) -> str:
    title = xml_escape(handout.title)
    listed = "".join(f"<file href={quoteattr(file)}/>" for file in files)
    objective = (
        '<imsss:objectives><imsss:primaryObjective objectiveID="answers" satisfiedByMeasure="true">'
        f"<imsss:minNormalizedMeasure>{MASTERY}</imsss:minNormalizedMeasure></imsss:primaryObjective>"
        "</imsss:objectives>"
        if _graded(handout)
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest identifier="guide-{handout.id}" version={quoteattr(handout.version[:20])} '
        'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" '
        'xmlns:imsss="http://www.imsglobal.org/xsd/imsss">\n'
        "<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>\n"
        f'<organizations default="course"><organization identifier="course"><title>{title}</title>\n'
        f'<item identifier="item" identifierref="player"><title>{title}</title>'
        f'<imsss:sequencing>{objective}<imsss:deliveryControls completionSetByContent="true" '
        'objectiveSetByContent="true"/></imsss:sequencing></item>\n'
        '<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>'
        "</organization></organizations>\n"
        '<resources><resource identifier="player" type="webcontent" adlcp:scormType="sco" href="index.html">'
        f"{listed}</resource></resources>\n</manifest>\n"
    )


def _cmi5_structure(handout: Handout) -> str:
    def texts(tag: str, words: str) -> str:
        return f"<{tag}><langstring lang={quoteattr(handout.language)}>{xml_escape(words)}</langstring></{tag}>"

    about = texts("title", handout.title) + texts("description", plain(handout.summary) or handout.title)
    course = f"urn:x-guide:course:{handout.id}"
    moves_on = "CompletedAndPassed" if _graded(handout) else "Completed"
    mastery = f' masteryScore="{MASTERY}"' if _graded(handout) else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">\n'
        f'<course id="{course}">{about}</course>\n'
        f'<au id="urn:x-guide:tutorial:{handout.id}" moveOn="{moves_on}"{mastery} launchMethod="AnyWindow">'
        f"{about}<url>index.html</url></au>\n</courseStructure>\n"
    )
