"""From a window of the desktop to its program on the accessibility bus, and to its top in the program's tree."""

from __future__ import annotations

import os

from guide.desktop.elements import ElementRef
from guide.desktop.handlers.atspi.bus import ROOT, AtspiError, NoAnswerError, RefusedError, together
from guide.desktop.handlers.atspi.nodes import ACCESSIBLE, Extents, Inquiry, Node, Program, Toolkit
from guide.desktop.handlers.atspi.roles import TOP_LEVEL, Role
from guide.desktop.windows import WindowInfo
from guide.tutorial.geometry import DeviceRect

_REGISTRY = ElementRef("org.a11y.atspi.Registry", ROOT)
_DAEMON = ElementRef("org.freedesktop.DBus", "/org/freedesktop/DBus")
_APPLICATION = "org.a11y.atspi.Application"
_SCALES = (1, 1.25, 1.5, 1.75, 2, 2.5, 3)
_CLOSE_PX = 4
"""Sizes that differ by less are the same: frames of one pixel, rounding under a scale."""


class Programs:
    """The programs on the accessibility bus. Bus names are never given twice, so what is known of one stays true."""

    def __init__(self) -> None:
        self._pids: dict[str, int | None] = {}
        self._programs: dict[str, Program] = {}

    def clear(self) -> None:
        """Forget everything: the bus is a new one."""
        self._pids.clear()
        self._programs.clear()

    def pid_of(self, bus: str) -> int | None:
        """Return the process id behind a bus name, where it is known already."""
        return self._pids.get(bus)

    async def of(self, window: WindowInfo, inquiry: Inquiry) -> list[Program]:
        """Return the programs that a window can belong to: those of its process; of unknown process: every one.

        There can be several: a process may have two toolkits.
        """
        roots = [
            root for root in await inquiry.children(_REGISTRY) if await self._pid(root.bus, inquiry) != os.getpid()
        ]
        own = [root for root in roots if window.pid is not None and self._pids.get(root.bus) == window.pid]
        if own:
            return [await self.program(root, inquiry) for root in own]
        if window.pid is not None and not _sandboxed(window.pid):
            return []
        found = await together(self.program(root, inquiry) for root in roots)
        return [program for program in found if isinstance(program, Program)]

    async def running(self, inquiry: Inquiry) -> dict[str, int | None]:
        """Return the process id behind each bus name of a program, without our own."""
        pids = {root.bus: await self._pid(root.bus, inquiry) for root in await self._listed(inquiry)}
        return {bus: pid for bus, pid in pids.items() if pid != os.getpid()}

    async def program(self, root: ElementRef, inquiry: Inquiry) -> Program:
        """Return what is known of the program that owns an application root."""
        if root.bus not in self._programs:
            name = await inquiry.get(root, ACCESSIBLE, "Name", gives="s")
            told, version = "", ""
            try:
                told = await inquiry.get(root, _APPLICATION, "ToolkitName", gives="s")
                version = await inquiry.get(root, _APPLICATION, "Version", gives="s")
            except RefusedError:
                pass
            pid = await self._pid(root.bus, inquiry)
            self._programs[root.bus] = Program(root.bus, root, name, _toolkit(told, version, name), version, pid)
        return self._programs[root.bus]

    async def _listed(self, inquiry: Inquiry) -> list[ElementRef]:
        roots = await inquiry.children(_REGISTRY)
        for known in self._pids.keys() - {root.bus for root in roots}:  # ended since
            del self._pids[known]
            self._programs.pop(known, None)
        return roots

    async def _pid(self, bus: str, inquiry: Inquiry) -> int | None:
        if bus not in self._pids:
            try:
                daemon = "org.freedesktop.DBus"
                self._pids[bus] = await inquiry.ask(_DAEMON, daemon, "GetConnectionUnixProcessID", "s", bus, gives="u")
            except RefusedError:
                return None
        return self._pids[bus]


def _sandboxed(pid: int) -> bool:
    """Whether the process id of a window means nothing here: the program counts its processes for itself."""
    return not os.path.exists(f"/proc/{pid}")  # noqa: PTH110  (one stat, hundreds of times)


def _toolkit(told: str, version: str, name: str) -> Toolkit:
    told = told.lower()
    if name.lower().startswith(("soffice", "libreoffice")):
        return "libreoffice"
    if told == "gtk":
        return "gtk4" if version.startswith("4") else "gtk"
    if told.startswith("qt"):
        return "qt"
    return "chromium" if "chrom" in told else "other"


async def tops(program: Program, inquiry: Inquiry) -> list[Node]:
    """Return the windows of a program as its tree knows them. NoAnswerError when it does not tell in time."""
    found = await inquiry.nodes(await inquiry.children(program.root))
    for answer in found:
        if isinstance(answer, NoAnswerError):
            raise answer
    return [node for node in found if isinstance(node, Node)]


async def top_for(window: WindowInfo, candidates: list[Node], inquiry: Inquiry) -> tuple[Node, Extents | None] | None:
    """Return the one of a program's windows that is `window`, with its extents; None when none is likely.

    By title first (it is unique in most programs), then by size, then by place.
    """
    likely = [node for node in candidates if node.role in TOP_LEVEL or node.name == window.title != ""]
    places = await together(inquiry.extents(node.ref) for node in likely)
    scored: list[tuple[int, int, Node, Extents | None]] = []
    for order, (node, told) in enumerate(zip(likely, places, strict=True)):
        extents = None if isinstance(told, AtspiError) else told
        score = _likeness(node, extents, window)
        if score > 0:
            scored.append((score, -order, node, extents))
    if not scored:
        return None
    _, _, best, extents = max(scored, key=lambda entry: entry[:2])
    return best, extents


def _likeness(node: Node, extents: Extents | None, window: WindowInfo) -> int:
    same_title = bool(window.title) and " ".join(node.name.split()) == " ".join(window.title.split())
    shapes = (window.client, window.rect, window.frame)
    fits = extents is not None and any(same_size(extents, shape) for shape in shapes)
    there = extents is not None and any(_same_place(extents, shape) for shape in shapes)
    if window.managed and not (same_title or fits):
        # A title that the tree does not tell: the only frame will do.
        return 1 if node.role in (Role.FRAME, Role.DIALOG) else 0
    if not window.managed and not (fits and there):
        return 0
    return 8 * same_title + 4 * fits + 2 * there + 1


def same_size(extents: Extents, shape: DeviceRect) -> bool:
    """Whether it is that large, at any usual scale."""
    _, _, width, height = extents
    return any(
        abs(width * scale - shape.width) <= _CLOSE_PX * scale
        and abs(height * scale - shape.height) <= _CLOSE_PX * scale
        for scale in _SCALES
    )


def _same_place(extents: Extents, shape: DeviceRect) -> bool:
    x, y, _, _ = extents
    return any(abs(x * s - shape.x) <= _CLOSE_PX * s and abs(y * s - shape.y) <= _CLOSE_PX * s for s in _SCALES)
