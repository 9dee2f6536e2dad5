"""Starts writers of one log, one after the other, and kills each in mid-write. A program of its own: it forks.

    python kill_writers.py FOLDER KILLS SEED

Prints, as JSON, what the writers said was acknowledged: for each run (by its number) how many events, and whether its
end. A writer says so over a pipe, after `flush` has confirmed it, never before.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import struct
import sys
from pathlib import Path

from guide.records.sink import RunStart
from guide.records.store import Store

_ACKNOWLEDGED = struct.Struct("<iii")  # run, events, ended
_LONGEST_LIFE_S = 0.04


def write(folder: Path, pipe: int, number: int, seed: int) -> None:
    """Be a writer: never returns."""
    chance = random.Random(seed)
    store = Store(folder, strict=True)
    acknowledged = 0
    run = store.begin(RunStart("killed", f"{number}", 3, "guided"))
    while True:
        batch = chance.choice((1, 1, 5, 40))
        for n in range(acknowledged + 1, acknowledged + batch + 1):
            run.entry("hint", step="write", value=n % 10_000, dur_ms=n)
        ends = chance.random() < 0.1
        if ends:
            run.end("completed", last_step="write")
        if not store.flush(60):
            os._exit(3)
        acknowledged += batch
        os.write(pipe, _ACKNOWLEDGED.pack(number, acknowledged, ends))
        if chance.random() < 0.02:
            store.save_progress("killed", {"step_id": "write"})


def kill_one(folder: Path, number: int, chance: random.Random) -> tuple[int, bool]:
    """Start a writer, kill it some time later; return what it had acknowledged."""
    reading, writing = os.pipe()
    seed = chance.getrandbits(32)
    writer = os.fork()
    if writer == 0:
        try:
            write(folder, writing, number, seed)
        except BaseException:
            sys.excepthook(*sys.exc_info())
        os._exit(4)
    os.close(writing)
    if chance.random() < 0.8:  # most are hit while they write, the others as they open the log
        select.select([reading], [], [], 30)
    select.select([], [], [], chance.random() * _LONGEST_LIFE_S)
    os.kill(writer, signal.SIGKILL)
    _, status = os.waitpid(writer, 0)
    assert os.WIFSIGNALED(status), f"writer {number} ended by itself: {status}"
    said = b""
    while chunk := os.read(reading, 65_536):
        said += chunk
    os.close(reading)
    whole = said[: len(said) // _ACKNOWLEDGED.size * _ACKNOWLEDGED.size]
    messages = list(_ACKNOWLEDGED.iter_unpack(whole))
    return (messages[-1][1], any(ended for _, _, ended in messages)) if messages else (0, False)


def main() -> None:
    """Kill as many writers as asked for."""
    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    json.dump([kill_one(folder, number, chance) for number in range(kills)], sys.stdout)


if __name__ == "__main__":
    main()
