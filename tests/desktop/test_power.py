"""Whether a machine runs on its battery, from what the kernel tells of its supplies."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.desktop.handlers.power import on_battery

MAINS, NO_MAINS = {"type": "Mains", "online": "1"}, {"type": "Mains", "online": "0"}
BATTERY = {"type": "Battery", "status": "Discharging"}
MOUSE = {"type": "Battery", "status": "Discharging", "scope": "Device"}


@pytest.mark.parametrize(
    ("supplies", "expected"),
    [
        ({}, False),
        ({"AC": MAINS, "BAT0": BATTERY | {"status": "Charging"}}, False),
        ({"AC": NO_MAINS, "BAT0": BATTERY}, True),
        ({"AC": NO_MAINS, "dock": {"type": "USB", "online": "1"}, "BAT0": BATTERY}, False),
        ({"BAT0": BATTERY}, True),
        ({"BAT0": BATTERY | {"status": "Full"}}, False),
        ({"hidpp_battery_0": MOUSE}, False),
    ],
)
def test_by_what_feeds_it(tmp_path: Path, supplies: dict[str, dict[str, str]], expected: bool) -> None:
    for name, fields in supplies.items():
        (tmp_path / name).mkdir()
        for field, value in fields.items():
            (tmp_path / name / field).write_text(f"{value}\n")
    assert on_battery(tmp_path) is expected


def test_where_the_kernel_tells_nothing(tmp_path: Path) -> None:
    assert on_battery(tmp_path / "missing") is False
