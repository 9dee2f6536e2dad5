"""Prints the table: `python -m guide.settings --markdown | --json-schema`."""

from __future__ import annotations

import argparse
import json
import sys

from guide.settings.documentation import json_schema, markdown


def main(arguments: list[str] | None = None) -> int:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m guide.settings", description="Print the table of settings.")
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--markdown", action="store_true", help="as docs/settings.md")
    wanted.add_argument("--json-schema", action="store_true", help="as JSON Schema for editors and policies")
    chosen = parser.parse_args(arguments)
    sys.stdout.write(markdown() if chosen.markdown else json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
