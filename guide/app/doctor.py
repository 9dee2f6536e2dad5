"""`guide doctor`: what guide can do on this desktop session, and what is missing."""

from __future__ import annotations

from typing import TextIO

from guide.app import exits
from guide.desktop.session import abilities


def doctor(out: TextIO) -> int:
    """Print a line for each ability, then what to do about those that are missing; 0 when all works, else 4."""
    found = abilities()
    reasons = {ability.why for ability in found}
    for ability in found:
        why = f"  {ability.why}" if len(reasons) > 1 else ""
        print(f"{'works  ' if ability.works else 'MISSING'}  {ability.name:<12}{why}".rstrip(), file=out)
    if len(reasons) == 1:  # one reason for all of it, said once
        print(f"\n{reasons.pop()}", file=out)
    remedies = dict.fromkeys(a.remedy for a in found if not a.works and a.remedy)
    for remedy in remedies:
        print(f"Try: {remedy}", file=out)
    return 0 if all(ability.works for ability in found) else exits.NOT_COMPLETED
