"""Rehearses over the fake desktop, one run after the other, all in this process, and looks at what stays behind.

    python -m tests.soak.fake_runs RUNS WARM_UP FOLDER

Prints, as JSON, what was held after the warm-up and at the end. The log is a real one.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import weakref
from dataclasses import asdict
from pathlib import Path

from guide.desktop.fake import FakeDesktop
from guide.records.store import Store
from tests.conductor.performing import rehearse
from tests.conductor.programs import Editor, tutorial
from tests.soak.held import Held

WRITTEN = tutorial(
    r"""
- {id: write, say: Write., target: {element: {role: textbox}}, until: {value: Buy milk}}
- {id: file, say: Open., target: {element: {role: menuitem, name: File}}}
- {id: save-as, say: C., target: {element: {name: Save As…}}, until: {shown: {window: {title: Save As}}}}
- {id: name, say: Name it., target: {element: {role: textbox, name: Name}}, until: {value: /./}, do: {type: list}}
- {id: keep, say: Keep., target: {element: {role: button, name: Keep}}, until: {gone: {window: {title: Save As}}}}
- {id: read, say: Well done.}
""",
    "{process: editor, title: Editor, launch: editor}",
)


def main() -> None:
    """Run, and look."""
    runs, warm_up, folder = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    store = Store(folder, strict=True)
    editors: list[Editor] = []
    desktop = FakeDesktop(programs={"editor": lambda desktop: desktop.open(editors[-1].window)})
    looks = []
    for number in range(1, runs + 1):
        editors[:] = [Editor()]
        done = rehearse(WRITTEN, desktop, sink=store)
        assert done.result.outcome == "completed", done.result
        desktop.close(editors[-1].window)
        assert store.flush(60)  # a run takes minutes, not milliseconds: what it writes never piles up
        if number in {warm_up, runs}:
            gc.collect()
            # weak references hold nothing, and how many of them wait to be cleared varies from moment to moment
            held = sum(type(each) is not weakref.ReferenceType for each in gc.get_objects())
            looks.append(asdict(Held.by(os.getpid())) | {"objects": held})
    store.shutdown()
    json.dump(looks, sys.stdout)


if __name__ == "__main__":
    main()
