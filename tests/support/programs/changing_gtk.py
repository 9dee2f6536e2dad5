"""A window of GTK 3 whose buttons change what is beside them: what a search remembers of it must not be believed."""

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Gtk  # noqa: E402

window = Gtk.Window(title="Changing")
box = Gtk.Box(orientation=Gtk.Orientation.VERTICAL)
target = Gtk.Button(label="Target")
added: list[Gtk.Widget] = []


def add(_: Gtk.Button) -> None:
    frame, button = Gtk.Box(), Gtk.Button(label="Target")
    frame.add(button)
    box.add(frame)
    frame.show_all()
    added.append(frame)


def remove(_: Gtk.Button) -> None:
    box.remove(added.pop())


CHANGES = {
    "Add": add,
    "Remove": remove,
    "Rename": lambda _: target.set_label("Renamed"),
    "Name": lambda _: target.set_label("Target"),
    "Hide": lambda _: target.hide(),
    "Show": lambda _: target.show(),
}
for name, change in CHANGES.items():
    button = Gtk.Button(label=name)
    button.connect("clicked", change)
    box.add(button)
box.add(target)
inside, area = Gtk.Box(orientation=Gtk.Orientation.VERTICAL), Gtk.ScrolledWindow(min_content_height=100)
for name in (*(f"Above {number}" for number in range(9)), "Twin"):
    inside.add(Gtk.Button(label=name))
area.add(inside)
box.add(area)
box.add(Gtk.Button(label="Twin"))
window.add(box)
window.connect("destroy", Gtk.main_quit)
window.set_default_size(500, 600)
window.show_all()
Gtk.main()
