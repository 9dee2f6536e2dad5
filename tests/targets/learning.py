"""Learns where controls are, for `truths`, and draws it for somebody to look at: `python -m tests.targets.learning`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import cv2
import numpy as np

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DeviceRect
from tests.support.desktop import Person, Shot, close_windows, shoot, wait_until
from tests.targeting.seeker import seeker_on
from tests.targets.labels import STAGES, Label, Stage
from tests.targets.measuring import CONDITIONS, Target, iou, look
from tests.targets.programs import PROGRAMS, Scene
from tests.targets.truths import Truths

AGREES = 0.8
_AROUND_PX = 24
"""How far from the control something may light up that belongs to it, at scale 1."""
_CHANGED = 4
"""Steps of one colour channel."""


def main() -> None:
    """Learn the programs that are named, in all conditions or some."""
    parser = argparse.ArgumentParser()
    parser.add_argument("programs", nargs="*")
    parser.add_argument("--condition", action="append")
    parser.add_argument("--sheets", type=Path, default=Path("out/sheets"))
    given = parser.parse_args()
    given.sheets.mkdir(parents=True, exist_ok=True)
    truths = Truths()
    for condition in (c for c in CONDITIONS if not given.condition or c.name in given.condition):
        with VirtualScreen(*condition.size) as screen, seeker_on(screen) as seeker:
            scene = Scene(screen, seeker, Person(screen), condition)
            for name in given.programs or PROGRAMS:
                if PROGRAMS[name].shows(condition):
                    _learn(scene, name, truths, given.sheets)
                    close_windows(screen)


def _learn(scene: Scene, name: str, truths: Truths, sheets: Path) -> None:
    program = PROGRAMS[name]
    for state, enter in program.states.items():
        enter(scene)
        scene.rest()
        scene.settles()
        stage = next(s for s in STAGES if (s.program, s.state) == (name, state))
        before = shoot(scene.screen)
        if program.truth is not None:
            places = {label.name: (program.truth(scene, label), "told") for label in stage.labels}
        else:
            places = {}
            for label in stage.labels:
                try:
                    places[label.name] = _place(scene, name, label, before)
                except Exception as problem:  # the others are learnt all the same
                    _say(f"not learnt: {stage.name} {label.name}, {scene.condition.name}: {str(problem)[:300]}")
            truths.keep(scene, stage, places)
        scene.rest()
        _draw(before, stage, places, sheets / f"{stage.name}, {scene.condition.name}.png".replace("× ", "x"))


def _place(scene: Scene, name: str, label: Label, before: Shot) -> tuple[DeviceRect, str]:
    def seen() -> DeviceRect | None:
        assert label.element is not None
        return look(scene, name, Target(element=label.element.element), Path()).rect

    told = wait_until(seen, f"{label.name} in {name}", 8)
    scene.person.moves(told.center)
    lit: list[DeviceRect] = []
    try:
        wait_until(lambda: _agrees(scene, before, told, lit), "light under the pointer", 0.4)
    except Exception:
        return told, "eye"
    return lit[-1], "hover"


def _agrees(scene: Scene, before: Shot, told: DeviceRect, lit: list[DeviceRect]) -> bool:
    around = round(_AROUND_PX * scene.condition.scale)
    box = told.grown(around).intersected(DeviceRect(0, 0, before.width, before.height))
    changed = np.abs(_pixels(shoot(scene.screen), box).astype(int) - _pixels(before, box)).max(axis=2) > _CHANGED
    ys, xs = np.nonzero(changed)
    if not len(xs):
        return False
    left, top = int(xs.min()), int(ys.min())
    lit.append(DeviceRect(box.x + left, box.y + top, int(xs.max()) + 1 - left, int(ys.max()) + 1 - top))
    return iou(lit[-1], told) >= AGREES


def _pixels(shot: Shot, rect: DeviceRect) -> np.ndarray:
    whole = np.frombuffer(shot.rgb, np.uint8).reshape(shot.height, shot.width, 3)
    return whole[rect.y : rect.bottom, rect.x : rect.right]


def _draw(shot: Shot, stage: Stage, places: dict[str, tuple[DeviceRect, str]], path: Path) -> None:
    picture = _pixels(shot, DeviceRect(0, 0, shot.width, shot.height))[:, :, ::-1].copy()
    colours = {"hover": (0, 150, 0), "eye": (0, 0, 255), "told": (200, 0, 200)}
    for number, (rect, how) in enumerate(places.values()):
        cv2.rectangle(picture, (rect.x, rect.y), (rect.right - 1, rect.bottom - 1), colours[how], 1)
        place = (rect.x + 1, rect.y - 2)
        cv2.putText(picture, str(number), place, cv2.FONT_HERSHEY_SIMPLEX, 0.4, colours[how], 1)
    cut = [rect for rect, _ in places.values()]
    if cut:
        left, top = max(0, min(r.x for r in cut) - 60), max(0, min(r.y for r in cut) - 60)
        picture = picture[top : max(r.bottom for r in cut) + 40, left : max(r.right for r in cut) + 60]
    cv2.imwrite(str(path), picture)
    _say(f"{path}: {', '.join(f'{number} {name} ({places[name][1]})' for number, name in enumerate(places))}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
