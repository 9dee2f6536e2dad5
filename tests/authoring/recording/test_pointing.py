"""What was meant by a point, and how a control is described so that nothing else is."""

from __future__ import annotations

from guide.authoring.recording.acts import View
from guide.authoring.recording.describing import element_for
from guide.authoring.recording.pointing import box_above, choice_at, control_at, promoted
from guide.desktop.elements import ElementInfo
from guide.tutorial.geometry import DevicePoint
from tests.authoring.recording.made import WINDOW, control


def described(wanted: ElementInfo, *others: ElementInfo) -> object:
    return element_for(wanted, [View(WINDOW, (*others,))], language="en", allowed=lambda words: True)


def test_a_click_on_a_label_means_the_button_around_it() -> None:
    button = control("button", "Save", (0, 0, 80, 30))
    label = control("label", "Save", (20, 5, 40, 20), ("button", "Save"))
    assert control_at(DevicePoint(30, 10), (button, label)) == button
    # and where the label alone was told of, its way up says so
    assert promoted(label).role == "button"


def test_a_click_on_the_padding_that_gtk4_leaves_out_means_the_nearest_button() -> None:
    seven = control("button", "7", (10, 10, 50, 30), box=True)
    eight = control("button", "8", (76, 10, 50, 30), box=True)
    assert control_at(DevicePoint(70, 20), (seven, eight)) == eight


def test_role_and_name_will_do_where_they_fit_one() -> None:
    save, close = control("button", "Save"), control("button", "Close", (20, 0, 10, 10))
    assert described(save, save, close) == {"role": "button", "name": {"en": "Save"}}


def test_what_is_around_tells_two_of_one_name_apart() -> None:
    one = control("button", "Close", (0, 0, 10, 10), ("toolbar", "Tabs"))
    other = control("button", "Close", (20, 0, 10, 10), ("dialog", "Find"))
    assert described(other, one, other) == {
        "role": "button",
        "name": {"en": "Close"},
        "path": [{"role": "dialog", "name": {"en": "Find"}}],
    }


def test_the_last_resort_is_to_count() -> None:
    buttons = [control("button", "", (20 * n, 0, 10, 10)) for n in range(3)]
    assert described(buttons[1], *buttons) == {"role": "button", "index": 1}


def test_a_name_that_may_not_be_written_down_is_not() -> None:
    tab, other = control("tab", "4111 1111"), control("tab", "Other", (20, 0, 10, 10))
    data = element_for(tab, [View(WINDOW, (tab, other))], language="en", allowed=lambda words: "4111" not in words)
    assert data == {"role": "tab", "index": 0}


def test_the_choice_that_a_closed_list_shows_means_the_list() -> None:
    box = control("combobox", "Size", (0, 0, 60, 20))
    shown = control("menuitem", "Small", (0, 0, 60, 20), ("combobox", "Size"))
    assert control_at(DevicePoint(30, 10), (box, shown)) == box


def test_a_choice_told_of_after_the_press_that_opened_its_list_means_the_list() -> None:
    choice = control("listitem", "Small", (0, 0, 60, 20), ("combobox", "Size"), ("list", ""))
    box = box_above(choice)
    assert box is not None
    assert (box.role, box.name) == ("combobox", "Size")
    assert box_above(control("listitem", "Small", (0, 0, 60, 20), ("list", ""))) is None


def test_of_an_open_list_only_its_choices_count() -> None:
    choice = control("menuitem", "Small", (0, 20, 60, 20), ("combobox", "Size"))
    below = control("button", "Send", (0, 25, 30, 10))
    assert choice_at(DevicePoint(10, 30), (choice, below)) == choice
    assert choice_at(DevicePoint(10, 90), (choice, below)) is None


def test_an_id_that_a_toolkit_has_made_of_a_class_is_none() -> None:
    save = control("button", "Save")
    view = View(WINDOW, (save,))

    def by(own_id: str) -> object:
        return element_for(save, [view], language="en", allowed=lambda words: True, own_id=own_id)

    assert by("Main.save") == {"role": "button", "id": "Main.save"}
    assert by("QApplication.QFileDialog.buttonBox.QPushButton") == {"role": "button", "name": {"en": "Save"}}
    assert by("QApplication.Main.qt_tabwidget_tabbar") == {"role": "button", "name": {"en": "Save"}}
