"""Whether programs can be asked about their elements here, and what to switch on where they cannot."""

from __future__ import annotations

import asyncio
import threading

from dbus_fast.errors import DBusFastError

from guide.desktop.handlers.atspi.bus import AtspiError, accessibility_address, accessibility_enabled
from guide.desktop.ports import Ability

_NAME = "elements"
_WITHIN_S = 2.0
_INSTALL = "sudo apt-get install at-spi2-core"
_SWITCH_ON = "guide doctor --fix"


def elements_ability() -> Ability:
    """Say whether it works in this session. Asks the session bus; takes two seconds at most; from any thread."""
    answers: list[Ability] = []
    # A thread of its own: the caller may be one on which a loop runs already.
    asking = threading.Thread(target=lambda: answers.append(asyncio.run(_look())), daemon=True)
    asking.start()
    asking.join(_WITHIN_S + 1)
    return answers[0] if answers else _silent()


async def _look() -> Ability:
    try:
        async with asyncio.timeout(_WITHIN_S):
            await accessibility_address()
            enabled = await accessibility_enabled()
    except TimeoutError:
        return _silent()
    except AtspiError as error:
        return Ability(_NAME, works=False, why=str(error), remedy=_INSTALL)
    except (OSError, EOFError, DBusFastError, ValueError) as error:
        return Ability(_NAME, works=False, why=f"there is no session bus ({error})", remedy="dbus-run-session guide")
    if enabled is False:
        why = "GTK and LibreOffice tell about themselves; Qt programs and browsers once accessibility is switched on"
        return Ability(_NAME, works=True, why=why, remedy=_SWITCH_ON)
    return Ability(_NAME, works=True, why="programs tell about themselves (AT-SPI)")


def _silent() -> Ability:
    return Ability(_NAME, works=False, why="the session bus does not answer", remedy=_INSTALL)
