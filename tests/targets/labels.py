"""Which controls are looked for."""

from __future__ import annotations

from dataclasses import dataclass

from guide.tutorial.patterns import LocalName
from guide.tutorial.targets import Target
from tests.targeting.seeker import called, element
from tests.targets.forms import FORM


@dataclass(frozen=True, slots=True)
class Label:
    """One control."""

    name: str
    """Unique in its stage; what a program that tells its places itself calls it."""
    text: LocalName | None = None
    """The words on it, by language; None: it has none."""
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


def by_language(names: str) -> dict[str, str]:
    """Return a name by language, from `English|German` or one that is the same in both.

    >>> by_language("File|Datei")
    {'en': 'File', 'de': 'Datei'}
    """
    english, _, german = names.partition("|")
    return {"en": english, "de": german or english}


def words(role: str, *names: str) -> tuple[Label, ...]:
    """Controls that show their name; each `English|German`."""
    each = [by_language(name) for name in names]
    return tuple(Label(name["en"], text=called(name), element=element(role, name)) for name in each)


def icons(role: str, *names: str) -> tuple[Label, ...]:
    """Controls whose name is not to be seen; each `English|German`."""
    each = [by_language(name) for name in names]
    return tuple(Label(name["en"], element=element(role, name)) for name in each)


def drawn(**texts: str) -> tuple[Label, ...]:
    """Controls of a program that tells their places itself."""
    return tuple(Label(name, text=called(text)) for name, text in texts.items())


def printed(**rows: int) -> tuple[Label, ...]:
    """Words in a terminal, by the row they are printed in."""
    return tuple(Label(name, text=called(name.replace("_", " ")), row=row) for name, row in rows.items())


def form(**roles: str) -> tuple[Label, ...]:
    """The controls of `forms`. A field shows its value and not its name.

    `roles`: what a toolkit calls a kind of control, where it is not the kind's name.
    """
    return tuple(
        Label(
            control.key,
            text=None if control.kind == "textbox" else called({"en": control.en, "de": control.de}),
            element=element(roles.get(control.kind, control.kind), {"en": control.en, "de": control.de}),
        )
        for control in FORM
    )


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
    Stage(
        "mousepad",
        "main",
        words(
            "menuitem", "File|Datei", "Edit|Bearbeiten", "Search|Suchen", "View|Ansicht", "Document|Dokument",
            "Help|Hilfe",
        ),
    ),
    Stage(
        "mousepad",
        "menu",
        words("menuitem", "Cut|Ausschneiden", "Paste Special|Spezielles Einfügen", "Select All|Alles auswählen",
              "Delete Line|Zeile löschen", "Convert|Umwandeln"),
    ),
    Stage(
        "mousepad",
        "dialog",
        (
            *words("button", "Replace|Ersetzen", "Close|Schließen"),
            *words("checkbox", "Match case|Groß-/Kleinschreibung beachten",
                   "Match whole word|Nur vollständige Wörter berücksichtigen",
                   "Wrap around|Rundum-Suche durchführen"),
        ),
    ),
    Stage(
        "galculator",
        "basic",
        (
            *words("menuitem", "File|Datei", "Edit|Bearbeiten", "View|Ansicht", "Help|Hilfe"),
            *words("button", "7", "5", "2", "sqrt", "AC", "C", "MS", "M+"),
        ),
    ),
    Stage(
        "calculator",
        "basic",
        (*words("button", "7", "5", "mod"), *icons("button", "÷", "×", "√", "%", "=", "Close|Schließen")),
    ),
    Stage("gtk4-form", "form", form(radio="checkbox")),
    Stage(
        "featherpad",
        "main",
        (
            *icons("button", "New", "Open", "Save", "Undo", "Find", "Replace"),
            *words("menuitem", "File", "Options", "Help"),
        ),
    ),
    Stage(
        "speedcrunch",
        "main",
        (
            *words("menuitem", "Session|Sitzung", "Edit|Bearbeiten", "View|Ansicht", "Settings|Einstellungen",
                   "Help|Hilfe"),
        ),
    ),
    Stage("speedcrunch", "keypad", words("button", "7", "5", "2", "sin", "cos", "ln", "π", "C")),
    Stage("qt6-form", "form", form()),
    Stage(
        "calc",
        "empty",
        (
            *icons("button", "Bold|Fett", "Italic|Kursiv", "Underline|Unterstreichen", "Currency|Währung",
                   "Percent|Prozent", "Sort Ascending|Aufsteigend sortieren", "Print|Drucken…"),
            *words("menuitem", "Insert|Einfügen", "Format", "Styles|Formatvorlagen", "Data|Daten"),
        ),
    ),
    Stage(
        "writer",
        "empty",
        (
            *icons("button", "Bold|Fett", "Italic|Kursiv", "Cut|Ausschneiden", "Paste|Einfügen",
                   "Print|Drucken…", "Spelling|Rechtschreibung"),
            *words("menuitem", "File|Datei", "Insert|Einfügen", "Table|Tabelle", "Tools|Extras"),
        ),
    ),
    Stage("chromium", "form", form()),
    Stage("firefox", "form", form()),
    Stage("swing", "form", form()),
)  # fmt: skip
