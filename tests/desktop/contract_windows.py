"""What every handler of the windows port promises. Subclass it with a `world` fixture."""

from __future__ import annotations

import os

from guide.desktop.windows import WindowEvent, WindowInfo, WindowsSnapshot
from guide.tutorial.geometry import DevicePoint
from tests.desktop.worlds import World


class Heard:
    """Collects events while it is subscribed."""

    def __init__(self, world: World) -> None:
        self.events: list[WindowEvent] = []
        self.stop = world.desktop.windows.subscribe(self.events.append)

    def of(self, kind: str, window_id: int | None = None) -> list[WindowEvent]:
        """Return the events of a kind, about a window."""
        return [e for e in self.events if e.kind == kind and window_id in (None, e.window)]


def look(world: World) -> WindowsSnapshot:
    """Return all windows now."""
    return world.desktop.windows.snapshot()


def window(world: World, window_id: int) -> WindowInfo:
    """Return one window, which must be there."""
    found = look(world).get(window_id)
    assert found is not None, "the window is missing"
    return found


class WindowsContract:
    """The contract."""

    def test_a_new_window_is_told_and_described(self, world: World) -> None:
        # given somebody who listens
        heard = Heard(world)
        # when a program opens
        editor = world.open_editor()
        # then its window is announced, active and described as it is
        world.wait(lambda: heard.of("opened", editor) and heard.of("activated", editor), "the news")
        told, snapshot = window(world, editor), look(world)
        assert snapshot.active == editor
        assert snapshot.active_window == told
        assert told.process == "mousepad"
        assert told.app_class == "Mousepad"
        assert "Mousepad" in told.title
        assert told.kind == "normal"
        assert told.managed
        assert told.visible
        assert not told.ours
        assert told.pid not in (None, os.getpid())
        assert told.rect == world.settled(editor) == window(world, editor).rect

    def test_the_frame_holds_title_bar_and_borders(self, world: World) -> None:
        editor = world.open_editor()
        world.settled(editor)
        told = window(world, editor)
        assert told.frame.intersected(told.rect) == told.rect
        assert told.frame.y < told.rect.y - 10, "a title bar"
        assert look(world).topmost_at(DevicePoint(told.rect.center.x, told.frame.y + 5)) == told

    def test_a_dragged_window_is_followed_to_the_pixel(self, world: World) -> None:
        # given a window at rest
        editor = world.open_editor()
        start = world.settled(editor)
        heard = Heard(world)
        # when a person pulls it by its title bar
        world.drag_by_title(editor, 60, 40)
        # then each move is told with the right place, and the last one is where it lies
        end = start.translated(60, 40)
        world.wait(lambda: heard.of("moved", editor) and heard.of("moved", editor)[-1].rect == end, "the last move")
        assert world.truth(editor) == end
        assert window(world, editor).rect == end
        assert {(e.rect.width, e.rect.height) for e in heard.of("moved", editor) if e.rect} == {(end.width, end.height)}

    def test_a_resized_window_is_followed(self, world: World) -> None:
        editor = world.open_editor()
        world.settled(editor)
        heard = Heard(world)
        world.resize(editor, 500, 300)
        world.wait(lambda: window(world, editor).rect.width == 500, "the new size")
        assert window(world, editor).rect == world.settled(editor)
        world.wait(lambda: heard.of("moved", editor), "the news")
        assert heard.of("moved", editor)[-1].rect == world.truth(editor)

    def test_a_menu_is_a_window_above_its_own(self, world: World) -> None:
        # given an editor
        editor = world.open_editor()
        heard = Heard(world)
        # when a menu opens
        world.open_menu(editor)
        world.wait(lambda: [w for w in look(world).stack if w.kind == "menu"], "the menu")
        # then it is a window of the same program, above it and not managed
        menu = next(w for w in look(world).stack if w.kind == "menu")
        assert menu.pid == window(world, editor).pid
        assert not menu.managed
        assert look(world).stack[-1] == menu
        assert look(world).topmost_at(menu.rect.center) == menu
        world.wait(lambda: heard.of("opened", menu.id), "the news")
        # and when it closes, it is gone
        world.leave_menu()
        world.wait(lambda: heard.of("closed", menu.id), "the news of the closing")
        assert look(world).get(menu.id) is None

    def test_a_minimised_window_is_there_and_not_visible(self, world: World) -> None:
        editor = world.open_editor()
        heard = Heard(world)
        world.minimise(editor)
        world.wait(lambda: heard.of("hidden", editor), "the news")
        assert window(world, editor).minimised
        assert not window(world, editor).visible
        assert look(world).active != editor
        # when guide asks for it, it comes back
        world.desktop.windows.activate(editor)
        world.wait(lambda: heard.of("shown", editor) and look(world).active == editor, "the window to come back")
        assert window(world, editor).visible

    def test_a_window_on_another_desktop_is_there_and_not_visible(self, world: World) -> None:
        editor = world.open_editor()
        heard = Heard(world)
        world.switch_desktop(1)
        world.wait(lambda: heard.of("hidden", editor), "the news")
        told = window(world, editor)
        assert (told.on_current_desktop, told.minimised, told.visible) == (False, False, False)
        world.switch_desktop(0)
        world.wait(lambda: heard.of("shown", editor), "the news")
        assert window(world, editor).on_current_desktop

    def test_a_full_screen_window_fills_its_screen(self, world: World) -> None:
        editor = world.open_editor()
        world.fullscreen(editor, True)
        world.wait(lambda: window(world, editor).fullscreen, "full screen")
        world.wait(lambda: window(world, editor).rect == look(world).screens[0].rect, "its size")
        world.fullscreen(editor, False)
        world.wait(lambda: not window(world, editor).fullscreen, "the window")

    def test_asking_for_a_lower_window_raises_it(self, world: World) -> None:
        # given two windows
        editor, terminal = world.open_editor(), world.open_terminal()
        assert [w.id for w in look(world).stack if w.id in (editor, terminal)] == [editor, terminal]
        heard = Heard(world)
        # when the lower one is asked for
        world.desktop.windows.activate(editor)
        # then it is on top and has the keyboard
        world.wait(lambda: heard.of("restacked") and heard.of("activated", editor), "the news")
        assert [w.id for w in look(world).stack if w.id in (editor, terminal)] == [terminal, editor]
        assert look(world).active == editor

    def test_a_new_title_is_told(self, world: World) -> None:
        terminal = world.open_terminal()
        heard = Heard(world)
        title = world.rename(terminal)
        world.wait(lambda: heard.of("renamed", terminal), "the news")
        assert window(world, terminal).title == title

    def test_a_killed_program_takes_its_windows_along(self, world: World) -> None:
        editor, terminal = world.open_editor(), world.open_terminal()
        heard = Heard(world)
        world.kill(editor)
        world.wait(lambda: heard.of("closed", editor), "the news")
        assert look(world).get(editor) is None
        assert window(world, terminal).visible

    def test_who_stopped_hears_nothing_more(self, world: World) -> None:
        # given two who listen, of whom one stops
        gone, stays = Heard(world), Heard(world)
        gone.stop()
        gone.stop()
        # when something happens
        terminal = world.open_terminal()
        world.wait(lambda: stays.of("opened", terminal), "the news")
        # then only the other one is told
        assert gone.events == []

    def test_the_same_is_seen_with_and_without_listening(self, world: World) -> None:
        world.open_editor()
        terminal = world.open_terminal()
        world.settled(terminal)
        unheard = look(world)
        heard = Heard(world)
        assert look(world) == unheard
        heard.stop()
        assert look(world) == unheard

    def test_each_screen_has_a_work_area_inside(self, world: World) -> None:
        screens = look(world).screens
        assert screens
        for screen in screens:
            assert not screen.work_area.empty
            assert screen.work_area.intersected(screen.rect) == screen.work_area

    def test_versions_of_programs_are_known(self, world: World) -> None:
        version = world.desktop.windows.version_of("mousepad")
        assert version is not None
        assert version[0].isdigit()
        assert world.desktop.windows.version_of("no-such-program-at-all") is None

    def test_what_is_in_the_stack_makes_sense(self, world: World) -> None:
        world.open_editor()
        world.open_terminal()
        snapshot = look(world)
        ids = [w.id for w in snapshot.stack]
        assert len(ids) == len(set(ids))
        assert snapshot.active in ids
        assert not any(w.rect.empty or w.frame.empty or w.client.empty for w in snapshot.stack)
