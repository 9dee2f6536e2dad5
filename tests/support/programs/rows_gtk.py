"""Forty buttons in a part of the window that scrolls, and one below it: `rows_gtk.py 3.0` or `4.0`.

Run by the system's Python, which has GTK.
"""

import sys

import gi

VERSION = sys.argv[1]
gi.require_version("Gtk", VERSION)
from gi.repository import Gtk  # noqa: E402


def put(parent: Gtk.Widget, child: Gtk.Widget) -> None:
    if VERSION == "3.0":
        parent.add(child)
    elif isinstance(parent, Gtk.Box):
        parent.append(child)
    else:
        parent.set_child(child)


def fill(window: Gtk.Window) -> None:
    window.set_title("Rows")
    column, rows = (Gtk.Box(orientation=Gtk.Orientation.VERTICAL) for _ in range(2))
    area = Gtk.ScrolledWindow()
    area.set_size_request(300, 200)
    for number in range(40):
        row = Gtk.Button(label=f"Row {number}")
        row.connect("clicked", lambda pressed: window.set_title(pressed.get_label()))
        put(rows, row)
    put(area, rows)
    put(column, area)
    put(column, Gtk.Button(label="Below"))
    put(window, column)


if VERSION == "3.0":
    main = Gtk.Window()
    main.connect("destroy", Gtk.main_quit)
    fill(main)
    main.show_all()
    Gtk.main()
else:

    def activate(application: Gtk.Application) -> None:
        main = Gtk.ApplicationWindow(application=application)
        fill(main)
        main.present()

    program = Gtk.Application(application_id="example.rows")
    program.connect("activate", activate)
    program.run()
