"""The card as a person uses it: with the mouse, with the keyboard, with a screen reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QColor, QFont, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from guide.player.buttons import CardButton
from guide.player.content import closing_content, content_of
from guide.player.rich_text import RichText, plain
from guide.player.spoken import Spoken
from guide.player.theme import Look, Theme
from guide.session.events import Answer, Back, Dismiss, Next, Pause, Skip
from guide.tutorial.document import Media
from tests.player.scenes import QUESTION, button, buttons, collected, shown_card, view

# The invisible screen of the tests has no window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FULL = content_of(view("waiting", title="Save it", can_back=True, can_skip=True, can_next=True, hint="Top left."))


def test_each_button_sends_its_wish(qtbot: QtBot) -> None:
    card = shown_card(qtbot, FULL)
    pressed = collected(card.pressed)
    for name in ("back", "skip", "next", "pause"):
        qtbot.mouseClick(button(card, name), Qt.MouseButton.LeftButton)
    assert [one.wish for one in pressed] == [Back(), Skip(), Next(), Pause()]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_keyboard_starts_at_what_leads_on(qtbot: QtBot, key: Qt.Key) -> None:
    card = shown_card(qtbot, FULL)
    pressed = collected(card.pressed)
    QTest.keyClick(card.focusWidget(), key)
    assert [one.wish for one in pressed] == [Next()]


def test_tab_reaches_every_button_in_reading_order(qtbot: QtBot) -> None:
    card = shown_card(qtbot, FULL)
    reached = [card.focusWidget().objectName()]
    while True:
        QTest.keyClick(card.focusWidget(), Qt.Key.Key_Tab)
        if card.focusWidget().objectName() == reached[0]:
            break
        reached.append(card.focusWidget().objectName())
    assert reached == ["next", "pause", "stop", "back", "skip"]


def test_escape_ends(qtbot: QtBot) -> None:
    card = shown_card(qtbot, FULL)
    escaped = collected(card.escaped)
    QTest.keyClick(card.focusWidget(), Qt.Key.Key_Escape)
    assert len(escaped) == 1
    assert card.isVisible()  # it goes when the session says so


def test_the_program_can_quit_while_a_card_is_open(qtbot: QtBot) -> None:
    card = shown_card(qtbot, FULL)
    escaped = collected(card.escaped)
    assert card.close()  # as QApplication.quit does with each window
    assert escaped == []


def test_the_cross_asks_how_and_escape_leads_back(qtbot: QtBot) -> None:
    # given a step
    card = shown_card(qtbot, FULL)
    escaped, pressed = collected(card.escaped), collected(card.pressed)
    # when one presses the cross
    QTest.mouseClick(button(card, "stop"), Qt.MouseButton.LeftButton)
    # then there are three ways to end
    assert [b.objectName() for b in buttons(card)] == ["not-now", "remind", "never", "keep-going"]
    # and Escape leads back to the step
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert button(card, "next")
    assert (escaped, pressed) == ([], [])
    # and "Keep going" does too
    QTest.mouseClick(button(card, "stop"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(card, "keep-going"), Qt.MouseButton.LeftButton)
    assert button(card, "next")
    # and a way to end is sent
    QTest.mouseClick(button(card, "stop"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(card, "never"), Qt.MouseButton.LeftButton)
    assert [one.wish for one in pressed] == [Dismiss("never")]


def test_an_answer_is_sent_and_commented(qtbot: QtBot) -> None:
    card = shown_card(qtbot, content_of(view("waiting", say="", ask=QUESTION)))
    pressed = collected(card.pressed)
    QTest.mouseClick(button(card, "choice:nowhere"), Qt.MouseButton.LeftButton)
    assert [one.wish for one in pressed] == [Answer("nowhere")]
    # when the session took it
    card.say(content_of(view("waiting", say="", ask=QUESTION, answered="nowhere")), None, (900, 900))
    # then the card says what to make of it, and lets one try the others
    assert "Not quite. Look again." in [text.accessibleName() for text in card.findChildren(RichText)]
    assert not button(card, "choice:nowhere").isEnabled()
    assert button(card, "choice:documents").isEnabled()
    # when the answer is right, then the card asks no more
    card.say(content_of(view("waiting", say="", ask=QUESTION, answered="documents")), None, (900, 900))
    assert not button(card, "choice:nowhere").isEnabled()
    assert not button(card, "choice:documents").isEnabled()


def test_one_tap_rates(qtbot: QtBot) -> None:
    card = shown_card(qtbot, content_of(view("completed")))
    rated = collected(card.rated)
    QTest.mouseClick(button(card, "rate:4"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(card, "rate:1"), Qt.MouseButton.LeftButton)
    assert rated == [4]


def test_a_rating_needs_no_mouse(qtbot: QtBot) -> None:
    card = shown_card(qtbot, content_of(view("completed")))
    rated = collected(card.rated)
    button(card, "rate:1").setFocus()
    QTest.keyClick(card.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(card.focusWidget(), Qt.Key.Key_Space)
    assert rated == [2]


CONTENTS = [
    FULL,
    closing_content(FULL),
    content_of(view("waiting", ask=QUESTION)),
    content_of(view("lost", can_skip=True)),
    content_of(view("resolving")),
    content_of(view("preparing", application="Mousepad")),
    content_of(view("completed")),
    content_of(view("failed", reason="not-found")),
]


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_is_named_big_enough_and_within_the_card(qtbot: QtBot, content, scale: float) -> None:
    card = shown_card(qtbot, content, Look(text_scale=scale))
    for one in buttons(card):
        assert one.accessibleName().strip(), one.objectName()
        assert one.width() >= 24
        assert one.height() >= 24
        assert card.rect().contains(one.rect().translated(one.mapTo(card, QPoint(0, 0)))), one.objectName()
    rects = [one.rect().translated(one.mapTo(card, QPoint(0, 0))) for one in buttons(card)]
    assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[:i])


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("scale", [2.0, 3.0])
def test_with_huge_letters_everything_can_still_be_reached(qtbot: QtBot, content, scale: float) -> None:
    # given letters two or three times as large, on a small screen
    card = shown_card(qtbot, content, Look(text_scale=scale), room=(537, 700))
    # then the card keeps within it
    assert card.width() <= 537 + 30  # a scroll bar may stand beside
    assert card.height() <= 700
    # and each button, once it has the keyboard, can be seen as a whole
    for one in buttons(card):
        one.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        assert one.visibleRegion().boundingRect() == one.rect(), one.objectName()


@pytest.mark.parametrize("content", CONTENTS)
def test_no_word_is_cut_off(qtbot: QtBot, content) -> None:
    card = shown_card(qtbot, content, Look(text_scale=1.5))
    for text in card.findChildren(RichText):
        assert text.verticalScrollBar().maximum() == 0, text.accessibleName()
    for one in buttons(card):
        if isinstance(one, CardButton) and one.kind != "choice":
            assert one.width() >= one.sizeHint().width() or one.height() > one.sizeHint().height()


def test_a_screen_reader_meets_a_dialog_with_a_progress_bar(qtbot: QtBot) -> None:
    card = shown_card(qtbot, FULL)
    card.announce()
    seen = QAccessible.queryAccessibleInterface(card)
    assert seen.role() == QAccessible.Role.Dialog
    assert seen.text(QAccessible.Text.Name) == "Tutorial: Save a note"
    qtbot.waitUntil(lambda: any(one.isVisible() for one in card.findChildren(Spoken)))
    (spoken,) = (QAccessible.queryAccessibleInterface(one) for one in card.findChildren(Spoken) if one.isVisible())
    assert spoken.role() == QAccessible.Role.Notification
    assert "Step 3 of 7" in spoken.text(QAccessible.Text.Name)
    assert "Open the File menu." in spoken.text(QAccessible.Text.Name)
    bar = card.findChild(QProgressBar)
    assert bar.accessibleName() == "Progress"
    assert bar.value() == 29


def said(card: QWidget) -> list[str]:
    return [one.accessibleName() for one in card.findChildren(Spoken) if one.isVisible()]


def test_what_changes_before_it_is_said_is_said_once_and_whole(qtbot: QtBot) -> None:
    # given a card that is to be said in a moment
    card = shown_card(qtbot, content_of(view("waiting", say="Press Save.")))
    card.announce()
    assert said(card) == []
    # when a hint comes first, then both are said, in one
    hinted = content_of(view("waiting", say="Press Save.", hint="Top left."))
    card.say(hinted, None, (900, 900))
    card.announce()
    qtbot.waitUntil(lambda: said(card) != [])
    assert ["Press Save." in said(card)[0], "Top left." in said(card)[0]] == [True, True]
    # and when the next hint comes after it, then that alone is said
    card.say(content_of(view("waiting", say="Press Save.", hint="On the bar.")), None, (900, 900))
    card.announce()
    qtbot.waitUntil(lambda: "On the bar." in "".join(said(card)))
    assert "Press Save." not in said(card)[0]


def test_a_card_that_is_gone_before_it_was_said_is_said_when_it_is_back(qtbot: QtBot) -> None:
    card = shown_card(qtbot, content_of(view("waiting", say="Press Save.")))
    card.announce()
    card.hide()
    assert said(card) == []
    card.show()
    card.announce()
    qtbot.waitUntil(lambda: "Press Save." in "".join(said(card)))


def test_the_focus_stays_where_it_was_when_a_hint_comes(qtbot: QtBot) -> None:
    card = shown_card(qtbot, content_of(view("waiting", can_back=True, can_skip=True)))
    button(card, "skip").setFocus()
    card.say(content_of(view("waiting", can_back=True, can_skip=True, hint="Top left.")), None, (900, 900))
    assert card.focusWidget().objectName() == "skip"


def test_a_text_longer_than_the_screen_scrolls_inside_the_card(qtbot: QtBot) -> None:
    # given more text than fits
    long = content_of(view("waiting", say="A long story. " * 200, can_next=True))
    # when there are 400 pixels
    card = shown_card(qtbot, long, room=(900, 400))
    # then the card keeps within them, Next included, and the text can be read by keyboard
    assert card.height() <= 400
    assert card.rect().contains(button(card, "next").mapTo(card, button(card, "next").rect().bottomRight()))
    text = max(card.findChildren(RichText), key=lambda one: len(one.accessibleName()))
    assert text.verticalScrollBar().maximum() > 0
    assert text.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_a_narrow_screen_gets_a_narrow_card(qtbot: QtBot) -> None:
    assert shown_card(qtbot, FULL, Look(text_scale=3.0), room=(500, 2000)).width() == 500


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ("seen.png", True),
        ("sub/../seen.png", True),
        ("../outside.png", False),
        ("{folder}/../outside.png", False),
        ("file://{folder}/../outside.png", False),
        ("https://example.org/seen.png", False),
        ("data:image/png;base64,{data}", False),
    ],
)
def test_texts_load_only_pictures_beside_the_tutorial(qtbot: QtBot, tmp_path: Path, named: str, shown: bool) -> None:
    # given a red picture beside the tutorial and one outside its folder
    folder = tmp_path / "tutorial"
    (folder / "sub").mkdir(parents=True)
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(folder / "seen.png"))
    assert image.save(str(tmp_path / "outside.png"))
    data = QByteArray((folder / "seen.png").read_bytes()).toBase64().toStdString()
    # when a text names one
    theme = Theme.of(Look())
    words = f"![x]({named.format(folder=folder, data=data)})"
    text = RichText(words, theme.font(), theme, 300, folder)
    qtbot.addWidget(text)
    text.show()
    # then it is seen only if it lies there
    grab = text.grab().toImage()
    pixels = {grab.pixel(x, y) & 0xFFFFFF for x in range(grab.width()) for y in range(grab.height())}
    assert (0xFF0000 in pixels) is shown


def test_html_is_text(qtbot: QtBot) -> None:
    assert "<b>not bold</b>" in plain("<b>not bold</b> **bold**")


@pytest.mark.parametrize("link", ["https://a.example", "mailto:desk@a.example", "file:///etc/passwd", "javascript:1"])
def test_only_links_to_people_and_pages_open(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, link: str) -> None:
    opened = []
    monkeypatch.setattr("guide.player.rich_text.QDesktopServices.openUrl", lambda url: opened.append(url.toString()))
    theme = Theme.of(Look())
    text = RichText(f"[here]({link})", theme.font(), theme, 300)
    qtbot.addWidget(text)
    text.anchorClicked.emit(QUrl(link))
    assert opened == ([link] if link.startswith(("https", "mailto")) else [])


def test_a_picture_is_shown_with_its_words(qtbot: QtBot, tmp_path: Path) -> None:
    image = QImage(800, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#00ff00"))
    assert image.save(str(tmp_path / "menu.png"))
    card = shown_card(qtbot, FULL)
    card.say(content_of(view("waiting", media=Media("menu.png", "The open menu"))), tmp_path, (900, 900))
    picture = next(label for label in card.findChildren(QLabel) if label.accessibleName() == "The open menu")
    assert not picture.pixmap().isNull()
    assert picture.pixmap().width() <= card.width()


def test_without_its_picture_the_words_stand_there(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(QByteArray(b"not a picture").data())
    card = shown_card(qtbot, FULL)
    card.say(content_of(view("waiting", media=Media("broken.png", "The open menu"))), tmp_path, (900, 900))
    assert any(label.text() == "The open menu" for label in card.findChildren(QLabel))


def test_a_card_from_right_to_left_is_mirrored(qtbot: QtBot) -> None:
    card = shown_card(qtbot, FULL)
    start = button(card, "back").mapTo(card, QPoint(0, 0)).x()
    assert start < card.width() / 2
    card.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    card.say(content_of(view("waiting", can_back=True, can_next=True, hint="Up.")), None, (900, 900))
    QApplication.processEvents()
    notice = next(text for text in card.findChildren(RichText) if text.accessibleName() == "Up.")
    assert notice.x() < notice.parentWidget().width() - notice.geometry().right()  # the drawing is to its right
    assert button(card, "back").mapTo(card, QPoint(0, 0)).x() > card.width() / 2
    assert button(card, "next").mapTo(card, QPoint(0, 0)).x() < card.width() / 2


def test_the_focus_can_be_seen(qtbot: QtBot) -> None:
    card = shown_card(qtbot, FULL)
    skip = button(card, "skip")
    plain_look = skip.grab().toImage()
    skip.setFocus()
    QApplication.processEvents()
    assert skip.grab().toImage() != plain_look


def test_the_card_is_carried_by_its_empty_places(qtbot: QtBot) -> None:
    card = shown_card(qtbot, FULL)
    dragged = collected(card.dragged)
    start = card.mapToGlobal(QPoint(6, 6))
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))
    QTest.mouseMove(card, QPoint(46, 26))
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(46, 26))
    assert dragged[-1] - (start - QPoint(6, 6)) == QPoint(40, 20)


def test_stress_is_slanted_only_in_scripts_that_slant(qtbot: QtBot) -> None:
    theme = Theme.of(Look())
    text = RichText("Choose *Save As…*, *حفظ باسم…*, *另存为*.", theme.font(), theme, 300)
    qtbot.addWidget(text)
    cursor = text.document().find("Save")
    assert cursor.charFormat().fontItalic()
    for word in ("حفظ", "另存为"):
        letters = text.document().find(word).charFormat()
        assert not letters.fontItalic()
        assert letters.fontWeight() > QFont.Weight.Normal
