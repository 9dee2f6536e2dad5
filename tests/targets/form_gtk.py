"""The form of `forms` in GTK 4: `form_gtk.py FILE`, which describes it. Run by the system's Python, which has GTK."""

import json
import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gtk  # noqa: E402

form = json.loads(Path(sys.argv[1]).read_text())


def made(control: dict) -> Gtk.Widget:
    """Return a control, and what its border is drawn around."""
    if control["kind"] == "button":
        return Gtk.Button(label=control["words"], halign=Gtk.Align.START)
    if control["kind"] == "textbox":
        return Gtk.Entry(text=control["value"], halign=Gtk.Align.START)
    box = Gtk.CheckButton(label=control["words"], halign=Gtk.Align.START)
    if control["kind"] == "radio":
        box.set_group(Gtk.CheckButton())
    return box


def activate(application: Gtk.Application) -> None:
    """Show the form."""
    rules = ["window {{ background: rgb({}, {}, {}); color: {ink} }}".format(*form["background"], ink=form["ink"])]
    grid = Gtk.Grid(row_spacing=8, column_spacing=8, margin_start=16, margin_end=16, margin_top=16, margin_bottom=16)
    for row, control in enumerate(form["controls"]):
        widget = made(control)
        widget.set_name(control["key"])
        if control["kind"] == "textbox":
            label = Gtk.Label(label=control["words"], xalign=0, mnemonic_widget=widget)
            grid.attach(label, 0, row, 1, 1)
        grid.attach(widget, 1 if control["kind"] == "textbox" else 0, row, 1, 1)
        colour = "rgb({}, {}, {})".format(*control["edge"])
        tight = "padding: 1px; min-height: 0;" if control["kind"] in ("checkbox", "radio") else ""
        rules.append(
            f"#{control['key']} {{ {tight} border: 1px solid {colour}; background: none; box-shadow: none;"
            f" outline: none; color: {form['ink']} }}"
        )
    style = Gtk.CssProvider()
    style.load_from_data("\n".join(rules).encode())
    Gtk.StyleContext.add_provider_for_display(Gdk.Display.get_default(), style, 900)
    window = Gtk.ApplicationWindow(application=application, title=form["title"], child=grid)
    window.present()


program = Gtk.Application(application_id="example.orders")
program.connect("activate", activate)
program.run()
