"""Records the picture of each control once, then looks for everything in each condition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from guide.desktop.ports import Picture
from guide.desktop.virtual_screen import VirtualScreen
from guide.targeting.finder import Finder
from guide.targeting.finding import Finding
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.targets import ImageSpec, Target
from tests.support.desktop import Person, close_windows
from tests.targeting.seeker import seeker_on
from tests.targets.labels import STAGES, Label, Stage
from tests.targets.programs import PROGRAMS, Condition, Scene
from tests.targets.truths import Truths

RECORDED = Condition("as recorded")
CONDITIONS = (
    RECORDED,
    Condition("dark", dark=True),
    Condition("× 1.5", scale=1.5),
    Condition("× 2", scale=2),
    Condition("× 2 dark", scale=2, dark=True),
    Condition("German", language="de"),
)
Outcome = Literal["right", "on it", "absent", "ambiguous", "wrong"]
"""`right`: intersection over union of 0.7 or more. `on it`: the light's middle is on the control, but it is of another
size. `wrong`: anywhere else."""
RIGHT = 0.7
WHOLE, ELEMENT, IMAGE, TEXT, TREELESS = "all", "element", "image", "text", "without the tree"
"""`all`: element, image and text, as a recording makes them. `without the tree`: image, and text where there is any."""
ALONE = (ELEMENT, IMAGE, TEXT)
"""Looked for as recorded only: `all` and `without the tree` say what they are worth together, in less time."""
DEADLINE_MS = 6_000
"""Of the answer, not of its quality: the machines that run this are slow and shared."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one control was found."""

    toolkit: str
    program: str
    stage: str
    label: str
    condition: str
    signal: str
    outcome: Outcome
    overlap: float
    finding: Finding


def measure(folder: Path, conditions: Iterable[Condition], programs: Iterable[str]) -> Iterator[Result]:
    """Yield a result for each control, condition and signal. The first condition must be `RECORDED`.

    `folder`: where the pictures go.
    """
    chosen = tuple(programs)
    for condition in conditions:
        with VirtualScreen(*condition.size) as screen, seeker_on(screen) as seeker:
            scene = Scene(screen, seeker, Person(screen), condition)
            for name in chosen:
                if PROGRAMS[name].shows(condition):
                    yield from _measure(scene, name, folder)
                    close_windows(screen)


def _measure(scene: Scene, name: str, folder: Path) -> Iterator[Result]:
    program = PROGRAMS[name]
    for state, enter in program.states.items():
        enter(scene)
        scene.rest()
        scene.settles()
        stage = next(s for s in STAGES if (s.program, s.state) == (name, state))
        truths = {label: true_rect(scene, stage, label) for label in stage.labels}
        if scene.condition == RECORDED:
            for label, rect in truths.items():
                save(scene.seeker.desktop.capture.grab(rect), folder / picture_of(stage, label))
        for label, rect in truths.items():
            for signal, target in targets_of(stage, label).items():
                if signal in ALONE and scene.condition != RECORDED:
                    continue
                finding = look(scene, name, target, folder)
                overlap = iou(finding.rect, rect)
                outcome = judged(finding, rect, overlap)
                yield Result(
                    program.toolkit,
                    name,
                    stage.name,
                    label.name,
                    scene.condition.name,
                    signal,
                    outcome,
                    overlap,
                    finding,
                )


def true_rect(scene: Scene, stage: Stage, label: Label) -> DeviceRect:
    """Return where a control truly is."""
    told = PROGRAMS[stage.program].truth
    return told(scene, label) if told else Truths().rect(scene, stage, label)


def look(scene: Scene, program: str, target: Target, folder: Path) -> Finding:
    """Look once, as the product does."""
    finder = Finder(
        scene.seeker.desktop,
        PROGRAMS[program].application,
        scale=lambda window: scene.condition.scale,
        folder=folder,
        deadline_ms=DEADLINE_MS,
        language=scene.condition.language,
        written_in="en",
    )
    return scene.seeker.worker.wait(finder.find(target, scene.seeker.windows()))


def targets_of(stage: Stage, label: Label) -> dict[str, Target]:
    """Return what to look for, by signal."""
    image = ImageSpec(picture_of(stage, label))
    element = label.element.element if label.element else None
    targets = {IMAGE: Target(image=image), TREELESS: Target(image=image, text=label.text)}
    if label.text is not None:
        targets[TEXT] = Target(text=label.text)
    if element is not None:
        targets[ELEMENT] = Target(element=element)
    targets[WHOLE] = Target(element=element, image=image, text=label.text)
    return targets


def picture_of(stage: Stage, label: Label) -> str:
    """Return the file name of a control's picture."""
    return f"{stage.name}-{label.name.replace(' ', '-').replace('/', '-')}.png"


def save(picture: Picture, path: Path) -> None:
    """Write a picture of the screen as a PNG file."""
    pixels = np.frombuffer(picture.pixels, np.uint8).reshape(picture.rect.height, picture.rect.width, 4)
    with suppress(FileNotFoundError):
        path.unlink()
    path.write_bytes(cv2.imencode(".png", pixels[:, :, :3])[1].tobytes())


def judged(finding: Finding, truth: DeviceRect, overlap: float) -> Outcome:
    """Say what an answer is worth."""
    if finding.state != "found":
        return finding.state
    assert finding.rect is not None
    if overlap >= RIGHT:
        return "right"
    return "on it" if truth.contains(finding.rect.center) else "wrong"


def iou(one: DeviceRect | None, other: DeviceRect) -> float:
    """Return the intersection of two rectangles over their union."""
    if one is None:
        return 0.0
    both = one.intersected(other)
    common = both.width * both.height
    return common / (one.width * one.height + other.width * other.height - common)
