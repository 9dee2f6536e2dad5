"""The command line. Each command imports what it needs, so that `guide check` never loads a toolkit."""

from __future__ import annotations

import io
import math
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from guide import __version__

if TYPE_CHECKING:
    import argparse

    from guide.app.rehearse import ScreenSize

#: When set, an error of guide itself is told with all that a developer wants to know.
TRACEBACK_VARIABLE = "GUIDE_TRACEBACK"
SMALLEST_SCREEN, LARGEST_SCREEN = (320, 240), (15360, 8640)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status. Whatever happens is said in a sentence."""
    from guide.app import exits  # noqa: PLC0415

    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except BrokenPipeError:
        # whoever read our output has enough; Python would complain again while shutting down
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.UNHEARD
    except Exception as error:
        if TRACEBACK_VARIABLE in os.environ:
            raise
        print(_told(error), file=sys.stderr)
        return exits.BROKEN


def _run(arguments: Sequence[str] | None) -> int:
    from guide.app import exits  # noqa: PLC0415
    from guide.desktop.session import UnsupportedDesktopError  # noqa: PLC0415

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter must not end a command
    try:
        status = _chosen(sys.argv[1:] if arguments is None else arguments)
    except SystemExit as end:  # --help, --version, a slip in the command line
        status = end.code if isinstance(end.code, int) else exits.BAD_INPUT
    except exits.BadInputError:
        status = exits.BAD_INPUT
    except UnsupportedDesktopError as error:
        print(error, file=sys.stderr)
        status = exits.NOT_COMPLETED
    if sys.stdout is not None:
        sys.stdout.flush()
    return status


def _chosen(arguments: Sequence[str]) -> int:
    if not arguments:  # nothing to understand, and nothing to load for it: this one waits all day
        return _tray()
    options = _parser().parse_args(arguments)
    status: int = options.run(options)
    return status


def _told(error: Exception) -> str:
    """Return an error of guide itself in one sentence."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(where.filename).name}:{where.lineno}"
    return (
        f"guide stopped because of an error of its own ({type(error).__name__}: {error}, at {place}).\n"
        f"Set {TRACEBACK_VARIABLE}=1 to see more, and please tell whoever looks after guide here."
    )


def _parser() -> argparse.ArgumentParser:
    import argparse  # noqa: PLC0415

    parser = argparse.ArgumentParser(
        prog="guide", description="Shows how to do it, on your own screen. Without a command: the tray program."
    )
    parser.add_argument("--version", action="version", version=f"guide {__version__}")
    parser.set_defaults(run=lambda _options: _tray())
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    check = commands.add_parser("check", help="say what is wrong with tutorials")
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a tutorial or a folder of tutorials")
    check.add_argument("--format", choices=["text", "json"], default="text")
    check.set_defaults(run=_check)

    play = commands.add_parser("play", help="play a tutorial on this screen")
    play.add_argument("file", type=Path, metavar="FILE", help="a tutorial, or a folder with one")
    begin = play.add_mutually_exclusive_group()
    begin.add_argument("--from", dest="from_step", metavar="STEP", help="begin at this step")
    begin.add_argument("--resume", action="store_true", help="go on where it was left last time")
    play.add_argument("--in-front", action="store_true", help="bring the program's window to the front first")
    play.add_argument("--quit-when-done", action="store_true", help="leave out the last card")
    play.add_argument(
        "--give-up",
        type=_seconds,
        default=60.0,
        metavar="SECONDS",
        help="end as failed when a target stays lost that long (default 60; 0: never)",
    )
    _add_language(play)
    play.set_defaults(run=_play)

    edit = commands.add_parser("edit", help="write a tutorial in a window, without YAML")
    edit.add_argument("file", type=Path, nargs="?", metavar="FILE", help="a tutorial; one that is not there is begun")
    edit.add_argument("--practice", action="store_true", help="open one to practise on, which is thrown away")
    edit.set_defaults(run=_edit)

    rehearse = commands.add_parser("rehearse", help="let tutorials play by themselves, with pictures and a report")
    rehearse.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a tutorial or a folder of tutorials")
    rehearse.add_argument("--out", type=Path, required=True, metavar="DIR", help="where pictures and report go")
    rehearse.add_argument(
        "--virtual-screen", action="store_true", help="use a screen of its own, fresh for each tutorial (Linux)"
    )
    rehearse.add_argument(
        "--screen", type=_screen_size, default="1280x800", metavar="WxH", help="size of the virtual screen"
    )
    rehearse.add_argument("--no-compositor", action="store_true", help="on the virtual screen, run no compositor")
    _add_language(rehearse)
    rehearse.add_argument("--part", type=Path, help=argparse.SUPPRESS)
    rehearse.set_defaults(run=_rehearse)

    locate = commands.add_parser("locate", help="find the targets of steps now, on this screen")
    locate.add_argument("file", type=Path, metavar="FILE", help="a tutorial, or a folder with one")
    locate.add_argument("steps", nargs="*", metavar="STEP")
    locate.add_argument("--format", choices=["text", "json"], default="text")
    _add_language(locate)
    locate.set_defaults(run=_locate)

    _add_heal(commands)
    _add_health(commands)
    _add_pick(commands)
    _add_record(commands)
    _add_export(commands)
    _add_translate(commands)
    _add_records(commands)

    schema = commands.add_parser("schema", help="print the JSON Schema of tutorials, for editors")
    schema.set_defaults(run=_schema)

    _add_doctor(commands)
    return parser


def _add_doctor(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    doctor = commands.add_parser("doctor", help="say what guide can do on this desktop, and what is missing")
    doctor.add_argument("--format", choices=["text", "json"], default="text")
    ways = doctor.add_mutually_exclusive_group()
    ways.add_argument("--fix", action="store_true", help="offer each change that makes programs tell about themselves")
    ways.add_argument("--undo", action="store_true", help="take back what --fix has changed")
    doctor.add_argument("--yes", action="store_true", help="with --fix: make every change without a question")
    doctor.set_defaults(run=_doctor)


def _add_language(command: argparse.ArgumentParser) -> None:
    command.add_argument("--language", metavar="LANGUAGE", help="such as de or pt-BR; without it: as chosen for guide")


def _add_heal(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    heal = commands.add_parser("heal", help="propose a repair where a control is found by less than it was")
    heal.add_argument("file", type=Path, metavar="FILE", help="a tutorial, or a folder with one")
    heal.add_argument("steps", nargs="*", metavar="STEP")
    heal.add_argument("--rehearse", action="store_true", help="let it play, and look at each step in its turn")
    heal.add_argument(
        "--virtual-screen",
        action="store_true",
        help="let it play on screens of its own, again and again until it comes to the end (Linux)",
    )
    heal.add_argument(
        "--accept",
        nargs="+",
        default=[],
        metavar="STEP",
        help="write the repairs of these steps into the file; or: all",
    )
    heal.add_argument("--format", choices=["text", "json", "diff"], default="text")
    heal.add_argument("--round", nargs=2, type=Path, help="==SUPPRESS==")
    _add_language(heal)
    heal.set_defaults(run=_heal)


def _add_health(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    import argparse  # noqa: PLC0415

    health = commands.add_parser("health", help="say whether the targets of tutorials are still there, since when not")
    what = health.add_mutually_exclusive_group()
    what.add_argument("tutorials", nargs="*", default=[], metavar="ID", help="of a tutorial; without it: all")
    what.add_argument(
        "--look", nargs="+", type=Path, metavar="PATH", help="look now at what is open of these tutorials' programs"
    )
    health.add_argument("--format", choices=["text", "json"], default="text", help="json: one object a line")
    health.add_argument("--at-rest", action="store_true", help=argparse.SUPPRESS)
    _add_language(health)
    health.set_defaults(run=_health)


def _add_pick(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    pick = commands.add_parser("pick", help="point at a control on the screen, and have it described as a target")
    pick.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where description and picture go")
    pick.add_argument("--name", default="picked", metavar="NAME", help="what its picture is called")
    pick.add_argument("--program", metavar="PROGRAM", help="the tutorial's program; a target elsewhere names its own")
    pick.add_argument("--resting", action="store_true", help="take what the pointer rests on: menus stay open")
    pick.add_argument("--blur", action=_on_or_off(), help="in the picture, paint over all text; without it: as set")
    _add_language(pick)
    pick.set_defaults(run=_pick)


def _add_record(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    record = commands.add_parser("record", help="record what you do on the screen as a tutorial")
    record.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the tutorial goes")
    record.add_argument("--title", default="", metavar="TITLE", help="what the tutorial is called")
    record.add_argument(
        "--exclude", action="append", default=[], metavar="PROGRAM", help="record nothing in this program"
    )
    record.add_argument(
        "--blur", action=_on_or_off(), help="in pictures, paint over all text, not only what was typed; else as set"
    )
    record.add_argument(
        "--for", dest="for_s", type=_seconds, metavar="SECONDS", help="stop after so long; without it: on Ctrl+C"
    )
    record.add_argument("--edit", action="store_true", help="open what was recorded in the window for authors")
    _add_language(record)
    record.set_defaults(run=_record)


#: What `--to` takes; `guide.export` has the writers, and libraries that the other commands do without.
EXPORT_FORMATS = ("html", "pdf", "markdown", "odt", "docx", "animation", "cmi5", "scorm")


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = commands.add_parser("export", help="hand a tutorial on: as a page, a paper, a film, a course")
    export.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a tutorial or a folder of tutorials")
    export.add_argument("--to", nargs="+", choices=EXPORT_FORMATS, required=True, help="one format, or several")
    export.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the files go")
    pictures = export.add_mutually_exclusive_group()
    pictures.add_argument("--report", type=Path, metavar="DIR", help="pictures: where a rehearsal left them")
    pictures.add_argument(
        "--rehearse", action="store_true", help="take pictures of the steps now, on a screen of its own (Linux)"
    )
    export.add_argument(
        "--language", action="append", metavar="LANGUAGE", help="such as de; without it: as it was written"
    )
    export.set_defaults(run=_export)


def _add_translate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    translate = commands.add_parser("translate", help="what is translated, and files for whoever translates")
    ways = translate.add_subparsers(title="what to do", metavar="status | update | names", required=True)
    status = ways.add_parser("status", help="what is translated, what is missing, what is outdated")
    update = ways.add_parser("update", help="begin the PO file beside each tutorial, or bring it up to date")
    names = ways.add_parser("names", help="what the program calls its controls in a language")
    for way in (status, update, names):
        way.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a tutorial or a folder of tutorials")
    for way in (status, names):
        way.add_argument("--format", choices=["text", "json"], default="text", help="json: one object a line")
    status.set_defaults(run=_translate_status)
    names.add_argument(
        "--start",
        action="store_true",
        help="start the program in the language on a screen of its own, and read them there (Linux); "
        "without it: from its catalogues (gettext)",
    )
    names.add_argument("--walk", nargs=2, type=Path, help="==SUPPRESS==")
    for way in (update, names):
        way.add_argument("--language", action="append", required=True, metavar="LANGUAGE", help="such as de or pt-BR")
    names.set_defaults(run=_translate_names)
    update.set_defaults(run=_translate_update)


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
    from guide.app.opening import chosen_language, open_tutorial  # noqa: PLC0415
    from guide.desktop.session import require_desktop  # noqa: PLC0415

    language = chosen_language(options.language)
    tutorial = open_tutorial(options.file, [options.from_step] if options.from_step else [], language)
    require_desktop(blind=True)
    from guide.app.play import How, play  # noqa: PLC0415

    give_up_ms = round(options.give_up * 1000) or None
    last_card = not options.quit_when_done
    return play(tutorial, How(options.from_step, options.resume, last_card, language, options.in_front, give_up_ms))


def _edit(options: argparse.Namespace) -> int:
    from guide.app.opening import refuse  # noqa: PLC0415
    from guide.desktop.session import require_desktop  # noqa: PLC0415

    if options.practice is (options.file is not None):
        refuse("guide edit: name a tutorial, or say --practice")
    require_desktop(blind=True)
    from guide.app.edit import edit, practise  # noqa: PLC0415

    return practise() if options.practice else edit(options.file)


def _rehearse(options: argparse.Namespace) -> int:
    from guide.app.opening import chosen_language, open_tutorials, writable_folder  # noqa: PLC0415
    from guide.app.rehearse import rehearse, rehearse_on_virtual_screens  # noqa: PLC0415
    from guide.desktop.session import require_desktop  # noqa: PLC0415

    language = chosen_language(options.language) if options.language or not options.virtual_screen else None
    sources = open_tutorials(options.paths, language)
    out = writable_folder(options.out)
    if options.virtual_screen:
        compositor = not options.no_compositor
        return rehearse_on_virtual_screens(sources, out, options.screen, compositor=compositor, language=language)
    require_desktop()
    return rehearse(sources, out, part=options.part, language=language)


def _record(options: argparse.Namespace) -> int:
    from guide.app.opening import chosen_language, writable_folder  # noqa: PLC0415
    from guide.desktop.session import require_desktop  # noqa: PLC0415

    language = chosen_language(options.language)
    out = writable_folder(options.out)
    require_desktop()
    from guide.app.record import Wanted, record  # noqa: PLC0415

    status = record(Wanted(out, options.title, tuple(options.exclude), _blurred(options.blur), options.for_s, language))
    if status != 0 or not options.edit:
        return status
    from guide.app.edit import edit  # noqa: PLC0415

    return edit(out)


def _blurred(asked: bool | None) -> bool:
    from guide.app.blurring import blurred  # noqa: PLC0415
    from guide.paths import Paths  # noqa: PLC0415
    from guide.settings import Settings  # noqa: PLC0415

    return blurred(asked, Settings.load(Paths.of_this_user()))


def _on_or_off() -> type[argparse.Action]:
    import argparse  # noqa: PLC0415

    return argparse.BooleanOptionalAction


def _pick(options: argparse.Namespace) -> int:
    from guide.app.opening import chosen_language, writable_folder  # noqa: PLC0415
    from guide.desktop.session import require_desktop  # noqa: PLC0415

    language = chosen_language(options.language)
    out = writable_folder(options.out)
    require_desktop()
    from guide.app.pick import Wanted, pick  # noqa: PLC0415

    return pick(Wanted(out, options.name, options.program, options.resting, _blurred(options.blur), language))


def _export(options: argparse.Namespace) -> int:
    from guide.app.export import Wanted, export  # noqa: PLC0415

    return export(options.paths, Wanted(options.to, options.out, options.report, options.rehearse, options.language))


def _translate_status(options: argparse.Namespace) -> int:
    from guide.app.translate import status  # noqa: PLC0415

    return status(options.paths, options.format)


def _translate_update(options: argparse.Namespace) -> int:
    from guide.app.translate import update  # noqa: PLC0415

    return update(options.paths, options.language)


def _translate_names(options: argparse.Namespace) -> int:
    if options.walk:
        from guide.app.names_by_starting import walk  # noqa: PLC0415

        return walk(options.paths[0], options.language[0], *options.walk, as_json=options.format == "json")
    from guide.app.names import names  # noqa: PLC0415

    return names(options.paths, options.language, start=options.start, form=options.format)


def _locate(options: argparse.Namespace) -> int:
    from guide.app.opening import chosen_language, open_tutorial  # noqa: PLC0415

    language = chosen_language(options.language)
    tutorial = open_tutorial(options.file, options.steps, language)
    from guide.app.locate import locate  # noqa: PLC0415

    return locate(tutorial, options.steps, options.format, language)


def _heal(options: argparse.Namespace) -> int:
    from guide.app.heal import How, heal, heal_on_virtual_screens, one_round  # noqa: PLC0415
    from guide.app.opening import chosen_language  # noqa: PLC0415
    from guide.desktop.session import require_desktop  # noqa: PLC0415

    language = chosen_language(options.language)
    how = How(options.steps, options.accept, options.rehearse or options.virtual_screen, options.format, language)
    if options.virtual_screen:
        return heal_on_virtual_screens(options.file, how, language if options.language else None)
    require_desktop()
    if options.round:
        return one_round(options.file, how, *options.round)
    return heal(options.file, how)


def _health(options: argparse.Namespace) -> int:
    from guide.app.health import How, health, look_at_rest, look_now  # noqa: PLC0415

    if not options.look:
        return health(How(options.tutorials, options.format))
    from guide.app.opening import chosen_language  # noqa: PLC0415
    from guide.desktop.session import require_desktop  # noqa: PLC0415

    language = chosen_language(options.language)
    require_desktop()
    if options.at_rest:
        return look_at_rest(options.look, language)
    return look_now(options.look, options.format, language)


def _doctor(options: argparse.Namespace) -> int:
    if options.fix or options.undo:
        from guide.app.fix import fix, undo  # noqa: PLC0415

        return undo(sys.stdout) if options.undo else fix(sys.stdout, yes=options.yes)
    from guide.app.doctor import doctor  # noqa: PLC0415

    return doctor(sys.stdout, options.format)


def _tray() -> int:
    from guide.desktop.session import require_desktop  # noqa: PLC0415

    require_desktop(blind=True)
    from guide.app.start import run_tray  # noqa: PLC0415

    return run_tray()


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise _refused(f"“{text}” is not a number of seconds")
    return seconds


def _screen_size(text: str) -> ScreenSize:
    from guide.app.rehearse import ScreenSize  # noqa: PLC0415

    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise _refused(f"“{text}” is not a screen size; write it as 1280x800")
    size = int(width), int(height)
    least, most = SMALLEST_SCREEN, LARGEST_SCREEN
    if not all(low <= given <= high for low, given, high in zip(least, size, most, strict=True)):
        raise _refused("a screen has from {}x{} to {}x{} pixels".format(*least, *most))
    return ScreenSize(*size)


def _refused(why: str) -> argparse.ArgumentTypeError:
    import argparse  # noqa: PLC0415

    return argparse.ArgumentTypeError(why)
