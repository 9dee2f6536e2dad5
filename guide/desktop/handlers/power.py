"""Whether this machine runs on its battery, as the Linux kernel tells it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
"""Source: Documentation/ABI/testing/sysfs-class-power of the kernel."""
_MAINS = frozenset({"Mains", "USB"})


def on_battery(supplies: Path = SUPPLIES) -> bool:
    """Whether a battery is all that feeds this machine now; False where nothing is told, as on most desktops."""
    mains = [supply for supply in _each(supplies) if _read(supply / "type") in _MAINS and (supply / "online").exists()]
    if any(_read(supply / "online") != "0" for supply in mains):
        return False
    return bool(mains) or any(_read(supply / "status") == "Discharging" for supply in _each(supplies))


def _each(supplies: Path) -> list[Path]:
    with suppress(OSError):
        return [each for each in sorted(supplies.iterdir()) if _read(each / "scope") != "Device"]  # of a mouse
    return []


def _read(file: Path) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return file.read_text(encoding="ascii").strip()
    return ""
