"""Programs of a fake desktop that the tests teach, and tutorials about them."""

from __future__ import annotations

from guide.desktop.fake import FakeDesktop, FakeElement, FakeWindow
from guide.tutorial.document import Tutorial
from guide.tutorial.loader import loads

HEAD = """\
format: 1
id: notes
title: Save a note
"""


def tutorial(steps: str, application: str | None = "{process: editor, title: Editor}") -> Tutorial:
    """Return a tutorial about the editor (None: about no program) with these steps (YAML list items)."""
    indented = "".join(f"  {line}\n" for line in steps.strip("\n").splitlines())
    about = f"application: {application}\n" if application else ""
    loaded = loads(f"{HEAD}{about}steps:\n{indented}")
    assert loaded.tutorial is not None, "\n".join(map(str, loaded.problems))
    return loaded.tutorial


def button(name: str, x: int = 10, y: int = 60, **more: object) -> FakeElement:
    return FakeElement("button", name, at=(x, y, 80, 24), **more)  # type: ignore[arg-type]


class Editor:
    """A small editor at (100, 100): a File menu, a page to write on, two buttons and a box to tick."""

    def __init__(self) -> None:
        self.file = FakeElement("menuitem", "File", at=(4, 2, 40, 20), states=["haspopup"], on_click=self.open_menu)
        self.page = FakeElement("textbox", "Note", at=(0, 100, 600, 300))
        self.bold = FakeElement("checkbox", "Bold", at=(200, 60, 60, 24))
        self.save = button("Save")
        self.close = button("Close", 110)
        self.window = FakeWindow(
            "Untitled - Editor",
            process="editor",
            at=(100, 100, 600, 400),
            elements=[self.file, self.save, self.close, self.bold, self.page],
        )
        self.menu: FakeWindow | None = None

    def open_menu(self, desktop: FakeDesktop) -> None:
        if self.menu in desktop.stack:
            return
        items = [FakeElement("menuitem", name, at=(0, 24 * n, 160, 24)) for n, name in enumerate(("New", "Save As…"))]
        items[1].on_click = self.open_dialog
        self.menu = desktop.open(
            FakeWindow(
                "", process="editor", kind="menu", at=(104, 122, 160, 48), transient_for=self.window, elements=items
            )
        )

    def open_dialog(self, desktop: FakeDesktop) -> FakeWindow:
        keep = button("Keep", 20, 150, on_click=lambda d: d.close(keep.window))
        name = FakeElement("textbox", "Name", at=(20, 20, 200, 24))
        return desktop.open(
            FakeWindow(
                "Save As",
                process="editor",
                kind="dialog",
                at=(300, 250, 300, 200),
                transient_for=self.window,
                elements=[name, keep],
            )
        )


def mail(at: tuple[int, int, int, int] = (800, 100, 500, 400)) -> FakeWindow:
    """Another program, beside the editor unless told otherwise."""
    return FakeWindow("Inbox - Mail", process="mail", at=at, elements=[button("Send")])
