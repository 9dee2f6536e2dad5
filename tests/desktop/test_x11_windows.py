"""The windows port over real windows: the contract, and what only X has."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable, Iterator

import pytest
from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.ext import shape
from Xlib.xobject.drawable import Window as XWindow

from guide.desktop.handlers.x11.desktop import X11Desktop
from guide.desktop.virtual_screen import VirtualScreen
from guide.desktop.windows import WindowEvent
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.desktop.contract_windows import Heard, WindowsContract, look, window
from tests.desktop.worlds import X11World
from tests.support.desktop import close_windows, connected, open_program, run, shoot, wait_until, windows

pytestmark = pytest.mark.desktop


class TestX11Windows(WindowsContract):
    """The contract over openbox with picom."""

    @pytest.fixture
    def world(self, x11_world: X11World) -> X11World:
        return x11_world


class TestWithoutCompositor(WindowsContract):
    """The contract over openbox alone."""

    @pytest.fixture
    def world(self, plain_screen: VirtualScreen) -> Iterator[X11World]:
        with plain_screen.entered():
            desktop = X11Desktop(lambda call: call())
            yield X11World(plain_screen, desktop)
            desktop.shutdown()
        run(plain_screen, "xdotool", "set_desktop", "0")
        close_windows(plain_screen)


@pytest.fixture
def own(screen: VirtualScreen) -> Iterator[Display]:
    """The tests' own connection, to make odd windows with."""
    with connected(screen) as display:
        yield display
        display.sync()


def make_window(display: Display, rect: DeviceRect, **attributes: int) -> XWindow:
    """Make a window of one colour, not shown yet."""
    root = display.screen().root
    return root.create_window(
        rect.x, rect.y, rect.width, rect.height, 0, X.CopyFromParent, background_pixel=0x3366CC, **attributes
    )


def ids(world: X11World) -> list[int]:
    """Return the ids of all windows in the stack."""
    return [w.id for w in look(world).stack]


def test_compositing_is_told(x11_world: X11World, plain_screen: VirtualScreen) -> None:
    assert x11_world.desktop.windows.composited()
    with plain_screen.entered():
        desktop = X11Desktop(lambda call: call())
        assert not desktop.windows.composited()
        desktop.shutdown()


@pytest.mark.parametrize(("selection", "kind"), [("_NET_WM_CM_S0", "compositor"), ("_NET_SYSTEM_TRAY_S0", "tray")])
def test_who_composes_and_who_holds_the_icons_is_told(
    make_screen: Callable[..., VirtualScreen], selection: str, kind: str
) -> None:
    # given a screen with neither, and somebody who listens
    bare = make_screen(640, 480, window_manager=None, compositor=None, accessibility=False)
    with bare.entered():
        desktop = X11Desktop(lambda call: call())
    told: list[WindowEvent] = []
    stop = desktop.windows.subscribe(told.append)
    # when one comes and goes
    with connected(bare) as one:
        make_window(one, DeviceRect(0, 0, 9, 9)).set_selection_owner(one.get_atom(selection), X.CurrentTime)
        one.sync()
        wait_until(lambda: told == [WindowEvent(kind)], "the news of its coming")
    # then it is told each time
    wait_until(lambda: told == [WindowEvent(kind)] * 2, "the news of its going")
    stop()
    desktop.shutdown()


def test_the_rectangle_is_what_a_person_sees(x11_world: X11World, own: Display) -> None:
    # given a blue window
    made = make_window(own, DeviceRect(200, 150, 300, 200))
    made.map()
    own.sync()
    wait_until(lambda: made.id in ids(x11_world), "the window")
    world_rect = x11_world.settled(made.id)
    # when it is seen and photographed
    rect = window(x11_world, made.id).rect
    wait_until(lambda: shoot(x11_world.screen).at(rect.center) == (0x33, 0x66, 0xCC), "the paint")
    picture = shoot(x11_world.screen)
    # then every pixel inside is blue and every one around it is not
    assert rect == world_rect
    assert picture.colours(rect) == {(0x33, 0x66, 0xCC)}
    for corner in (DevicePoint(rect.x - 1, rect.y), DevicePoint(rect.right, rect.y), DevicePoint(rect.x, rect.bottom)):
        assert picture.at(corner) != (0x33, 0x66, 0xCC)
    made.destroy()


def test_an_invisible_shadow_belongs_to_the_client_alone(x11_world: X11World, own: Display) -> None:
    # given a window whose toolkit draws 20, 21, 22 and 23 pixels of shadow around it
    made = make_window(own, DeviceRect(100, 100, 300, 200))
    made.change_property(own.get_atom("_GTK_FRAME_EXTENTS"), Xatom.CARDINAL, 32, [20, 21, 22, 23])
    made.map()
    own.sync()
    wait_until(lambda: made.id in ids(x11_world), "the window")
    told = window(x11_world, made.id)
    # then the rectangle is without it
    client = told.client
    assert client == x11_world.settled(made.id)
    assert told.rect == DeviceRect(client.x + 20, client.y + 22, client.width - 41, client.height - 45)
    # and when the shadow goes (maximised), it is seen at once
    heard = Heard(x11_world)
    made.change_property(own.get_atom("_GTK_FRAME_EXTENTS"), Xatom.CARDINAL, 32, [0, 0, 0, 0])
    own.sync()
    wait_until(lambda: heard.of("moved", made.id), "the news")
    assert window(x11_world, made.id).rect == client
    made.destroy()


def test_a_window_of_this_process_is_ours(x11_world: X11World, own: Display) -> None:
    made = make_window(own, DeviceRect(100, 100, 300, 200), override_redirect=True)
    made.map()
    own.sync()
    wait_until(lambda: made.id in ids(x11_world), "the window")
    assert window(x11_world, made.id).ours
    assert window(x11_world, made.id).pid == os.getpid()
    assert not window(x11_world, made.id).managed
    assert look(x11_world).topmost_at(DevicePoint(150, 150)) != window(x11_world, made.id)
    made.destroy()
    own.sync()
    wait_until(lambda: made.id not in ids(x11_world), "it to go")


def test_what_lets_every_click_through_is_no_window(x11_world: X11World, own: Display) -> None:
    # given a picture over the whole screen, as overlays and compositors have it, and a helper of one pixel
    overlay = make_window(own, DeviceRect(0, 0, 1280, 800), override_redirect=True)
    overlay.shape_rectangles(shape.SO.Set, shape.SK.Input, X.Unsorted, 0, 0, [])
    helper = make_window(own, DeviceRect(5, 5, 1, 1), override_redirect=True)
    popup = make_window(own, DeviceRect(10, 10, 50, 50), override_redirect=True)
    for each in (overlay, helper, popup):
        each.map()
    own.sync()
    # then the popup alone is told
    wait_until(lambda: popup.id in ids(x11_world), "the popup")
    assert not {overlay.id, helper.id} & set(ids(x11_world))
    for each in (overlay, helper, popup):
        each.destroy()


def test_a_frame_is_never_taken_for_a_window(x11_world: X11World, own: Display) -> None:
    # given a frame as a window manager makes it: shown before its client is in any list
    frame = make_window(own, DeviceRect(30, 30, 200, 150), override_redirect=True)
    popup = make_window(own, DeviceRect(300, 30, 50, 50), override_redirect=True)
    with connected(x11_world.screen) as program:
        client = make_window(program, DeviceRect(0, 0, 190, 120), override_redirect=True)
        program.sync()
        own.create_resource_object("window", client.id).reparent(frame, 5, 25)
        heard = Heard(x11_world)
        frame.map()
        popup.map()
        own.sync()
        # then it is not told, unlike a popup that comes after it
        wait_until(lambda: heard.of("opened", popup.id), "the popup")
        assert not heard.of("opened", frame.id)
        assert frame.id not in ids(x11_world)
    frame.destroy()
    popup.destroy()


def test_a_border_belongs_to_the_frame(x11_world: X11World, own: Display) -> None:
    root = own.screen().root
    made = root.create_window(50, 40, 100, 80, 3, X.CopyFromParent, background_pixel=0, override_redirect=True)
    made.map()
    own.sync()
    wait_until(lambda: made.id in ids(x11_world), "the window")
    told = window(x11_world, made.id)
    assert told.rect == DeviceRect(53, 43, 100, 80)
    assert told.frame == DeviceRect(50, 40, 106, 86)
    made.destroy()


def test_a_panel_takes_its_strip_of_the_work_area(x11_world: X11World, own: Display) -> None:
    heard = Heard(x11_world)
    panel = make_window(own, DeviceRect(0, 770, 1280, 30))
    panel.change_property(
        own.get_atom("_NET_WM_WINDOW_TYPE"), Xatom.ATOM, 32, [own.get_atom("_NET_WM_WINDOW_TYPE_DOCK")]
    )
    strut = [0, 0, 0, 30, 0, 0, 0, 0, 0, 0, 0, 1279]
    panel.change_property(own.get_atom("_NET_WM_STRUT_PARTIAL"), Xatom.CARDINAL, 32, strut)
    panel.map()
    own.sync()
    whole, left = DeviceRect(0, 0, 1280, 800), DeviceRect(0, 0, 1280, 770)
    wait_until(lambda: look(x11_world).screens[0].work_area == left, "the strip")
    assert window(x11_world, panel.id).kind == "dock"
    wait_until(lambda: heard.of("screens"), "the news")
    panel.destroy()
    own.sync()
    wait_until(lambda: look(x11_world).screens[0].work_area == whole, "the strip to come back")


def test_monitors_come_and_go(fresh_screen: VirtualScreen) -> None:
    with fresh_screen.entered():
        desktop = X11Desktop(lambda call: call())
        events: list[WindowEvent] = []
        desktop.windows.subscribe(events.append)
        assert [s.rect for s in desktop.windows.snapshot().screens] == [DeviceRect(0, 0, 1280, 800)]
        # when one screen is made two monitors
        run(fresh_screen, "xrandr", "--setmonitor", "L", "640/254x800/286+0+0", "screen")
        run(fresh_screen, "xrandr", "--setmonitor", "R", "640/254x800/286+640+0", "none")
        # then both are told, with the news
        wait_until(lambda: len(desktop.windows.snapshot().screens) == 2, "two monitors")
        left, right = desktop.windows.snapshot().screens
        assert (left.name, left.rect) == ("L", DeviceRect(0, 0, 640, 800))
        assert (right.name, right.rect) == ("R", DeviceRect(640, 0, 640, 800))
        wait_until(lambda: [e for e in events if e.kind == "screens"], "the news")
        desktop.shutdown()


def test_a_gtk_4_window_is_told_without_its_shadow(x11_world: X11World) -> None:
    opened = open_program(x11_world.screen, "gnome-calculator", wm_class="calculator")
    x11_world.settled(opened.xid)
    told = window(x11_world, opened.xid)
    assert told.process == "gnome-calculator"
    assert told.client == opened.rect
    assert told.client.intersected(told.rect) == told.rect
    version = x11_world.desktop.windows.version_of("gnome-calculator")
    assert version is not None
    assert version.startswith("4")


def test_windows_that_vanish_at_any_moment_hurt_nobody(x11_world: X11World) -> None:
    # given a program that opens and closes windows as fast as it can
    stop = threading.Event()

    def flicker() -> None:
        with connected(x11_world.screen) as display:
            while not stop.is_set():
                made = [make_window(display, DeviceRect(n * 9, n * 7, 90, 60)) for n in range(6)]
                made += [make_window(display, DeviceRect(9, 7, 90, 60), override_redirect=True) for _ in range(6)]
                for each in made:
                    each.map()
                display.flush()
                for each in made:
                    each.destroy()
                display.sync()

    flickering = threading.Thread(target=flicker)
    # when somebody listens, and looks all the time, from two threads
    heard = Heard(x11_world)
    flickering.start()
    problems: list[BaseException] = []
    unlistening = X11Desktop(lambda call: call())

    def watch(desktop: X11Desktop) -> None:
        try:
            for _ in range(150):
                desktop.windows.snapshot()
        except BaseException as problem:
            problems.append(problem)

    watching = [threading.Thread(target=watch, args=(desktop,)) for desktop in (x11_world.desktop, unlistening)]
    for each in watching:
        each.start()
    for each in watching:
        each.join()
    stop.set()
    flickering.join()
    # then nothing fails, and in the end what is told is true
    assert problems == []
    wait_until(lambda: not look(x11_world).stack, "the flicker to be over")
    opened, closed = ([e.window for e in heard.of(kind)] for kind in ("opened", "closed"))
    assert sorted(opened) == sorted(closed)
    unlistening.shutdown()


@pytest.mark.parametrize("window_manager", [None, "xfwm4"])
def test_other_window_managers_and_none(make_screen: Callable[..., VirtualScreen], window_manager: str | None) -> None:
    screen = make_screen(1000, 700, window_manager=window_manager, compositor=None)
    with screen.entered():
        desktop = X11Desktop(lambda call: call())
        events: list[WindowEvent] = []
        desktop.windows.subscribe(events.append)
        screen.start("xterm")
        wait_until(lambda: [w for w in desktop.windows.snapshot().stack if w.process == "xterm"], "xterm")
        terminal = next(w for w in desktop.windows.snapshot().stack if w.process == "xterm")
        run(screen, "xdotool", "windowmove", str(terminal.id), "150", "120")
        wait_until(lambda: [e for e in events if e.kind == "moved" and e.window == terminal.id], "the move")
        now = desktop.windows.snapshot().get(terminal.id)
        assert now is not None
        with connected(screen) as display:
            at = display.screen().root.translate_coords(display.create_resource_object("window", terminal.id), 0, 0)
        assert (now.rect.x, now.rect.y) == (at.x, at.y)
        desktop.windows.activate(terminal.id)
        wait_until(lambda: desktop.windows.snapshot().active == terminal.id, "it to be active")
        assert all(ability.works for ability in desktop.abilities() if ability.name == "windows") is bool(
            window_manager
        )
        desktop.shutdown()


def test_a_restarted_window_manager_changes_nothing_for_long(make_screen: Callable[..., VirtualScreen]) -> None:
    screen = make_screen(1000, 700, compositor=None)
    with screen.entered():
        desktop = X11Desktop(lambda call: call())
        world = X11World(screen, desktop)
        terminal = world.open_terminal()
        Heard(world)
        # when the window manager restarts: every frame is another one now
        with connected(screen) as display:
            display.create_resource_object("window", terminal).change_attributes(event_mask=X.StructureNotifyMask)
            run(screen, "openbox", "--restart")
            wait_until(lambda: _framed_anew(display), "the new frame")
        wait_until(lambda: [w for w in windows(screen) if w.xid == terminal], "the window manager's new list")
        world.drag_by_title(terminal, 30, 20)
        # then the window is followed as before
        wait_until(lambda: window(world, terminal).rect == world.truth(terminal), "the window")
        assert [w.process for w in look(world).stack] == ["xterm"]
        desktop.shutdown()


def _framed_anew(display: Display) -> bool:
    events = [display.next_event() for _ in range(display.pending_events())]
    return any(e.type == X.ReparentNotify and e.parent != display.screen().root for e in events)


def our_card(own: Display) -> XWindow:
    """Return a window of this process that the window manager knows nothing of."""
    card = make_window(own, DeviceRect(10, 10, 100, 60), override_redirect=True)
    card.change_property(own.intern_atom("_NET_WM_PID"), Xatom.CARDINAL, 32, [os.getpid()])
    card.map()
    own.sync()
    return card


def test_the_keyboard_is_lent_and_given_back(x11_world: X11World, own: Display) -> None:
    # given an editor with the keyboard, and a card of ours that it is lent to
    editor = x11_world.open_editor()
    before = own.get_input_focus().focus
    card = our_card(own)
    give_back = x11_world.desktop.windows.lend_focus(card.id)
    assert own.get_input_focus().focus == card
    # when it is given back
    give_back()
    # then the editor has it as before, and the window manager says so, a moment later
    wait_until(lambda: own.get_input_focus().focus == before, "the keyboard")
    wait_until(lambda: look(x11_world).active == editor, "the editor to be called active")
    card.destroy()


def test_the_keyboard_is_not_taken_from_who_has_it_since(x11_world: X11World, own: Display) -> None:
    # given an editor with the keyboard, a card of ours that it is lent to, and then a window of somebody else
    x11_world.open_editor()
    card = our_card(own)
    give_back = x11_world.desktop.windows.lend_focus(card.id)
    other = make_window(own, DeviceRect(200, 10, 100, 60), override_redirect=True)
    other.map()
    other.set_input_focus(X.RevertToParent, X.CurrentTime)
    own.sync()
    # when it is given back, then it stays where it is
    give_back()
    assert own.get_input_focus().focus == other
    card.destroy()
    other.destroy()


def test_who_does_not_listen_asks_for_no_events(x11_world: X11World) -> None:
    def asked() -> int:
        """Return which events of the root our handler's connection wants, seen from itself."""
        attributes = x11_world.desktop._x.root.get_attributes()
        return int(attributes.your_event_mask)

    assert asked() == 0
    heard = Heard(x11_world)
    assert asked() != 0
    heard.stop()
    assert asked() == 0


def test_an_event_loop_can_do_the_waiting(screen: VirtualScreen, own: Display) -> None:
    # given an owner whose own loop waits for the news, as Qt's does
    waiting: list[tuple[int, Callable[[], None]]] = []

    def drive(descriptor: int, dispatch: Callable[[], None]) -> Callable[[], None]:
        waiting.append((descriptor, dispatch))
        return waiting.clear

    told_on: list[tuple[str, threading.Thread]] = []
    with screen.entered():
        desktop = X11Desktop(lambda call: call(), drive=drive)
    stop = desktop.windows.subscribe(lambda event: told_on.append((event.kind, threading.current_thread())))
    ((descriptor, dispatch),) = waiting
    # when a window opens
    made = make_window(own, DeviceRect(10, 10, 50, 50), override_redirect=True)
    made.map()
    own.sync()

    def turn() -> bool:
        if select.select([descriptor], [], [], 0)[0]:
            dispatch()
        return bool(told_on)

    # then the loop finds the news waiting and tells them itself
    wait_until(turn, "the news")
    assert told_on == [("opened", threading.current_thread())]
    # and when nobody listens any more, there is nothing to wait for
    stop()
    assert waiting == []
    made.destroy()
    desktop.shutdown()


def test_news_that_arrive_with_an_answer_are_not_forgotten(x11_world: X11World, own: Display) -> None:
    """Answers and events share a connection: reading one reads the other, and no socket announces it again."""
    heard = Heard(x11_world)
    made = make_window(own, DeviceRect(10, 10, 50, 50), override_redirect=True)
    made.map()
    own.sync()
    wait_until(lambda: heard.of("opened", made.id), "the window")
    # when it moves while a handler is in the midst of describing it
    model = x11_world.desktop.windows._model
    assert model is not None
    describe = model._stack

    def describe_and_be_overtaken() -> object:
        model._stack = describe  # type: ignore[method-assign]
        stack = describe()
        made.configure(x=77)
        own.sync()
        x11_world.desktop._x.sync()  # an answer, and with it the event
        return stack

    model._stack = describe_and_be_overtaken  # type: ignore[method-assign, assignment]
    made.configure(x=40)
    own.sync()
    # then the second move is told without anything else happening
    wait_until(lambda: heard.of("moved", made.id), "the news")
    wait_until(lambda: heard.of("moved", made.id)[-1].rect == DeviceRect(77, 10, 50, 50), "the last news")
    made.destroy()


@pytest.mark.parametrize("question", ["composited", "lend_focus", "activate"])
def test_a_question_in_between_swallows_no_news(screen: VirtualScreen, own: Display, question: str) -> None:
    # given a window, and an owner whose loop has not come round to the news that it has moved
    made = make_window(own, DeviceRect(10, 10, 50, 50), override_redirect=True)
    made.map()
    own.sync()
    heard: list[WindowEvent] = []
    posted: list[Callable[[], None]] = []
    with screen.entered():
        desktop = X11Desktop(posted.append, drive=lambda descriptor, dispatch: lambda: None)
    stop = desktop.windows.subscribe(heard.append)
    made.configure(x=77)
    own.sync()
    # when the owner asks something first
    ask = getattr(desktop.windows, question)
    ask(*() if question == "composited" else (made.id,))
    # then the news is told all the same, though the socket is silent now
    while posted:
        posted.pop(0)()
    assert [event.rect for event in heard if event.kind == "moved"] == [DeviceRect(77, 10, 50, 50)]
    stop()
    made.destroy()
    desktop.shutdown()
