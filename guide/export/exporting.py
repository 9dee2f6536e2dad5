"""One call for every format: from a tutorial to a file in a folder. Tells how far it is, and stops when asked to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from guide.export.building import handout_of
from guide.export.handout import Handout
from guide.export.shots import Pictures
from guide.files import write_bytes
from guide.tutorial.document import Tutorial

Progress = Callable[[int, int], bool]
"""Told how many parts of how many are done; returns whether to go on."""


class ExportStopped(Exception):  # noqa: N818 -- not an error
    """Whoever asked for it does not want it any more. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of it."""

    file: Path
    pictures: int
    """How many of its steps have one."""
    steps: int


def _html(handout: Handout, out: Path, name: str) -> Path:
    from guide.export.page import html_page  # noqa: PLC0415 -- each format's libraries only with that format

    return _written(out / f"{name}.html", html_page(handout).encode())


def _markdown(handout: Handout, out: Path, name: str) -> Path:
    from guide.export.markdown import markdown_of  # noqa: PLC0415

    folder = f"{name}-pictures"
    text, pictures = markdown_of(handout, folder)
    if pictures:
        (out / folder).mkdir(exist_ok=True)
    for file, data in pictures.items():
        write_bytes(out / folder / file, data)
    return _written(out / f"{name}.md", text.encode())


def _pdf(handout: Handout, out: Path, name: str) -> Path:
    from guide.export.paper import pdf_of  # noqa: PLC0415

    return _written(out / f"{name}.pdf", pdf_of(handout))


def _odt(handout: Handout, out: Path, name: str) -> Path:
    from guide.export.odt import odt_of  # noqa: PLC0415

    return _written(out / f"{name}.odt", odt_of(handout))


def _docx(handout: Handout, out: Path, name: str) -> Path:
    from guide.export.docx import docx_of  # noqa: PLC0415

    return _written(out / f"{name}.docx", docx_of(handout))


def _film(handout: Handout, out: Path, name: str) -> Path:
    from guide.export.film import gif_of  # noqa: PLC0415

    return _written(out / f"{name}.gif", gif_of(handout))


def _scorm(handout: Handout, out: Path, name: str) -> Path:
    from guide.export.course import course_of  # noqa: PLC0415

    return _written(out / f"{name}-scorm.zip", course_of(handout, "scorm"))


def _cmi5(handout: Handout, out: Path, name: str) -> Path:
    from guide.export.course import course_of  # noqa: PLC0415

    return _written(out / f"{name}-cmi5.zip", course_of(handout, "cmi5"))


FORMATS: Final[dict[str, Callable[[Handout, Path, str], Path]]] = {
    "html": _html,
    "pdf": _pdf,
    "markdown": _markdown,
    "odt": _odt,
    "docx": _docx,
    "animation": _film,
    "cmi5": _cmi5,
    "scorm": _scorm,
}
"""What `guide export --to` and the authoring window offer."""


def export(  # noqa: PLR0913 -- what a window and a command line know
    tutorial: Tutorial,
    to: list[str],
    out: Path,
    *,
    pictures: Pictures | None = None,
    suffix: str = "",
    progress: Progress = lambda done, total: True,
) -> list[Exported]:
    """Write the tutorial in each of these formats into `out`, which exists; `suffix` goes before the file's ending.

    KeyError for a format that there is not; OSError where nothing can be written; ExportStopped when `progress` says
    so. A task for a worker: a long tutorial takes seconds.
    """
    writers = [FORMATS[name] for name in to]
    total = len(tutorial.steps) + len(writers)

    def told(done: int) -> None:
        if not progress(done, total):
            raise ExportStopped

    handout = handout_of(tutorial, pictures, told)
    with_picture = sum(bool(page.shots) for page in handout.pages)
    exported = []
    for number, write in enumerate(writers, len(tutorial.steps)):
        told(number)
        file = write(handout, out, f"{tutorial.id}{suffix}")
        exported.append(Exported(file, with_picture, len(handout.pages)))
    progress(total, total)
    return exported


def _written(path: Path, data: bytes) -> Path:
    write_bytes(path, data)
    return path
