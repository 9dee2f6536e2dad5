"""The command line. Each command imports what it needs, so that `guide check` never loads a toolkit."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from guide import __version__

EXIT_BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # whoever read our output has enough; Python would complain again while shutting down
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="guide", description="Shows how to do it, on your own screen. Without a command: the tray program."
    )
    parser.add_argument("--version", action="version", version=f"guide {__version__}")
    parser.set_defaults(run=_tray)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    check = commands.add_parser("check", help="say what is wrong with tutorials")
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a tutorial or a folder of tutorials")
    check.add_argument("--format", choices=["text", "json"], default="text")
    check.set_defaults(run=_check)

    play = commands.add_parser("play", help="play a tutorial on this screen")
    play.add_argument("file", type=Path, metavar="FILE")
    play.add_argument("--from", dest="from_step", metavar="STEP", help="begin at this step")
    play.add_argument("--quit-when-done", action="store_true", help="leave out the last card")
    play.add_argument(
        "--give-up",
        type=float,
        default=60.0,
        metavar="SECONDS",
        help="end as failed when a target stays lost that long (default 60; 0: never)",
    )
    play.set_defaults(run=_play)

    rehearse = commands.add_parser("rehearse", help="let tutorials play by themselves, with pictures and a report")
    rehearse.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a tutorial or a folder of tutorials")
    rehearse.add_argument("--out", type=Path, required=True, metavar="DIR", help="where pictures and report go")
    rehearse.add_argument(
        "--virtual-screen", action="store_true", help="use a screen of its own, fresh for each tutorial (Linux)"
    )
    rehearse.add_argument("--screen", default="1280x800", metavar="WxH", help="size of the virtual screen")
    rehearse.add_argument("--no-compositor", action="store_true", help="on the virtual screen, run no compositor")
    rehearse.add_argument("--part", type=Path, help=argparse.SUPPRESS)
    rehearse.set_defaults(run=_rehearse)

    locate = commands.add_parser("locate", help="find the targets of steps now, on this screen")
    locate.add_argument("file", type=Path, metavar="FILE")
    locate.add_argument("steps", nargs="*", metavar="STEP")
    locate.add_argument("--format", choices=["text", "json"], default="text")
    locate.set_defaults(run=_locate)

    _add_records(commands)

    schema = commands.add_parser("schema", help="print the JSON Schema of tutorials, for editors")
    schema.set_defaults(run=_schema)

    doctor = commands.add_parser("doctor", help="say what guide can do on this desktop, and what is missing")
    doctor.set_defaults(run=_doctor)
    return parser


def _add_records(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from guide.records.commands import add_arguments  # noqa: PLC0415

    add_arguments(commands.add_parser("records", help="what this machine has logged: list, export, delete"))


def _check(options: argparse.Namespace) -> int:
    from guide.tutorial.check import run_check  # noqa: PLC0415

    return run_check(options.paths, options.format, sys.stdout)


def _schema(_options: argparse.Namespace) -> int:
    from guide.tutorial.schema import schema_text  # noqa: PLC0415

    print(schema_text())
    return 0


def _play(options: argparse.Namespace) -> int:
    from guide.app.play import play  # noqa: PLC0415

    give_up_ms = round(options.give_up * 1000) or None
    return play(options.file, options.from_step, quit_when_done=options.quit_when_done, give_up_ms=give_up_ms)


def _rehearse(options: argparse.Namespace) -> int:
    from guide.app.rehearse import rehearse, rehearse_on_virtual_screens  # noqa: PLC0415

    if options.virtual_screen:
        return rehearse_on_virtual_screens(
            options.paths, options.out, size=options.screen, compositor=not options.no_compositor
        )
    return rehearse(options.paths, options.out, part=options.part)


def _locate(options: argparse.Namespace) -> int:
    from guide.app.locate import locate  # noqa: PLC0415

    return locate(options.file, options.steps, options.format)


def _doctor(_options: argparse.Namespace) -> int:
    from guide.app.doctor import doctor  # noqa: PLC0415

    return doctor(sys.stdout)


def _tray(_options: argparse.Namespace) -> int:
    from guide.app.tray import run_tray  # noqa: PLC0415

    return run_tray()
