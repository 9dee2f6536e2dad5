"""What is remembered of a program's windows, and which of its news make that wrong. Needs no screen."""

from __future__ import annotations

from typing import Any

import pytest
from dbus_fast import Variant

from guide.desktop.elements import ElementRef
from guide.desktop.handlers.atspi.bus import Bus
from guide.desktop.handlers.atspi.memory import TOLD_S, UNTOLD_S, Lately, Memory, Sight, Whole
from guide.desktop.handlers.atspi.nodes import Inquiry, Program, Toolkit
from guide.desktop.handlers.atspi.tree import Known, Tree

BUS, OBJECT, WINDOW = ":1.7", "org.a11y.atspi.Event.Object", "org.a11y.atspi.Event.Window"
TOP, SAVE = ElementRef(BUS, "/1"), ElementRef(BUS, "/2")
BUTTONS = frozenset((43,))


def program(toolkit: Toolkit = "gtk", version: str = "3.24") -> Program:
    return Program(BUS, ElementRef(BUS, "/root"), "program", toolkit, version, 7)


def remembering(of: Program, sight: Sight | None = None) -> Memory:
    """A memory of one button."""
    memory = Memory()
    memory.heard = {BUS}
    memory.keep_sight(of, TOP, BUTTONS, sight or Sight({SAVE: "Save"}), memory.version(of))
    return memory


@pytest.mark.parametrize(
    ("interface", "member", "body"),
    [
        (OBJECT, "ChildrenChanged", ["add", 0, 0]),
        (OBJECT, "ChildrenChanged", ["add/system", 0, 0]),
        (OBJECT, "StateChanged", ["showing", 1, 0]),
        (OBJECT, "StateChanged", ["visible", 1, 0]),
        (OBJECT, "StateChanged", ["busy", 0, 0]),
        (OBJECT, "StateChanged", ["showing"]),
        (OBJECT, "PropertyChange", ["accessible-role", 0, 0]),
        (OBJECT, "PropertyChange", ["accessible-name", 0, 0]),
        (OBJECT, "PropertyChange", ["accessible-name", 0, 0, Variant("i", 3)]),
        (WINDOW, "Create", ["", 0, 0]),
    ],
)
def test_what_may_have_brought_something_ends_the_memory(interface: str, member: str, body: list[Any]) -> None:
    memory = remembering(program())
    before = memory.version(program())
    memory.hear(BUS, "/9", interface, member, body)
    assert memory.sight(program(), TOP, BUTTONS) is None
    assert memory.version(program()) != before


@pytest.mark.parametrize(
    ("interface", "member", "body"),
    [
        (OBJECT, "ChildrenChanged", ["remove", 0, 0]),
        (OBJECT, "StateChanged", ["showing", 0, 0]),
        (OBJECT, "StateChanged", ["focused", 1, 0]),
        (OBJECT, "TextChanged", ["insert", 0, 3]),
        (OBJECT, "StateChanged", []),
    ],
)
def test_what_only_went_or_is_nothing_new_leaves_it(interface: str, member: str, body: list[Any]) -> None:
    memory = remembering(program())
    memory.hear(BUS, "/9", interface, member, body)
    assert memory.sight(program(), TOP, BUTTONS) is not None


def test_another_program_is_another_matter() -> None:
    memory = remembering(program())
    memory.hear(":1.8", "/2", OBJECT, "ChildrenChanged", ["add", 0, 0])
    assert memory.sight(program(), TOP, BUTTONS) is not None


def test_a_new_name_is_noted_and_answers_under_way_are_asked_again() -> None:
    memory = remembering(program())
    before = memory.version(program())
    memory.hear(BUS, "/2", OBJECT, "PropertyChange", ["accessible-name", 0, 0, Variant("s", "Store")])
    sight = memory.sight(program(), TOP, BUTTONS)
    assert sight is not None
    assert sight.names == {SAVE: "Store"}
    assert memory.version(program()) != before


def test_what_came_while_it_was_read_keeps_it_from_being_remembered() -> None:
    memory = Memory()
    memory.heard = {BUS}
    since = memory.version(program())
    memory.hear(BUS, "/9", OBJECT, "ChildrenChanged", ["add", 0, 0])
    memory.keep_sight(program(), TOP, BUTTONS, Sight({SAVE: "Save"}), since)
    assert memory.sight(program(), TOP, BUTTONS) is None


def test_nothing_is_remembered_of_a_program_that_is_not_heard() -> None:
    # given a program that nobody listens to, then there is nothing that could say that a memory is wrong
    memory = Memory()
    assert memory.version(program()) is None
    memory.keep_sight(program(), TOP, BUTTONS, Sight({SAVE: "Save"}), memory.version(program()))
    memory.heard = {BUS}
    assert memory.sight(program(), TOP, BUTTONS) is None
    # and when it is heard no longer, what was remembered is gone, also when it is heard again
    memory = remembering(program())
    memory.forget(BUS)
    assert memory.sight(program(), TOP, BUTTONS) is None


@pytest.mark.parametrize(
    ("toolkit", "version", "believed_s"),
    [
        ("gtk", "3.24", TOLD_S),
        ("chromium", "156", TOLD_S),
        ("qt", "6.11.3", TOLD_S),
        ("qt", "5.15.8", UNTOLD_S),
        ("libreoffice", "7.4", UNTOLD_S),
    ],
)
def test_it_is_believed_longer_of_those_who_tell_what_is_new(toolkit: Toolkit, version: str, believed_s: float) -> None:
    of = program(toolkit, version)
    now = Sight({}).at_s
    younger, older = Sight({SAVE: "Save"}, now - believed_s + 0.5), Sight({SAVE: "Save"}, now - believed_s - 0.1)
    assert remembering(of, younger).sight(of, TOP, BUTTONS) is younger
    assert remembering(of, older).sight(of, TOP, BUTTONS) is None


def test_what_was_read_a_moment_ago_is_not_remembered_as_if_it_were_of_now() -> None:
    # given a cache that was read, and news since
    lately, of = Lately(), program()
    lately.memory.heard = {BUS}
    lately.put(of, Known(), lately.memory.version(of))
    lately.memory.hear(BUS, "/9", OBJECT, "ChildrenChanged", ["add", 0, 0])
    # when the tree of that cache is to be kept
    assert lately.get(of) is not None
    tree = Tree(of, Inquiry(Bus(), 1000), Known())
    lately.memory.keep_whole(of, TOP, Whole(tree, hidden=True), lately.since(of))
    # then it is not, nor when the program was forgotten and heard anew in between
    assert lately.memory.whole(of, TOP) is None
    lately.memory.forget(BUS)
    lately.memory.version(of)
    lately.memory.keep_whole(of, TOP, Whole(tree, hidden=True), lately.since(of))
    assert lately.memory.whole(of, TOP) is None
