"""Which tutorials are for this person, at this machine: by role, department, version of the program, and order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from guide.tutorial.entries import Entry
from guide.tutorial.versions import fits_version


@dataclass(frozen=True, slots=True)
class Person:
    """What is said of a person; empty: nothing is, so that nothing is kept from them."""

    roles: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()

    @classmethod
    def of(cls, roles: str, departments: str) -> Person:
        """Read them as they are set: words with commas between them.

        >>> sorted(Person.of("Clerk, buyer", "").roles)
        ['buyer', 'clerk']
        """
        return cls(_words(roles), _words(departments))


def suits(entry: Entry, person: Person, versions: Mapping[str, str | None]) -> bool:
    """Whether a tutorial is for this person and for the program as it is installed here.

    `versions`: of programs, by executable; what is not known keeps nothing back.
    """
    return (
        _meets(entry.roles, person.roles)
        and _meets(entry.departments, person.departments)
        and fits_version(entry.app_versions, versions.get(entry.process or ""))
    )


def suiting(person: Person, versions: Mapping[str, str | None]) -> Callable[[Entry], bool]:
    """Return `suits` for one person. `versions` may grow as more becomes known."""
    return lambda entry: suits(entry, person, versions)


def first_missing(entry: Entry, done: Iterable[str]) -> str | None:
    """Return the id of the first tutorial that is to be done before this one; None: there is none."""
    known = frozenset(done)
    return next((required for required in entry.requires if required not in known), None)


def _meets(wanted: Iterable[str], given: frozenset[str]) -> bool:
    asked = frozenset(word.casefold() for word in wanted)
    return not asked or not given or not asked.isdisjoint(given)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip().casefold() for word in text.split(",") if word.strip())
