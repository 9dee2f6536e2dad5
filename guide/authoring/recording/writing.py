"""The tutorial that a recording becomes: its data, its pictures, and what was left out, kept beside."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from guide.authoring.recording import wording
from guide.authoring.recording.acts import Act, Typed, View, takes_text
from guide.authoring.recording.describing import Data, element_for, written_form, written_name
from guide.authoring.recording.joining import Draft, Dropped, joined
from guide.authoring.recording.painting import cropped, published, says
from guide.authoring.recording.programs import ending_of, main_window, program_called, slug
from guide.authoring.recording.reading import Said
from guide.desktop.elements import ElementInfo
from guide.desktop.ports import Picture
from guide.desktop.windows import WindowInfo
from guide.files import write_bytes, write_text
from guide.targeting.application import same_process
from guide.targeting.looking import ScaleOf
from guide.targeting.regions import region_of
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.yaml_write import yaml_text

TUTORIAL, BESIDE = "tutorial.yaml", "recording.json"
"""Names in the folder of a recording."""
PICTURES = "pictures"
MOST_STEPS = 200
_POINT_PX = 24
"""Logical pixels: the place of a click where nothing is known but the place."""
_CLICKS = {"click": "clicked", "double-click": "double-clicked", "right-click": "right-clicked"}
_MIDDLE_PX = 3
"""Logical pixels: so near to the middle of a control it was taken hold of there."""
_LARGEST_CROP = 0.4
"""Of the window: more is no picture of a control."""
_CROP_MARGIN_PX = 2
_SMALLEST_CROP_PX = 6
_NUMBERS = re.compile(r"\d")
_OF_A_CLASS = re.compile(r"(?:[A-Z][a-z]+){3,}")
"""EditorSourceView: toolkits call a text after the class of its program where nobody has named it."""
_EXAMPLE_NUMBER, _EXAMPLE_SUM = "12", "12+30"


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a recording beside its acts."""

    title: str
    """Empty: made of the program's name."""
    name: str
    """Of the folder: makes an id where there is no title."""
    language: str
    launch: str | None = None
    """What opens the program."""
    opens: Callable[[WindowInfo], str | None] = field(default=lambda window: None)
    """What opens a program beside the main one."""
    scale: ScaleOf = field(default=lambda window: 1.0)
    encode: Callable[[Picture], bytes] = field(default=lambda picture: b"")
    """Makes a PNG file of a picture."""
    blur_text: bool = False
    """Paint over all text, not only what was typed."""
    names: dict[object, dict[str, int]] = field(default_factory=dict)
    """What each element was called in the course of time, since when (ms): a name that changes by itself is no name."""
    elsewhere: Callable[[str, str], dict[str, str]] = field(default=lambda process, name: {})
    """(process, name) → the name in other languages, as far as the program says."""
    said: Mapping[Act, Said] = field(default_factory=dict)
    """What could be read on controls of which their programs tell nothing."""


def write(folder: Path, acts: Sequence[Act], typed: Typed, given: Given) -> int:
    """Write the tutorial of these acts into a folder; return how many steps it has. OSError says why not."""
    writer = Writer(typed, given)
    steps, dropped = joined(acts)
    data = writer.tutorial(steps[:MOST_STEPS])
    (folder / PICTURES).mkdir(parents=True, exist_ok=True)
    for name, picture in writer.pictures.items():
        write_bytes(folder / name, given.encode(picture))
    beside = {"format": 1, "steps": writer.beside, "dropped": [writer.left_out(each) for each in dropped]}
    write_text(folder / BESIDE, json.dumps(beside, ensure_ascii=False, indent=1) + "\n")
    write_text(folder / TUTORIAL, yaml_text(data))
    return len(data["steps"])


class Writer:
    """Writes one tutorial, or one target of it."""

    def __init__(self, typed: Typed, given: Given, main: WindowInfo | None = None) -> None:
        """Know the program's main window, where that is known before the first step."""
        self.pictures: dict[str, Picture] = {}
        self.beside: dict[str, Data] = {}
        self._typed = typed
        self._given = given
        self._ids: set[str] = set()
        self._main = main
        self._shown: dict[Act, Picture | None] = {}

    def tutorial(self, steps: Sequence[Draft]) -> Data:
        """Return the tutorial of these steps."""
        given = self._given
        self._main = next((main_window(step.act) for step in steps), None)
        written = [self._step(number, steps) for number in range(len(steps))]
        program = program_called(self._main) if self._main is not None else ""
        title = given.title or wording.title_for(program)
        data: Data = {
            "format": 1,
            "id": slug(given.title) or slug(given.name) or "recorded",
            "title": title,
            "version": "0.1.0",
            "language": given.language,
        }
        if self._main is not None and self._main.process is not None:
            application: Data = {"process": self._main.process}
            ending = self._steady_title(steps)
            if ending:
                application["title"] = self._title(ending)
            if given.launch:
                application["launch"] = given.launch
            data["application"] = application
            data["start"] = [{"window": {"title": self._title(ending)} if ending else {"process": self._main.process}}]
        data["steps"] = written or [{"id": "nothing", "say": wording.nothing_done(), "until": "confirmed"}]
        return data

    def left_out(self, dropped: Dropped) -> Data:
        """Return an act that became no step, as the step that it would be."""
        act = dropped.act
        kind = act.kind if act.kind != "type" else "type"
        step = Draft("secret" if act.secret else kind, act, act.control, keys=act.keys, times=act.times, acts=[act])
        target = self.target(step, "left-out", pictures=False)
        data: Data = {"say": wording.say(step, name=self._name(act.control), example=self._example(step))}
        if target:
            data["target"] = target
        return {"why": dropped.why, "before": dropped.before, "step": data}

    # --- one step ---------------------------------------------------------------------------------------------------

    def _step(self, number: int, steps: Sequence[Draft]) -> Data:
        step = steps[number]
        following = steps[number + 1] if number + 1 < len(steps) else None
        name = (
            program_called(step.act.window) if step.kind == "switch" else self._name(step.control) or self._read(step)
        )
        step_id = self._id_for(step, name)
        menu = self._menu_of(steps, number)
        example = self._example(step)
        said = wording.say(
            step,
            name=name,
            menu=menu,
            example=example,
            following=self._name(following.control) if following is not None else "",
        )
        if step.kind == "scroll" and following is not None:
            target = self.target(following, step_id, pictures=False)
            target = target if target and "element" in target else None
        else:
            target = self.target(step, step_id)
        until, do = self._ways(step, following, target, example)
        if until == "confirmed" and step.kind in {"type", "press"} and step.times_said() <= 1:
            said += " " + wording.then_next()
        data: Data = {"id": step_id, "say": said}
        if target:
            data["target"] = target
        data["until"] = until
        if do is not None:
            data["do"] = do
        self._keep_picture(step, step_id, said)
        return data

    def _opens(self, window: WindowInfo) -> str | None:
        """Return what opens the program of a window: the main one's is known already."""
        return self._given.opens(window) if self._is_elsewhere(window) else self._given.launch

    def _is_elsewhere(self, window: WindowInfo) -> bool:
        """Whether a window is of another program than the main one."""
        main = self._main.process if self._main is not None else None
        return main is not None and window.process is not None and not same_process(main, window)

    def _ways(  # noqa: PLR0911 -- one for each kind
        self, step: Draft, following: Draft | None, target: Data | None, example: str
    ) -> tuple[Any, Any]:
        """Return what completes a step, and how it is performed where that does not follow."""
        match step.kind:
            case "press":
                if step.times > 1:
                    return "confirmed", [{"press": step.keys}] * min(step.times, 20)
                return {"pressed": step.keys}, None
            case "type":
                typing: list[Data] = [{"press": step.before}] if step.before else []
                for sorts, ending in step.goes:
                    typing.append({"type": self._example_of(step, sorts)})
                    typing += [{"press": ending}] if ending else []
                if step.keys and len(step.goes) == 1:
                    return {"pressed": step.keys}, typing
                if step.act.readable and not step.act.filled_before and target:
                    return {"value": r"/\S/"}, typing[0] if len(typing) == 1 else typing
                return "confirmed", typing[0] if len(typing) == 1 else typing
            case "scroll" if target:
                return {"shown": target}, {"wait": {"shown": target}}
            case "drag" if target and step.act.dragged != (0, 0):
                return self._drag_ways(step)
            case "scroll" | "drag" | "secret":
                return "confirmed", None
            case "switch" if target:
                launch = self._opens(step.act.window)
                return {"window": target["window"]}, {"open": launch} if launch else "click"
            case "switch":
                return "confirmed", None
        return self._click_ways(step, following, target)

    def _drag_ways(self, step: Draft) -> tuple[Any, Any]:
        """Return how far, and from where: what is in a control's middle may be nothing that one can take hold of."""
        act, scale = step.act, self._given.scale(step.act.window)
        right, down = (round(px / scale) for px in act.dragged)
        way: Data = {name: px for name, px in (("right", right), ("down", down)) if px}
        rect = self._place(step)
        if rect is None or act.point is None or not rect.contains(act.point):
            return {"dragged": way}, None
        off = max(abs(rect.center.x - act.point.x), abs(rect.center.y - act.point.y))
        if off <= _MIDDLE_PX * scale:
            return {"dragged": way}, None
        grip = {"left": round((act.point.x - rect.x) / scale), "top": round((act.point.y - rect.y) / scale)}
        return {"dragged": way}, {"drag": {**way, "from": grip}}

    def _click_ways(self, step: Draft, following: Draft | None, target: Data | None) -> tuple[Any, Any]:
        plain = _CLICKS[step.kind]
        if target is None:
            return "confirmed", None
        act = step.act
        if step.opens is not None and following is not None:
            inner = self.element(step.opens, following.act.views, following.act)
            if inner is not None and step.kind == "click":
                return {"shown": {"element": inner}}, "click"
        if act.closed and "window" in target and step.kind == "click":
            return {"gone": {"window": target["window"]}}, "click"
        opened = next((window for window in act.opened if self._may_wait_for(window, act)), None)
        if opened is not None and step.kind == "click":
            return {"shown": {"window": self._window_data(opened)}}, "click"
        return plain, None

    def _may_wait_for(self, window: WindowInfo, act: Act) -> bool:
        """Whether a window is told by its title alone, and was not there before."""
        if not window.title or not self._allowed(window.title) or window.pid != act.window.pid:
            return False
        if window.kind != "dialog" and window.transient_for is None:
            return False
        return not any(window.title in other.title for other in act.snapshot.stack if other.pid == window.pid)

    # --- targets ------------------------------------------------------------------------------------------------------

    def target(self, step: Draft, step_id: str, *, pictures: bool = True) -> Data | None:
        """Return what a step points at; its picture is kept in `pictures`."""
        if step.kind in {"press", "scroll"}:
            # without a target it would be about the main program's window
            return {"window": {"process": step.act.window.process}} if self._is_elsewhere(step.act.window) else None
        act, control = step.act, _typed_into(step) if step.kind == "type" else step.control
        if step.kind == "switch":
            return {"window": {"process": act.window.process}} if act.window.process else None
        target: Data = {}
        if window := self.where(act):
            target["window"] = window
        element = self.element(control, act.views, act) if control is not None else None
        if element is not None:
            target["element"] = element
        rect = self._place(step)
        if step.kind == "secret":
            return target if element is not None and "name" not in str(element) else None
        if words := self._read(step):
            target["text"] = written_name(words, self._given.language)
        if pictures and (element is not None or step.kind != "type") and (crop := self._crop(step, rect)) is not None:
            file = f"{PICTURES}/{step_id}-target.png"
            self.pictures[file] = crop
            scale = self._given.scale(act.window)
            target["image"] = file if scale == 1 else {"file": file, "scale": scale}
        if element is None:
            if rect is None or step.kind == "type":  # what has the keyboard is better than a guess
                return target or None
            target["region"] = self.region(rect, act)
        return target

    def element(self, control: ElementInfo, views: Sequence[View], act: Act) -> Data | None:
        """Return the description that fits a control alone; None where there is none."""
        own_id = act.id if act.control is not None and act.control.ref == control.ref else None
        known = [shown for shown in (views, act.after) if any(control.ref == i.ref for v in shown for i in v.elements)]
        data = next(
            filter(
                None,
                (
                    element_for(
                        control,
                        shown,
                        language=self._given.language,
                        allowed=self._allowed,
                        own_id=own_id,
                        steady=lambda name: self._is_steady(control, name, act.at_ms),
                    )
                    for shown in known or [views or act.after]
                ),
            ),
            None,
        )
        if data is None:
            return None
        return self._named_elsewhere(data, act.window.process)

    def _named_elsewhere(self, data: Data, process: str | None) -> Data:
        """Return a description with the names in other languages, its ancestors' too."""
        more: Data = {}
        if "name" in data:
            more["name"] = self._elsewhere(data["name"], process)
        if "path" in data:
            more["path"] = [
                self._named_elsewhere(entry, process) if isinstance(entry, dict) else entry for entry in data["path"]
            ]
        return {**data, **more}

    def _is_steady(self, control: ElementInfo, name: str, at_ms: int) -> bool:
        """Whether a control kept its name until then, and changed no number in it since."""
        if name != control.name:
            return True
        told = self._given.names.get(control.ref, {})
        others = {other: since for other, since in told.items() if other not in {"", name}}
        if control.role == "combobox" and others:  # toolkits call a list by what is chosen in it
            return False
        return not any(
            since <= at_ms or _NUMBERS.sub("", other) == _NUMBERS.sub("", name) for other, since in others.items()
        )

    def where(self, act: Act) -> Data | None:
        """Return the window to look in, where it is not the program's main one."""
        window = act.window
        if not window.managed:
            window = act.snapshot.get(window.transient_for) or act.snapshot.active_window or window
        main = self._main
        if main is None or not window.managed:
            return None
        if main.process is not None and not same_process(main.process, window):
            data = self._window_data(window)
            return {"process": window.process, **({} if window.kind == "normal" else data)} if window.process else data
        if window.id != main.id and window.is_dialog and window.title:
            return self._window_data(window) if self._allowed(window.title) else None
        return None

    def _window_data(self, window: WindowInfo) -> Data:
        return {"title": self._elsewhere(written_name(window.title, self._given.language), window.process)}

    def _title(self, ending: str) -> Data | str:
        """Return what the program calls itself, by language where that differs."""
        assert self._main is not None
        named = self._elsewhere({self._given.language: ending}, self._main.process)
        return named if set(named.values()) != {ending} else ending

    def _elsewhere(self, name: Data | str, process: str | None) -> Any:
        """Return a name with what the program calls it in other languages, as far as it says."""
        if not isinstance(name, dict):
            return name
        return {**self._given.elsewhere(process or "", next(iter(name.values()))), **name}

    def _read(self, step: Draft) -> str:
        """Return what is read on a control of which its program tells nothing."""
        said = self._given.said.get(step.act) if step.control is None else None
        return said.label.said if said is not None and self._allowed(said.label.said) else ""

    def _place(self, step: Draft) -> DeviceRect | None:
        control, act = step.control, step.act
        if self._read(step):
            return self._given.said[act].label.rect
        if control is not None and control.rect is not None:
            rect, whole = control.rect, act.window.rect
            if act.point is None or rect.width * rect.height < _LARGEST_CROP * whole.width * whole.height:
                return rect
        if act.point is None:
            return None
        half = round(_POINT_PX * self._given.scale(act.window) / 2)
        return DeviceRect(act.point.x - half, act.point.y - half, 2 * half, 2 * half)

    def region(self, rect: DeviceRect, act: Act) -> Data:
        """Return a place as lengths from the nearest edges of its window, in logical pixels."""
        window = act.window if act.window.managed else main_window(act)
        scale, inside = self._given.scale(window), window.rect
        rect = rect.intersected(inside) if not rect.intersected(inside).empty else rect
        from_right = inside.right - rect.right < rect.x - inside.x
        from_bottom = inside.bottom - rect.bottom < rect.y - inside.y
        edges = ("right" if from_right else "left", "bottom" if from_bottom else "top")
        return region_of(rect, inside, scale, edges)

    # --- pictures -----------------------------------------------------------------------------------------------------

    def _crop(self, step: Draft, rect: DeviceRect | None) -> Picture | None:
        act, control = step.act, step.control
        if rect is not None and not self._given.blur_text and self._read(step):
            return cropped(self._given.said[act].picture, rect.grown(_CROP_MARGIN_PX))
        if act.picture is None or rect is None or control is None or takes_text(control):
            return None
        if not self._allowed(control.name):
            return None
        shown = self._published(act)
        if shown is None or cropped(shown, rect).pixels != cropped(act.picture, rect).pixels:
            return None
        crop = cropped(shown, rect.grown(_CROP_MARGIN_PX))
        return None if crop.rect.width < _SMALLEST_CROP_PX or crop.rect.height < _SMALLEST_CROP_PX else crop

    def _published(self, act: Act) -> Picture | None:
        if act not in self._shown:
            self._shown[act] = published(act, self._typed, all_text=self._given.blur_text)
        return self._shown[act]

    def _keep_picture(self, step: Draft, step_id: str, said: str) -> None:
        act = step.act
        beside: Data = {"kind": step.kind, "alt": wording.picture_words(said)}
        rect = self._place(step)
        picture = self._published(act)
        if picture is not None:
            file = f"{PICTURES}/{step_id}.png"
            self.pictures[file] = picture
            beside["picture"] = file
            if rect is not None:
                beside["rect"] = rect.translated(-picture.rect.x, -picture.rect.y).as_list()
        if rect is not None:
            beside["region"] = self.region(rect, act)
        beside["scale"] = self._given.scale(act.window)
        control = step.control
        if control is not None:
            beside["element"] = {
                "role": control.role,
                "name": self._name(control),
                **({"id": act.id} if act.id and self._allowed(act.id) else {}),
                "path": [{"role": role, "name": name if self._allowed(name) else ""} for role, name, _ in control.path],
            }
        beside["window"] = {
            "title": act.window.title if self._allowed(act.window.title) else "",
            "process": act.window.process,
        }
        self.beside[step_id] = beside

    # --- words -----------------------------------------------------------------------------------------------------

    def _allowed(self, words: str) -> bool:
        """Whether words may be written down: nothing that was typed is in them."""
        return not says(words, self._typed.texts)

    def _name(self, control: ElementInfo | None) -> str:
        if control is None or not control.name or len(control.name) > 60 or not self._allowed(control.name):
            return ""
        if control.role in {"paragraph", "document", "terminal", "table"} or not self._is_steady(
            control, control.name, 0
        ):
            return ""
        if takes_text(control) and _OF_A_CLASS.fullmatch(control.name):
            return ""
        return written_form(control.name)

    def _menu_of(self, steps: Sequence[Draft], number: int) -> str:
        before = steps[number - 1] if number else None
        if before is None or before.opens is None:
            return ""
        return self._name(before.control)

    def _example(self, step: Draft) -> str:
        return self._example_of(step, step.goes[0][0] if step.goes else step.act.sorts)

    @staticmethod
    def _example_of(step: Draft, sorts: frozenset[str]) -> str:
        sorts -= {"erase"}
        if step.act.place and step.keys == "Enter" and len(step.goes) == 1:
            return step.act.place
        if sorts == {"digit"} or (sorts == {"digit", "sign"} and not _may_calculate(step)):
            return _EXAMPLE_NUMBER
        return _EXAMPLE_SUM if sorts == {"digit", "sign"} else wording.example()

    def _id_for(self, step: Draft, name: str) -> str:
        base = {
            "press": f"press-{slug(step.keys)}",
            "type": f"type-{slug(name)}",
            "scroll": "scroll",
            "switch": f"go-to-{slug(name)}",
        }.get(step.kind, slug(name) or step.kind)
        base = base[:40].strip("-") or "step"
        step_id, number = base, 2
        while step_id in self._ids:
            step_id, number = f"{base}-{number}", number + 1
        self._ids.add(step_id)
        return step_id

    def _steady_title(self, steps: Sequence[Draft]) -> str | None:
        """Return the program's name at the end of its window's title, if that stays."""
        assert self._main is not None
        ending = ending_of(self._main.title)
        titles = [
            window.title
            for step in steps
            for window in step.act.snapshot.stack
            if window.pid == self._main.pid
            and window.kind == "normal"
            and window.transient_for is None
            and window.managed
        ]
        same = ending and all(ending_of(title) == ending for title in titles if title)
        return ending if ending and same and self._allowed(ending) else None


def _typed_into(step: Draft) -> ElementInfo | None:
    """Return what had the keyboard before it was typed into: a cell's editor comes only with the first key."""
    shown = [info for view in step.act.views for info in view.elements]
    if not shown or (step.control is not None and any(info.ref == step.control.ref for info in shown)):
        return step.control
    return next((info for info in shown if "focused" in info.states and takes_text(info)), None)


def _may_calculate(step: Draft) -> bool:
    return step.control is not None and step.act.multi_line
