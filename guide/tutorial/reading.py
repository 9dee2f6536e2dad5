"""Reads many tutorials at once, in processes beside this one: one for each processor, for as long as it takes.

    python -m guide.tutorial.reading head|whole LANGUAGE

takes lines of JSON `[number, path, source]` and answers each with a line `[number, record]`. Whoever started it never
loads what reading needs, and is not slowed down: Python does one thing at a time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Final, Literal, get_args

from guide.tutorial.entries import Entry, SourceKind, from_record, to_record

How = Literal["head", "whole"]
Task = tuple[int, str, SourceKind]
"""A number of the caller's, a file, and where it comes from."""

#: Fewer files are read sooner than processes have started.
WORTH_IT: Final = 150
_MOST_PROCESSES: Final = 4
#: Work that nobody waits for, because there is a list already.
_NICE: Final = 10


def read_entries(tasks: Sequence[Task], how: How, language: str | None) -> Iterator[tuple[int, Entry]]:
    """Yield the entry of each file, in any order. What the processes do not do for whatever reason is done here."""
    left = {number: (path, kind) for number, path, kind in tasks}
    if len(tasks) >= WORTH_IT and not getattr(sys, "frozen", False):  # a packaged guide has no Python to call
        for number, record in _answers(tasks, how, language):
            with suppress(KeyError, TypeError, ValueError):
                entry = from_record(record, *left[number])
                del left[number]
                yield number, entry
    for number, (path, kind) in left.items():
        yield number, read_entry(path, kind, how, language)


def read_entry(path: str, kind: SourceKind, how: How, language: str | None) -> Entry:
    """Read one file here."""
    from guide.tutorial.heads import head_entry  # noqa: PLC0415 -- whoever lists what is known does not need it
    from guide.tutorial.whole import whole_entry  # noqa: PLC0415

    head = head_entry(Path(path), kind, language) if how == "head" else None
    return head or whole_entry(Path(path), kind, language)


def _answers(tasks: Sequence[Task], how: How, language: str | None) -> Iterator[tuple[int, list[object]]]:
    count = min(os.cpu_count() or 1, _MOST_PROCESSES)
    answers: SimpleQueue[tuple[int, list[object]] | None] = SimpleQueue()
    for first in range(count):
        share = tasks[first::count]
        threading.Thread(target=_ask, args=(share, how, language, answers), name="guide-reading", daemon=True).start()
    while count:
        answer = answers.get()
        if answer is None:
            count -= 1
        else:
            yield answer


def _ask(
    tasks: Sequence[Task], how: How, language: str | None, answers: SimpleQueue[tuple[int, list[object]] | None]
) -> None:
    """Have one process read, and hand its answers over; None when it has ended."""
    command = [sys.executable, "-m", "guide.tutorial.reading", how, language or ""]
    try:
        with subprocess.Popen(  # noqa: S603  (our own module)
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parent.parent.parent,
            text=True,
            encoding="utf-8",
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            writing = threading.Thread(target=_write, args=(process, tasks), daemon=True)
            writing.start()
            for line in process.stdout:
                number, record = json.loads(line)
                answers.put((number, record))
            writing.join()
    except (OSError, ValueError):
        pass  # what is left will be read by whoever asked
    finally:
        answers.put(None)


def _write(process: subprocess.Popen[str], tasks: Sequence[Task]) -> None:
    assert process.stdin is not None
    with suppress(OSError), process.stdin as lines:
        lines.writelines(json.dumps(task) + "\n" for task in tasks)  # ASCII: file names may be no Unicode


def main() -> None:
    """Be one of the processes. It ends when its input does."""
    how, language = sys.argv[1], sys.argv[2] or None
    assert how in get_args(How)
    if how == "whole" and hasattr(os, "nice"):
        os.nice(_NICE)
    for line in sys.stdin:
        number, path, kind = json.loads(line)
        entry = read_entry(path, kind, how, language)  # type: ignore[arg-type]
        sys.stdout.write(json.dumps([number, to_record(entry)]) + "\n")


if __name__ == "__main__":
    main()
