"""Exit statuses of the commands. Scripts and tests from outside rely on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from guide.session.view import Outcome

BAD_INPUT: Final = 2
"""The command line, or a file it names, cannot be used; what is wrong was said."""
DISMISSED: Final = 3
NOT_COMPLETED: Final = 4
"""A target was not found, a rehearsal failed, or this desktop cannot be served."""
REPAIR_PROPOSED: Final = 5
"""`guide heal` proposes a change that was not accepted, or not yet."""
BROKEN: Final = 1
"""An error of guide itself."""
INTERRUPTED: Final = 130
"""Ctrl+C, as shells count it."""
UNHEARD: Final = 141
"""Whoever read the output has closed it, as shells count it."""

OF_OUTCOME: Final[dict[Outcome, int]] = {
    "completed": 0,
    "skipped": 0,
    "dismissed": DISMISSED,
    "failed": NOT_COMPLETED,
}


class BadInputError(Exception):
    """The command line names something that cannot be used; what is wrong was said already."""
