"""Makes sure that the system has what guide needs.

    system_packages.py [--check | --list] SECTION…

As root on Debian or Ubuntu it installs what is missing.  Anywhere else it prints the one line to copy, and
ends with status 1.  Sections are those of packages.txt.  Standard library only: it runs before anything else.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

_LIST = Path(__file__).with_name("packages.txt")


def wanted(sections: list[str]) -> list[str]:
    """Return the packages of some sections of the list."""
    found: dict[str, list[str]] = {}
    for line in _LIST.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"\[(\w+)\]", line):
            current = found.setdefault(heading[1], [])
        elif line and not line.startswith("#"):
            package, _, only = line.partition(" ")
            if only.strip("()") in ("", distribution()):
                current.append(package)
    return [package for section in sections for package in found[section]]


def distribution() -> str:
    """Return what the distribution calls itself: debian, ubuntu …; empty where it does not say."""
    try:
        told = Path(os.environ.get("OS_RELEASE", "/etc/os-release")).read_text(encoding="utf-8")
    except OSError:
        return ""
    match = re.search(r"^ID=\"?(\w+)", told, re.MULTILINE)
    return match[1] if match else ""


def installed() -> set[str]:
    """Return the packages that are here, under their own names and those they stand in for."""
    listing = "${db:Status-Status}|${Package}|${Provides}\n"
    query = ["dpkg-query", "--show", f"--showformat={listing}"]
    answer = subprocess.run(query, check=True, capture_output=True, text=True).stdout
    names: set[str] = set()
    for status, package, provides in (line.split("|") for line in answer.splitlines()):
        if status == "installed":
            names.add(package)
            names.update(re.sub(r"\s*\(.*?\)|:any", "", name).strip() for name in provides.split(","))
    return names


def main(arguments: list[str]) -> int:
    """Install what is missing or say what is."""
    packages = wanted([argument for argument in arguments if not argument.startswith("--")])
    if "--list" in arguments:
        print(*packages, sep="\n")
        return 0
    if shutil.which("dpkg-query") is None:
        message = "This is neither Debian nor Ubuntu. Please install what these packages hold there:"
        print(message, *packages, file=sys.stderr)
        return 0  # it may all be there; what is not says so when it is needed
    missing = sorted(set(packages) - installed())
    if not missing:
        return 0
    line = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if os.geteuid() != 0 or "--check" in arguments:
        print("Some packages of the system are missing. Please run this, then try again:", file=sys.stderr)
        print(f"\n    sudo apt-get update && sudo {' '.join(line)}\n", file=sys.stderr)
        return 1
    print(f"Installing {len(missing)} packages of the system: {' '.join(missing)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "--quiet"], ["apt-get", "--quiet", *line[1:]]):
        if status := subprocess.run(command, env=environment, check=False).returncode:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
