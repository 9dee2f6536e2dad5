"""Input on a real screen: our handlers for X11, and pynput, which does it on Windows and macOS, held to the same."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from Xlib import X, error

from guide.desktop.handlers import pynput_input
from guide.desktop.handlers.pynput_input import PynputMadeInput, PynputObservedInput
from guide.desktop.handlers.x11.connection import Connection
from guide.desktop.handlers.x11.desktop import X11Desktop
from guide.desktop.handlers.x11.keyboard import Keyboard
from guide.desktop.handlers.x11.made import XTestInput
from guide.desktop.handlers.x11.observed import RecordedInput, _Listener
from guide.desktop.inputs import HotkeyTakenError, InputNotPossibleError, MadeInput, ObservedInput
from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint
from guide.tutorial.keys import Chord
from tests.desktop.contract_input import HERE, ObservingContract, PointingContract, Watcher, watching
from tests.desktop.worlds import X11World
from tests.support.desktop import Person, active_window, connected, open_program, run, wait_for_window, wait_until

pytestmark = pytest.mark.desktop

needs_pynput = pytest.mark.skipif(
    importlib.util.find_spec("pynput") is None, reason="pynput is not installed (pip install --no-deps pynput six)"
)


@dataclass
class RealHands:
    """Two handlers on a real screen."""

    screen: VirtualScreen
    observed: ObservedInput
    made: MadeInput

    def pointer(self) -> DevicePoint:
        """Return where the X server has the pointer."""
        return Person(self.screen).pointer()

    def wait(self, look: Callable[[], object], what: str) -> None:
        """Wait for a condition."""
        wait_until(look, what)


Make = Callable[[str, str], RealHands]


@pytest.fixture(scope="module")
def bare_screen() -> Iterator[VirtualScreen]:
    """A screen where no window manager has shortcuts of its own."""
    with VirtualScreen(1280, 800, window_manager=None, compositor=None) as made:
        yield made


@pytest.fixture
def punctual_pynput(bare_screen: VirtualScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pynput begin and end when it says so.

    Its back end for X, which is here for the tests alone, says that it listens a moment before the server agrees,
    and ends only with the next event.
    """

    def begun(listener: Any) -> Any:
        handler, listening = listener._handler, threading.Event()

        def hear(events: Any) -> None:
            listening.set()
            if events.data:  # its own end would raise an error in the midst of python-xlib
                handler(events)

        listener._handler = hear
        listener.start()
        assert listening.wait(5)
        return listener

    def ended(listener: Any) -> None:
        if listener is not None:
            with connected(bare_screen) as display:
                display.record_disable_context(listener._context)
                display.sync()
            listener.join(5)
            assert not listener.is_alive()

    monkeypatch.setattr(pynput_input, "_begun", begun)
    monkeypatch.setattr(pynput_input, "_ended", ended)


@pytest.fixture
def make_hands(bare_screen: VirtualScreen, punctual_pynput: None) -> Iterator[Make]:
    """Makes pairs of handlers by name: `ours` or `pynput`; they end with the test."""
    with bare_screen.entered(), ExitStack() as stack:

        def make(observing: str, making: str) -> RealHands:
            observed = (
                RecordedInput(Connection, lambda call: call())
                if observing == "ours"
                else PynputObservedInput(lambda call: call())
            )
            made = XTestInput(Connection) if making == "ours" else PynputMadeInput()
            stack.callback(observed.shutdown)
            stack.callback(made.shutdown)
            return RealHands(bare_screen, observed, made)

        yield make


class TestOurInput(ObservingContract, PointingContract):
    """RECORD and XTEST."""

    @pytest.fixture
    def hands(self, make_hands: Make) -> RealHands:
        return make_hands("ours", "ours")


@needs_pynput
class TestPynputObserves(ObservingContract):
    """pynput sees what the X server was made to do."""

    @pytest.fixture
    def hands(self, make_hands: Make) -> RealHands:
        return make_hands("pynput", "ours")


@needs_pynput
class TestPynputMakes(PointingContract):
    """pynput moves and clicks. The keys that it makes on X are sent to one window and none sees them: see below."""

    @pytest.fixture
    def hands(self, make_hands: Make) -> RealHands:
        return make_hands("ours", "pynput")


@pytest.fixture
def hands(make_hands: Make) -> RealHands:
    """Our handlers."""
    return make_hands("ours", "ours")


# --- what only X has ----------------------------------------------------------------------------------------------


def test_clicks_are_seen_while_a_menu_has_the_pointer(x11_world: X11World) -> None:
    # given an open menu, which grabs pointer and keyboard
    editor = x11_world.open_editor()
    x11_world.open_menu(editor)
    wait_until(lambda: [w for w in x11_world.desktop.windows.snapshot().stack if w.kind == "menu"], "the menu")
    watcher = Watcher()
    x11_world.desktop.observed.watch(frozenset({Chord.parse("Escape")}))
    x11_world.desktop.observed.subscribe(watcher.events.append)
    # when a person presses a key, and clicks somewhere else
    x11_world.person.presses("Escape")
    x11_world.person.clicks(DevicePoint(1200, 780))
    # then both are seen
    wait_until(lambda: len(watcher.presses) == 2 and watcher.chords, "key and click")
    assert watcher.presses[0].point == DevicePoint(1200, 780)


def test_without_chords_the_server_sends_no_keys_at_all(hands: RealHands, monkeypatch: pytest.MonkeyPatch) -> None:
    # given somebody who waits for clicks alone
    received: list[int] = []
    hear = _Listener._hear
    monkeypatch.setattr(_Listener, "_hear", lambda self, data: (received.extend(data[::32]), hear(self, data))[1])
    watcher = watching(hands)
    # when something is typed
    hands.made.type("secret")
    hands.made.click(HERE)
    hands.wait(lambda: len(watcher.presses) == 2, "the click")
    # then nothing of it came as far as our process
    assert received == [X.ButtonPress, X.ButtonRelease]


def test_without_subscribers_there_is_no_thread_and_no_connection(hands: RealHands) -> None:
    before = threading.active_count()
    stop = hands.observed.subscribe(lambda event: None)
    assert threading.active_count() == before + 1
    stop()
    assert threading.active_count() == before


def test_the_wheel_presses_nothing(hands: RealHands) -> None:
    watcher = watching(hands)
    run(hands.screen, "xdotool", "click", "4", "click", "5", "click", "6", "click", "7")
    hands.made.click(HERE)
    hands.wait(lambda: len(watcher.presses) == 2, "the click")
    assert {press.button for press in watcher.presses} == {"left"}


@pytest.mark.parametrize("lock", ["Caps_Lock", "Num_Lock"])
def test_locks_do_not_matter(hands: RealHands, lock: str) -> None:
    person = Person(hands.screen)
    watcher = watching(hands, "Ctrl+S", "Ctrl+Shift+S", "F2")
    person.presses(lock)
    try:
        person.presses("ctrl+s", "ctrl+shift+s", "F2")
        hands.wait(lambda: len(watcher.chords) >= 3, "the shortcuts")
        assert watcher.chords == ["Ctrl+S", "Ctrl+Shift+S", "F2"]
    finally:
        person.presses(lock)


@pytest.fixture
def layout(request: pytest.FixtureRequest) -> Iterator[Callable[[str], None]]:
    """Maps the keyboard anew; the American one comes back after the test."""
    screen = request.getfixturevalue("bare_screen" if "hands" in request.fixturenames else "screen")

    def change(name: str) -> None:
        run(screen, "setxkbmap", *name.split())

    yield change
    run(screen, "setxkbmap", "us", "-option", "")


def test_shortcuts_are_where_the_layout_has_them(hands: RealHands, layout: Callable[[str], None]) -> None:
    # given somebody who waits for Ctrl+Z
    watcher = watching(hands, "Ctrl+Z")
    run(hands.screen, "xdotool", "key", "ctrl+z")
    hands.wait(lambda: watcher.chords == ["Ctrl+Z"], "the American Z")
    # when the keyboard becomes a German one, where Z and Y change places
    layout("de")
    hands.made.press(Chord.parse("Ctrl+Y"))
    hands.made.press(Chord.parse("Ctrl+Z"))
    # then the new Z is meant
    hands.wait(lambda: len(watcher.chords) > 1, "the German Z")
    assert watcher.chords == ["Ctrl+Z", "Ctrl+Z"]


def test_shortcuts_work_under_a_layout_of_other_letters(hands: RealHands, layout: Callable[[str], None]) -> None:
    # given a keyboard that is switched to Russian
    layout("-layout us,ru -option grp:caps_toggle")
    watcher = watching(hands, "Ctrl+S", "Ctrl+Ы")
    run(hands.screen, "xdotool", "key", "ISO_Next_Group")
    # when the key with S and Ы is pressed with Ctrl (39 is its code on every PC keyboard)
    run(hands.screen, "xdotool", "key", "ctrl+39")
    # then both names of it are told
    hands.wait(lambda: len(watcher.chords) == 2, "both")
    assert sorted(watcher.chords) == ["Ctrl+S", "Ctrl+Ы"]


# --- typing -------------------------------------------------------------------------------------------------------

TEXTS = {
    "plain": "Buy milk, 2 x 1.5 l @ shop #3 (today!)\n\tand {bread} ~ 50% | \\ ^ `x` $5 _",
    "German and more": "Grüße €20 – ✓ ÄÖÜß „Zitat“ Ω я → ∞ ½ № ♥",
    "mixed cases": "aAäÄ zZ ñÑ øØ łŁ žŽ aA",
    "all different": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
}


@pytest.fixture
def note(x11_world: X11World, tmp_path: Path) -> Callable[[], str]:
    """An editor with the keyboard; calling it saves and returns what was written."""
    path = tmp_path / "note.txt"
    path.write_text("")
    window = open_program(x11_world.screen, "mousepad", "--disable-server", str(path), wm_class="mousepad")
    wait_until(lambda: active_window(x11_world.screen) == window.xid, "mousepad to be active")
    x11_world.person.clicks(window.rect.center)

    def written() -> str:
        x11_world.desktop.made.press(Chord.parse("Ctrl+S"))
        wait_until(lambda: path.stat().st_size, "mousepad to save")
        return path.read_text().removesuffix("\n")

    return written


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_arrives_as_it_is(note: Callable[[], str], x11: X11Desktop, text: str) -> None:
    x11.made.type(text)
    assert note() == text.removesuffix("\n")


@pytest.mark.parametrize("name", ["de", "fr", "-layout us,ru -option grp:caps_toggle", "ru"])
def test_a_text_arrives_on_every_layout(
    note: Callable[[], str], x11: X11Desktop, layout: Callable[[str], None], screen: VirtualScreen, name: str
) -> None:
    # given another layout, where there are two with the second one switched on
    layout(name)
    if "toggle" in name:
        run(screen, "xdotool", "key", "ISO_Next_Group")
    x11.made.type("Grüße, Zoë! yYzZ qQaA €5 [Mail@Haus.de] {я}")
    assert note() == "Grüße, Zoë! yYzZ qQaA €5 [Mail@Haus.de] {я}"


def test_caps_lock_does_not_shout(note: Callable[[], str], x11: X11Desktop, person: Person) -> None:
    person.presses("Caps_Lock")
    x11.made.type("Quiet, please: äöü ÄÖÜ €")
    person.presses("Caps_Lock")
    assert note() == "Quiet, please: äöü ÄÖÜ €"


def test_lent_keys_are_given_back(note: Callable[[], str], x11: X11Desktop) -> None:
    with_lock = x11._x
    before = Keyboard.read(with_lock).symbols
    x11.made.type("✓ я Ω → ♥ №")
    assert Keyboard.read(with_lock).symbols == before
    assert note() == "✓ я Ω → ♥ №"


@pytest.mark.parametrize(
    ("program", "wm_class"),
    [("featherpad", "featherpad"), ("xterm", "xterm"), ("soffice --writer --norestore", "soffice")],
)
def test_a_text_arrives_in_other_toolkits(x11_world: X11World, tmp_path: Path, program: str, wm_class: str) -> None:
    text = "Grüße €20 – ✓ я"
    made, person, path = x11_world.desktop.made, x11_world.person, tmp_path / "text.txt"
    if wm_class == "xterm":
        script = f"read -r line; printf '%s' \"$line\" > {path}"
        window = open_program(x11_world.screen, "xterm", "-u8", "-e", "sh", "-c", script, wm_class=wm_class)
    elif wm_class == "soffice":
        path.write_text("-")
        window = open_program(x11_world.screen, *program.split(), str(path), title="text.txt", wm_class="")
    else:
        path.write_text("")
        window = open_program(x11_world.screen, program, str(path), wm_class=wm_class)
    wait_until(lambda: active_window(x11_world.screen) == window.xid, f"{program} to be active")
    if wm_class != "xterm":
        person.clicks(window.rect.center)
    made.type(text)
    if wm_class == "xterm":
        made.press(Chord.parse("Enter"))
    else:
        made.press(Chord.parse("Ctrl+S"))
    if wm_class == "soffice":
        question = wait_for_window(x11_world.screen, title="Confirm File Format").rect
        person.clicks(DevicePoint(question.right - question.width // 4, question.bottom - 18))  # keep it a plain text
    wait_until(lambda: path.exists() and text in path.read_text(), f"{program} to write", within_s=15)


@needs_pynput
def test_pynput_types_too(note: Callable[[], str]) -> None:
    made = PynputMadeInput()
    made.type("Buy milk, 2 x 1.5 l (today!)")
    assert note() == "Buy milk, 2 x 1.5 l (today!)"
    made.shutdown()


# --- shortcuts of our own -------------------------------------------------------------------------------------------


def test_a_taken_shortcut_is_ours_alone(note: Callable[[], str], x11: X11Desktop, person: Person) -> None:
    # given Ctrl+A taken, which would select all of a note
    pressed: list[str] = []
    stop = x11.hotkeys.grab(Chord.parse("Ctrl+A"), lambda: pressed.append("ours"))
    x11.made.type("kept")
    # when it is pressed, with and without locks, and typing goes on
    person.presses("ctrl+a")
    person.presses("Num_Lock", "ctrl+a", "Num_Lock")
    wait_until(lambda: len(pressed) == 2, "our shortcut")
    x11.made.type(" and kept")
    # then the editor has not seen it
    assert note() == "kept and kept"
    # and given back, it is the editor's again
    stop()
    stop()
    person.presses("ctrl+a")
    x11.made.type("new")
    wait_until(lambda: note() == "new", "the editor to have selected all")
    assert len(pressed) == 2


def test_a_shortcut_that_another_has_is_an_error_that_names_it(x11: X11Desktop, screen: VirtualScreen) -> None:
    other = X11Desktop(lambda call: call())
    stop = other.hotkeys.grab(Chord.parse("Ctrl+Alt+H"), lambda: None)
    with pytest.raises(HotkeyTakenError, match=r"Ctrl\+Alt\+H"):
        x11.hotkeys.grab(Chord.parse("Ctrl+Alt+H"), lambda: None)
    stop()
    x11.hotkeys.grab(Chord.parse("Ctrl+Alt+H"), lambda: None)()
    other.shutdown()


def test_a_shortcut_without_a_key_is_an_error(x11: X11Desktop) -> None:
    with pytest.raises(InputNotPossibleError, match="no key"):
        x11.hotkeys.grab(Chord.parse("Ctrl+✓"), lambda: None)


def test_a_held_shortcut_counts_once(x11: X11Desktop, screen: VirtualScreen) -> None:
    pressed: list[str] = []
    x11.hotkeys.grab(Chord.parse("Ctrl+Alt+K"), lambda: pressed.append("ours"))
    watcher = Watcher()
    x11.observed.watch(frozenset({Chord.parse("Ctrl+Alt+K")}))
    x11.observed.subscribe(watcher.events.append)
    with connected(screen) as display:
        key = display.keysym_to_keycode(ord("k"))
        for code in (37, 64, key):  # Ctrl, Alt, K
            display.xtest_fake_input(X.KeyPress, code)
        display.sync()
        wait_until(lambda: len(watcher.chords) > 2, "the key to repeat")
        for code in (key, 64, 37):
            display.xtest_fake_input(X.KeyRelease, code)
        display.sync()
    assert pressed == ["ours"]


def test_taken_shortcuts_follow_the_layout(
    x11: X11Desktop, screen: VirtualScreen, layout: Callable[[str], None]
) -> None:
    pressed: list[str] = []
    x11.hotkeys.grab(Chord.parse("Ctrl+Alt+Z"), lambda: pressed.append("Z"))
    layout("de")
    x11.made.press(Chord.parse("Ctrl+Alt+Z"))
    wait_until(lambda: pressed == ["Z"], "the German Z")


def test_a_shortcut_is_never_free_while_the_keyboard_is_mapped_anew(x11: X11Desktop, screen: VirtualScreen) -> None:
    # given a shortcut of ours
    stop = x11.hotkeys.grab(Chord.parse("Ctrl+Alt+K"), lambda: None)
    with connected(screen) as display:
        root, key = display.screen().root, display.keysym_to_keycode(ord("k"))
        # when the server says again and again that another keyboard is used now, and somebody lies in wait for the key
        for _ in range(200):
            display.change_keyboard_mapping(255, [[0, 0]])
            for _ in range(5):
                refused = error.CatchError(error.BadAccess)
                root.grab_key(key, 12, False, X.GrabModeAsync, X.GrabModeAsync, onerror=refused)
                display.sync()
                # then it is never to be had
                assert refused.get_error() is not None
    stop()
