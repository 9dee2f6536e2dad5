"""One web page that is whole in itself: pictures inside, no script, nothing from the network. Prints well, too."""

from __future__ import annotations

from html import escape
from pathlib import Path

from guide.export.handout import Handout, Page, Question
from guide.export.html_text import HtmlText, data_address, picture

STYLE_FILE = Path(__file__).with_name("page.css")
#: With a shorter one there is nothing to jump over.
_CONTENTS_FROM = 4


def html_page(handout: Handout) -> str:
    """Return the page."""
    text = HtmlText({file: (data_address(shot), shot) for file, shot in handout.inline_shots.items()})
    steps = "".join(_step(page, handout, text) for page in handout.pages)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(handout.language)}"{direction(handout)}><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
        "style-src 'unsafe-inline'\">"
        f"<title>{escape(handout.title)}</title>\n<style>\n{STYLE_FILE.read_text(encoding='utf-8')}</style></head>\n"
        f"<body><main>{_head(handout, text)}{_contents(handout)}"
        f'<ol class="steps">{steps}</ol></main></body></html>\n'
    )


def direction(handout: Handout) -> str:
    """Return the attribute of a page that is read from the right."""
    return ' dir="rtl"' if handout.right_to_left else ""


def _head(handout: Handout, text: HtmlText) -> str:
    facts = " · ".join(f"<span>{escape(fact)}</span>" for fact in handout.facts)
    summary = f'<div class="summary">{text(handout.summary)}</div>' if handout.summary else ""
    return f'<header><h1>{escape(handout.title)}</h1>{summary}<p class="facts">{facts}</p></header>\n'


def _contents(handout: Handout) -> str:
    if len(handout.pages) < _CONTENTS_FROM:
        return ""
    name = escape(handout.words.translate("export", "Steps"))
    entries = "".join(f'<li><a href="#step-{page.number}">{escape(page.title)}</a></li>' for page in handout.pages)
    return f'<nav aria-label="{name}"><ol>{entries}</ol></nav>\n'


def _step(page: Page, handout: Handout, text: HtmlText) -> str:
    heading = f'<h2><span class="n" aria-hidden="true">{page.number}</span> {escape(page.title)}</h2>'
    return (
        f'<li class="step" id="step-{page.number}"><div class="text">{heading}{_body(page, handout, text)}</div>'
        f"{_figures(page)}</li>\n"
    )


def notes_of(page: Page) -> str:
    """Return a step's notes."""
    return "".join(f'<p class="note">{escape(note)}</p>' for note in page.notes)


def hint_of(page: Page, handout: Handout, text: HtmlText) -> str:
    """Return a step's hint; empty where it has none."""
    if not page.hint:
        return ""
    name = escape(handout.words.translate("export", "If you get stuck"))
    return f'<div class="hint" role="note" aria-label="{name}">{text(page.hint)}</div>'


def _body(page: Page, handout: Handout, text: HtmlText) -> str:
    question = _question(page.question, handout, text) if page.question else ""
    return f'<div class="say">{text(page.say)}</div>{notes_of(page)}{hint_of(page, handout, text)}{question}'


def _figures(page: Page) -> str:
    return "".join(f"<figure>{picture(data_address(shot), shot, shot.alt)}</figure>" for shot in page.shots)


def _question(question: Question, handout: Handout, text: HtmlText) -> str:
    words = handout.words
    choices = "".join(f"<li>{escape(answer.text)}</li>" for answer in question.answers)
    solution = ""
    if question.graded:
        right = "".join(f"<p>{escape(a.text)}</p>{text(a.reply)}" for a in question.answers if a.correct)
        show = escape(words.translate("export", "Show the answer"))
        solution = f"<details><summary>{show}</summary>{right}</details>"
    return f'<div class="question">{text(question.text)}<ul>{choices}</ul>{solution}</div>'
