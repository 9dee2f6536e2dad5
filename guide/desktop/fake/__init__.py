"""A desktop without a screen: scripted windows, elements and programs that behave as real ones do, but at once.

It ships, so that tutorials, plug-ins and our own pure rooms can be tried without X. Places are relative to the
window; what somebody does to the fake (or through its made input) comes out of it as events, as on a real desktop.

    >>> from guide.tutorial.geometry import DevicePoint
    >>> save = FakeElement("button", "Save", at=(10, 10, 60, 24))
    >>> editor = FakeWindow("Untitled - Mousepad", process="mousepad", at=(100, 100, 400, 300), elements=[save])
    >>> save.on_click = lambda desktop: desktop.rename(editor, "notes - Mousepad")
    >>> desktop = FakeDesktop(editor)
    >>> desktop.made.click(DevicePoint(120, 120))
    >>> desktop.windows.snapshot().active_window.title
    'notes - Mousepad'
"""

from guide.desktop.fake.desktop import FakeDesktop
from guide.desktop.fake.parts import FakeElement, FakeWindow, Reaction
from guide.desktop.fake.posting import PostQueue, post_now

__all__ = ["FakeDesktop", "FakeElement", "FakeWindow", "PostQueue", "Reaction", "post_now"]
