"""How screens are scaled, for commands that do without a toolkit as long as nothing depends on it."""

from __future__ import annotations

from collections.abc import Iterable

from guide.targeting.looking import ScaleOf, one_to_one
from guide.tutorial.document import Tutorial


def scale_for(tutorials: Iterable[Tutorial]) -> ScaleOf:
    """Return what tells the scale of a window's screen, as the player counts it.

    Qt knows; it is loaded only where a target has a picture or a place, which depend on the scale.
    """
    targets = (target for tutorial in tutorials for step in tutorial.steps for target in step.targets)
    if not any(target.image or target.region for target in targets):
        return one_to_one
    from guide.app.machinery import scale_now
    from guide.app.qt import application

    application()
    return scale_now()
