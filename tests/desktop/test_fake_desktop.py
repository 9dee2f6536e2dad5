"""The fake desktop behaves as people expect of one; tests of other rooms stand on it."""

from __future__ import annotations

import asyncio

import pytest

from guide.desktop.elements import ElementEvent, ElementInfo, ElementQuery, PathQuery
from guide.desktop.fake import FakeDesktop, FakeElement, FakeWindow, PostQueue
from guide.desktop.inputs import ChordPress, HotkeyTakenError, InputEvent
from guide.desktop.windows import WindowInfo
from guide.tutorial.geometry import DevicePoint, DeviceRect
from guide.tutorial.keys import Chord


@pytest.fixture
def editor() -> FakeWindow:
    """An editor with a menu bar, a text, a check box, two radios and a password."""
    return FakeWindow(
        "Untitled - Editor",
        process="editor",
        at=(100, 100, 400, 300),
        elements=[
            FakeElement("menubar", at=(0, 0, 400, 24), children=[FakeElement("menuitem", "File", at=(0, 0, 40, 24))]),
            FakeElement("textbox", at=(0, 30, 400, 200), id="text"),
            FakeElement("checkbox", "Wrap", at=(0, 240, 60, 20)),
            FakeElement(
                "radiogroup",
                at=(70, 240, 130, 20),
                children=[
                    FakeElement("radio", "Left", at=(70, 240, 60, 20), states=["checked"]),
                    FakeElement("radio", "Right", at=(140, 240, 60, 20)),
                ],
            ),
            FakeElement("textbox", "Password", at=(0, 270, 200, 20), states=["password"]),
            FakeElement("button", "Delete", at=(220, 270, 80, 20), enabled=False),
            FakeElement("button", "Hidden", at=(310, 270, 80, 20), shown=False),
        ],
    )


@pytest.fixture
def desktop(editor: FakeWindow) -> FakeDesktop:
    """A desktop with the editor on it."""
    return FakeDesktop(editor)


def find(desktop: FakeDesktop, window: FakeWindow, **query: object) -> list[ElementInfo]:
    """Search the window."""
    matches = asyncio.run(desktop.elements.search(ElementQuery(**query), told(desktop, window)))  # type: ignore[arg-type]
    assert matches.complete
    return list(matches.elements)


def told(desktop: FakeDesktop, window: FakeWindow) -> WindowInfo:
    """Return the window as the port tells it."""
    found = desktop.windows.snapshot().get(window.id)
    assert found is not None
    return found


def click(desktop: FakeDesktop, element: FakeElement, count: int = 1) -> None:
    """Click an element in its middle."""
    assert element.rect is not None
    desktop.made.click(element.rect.center, count=count)


def test_elements_are_found_by_each_part_of_a_query(desktop: FakeDesktop, editor: FakeWindow) -> None:
    assert [e.name for e in find(desktop, editor, role="radio")] == ["Left", "Right"]
    assert [e.role for e in find(desktop, editor, name=lambda name: name.startswith("Wr"))] == ["checkbox"]
    assert [e.role for e in find(desktop, editor, id="text")] == ["textbox"]
    assert [e.name for e in find(desktop, editor, role="radio", states=frozenset({"!checked"}))] == ["Right"]
    assert [e.name for e in find(desktop, editor, role="button", states=frozenset({"enabled", "showing"}))] == []
    in_menu = (PathQuery("window"), PathQuery("menubar", index=0))
    assert [e.name for e in find(desktop, editor, role="menuitem", path=in_menu)] == ["File"]
    assert find(desktop, editor, role="menuitem", path=tuple(reversed(in_menu))) == []
    assert [e.name for e in find(desktop, editor, role="nothing")] == []


def test_elements_say_where_they_are_and_what_they_lie_in(desktop: FakeDesktop, editor: FakeWindow) -> None:
    (item,) = find(desktop, editor, role="menuitem")
    assert item.rect == DeviceRect(100, 100, 40, 24)
    assert item.path == (("window", "Untitled - Editor", 0), ("menubar", "", 0))
    desktop.move(editor, 200, 150)
    (item,) = find(desktop, editor, role="menuitem")
    assert item.rect == DeviceRect(200, 150, 40, 24)
    (hidden,) = find(desktop, editor, name=lambda name: name == "Hidden")
    assert hidden.rect is None
    assert "showing" not in hidden.states
    desktop.minimise(editor)
    assert find(desktop, editor, role="menuitem")[0].rect is None


def test_too_many_finds_are_no_complete_answer(desktop: FakeDesktop, editor: FakeWindow) -> None:
    matches = asyncio.run(desktop.elements.search(ElementQuery(role="radio"), told(desktop, editor), limit=1))
    assert (len(matches.elements), matches.complete) == (1, False)


def test_programs_can_be_silent_or_blind(desktop: FakeDesktop, editor: FakeWindow) -> None:
    window, query = told(desktop, editor), ElementQuery(role="textbox")
    desktop.elements.silent.add("editor")
    matches = asyncio.run(desktop.elements.search(query, window, deadline_ms=1500))
    assert (matches.elements, matches.complete) == ((), False)
    assert matches.detail == "the program did not answer within 1.5 s"
    assert asyncio.run(desktop.elements.at(DevicePoint(110, 110), window)) is None
    desktop.elements.silent.clear()
    desktop.elements.blind.add("editor")
    assert asyncio.run(desktop.elements.search(query, window)).detail == "the program has no accessibility tree"


def test_the_innermost_element_lies_under_a_point(desktop: FakeDesktop, editor: FakeWindow) -> None:
    at = asyncio.run(desktop.elements.at(DevicePoint(110, 110), told(desktop, editor)))
    assert at is not None
    assert at.name == "File"


def test_what_is_typed_goes_where_was_clicked(desktop: FakeDesktop, editor: FakeWindow) -> None:
    events: list[ElementEvent] = []
    desktop.elements.subscribe(events.append, pid=told(desktop, editor).pid)
    text = editor.find("textbox")
    click(desktop, text)
    desktop.made.type("Buy milk")
    desktop.made.press(Chord("Backspace"))
    assert text.value == "Buy mil"
    assert [e.kind for e in events] == ["focus", "text", "text"]
    info = asyncio.run(desktop.elements.read(text.ref, told(desktop, editor), with_value=True))
    assert info is not None
    assert info.value == "Buy mil"
    assert "focused" in info.states
    assert find(desktop, editor, id="text")[0].value is None, "values are told only when asked for"


def test_passwords_are_never_told(desktop: FakeDesktop, editor: FakeWindow) -> None:
    password = editor.find("textbox", "Password")
    click(desktop, password)
    desktop.made.type("secret")
    info = asyncio.run(desktop.elements.read(password.ref, told(desktop, editor), with_value=True))
    assert info is not None
    assert info.value is None
    assert "secret" not in repr(info)


def test_boxes_toggle_and_radios_change_places(desktop: FakeDesktop, editor: FakeWindow) -> None:
    events: list[ElementEvent] = []
    desktop.elements.subscribe(events.append)
    click(desktop, editor.find("checkbox"))
    click(desktop, editor.find("radio", "Right"))
    checked = [e.name for e in find(desktop, editor, states=frozenset({"checked"}))]
    assert checked == ["Wrap", "Right"]
    assert [(e.state, e.on) for e in events if e.kind == "state"] == [
        ("checked", True),
        ("checked", False),
        ("checked", True),
    ]
    click(desktop, editor.find("checkbox"))
    assert [e.name for e in find(desktop, editor, states=frozenset({"checked"}))] == ["Right"]


def test_reactions_follow_clicks_of_their_kind(desktop: FakeDesktop, editor: FakeWindow) -> None:
    seen: list[str] = []
    text, delete = editor.find("textbox"), editor.find("button", "Delete")
    text.on_click = lambda _: seen.append("click")
    text.on_double_click = lambda _: seen.append("double")
    text.on_right_click = lambda _: seen.append("right")
    delete.on_click = lambda _: seen.append("never: it is disabled")
    click(desktop, text, count=2)
    assert text.rect is not None
    desktop.made.click(text.rect.center, "right")
    desktop.made.click(text.rect.center, "middle")
    click(desktop, delete)
    assert seen == ["click", "double", "right"]


def test_a_menu_closes_when_something_was_chosen_or_somewhere_else_was_clicked(
    desktop: FakeDesktop, editor: FakeWindow
) -> None:
    item = FakeElement("menuitem", "New", at=(0, 0, 100, 24))
    menu = FakeWindow("", process="editor", at=(100, 124, 100, 60), kind="menu", transient_for=editor, elements=[item])
    for leave in (lambda: click(desktop, item), lambda: desktop.made.click(DevicePoint(900, 900))):
        desktop.open(menu)
        assert desktop.windows.snapshot().topmost_at(DevicePoint(110, 130)) == told(desktop, menu)
        assert desktop.active is editor, "a menu does not take the keyboard"
        leave()
        assert menu not in desktop.stack
    desktop.open(menu)
    desktop.made.press(Chord("Escape"))
    assert menu not in desktop.stack


def test_a_click_raises_the_window_it_falls_on(desktop: FakeDesktop, editor: FakeWindow) -> None:
    other = desktop.open(FakeWindow("Other", process="other", at=(300, 200, 400, 300)))
    assert desktop.active is other
    desktop.made.click(DevicePoint(110, 260))
    assert desktop.active is editor
    assert desktop.windows.snapshot().stack[-1].id == editor.id


def test_a_typed_key_that_is_watched_is_observed(desktop: FakeDesktop, editor: FakeWindow) -> None:
    heard: list[InputEvent] = []
    desktop.observed.subscribe(heard.append)
    desktop.observed.watch(frozenset({Chord("Space"), Chord("Enter")}))
    click(desktop, editor.find("textbox"))
    heard.clear()
    desktop.made.type("a b\n")
    assert heard == [ChordPress(Chord("Space")), ChordPress(Chord("Enter"))]


def test_shortcuts_have_reactions_unless_somebody_took_them(desktop: FakeDesktop, editor: FakeWindow) -> None:
    save = Chord.parse("Ctrl+S")
    seen: list[str] = []
    desktop.shortcuts[save] = lambda d: d.rename(editor, "saved")
    stop = desktop.hotkeys.grab(save, lambda: seen.append("ours"))
    with pytest.raises(HotkeyTakenError):
        desktop.hotkeys.grab(save, lambda: None)
    desktop.made.press(save)
    assert (seen, editor.title) == (["ours"], "Untitled - Editor")
    stop()
    desktop.made.press(save)
    assert (seen, editor.title) == (["ours"], "saved")


def test_elements_come_and_go(desktop: FakeDesktop, editor: FakeWindow) -> None:
    events: list[ElementEvent] = []
    desktop.elements.subscribe(events.append)
    late = FakeElement("alert", "Saved", at=(0, 0, 100, 20))
    desktop.add(editor, late)
    assert [e.name for e in find(desktop, editor, role="alert")] == ["Saved"]
    desktop.remove(late)
    assert find(desktop, editor, role="alert") == []
    assert [e.kind for e in events] == ["children", "children"]
    with pytest.raises(AttributeError, match="no colour"):
        desktop.change(editor.find("checkbox"), colour="red")


def test_dialogs_close_with_the_window_they_belong_to(desktop: FakeDesktop, editor: FakeWindow) -> None:
    dialog = FakeWindow("Save As", process="editor", kind="dialog", transient_for=editor)
    desktop.open(dialog)
    desktop.close(editor)
    assert desktop.stack == []
    assert desktop.windows.snapshot().active is None


def test_callbacks_can_wait_until_the_test_says_so(editor: FakeWindow) -> None:
    post = PostQueue()
    desktop = FakeDesktop(editor, post=post)
    titles: list[str] = []
    stop = desktop.windows.subscribe(lambda event: titles.append(event.kind))
    desktop.rename(editor, "new")
    assert titles == []
    assert post.run() == 1
    assert titles == ["renamed"]
    desktop.rename(editor, "newer")
    stop()
    post.run()
    assert titles == ["renamed"], "who stopped hears nothing, not even what was on its way"


def test_it_is_quick_enough_to_be_used_ten_thousand_times(desktop: FakeDesktop, editor: FakeWindow) -> None:
    for number in range(1000):
        desktop.rename(editor, f"title {number}")
        click(desktop, editor.find("textbox"))
    assert editor.title == "title 999"
