"""Whatever happens on the desktop, in whatever order: the light is right or there is none, and nothing stays behind."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from guide.conductor.presence import working_elsewhere
from guide.desktop.fake import FakeElement, FakeWindow
from guide.session.events import Back, Dismiss, Next, Pause, Resume, Retry, Skip
from guide.session.view import FINAL
from guide.tutorial.geometry import DevicePoint
from guide.tutorial.keys import Chord
from tests.conductor.playing import NOTHING_LEFT, Playing
from tests.conductor.programs import Editor, mail, tutorial

TUTORIAL = tutorial("""
- {id: save, say: S., target: {element: {role: button, name: Save}}}
- {id: write, say: W., target: {element: {role: textbox, name: Note}}, until: {value: /x/}}
- {id: file, say: F., target: {element: {role: menuitem, name: File}}, until: {shown: {element: {name: New}}}}
- id: new
  say: N.
  target: {element: {role: menuitem, name: New}}
  restore: [{when: {gone: {element: {role: menuitem, name: New}}}, say: Once more., go: file}]
- {id: key, say: K., until: {any: [{pressed: Ctrl+S}, confirmed]}}
- {id: both, say: B., targets: [{element: {name: Save}}, {element: {name: Close}}], until: {waited: 99s}}
""")

Deed = str | tuple[str, int, int]


class Life:
    """An editor, a mail program, a person, and a conductor between them."""

    def __init__(self) -> None:
        self.editor = Editor()
        self.mail = mail()
        self.playing = Playing(TUTORIAL, self.mail, self.editor.window)
        self.desktop = self.playing.desktop

    def does(self, deed: Deed) -> None:
        """Let something happen, as far as it can."""
        if isinstance(deed, str):
            DEEDS[deed](self)
            return
        what, x, y = deed
        if what == "click":
            self.desktop.made.click(DevicePoint(x, y))
        else:
            self.desktop.move(self.mail if what == "move the mail" else self.editor.window, x, y)

    @property
    def open(self) -> bool:
        return self.editor.window in self.desktop.stack

    def reopen(self) -> None:
        if not self.open:
            self.editor = Editor()
            self.desktop.open(self.editor.window)

    def open_menu(self) -> None:
        if self.open:
            self.editor.open_menu(self.desktop)

    def click(self, element: FakeElement) -> None:
        if element.rect is not None:
            self.desktop.made.click(element.rect.center)

    def controls(self) -> list[FakeElement]:
        """What the step points at, as far as a person can see it."""
        names = {"save": ["Save"], "write": ["Note"], "file": ["File"], "new": ["New"], "both": ["Save", "Close"]}
        wanted = names.get(self.playing.at[0] or "", [])
        windows: list[FakeWindow] = [w for w in self.desktop.stack if w.process == "editor"]
        found = [e for w in windows for e in w.root.walk() if e.name in wanted and e.rect is not None]
        return sorted(found, key=lambda element: wanted.index(element.name))


DEEDS: dict[str, Callable[[Life], object]] = {
    "click Save": lambda life: life.click(life.editor.save),
    "click Close": lambda life: life.click(life.editor.close),
    "click File": lambda life: life.click(life.editor.file),
    "click the page": lambda life: life.click(life.editor.page),
    "activate the mail": lambda life: life.desktop.activate(life.mail),
    "activate the editor": lambda life: life.desktop.activate(life.editor.window),
    "minimise": lambda life: life.desktop.minimise(life.editor.window),
    "other desktop": lambda life: life.desktop.switch_desktop(1),
    "first desktop": lambda life: life.desktop.switch_desktop(0),
    "close": lambda life: life.desktop.close(life.editor.window),
    "reopen": lambda life: life.reopen(),
    "open the menu": lambda life: life.open_menu(),
    "write": lambda life: life.desktop.change(life.editor.page, value="x"),
    "hide or show": lambda life: life.desktop.change(life.editor.save, shown=not life.editor.save.shown),
    "Escape": lambda life: life.desktop.made.press(Chord.parse("Escape")),
    "Ctrl+S": lambda life: life.desktop.made.press(Chord.parse("Ctrl+S")),
    "Enter": lambda life: life.desktop.made.press(Chord.parse("Enter")),
    "searches are answered": lambda life: life.playing.searches.let_go(),
    "searches take long": lambda life: setattr(life.playing.searches, "held", True),
    "searches are quick": lambda life: setattr(life.playing.searches, "held", False),
    "a moment": lambda life: life.playing.wait(50),
    "a while": lambda life: life.playing.wait(5_000),
    **{
        type(wish).__name__: lambda life, wish=wish: life.playing.conductor.send(wish)  # type: ignore[misc]
        for wish in (Next(), Back(), Skip(), Retry(), Pause(), Resume())
    },
}
deeds: st.SearchStrategy[Deed] = st.one_of(
    st.sampled_from(sorted(DEEDS)),
    st.tuples(st.sampled_from(["move", "move the mail", "click"]), st.integers(0, 1800), st.integers(0, 1000)),
)


def settle(life: Life) -> None:
    """Let every search be answered and everything come to rest."""
    life.playing.searches.held = False
    for _ in range(5):
        life.playing.searches.let_go()
        life.playing.wait(1_500)


@settings(max_examples=60, deadline=None)
@given(st.lists(deeds, max_size=25))
def test_the_light_is_right_or_there_is_none(all_deeds: list[Deed]) -> None:
    # given a life, told in deeds
    life = Life()
    for deed in all_deeds:
        life.does(deed)
        life.playing.post.run()
    # when it comes to rest
    settle(life)
    playing = life.playing
    # then what is lit is what the step points at, where it is now
    shown = [control.rect for control in life.controls()]
    assert all(light in shown for light in playing.lights)
    # and while the person works elsewhere, or is done, nothing is
    if playing.at[1] in FINAL:
        assert playing.leftovers == NOTHING_LEFT
    elif life.open and not working_elsewhere(playing.windows(), frozenset({life.editor.window.id})):
        window = life.editor.window.info()
        in_sight = window.visible and playing.at[1] == "waiting"
        clear = [r for r in shown if r and not life.mail.info().frame.contains(r.center)]
        assert not in_sight or playing.lights in (clear, shown)
    else:
        assert playing.lights == []
    # and it can be ended at any time, and leaves nothing
    playing.wishes(Dismiss())
    assert playing.at[1] in FINAL
    assert playing.leftovers == NOTHING_LEFT
    assert playing.ends == 1


@settings(max_examples=30, deadline=None)
@given(st.lists(deeds, max_size=25))
def test_left_at_any_moment_nothing_goes_on(all_deeds: list[Deed]) -> None:
    life = Life()
    for deed in all_deeds:
        life.does(deed)
    life.playing.conductor.shutdown()
    assert life.playing.leftovers == NOTHING_LEFT
    asked = len(life.playing.searches.asked)
    settle(life)
    assert (life.playing.leftovers, len(life.playing.searches.asked)) == (NOTHING_LEFT, asked)
