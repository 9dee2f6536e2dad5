"""Tutorials for this person and this machine."""

from __future__ import annotations

import pytest

from guide.offers.suitable import Person, first_missing, suiting
from guide.tutorial.entries import Entry
from guide.tutorial.versions import fits_version

FOR_CLERKS = Entry("a.yaml", "shipped", id="a", roles=("Clerk",))
FOR_FINANCE = Entry("b.yaml", "shipped", id="b", departments=("finance", "audit"))
FOR_NEW = Entry("c.yaml", "shipped", id="c", process="mousepad", app_versions=">=0.6")
FOR_ALL = Entry("d.yaml", "shipped", id="d", requires=("a", "b"))
ALL = (FOR_CLERKS, FOR_FINANCE, FOR_NEW, FOR_ALL)


def seen(person: Person, **versions: str | None) -> str:
    return "".join(entry.id for entry in ALL if suiting(person, versions)(entry))


def test_who_says_nothing_of_themselves_sees_everything() -> None:
    assert seen(Person()) == "abcd"


@pytest.mark.parametrize(
    ("roles", "departments", "expected"),
    [
        ("clerk", "", "abcd"),
        ("buyer", "", "bcd"),
        ("buyer, CLERK", "sales", "acd"),
        ("", "Finance", "abcd"),
        ("buyer", "sales", "cd"),
    ],
)
def test_roles_and_departments_decide(roles: str, departments: str, expected: str) -> None:
    assert seen(Person.of(roles, departments)) == expected


def test_the_installed_version_decides_where_it_is_known() -> None:
    assert seen(Person(), mousepad="0.5.10") == "abd"
    assert seen(Person(), mousepad="0.6.1") == "abcd"
    assert seen(Person(), mousepad=None) == "abcd"


@pytest.mark.parametrize(("wanted", "version"), [("newer", "1.0"), (">=1", "a long time ago")])
def test_what_cannot_be_read_keeps_nothing_back(wanted: str, version: str) -> None:
    assert fits_version(wanted, version)


def test_what_is_to_be_done_before_is_named() -> None:
    assert first_missing(FOR_ALL, ()) == "a"
    assert first_missing(FOR_ALL, ("a",)) == "b"
    assert first_missing(FOR_ALL, ("b", "a")) is None
    assert first_missing(FOR_CLERKS, ()) is None
