"""Which controls are looked for."""

from __future__ import annotations

from dataclasses import dataclass

from guide.tutorial.targets import Target
from tests.targeting.seeker import element


@dataclass(frozen=True, slots=True)
class Label:
    """One control."""

    name: str
    """Unique in its stage; what a program that tells its places itself calls it."""
    text: str | None = None
    """The words on it; None: it has none."""
    element: Target | None = None
    """How its program's accessibility tree knows it; None where there is no tree."""
    row: int = -1
    """In a terminal: in which row its words are."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A program in one state, with what is looked for there."""

    program: str
    """As `programs` knows it."""
    state: str
    labels: tuple[Label, ...]

    @property
    def name(self) -> str:
        """Unique in the set."""
        return f"{self.program}-{self.state}"


def words(role: str, *names: str) -> tuple[Label, ...]:
    """Controls that show their name."""
    return tuple(Label(name, text=name, element=element(role, name)) for name in names)


def icons(role: str, *names: str) -> tuple[Label, ...]:
    """Controls whose name is not to be seen."""
    return tuple(Label(name, element=element(role, name)) for name in names)


def drawn(**texts: str) -> tuple[Label, ...]:
    """Controls of a program that tells their places itself."""
    return tuple(Label(name, text=text) for name, text in texts.items())


def printed(**rows: int) -> tuple[Label, ...]:
    """Words in a terminal, by the row they are printed in."""
    return tuple(Label(name, text=name.replace("_", " "), row=row) for name, row in rows.items())


STAGES = (
    Stage(
        "orders",
        "form",
        drawn(
            order="Order", customer="Customer", number="Customer number", date="Delivery date", post="Send by post",
            mail="Send by mail", save="Save order", draft="Save as draft", cancel="Cancel", delete="Delete",
        ),
    ),
    Stage("xterm", "menu", printed(Receive_goods=2, Send_goods=3, Print_labels=5, Save=7, Save_as=7, Quit=7)),
    Stage("mousepad", "main", words("menuitem", "File", "Edit", "Search", "View", "Document", "Help")),
    Stage("mousepad", "menu", words("menuitem", "Cut", "Paste Special", "Select All", "Delete Line", "Convert")),
    Stage(
        "mousepad",
        "dialog",
        (
            *words("button", "Replace", "Close"),
            *words("checkbox", "Match case", "Match whole word", "Wrap around"),
        ),
    ),
    Stage(
        "calculator", "basic", (*words("button", "7", "5", "mod"), *icons("button", "÷", "×", "√", "%", "=", "Close"))
    ),
    Stage(
        "featherpad",
        "main",
        (
            *icons("button", "New", "Open", "Save", "Undo", "Find", "Replace"),
            *words("menuitem", "File", "Options", "Help"),
        ),
    ),
    Stage(
        "calc",
        "empty",
        (
            *icons("button", "Bold", "Italic", "Underline", "Currency", "Percent", "Sort Ascending", "Print"),
            *words("menuitem", "Insert", "Format", "Styles", "Data"),
        ),
    ),
)  # fmt: skip
