"""A list whose cells are drawn in parts, as file managers have it: a box to tick, a sign and a name in one column."""

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Gtk  # noqa: E402

rows = Gtk.ListStore(bool, str, str)
for name, icon in (("Home", "go-home"), ("Desktop", "user-desktop"), ("Rubbish", "user-trash")):
    rows.append([False, icon, name])
view = Gtk.TreeView(model=rows, headers_visible=False)
column = Gtk.TreeViewColumn("Places")
ticks = Gtk.CellRendererToggle()
ticks.connect("toggled", lambda _, path: rows.set_value(rows.get_iter(path), 0, not rows[path][0]))
column.pack_start(ticks, False)
column.add_attribute(ticks, "active", 0)
for renderer, attribute, number in ((Gtk.CellRendererPixbuf(), "icon-name", 1), (Gtk.CellRendererText(), "text", 2)):
    column.pack_start(renderer, number == 2)
    column.add_attribute(renderer, attribute, number)
view.append_column(column)
window = Gtk.Window(title="Places in parts")
window.add(view)
window.set_default_size(320, 200)
window.connect("destroy", Gtk.main_quit)
window.show_all()
Gtk.main()
