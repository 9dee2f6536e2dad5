"""`guide doctor`: what guide can do on this desktop session, and what is missing."""

from __future__ import annotations

from typing import TextIO

EXIT_LIMITED = 4


def doctor(out: TextIO) -> int:
    """Print one line for each ability, with a line to copy where something is missing; 0 when all works, else 4."""
    from guide.desktop.session import abilities  # noqa: PLC0415

    found = abilities()
    for ability in found:
        print(f"{'works  ' if ability.works else 'MISSING'}  {ability.name:<12} {ability.why}", file=out)
        if not ability.works and ability.remedy:
            print(f"{'':22}try: {ability.remedy}", file=out)
    return 0 if all(ability.works for ability in found) else EXIT_LIMITED
