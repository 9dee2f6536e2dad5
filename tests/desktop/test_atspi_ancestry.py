"""The way up from an element: asked all at once where it was gone before, and believed only as it is now."""

from __future__ import annotations

import asyncio

from guide.desktop.elements import ElementRef
from guide.desktop.handlers.atspi.ancestry import Ancestry, Parents
from guide.desktop.handlers.atspi.bus import RefusedError
from guide.desktop.handlers.atspi.nodes import Inquiry, Node
from guide.desktop.handlers.atspi.roles import Role


class Program(Inquiry):
    """A program whose elements have these parents; answers come in rounds: all that is asked meanwhile is one."""

    def __init__(self, parents: dict[str, str]) -> None:
        self.parents, self.rounds, self._open = parents, 0, False

    async def _round_trip(self) -> None:
        if not self._open:
            self._open = True
            self.rounds += 1
            asyncio.get_running_loop().call_later(0.001, self._answer)
            self._answered = asyncio.get_running_loop().create_future()
        await asyncio.shield(self._answered)

    def _answer(self) -> None:
        self._open = False
        self._answered.set_result(None)

    async def parent(self, ref: ElementRef) -> ElementRef | None:
        await self._round_trip()
        above = self.parents.get(ref.path)
        return of(above) if above else None

    async def label(self, ref: ElementRef) -> Node:
        await self._round_trip()
        if ref.path != "window" and ref.path not in self.parents:
            raise RefusedError("gone")
        return Node(ref, Role.LABEL, ref.path, 0, -1)


def of(path: str) -> ElementRef:
    return ElementRef(":1.1", path)


WAY = {"button": "row", "row": "box", "box": "pane", "pane": "window"}


def way_of(program: Program, before: Parents, *refs: str) -> list[list[str]]:
    async def ways() -> list[list[str]]:
        ancestry = Ancestry(program, before)
        chains = await asyncio.gather(*(ancestry.chain(of(ref)) for ref in refs))
        return [[node.name for node in chain] for chain in chains]

    return asyncio.run(ways())


def test_a_way_that_was_gone_before_is_one_round_of_questions() -> None:
    before: Parents = {}
    first, second = Program(WAY), Program(WAY)
    assert way_of(first, before, "button") == [["window", "pane", "box", "row"]]
    assert way_of(second, before, "button") == [["window", "pane", "box", "row"]]
    assert first.rounds == 5
    assert second.rounds == 1


def test_what_moved_since_is_found_where_it_is_now() -> None:
    before: Parents = {}
    way_of(Program(WAY), before, "button")
    moved = {"button": "tray", "tray": "window", "row": "box", "box": "pane", "pane": "window"}
    assert way_of(Program(moved), before, "button") == [["window", "tray"]]
    assert way_of(again := Program(moved), before, "button") == [["window", "tray"]]
    assert again.rounds == 1


def test_an_ancestor_that_is_gone_spoils_nothing() -> None:
    before: Parents = {}
    way_of(Program(WAY), before, "button")
    gone = {"button": "tray", "tray": "window"}
    assert way_of(Program(gone), before, "button") == [["window", "tray"]]


def test_many_with_the_same_ancestors_ask_about_each_once() -> None:
    parents = {f"button {n}": "row" for n in range(50)} | WAY
    program, asked = Program(parents), []
    label = program.label

    async def counted(ref: ElementRef) -> Node:
        asked.append(ref)
        return await label(ref)

    program.label = counted  # type: ignore[method-assign]
    ways = way_of(program, {}, *(f"button {n}" for n in range(50)))
    assert ways == [["window", "pane", "box", "row"]] * 50
    assert len(asked) == 4


def test_a_circle_ends() -> None:
    before = {of("a"): of("b"), of("b"): of("a")}
    assert way_of(Program({"a": "b", "b": "a"}), before, "a") == [["b"]]
