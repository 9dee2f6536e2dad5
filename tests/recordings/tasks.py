"""The tasks: ten, in five programs. Names as the programs say them in English and in German."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.recordings.author import Author

OFFICE = ("--norestore", "--nologo", "--nofirststartwizard")
PAGE = """<!doctype html><meta charset=utf-8><title>Order</title><h1>Order form</h1>
<p><label>Name <input></label> <label>Card <input></label> <label>Password <input type=password></label>
<p><label><input type=radio name=by>Post</label> <label><input type=radio name=by>Courier</label>
<label><input type=checkbox>Agree</label>
<p><button onclick="const all = [...document.querySelectorAll('input')];
  document.getElementById('told').textContent = 'Thanks ' + all[0].value + ' ' + all[1].value">Send</button>
<ul><li>Bread <button>Remove</button><li>Butter <button>Remove</button></ul><p id=told></p>"""
REQUEST = """<!doctype html><meta charset=utf-8><title>Request</title><h1>Leave</h1>
<p><label>Kind <select><option>Holiday<option>Illness</select></label>
<p><label>Share <input type=range min=0 max=10 value=0 style="width:300px"></label>
<div style="height:1500px"></div><p><button onclick="this.textContent='Read'">Read the rules</button>"""
# As root there is no sandbox; the rest keeps it from asking and from the network.
QUIET = ("--no-sandbox", "--no-first-run", "--no-default-browser-check", "--disable-gpu", "--password-store=basic")


@dataclass(frozen=True, slots=True)
class Task:
    """One task: the program, and what is done in it."""

    name: str
    command: Callable[[Path], tuple[str, ...]]
    """What opens the program; it may use a folder."""
    process: str
    title: str
    """A part of its window's title."""
    do: Callable[[Author], None]
    steps: int
    """How many it is made of."""
    most_steps: int = 0
    """Where lines of a table may be steps of their own, as the program tells of them in time or not."""


def _mousepad(_folder: Path) -> tuple[str, ...]:
    return ("mousepad",)


def _calculator(_folder: Path) -> tuple[str, ...]:
    return ("gnome-calculator",)


def _featherpad(_folder: Path) -> tuple[str, ...]:
    return ("featherpad",)


def _writer(_folder: Path) -> tuple[str, ...]:
    return ("libreoffice", "--writer", *OFFICE)


def _sheet(_folder: Path) -> tuple[str, ...]:
    return ("libreoffice", "--calc", *OFFICE)


def browser(folder: Path) -> tuple[str, ...]:
    """Chromium with the page."""
    page = folder / "order.html"
    page.write_text(PAGE)
    return ("chromium", *QUIET, f"--user-data-dir={folder / 'p'}", f"file://{page}")


def request(folder: Path) -> tuple[str, ...]:
    """Chromium with a page on which one chooses, drags and scrolls."""
    page = folder / "request.html"
    page.write_text(REQUEST)
    return ("chromium", *QUIET, f"--user-data-dir={folder / 'p'}", f"file://{page}")


def save_a_note(author: Author) -> None:
    author.clicks("textbox")
    author.types("Buy milk")
    author.clicks("menuitem", "File|Datei")
    author.clicks("menuitem", "Save As…|Speichern unter…")
    author.types("note.txt")
    author.clicks("button", "Save|Speichern")


def number_the_lines(author: Author) -> None:
    author.clicks("menuitem", "View|Ansicht")
    author.clicks("menuitem", "Line Numbers|Zeilennummern")
    author.clicks("menuitem", "Document|Dokument")
    author.clicks("menuitem", "Word Wrap|Zeilenumbruch")


def multiply(author: Author) -> None:
    for button in ("7", "×", "8", "="):
        author.clicks("button", button)


def calculate_with_keys(author: Author) -> None:
    author.types("12+30")
    author.presses("Return")
    author.clicks("button", "Undo|Rückgängig")


def find_a_word(author: Author) -> None:
    author.clicks("textbox")
    author.types("alpha beta gamma")
    author.clicks("menuitem", "Search|Suchen")
    author.clicks("menuitem", "Find|Suchen|Finden")
    author.types("beta")
    author.presses("Return")


def set_a_preference(author: Author) -> None:
    author.clicks("menuitem", "Options|Optionen|Einstellungen")
    author.clicks("menuitem", "Preferences|Einstellungen|Voreinstellungen")
    author.clicks("tab", "Text")
    author.clicks("checkbox", number=2)
    author.presses("Escape")


def write_in_bold(author: Author) -> None:
    author.types("Dear all")
    author.presses("ctrl+a")
    author.clicks("button", "Bold|Fett")


def count_words(author: Author) -> None:
    author.types("Dear all")
    author.clicks("menuitem", "Tools|Extras")
    author.clicks("menuitem", "Word Count…|Wortzählung…|Wörter zählen…")
    author.clicks("button", "Close|Schließen")


def add_up(author: Author) -> None:
    for number in ("12", "30", "8"):
        author.types(number)
        author.presses("Return")
    author.clicks("button", "Select Function|Funktion auswählen")
    author.clicks("menuitem", "Sum|Summe")
    author.presses("Return")


def order(author: Author) -> None:
    author.clicks("textbox", "Name")
    author.types("Somebody")
    author.clicks("radio", "Courier")
    author.clicks("checkbox", "Agree")
    author.clicks("button", "Remove", number=1)
    author.clicks("button", "Send")


TASKS = (
    Task("save-a-note", _mousepad, "mousepad", "Mousepad", save_a_note, 5),
    Task("number-the-lines", _mousepad, "mousepad", "Mousepad", number_the_lines, 4),
    Task("multiply", _calculator, "gnome-calculator", "", multiply, 4),
    Task("calculate-with-keys", _calculator, "gnome-calculator", "", calculate_with_keys, 2),
    Task("find-a-word", _featherpad, "featherpad", "", find_a_word, 4),
    Task("set-a-preference", _featherpad, "featherpad", "", set_a_preference, 5),
    Task("write-in-bold", _writer, "soffice", "Writer", write_in_bold, 3),
    Task("count-words", _writer, "soffice", "Writer", count_words, 4),
    Task("add-up", _sheet, "soffice", "Calc", add_up, 4, 6),
    Task("order", browser, "chromium", "Order", order, 5),
)


def replace_a_word(author: Author) -> None:
    author.clicks("textbox")
    author.types("one two one")
    author.presses("ctrl+r")
    author.types("one")
    author.presses("Tab")
    author.types("three")
    author.clicks("checkbox", "Wrap around")
    author.clicks("button", "Replace")
    author.clicks("button", "Close")


def write_all_anew(author: Author) -> None:
    author.types("some words")
    author.presses("Menu")
    author.clicks("menuitem", "Select All")
    author.types("others")
    author.presses("ctrl+a")
    author.types("all anew")


def open_a_dialog_with_a_list(author: Author) -> None:
    author.presses("ctrl+o")
    author.clicks("combobox", number=1)
    author.presses("Escape")
    author.clicks("button", "Cancel")


def write_in_capitals(author: Author) -> None:
    author.types("dear all")
    author.presses("ctrl+a")
    author.clicks("menuitem", "Format")
    author.clicks("menuitem", "Text")
    author.clicks("menuitem", "UPPERCASE")


def fill_in_cells(author: Author) -> None:
    author.clicks("cell", "B2")
    author.types("5")
    author.presses("Return")
    author.presses("Up")
    author.presses("ctrl+b")
    author.clicks("cell", "C4")
    author.types("6")
    author.presses("Return")


def ask_for_leave(author: Author) -> None:
    author.clicks("combobox", "Kind")
    author.clicks("menuitem", "Illness")
    author.drags("slider", "Share", right=150)
    author.scrolls("slider", "Share", 16)
    author.clicks("button", "Read the rules")


def copy_to_another_program(author: Author) -> None:
    author.clicks("textbox")
    author.types("Buy milk")
    author.presses("ctrl+a")
    author.presses("ctrl+c")
    author.opens("featherpad")
    author.presses("ctrl+v")
    author.clicks("menuitem", "Search")
    author.clicks("menuitem", "Find")
    author.goes_to("Mousepad")
    author.clicks("menuitem", "View")
    author.clicks("menuitem", "Line Numbers")


MORE = (
    Task("replace-a-word", _mousepad, "mousepad", "Mousepad", replace_a_word, 7),
    Task("write-all-anew", _mousepad, "mousepad", "Mousepad", write_all_anew, 5),
    Task("open-a-dialog-with-a-list", _featherpad, "featherpad", "", open_a_dialog_with_a_list, 4),
    Task("write-in-capitals", _writer, "soffice", "Writer", write_in_capitals, 5),
    Task("fill-in-cells", _sheet, "soffice", "Calc", fill_in_cells, 6),
    Task("ask-for-leave", request, "chromium", "Request", ask_for_leave, 5),
    Task("copy-to-another-program", _mousepad, "mousepad", "Mousepad", copy_to_another_program, 10, 12),
)
"""What people do beside these; each is tried as it is."""
