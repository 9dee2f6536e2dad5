"""Versions of programs that a tutorial is for: `application: {versions: ">=0.5"}`."""

from __future__ import annotations


def fits_version(wanted: str | None, version: str | None) -> bool:
    """Whether a version is among those that are wanted; where either is unknown or unreadable, it is.

    >>> fits_version(">=0.5", "0.5.10"), fits_version("<1", "24.2"), fits_version(">=2", None)
    (True, False, True)
    """
    if wanted is None or version is None:
        return True
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415 – 25 ms that few tutorials need
    from packaging.version import InvalidVersion, Version  # noqa: PLC0415

    try:
        return SpecifierSet(wanted).contains(Version(version), prereleases=True)
    except (InvalidSpecifier, InvalidVersion):
        return True
