"""What the card says and offers for a view of the session: pure, so that each state can be told as a sentence.

A `Content` holds no pixel and no widget; two equal contents look the same, so the card is laid out only on change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypedDict

from guide.player import text
from guide.session.events import Answer, Back, Dismiss, Next, Pause, Report, Retry, Skip
from guide.session.view import FINAL, View
from guide.tutorial.document import Ask, Media

Wish = Next | Back | Skip | Retry | Pause | Answer | Report | Dismiss
NoticeKind = Literal["hint", "strayed", "guess", "right", "wrong"]
Badge = Literal["lost", "done", "failed"]


class _Progress(TypedDict):
    number: int
    total: int
    progress: float


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to press. `id` is unique on the card; `wish` None: closes the last card."""

    id: str
    label: str
    wish: Wish | None
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A block under the text. `name` says to those who cannot see its colour what kind it is."""

    kind: NoticeKind
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """A card in words. Texts are CommonMark, headings and labels plain."""

    kicker: str
    """The tutorial's title, small, at the top."""
    heading: str = ""
    text: str = ""
    badge: Badge | None = None
    media: Media | None = None
    notices: tuple[Notice, ...] = ()
    ask: Ask | None = None
    answered: str | None = None
    number: int = 0
    total: int = 0
    """0: no progress is shown."""
    progress: float = 0.0
    buttons: tuple[Button, ...] = ()
    running: bool = True
    """Whether it can be paused and stopped; a last card can only be closed."""
    rating: bool = False
    small: bool = False
    stacked: bool = False
    """Buttons below each other, as in a menu."""

    @property
    def spoken(self) -> tuple[str, ...]:
        """What a screen reader announces, in order: where one is, then what to do. Still CommonMark."""
        place = text.step_of(self.number, self.total) if self.total else ""
        asked = self.ask.question if self.ask else ""
        notices = (notice.text for notice in self.notices)
        return tuple(part for part in (place, self.heading, self.text, asked, *notices) if part)


def content_of(view: View, *, guess: bool = False) -> Content:
    """Return the card of a view. `guess`: its light is where the region says, unconfirmed.

    >>> content_of(View(state="waiting", tutorial_title="Save a note", say="Press **Save**.")).text
    'Press **Save**.'
    """
    if view.state in FINAL:
        return _last_card(view)
    if view.state == "preparing":
        why = view.why_lost or text.waiting_for_it()
        begin = (Button("next", text.begin_anyway(), Next(), primary=True),) if view.can_next else ()
        return Content(view.tutorial_title, text.open_to_begin(view.application), why, buttons=begin)
    if view.state == "resolving":
        return Content(view.tutorial_title, text.looking(), text.looking_for_it(), small=True, **_progress(view))
    if view.state == "lost":
        return _scroll_card(view) if view.scrolled and view.why_lost else _lost_card(view)
    return _step_card(view, guess)


def closing_content(content: Content) -> Content:
    """Return the small menu behind the cross of a card."""
    return Content(
        kicker=content.kicker,
        heading=text.how_to_close(),
        buttons=(
            Button("not-now", text.not_now(), Dismiss("not-now")),
            Button("remind", text.remind_me(), Dismiss("remind")),
            Button("never", text.never_again(), Dismiss("never")),
            Button("keep-going", text.keep_going(), None, primary=True),
        ),
        running=False,
        stacked=True,
    )


def thanks(content: Content) -> Content:
    """Return the last card after it was rated."""
    return replace(content, heading=text.thank_you(), text="", rating=False, buttons=(), small=True)


def _step_card(view: View, guess: bool) -> Content:
    return Content(
        kicker=view.tutorial_title,
        heading=view.title or "",
        text=view.say,
        media=view.media,
        notices=tuple(_notices(view, guess)),
        ask=view.ask,
        answered=view.answered,
        buttons=tuple(_ways_on(view)),
        **_progress(view),
    )


def _lost_card(view: View) -> Content:
    buttons = [Button("retry", text.try_again(), Retry(), primary=True)]
    if view.can_skip:
        buttons.insert(0, Button("skip", text.skip_this_step(), Skip()))
    buttons.insert(0, Button("report", text.report(), Report()))
    why = view.why_lost or text.why_unknown()
    return Content(
        kicker=view.tutorial_title,
        heading=text.cannot_find_it(),
        text=f"{view.say}\n\n{why}" if view.say else why,
        badge="lost",
        media=view.media,
        notices=tuple(_notices(view, guess=False)),
        buttons=tuple(buttons),
        **_progress(view),
    )


def _scroll_card(view: View) -> Content:
    """Return the step as always, and how to bring into sight what it is about."""
    card = _step_card(view, guess=False)
    return replace(card, notices=(Notice("hint", text.hint(), view.why_lost or ""), *card.notices))


def _last_card(view: View) -> Content:
    close = (Button("close", text.close(), None, primary=True),)
    title = view.tutorial_title
    if view.state == "failed":
        words = f"{text.failed_because(view.reason)}\n\n{text.failed_is_noted()}"
        return Content(title, text.failed(), words, badge="failed", buttons=close, running=False)
    if view.state == "dismissed":
        words = text.will_not_return() if view.dismissed_how == "never" else text.see_you_later()
        return Content(title, text=words, buttons=close, running=False, small=True)
    words = text.finished_with_skips(title) if view.state == "skipped" else text.you_finished(title)
    return Content(title, text.done(), words, badge="done", buttons=close, running=False, rating=True)


def _notices(view: View, guess: bool) -> list[Notice]:
    found = []
    if view.strayed:
        found.append(Notice("strayed", text.careful(), view.strayed))
    if view.unavailable:
        found.append(Notice("hint", text.hint(), view.unavailable))
    if guess:
        found.append(Notice("guess", text.guess_name(), text.guess()))
    if view.hint:
        found.append(Notice("hint", text.hint(), "\n\n".join((view.hint, *view.offers))))
    return found


def _ways_on(view: View) -> list[Button]:
    buttons = []
    if view.can_back:
        buttons.append(Button("back", text.back(), Back()))
    if view.can_skip:
        buttons.append(Button("skip", text.skip(), Skip()))
    if view.can_next:
        buttons.append(Button("next", text.next_step(), Next(), primary=True))
    return buttons


def _progress(view: View) -> _Progress:
    return {"number": view.number, "total": view.total, "progress": min(max(view.progress, 0.0), 1.0)}
