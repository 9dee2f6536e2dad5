"""What the documentation says is so: its commands exist, its links lead somewhere, its words are ours."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("tutorials/**/*.md")])
IDS = [str(page.relative_to(ROOT)) for page in PAGES]

FORBIDDEN = {
    r"/(?:root|home|Users|work|tmp/\w+)/": "a path of somebody's machine",
    r"\b(?:pypi|npmjs|crates|ghcr|docker)\.(?:org|com|io)\b": "the address of a registry",
    r"(?i)\b(?:TODO|FIXME|TBD|lorem ipsum)\b": "something unfinished",
    r"(?i)\b(?:simply|obviously|just click|of course|seamless|leverage)\b": "a word that says nothing",
}


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def make_targets() -> set[str]:
    """Return what `make` can make by name."""
    return set(re.findall(r"^([a-z][a-z-]*):(?!=)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_each_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    local = [link.split("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
    missing = [link for link in local if not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_each_make_command_exists(page: Path) -> None:
    named = set(re.findall(r"(?:`|^)(?:sudo )?make ([a-z][a-z-]*)", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= make_targets()


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_words_that_do_not_belong_here(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    found = {match[0]: why for pattern, why in FORBIDDEN.items() for match in re.finditer(pattern, text)}
    assert found == {}


def test_the_first_page_names_only_commands_that_exist(readme: str) -> None:
    # given the commands that the README names, such as "guide records list"
    named = set(re.findall(r"\.venv/bin/guide((?: [a-z]+)*)", readme))
    assert {" check", " play", " rehearse", " locate", " records list"} <= named
    # then each of them explains itself
    for words in named:
        command = [sys.executable, "-m", "guide", *words.split(), "--help"]
        asked = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        assert asked.returncode == 0, f"guide{words}: {asked.stderr}"
        assert "usage" in asked.stdout.lower()


def test_the_first_page_gives_a_reason_for_each_dependency(readme: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [dependency for extra in project["optional-dependencies"].values() for dependency in extra]
    names = {re.split(r"[^\w-]", dependency)[0] for dependency in (*project["dependencies"], *extras)}
    section = readme.partition("\n## What it stands on\n")[2].partition("\n## ")[0]
    table = re.findall(r"^\| ([\w-]+)[^|]*\| (.+) \|$", section, re.MULTILINE)
    reasons = {name.lower(): reason for name, reason in table if name.strip("-")}
    for name in names:
        known = name.lower().removesuffix("-essentials")
        assert len(reasons.get(known, "")) > 20, f"why does guide stand on {name}?"
    assert len(reasons) == len(names), "the table names something that guide does not stand on"


def test_the_change_log_knows_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[(?:{re.escape(version)}|Unreleased)\]", log, re.MULTILINE)


@pytest.mark.parametrize("lock", sorted(ROOT.glob("requirements*.lock")), ids=lambda path: path.name)
def test_lock_files_name_no_host_and_hash_everything(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"https?://|^--(?:index|extra-index|find-links)", text, re.MULTILINE)
    for pinned in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]:
        assert re.match(r"[\w-]+==[\w.]+.* \\\n    --hash=sha256:", pinned), pinned.splitlines()[0]
