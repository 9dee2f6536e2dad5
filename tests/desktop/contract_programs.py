"""What every handler of the programs port promises. Subclass it with a `world` fixture."""

from __future__ import annotations

import pytest

from guide.desktop.ports import ProgramNotFoundError
from tests.desktop.worlds import World


class ProgramsContract:
    """The contract."""

    def test_a_program_opens_its_window_and_ends_with_it(self, world: World) -> None:
        # when a program is started
        started = world.desktop.programs.start("mousepad")
        # then it runs and its window is its own
        assert started.running()
        world.wait(lambda: [w for w in world.desktop.windows.snapshot().stack if w.process == "mousepad"], "its window")
        window = next(w for w in world.desktop.windows.snapshot().stack if w.process == "mousepad")
        assert window.pid == started.pid
        # and when it is ended, it is gone, and can be ended again
        started.end()
        assert not started.running()
        world.wait(lambda: world.desktop.windows.snapshot().get(window.id) is None, "its window to go")
        started.end()

    @pytest.mark.parametrize("launch", ["no-such-program-at-all", "no-such-program-at-all --with an argument"])
    def test_what_is_not_there_is_named(self, world: World, launch: str) -> None:
        with pytest.raises(ProgramNotFoundError, match="no-such-program-at-all"):
            world.desktop.programs.start(launch)
