"""The results as a page of the documentation."""

from __future__ import annotations

from dataclasses import asdict

from tests.soak.held import Held

_ROWS = {
    "memory_mb": "memory, MB",
    "handles": "file handles",
    "threads": "threads",
    "x_resources": "resources of the X server",
    "subscriptions": "subscriptions on the buses",
}


class Table:
    """What was held before and after, for each way of running."""

    def __init__(self) -> None:
        self._columns: list[tuple[str, Held, Held]] = []

    def add(self, what: str, before: Held, after: Held) -> None:
        """Take down one result."""
        self._columns.append((what, before, after))

    def markdown(self) -> str:
        """Return the page."""
        parts = [
            "# What many runs leave behind",
            "Written by `make soak`; nothing here is edited by hand. "
            "Each cell: after the warm-up → after the last run. Memory is what is resident.",
        ]
        for what, before, after in self._columns:
            rows = [f"| {what} | warm → end |", "|---|---:|"]
            for name, label in _ROWS.items():
                was, now = asdict(before)[name], asdict(after)[name]
                if was or now:
                    rows.append(f"| {label} | {_number(was)} → {_number(now)} |")
            rows.append(f"| memory has grown by | {after.grown_percent(before):+.1f} % |")
            parts.append("\n".join(rows))
        return "\n\n".join(parts) + "\n"


def _number(value: float) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)
