"""The window in which a tutorial is written: steps on the left, the card in the middle, forms on the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QLabel,
    QMainWindow,
    QMessageBox,
    QPushButton,
    QTabWidget,
)

from guide.authoring.card_editor import CardEditor
from guide.authoring.draft import Change, Draft, slug
from guide.authoring.export_window import ExportWindow
from guide.authoring.findings import Finding
from guide.authoring.hints import length_told
from guide.authoring.journal import Journal
from guide.authoring.keeping import Checker, Keeper
from guide.authoring.look import icon
from guide.authoring.picker import About, Picker
from guide.authoring.problems_list import ProblemsList
from guide.authoring.record_dialog import record_beside
from guide.authoring.repair_window import RepairWindow
from guide.authoring.runs import Trial, found_by
from guide.authoring.services import Services
from guide.authoring.step_form import StepForm
from guide.authoring.steps_list import StepsList, StepsModel
from guide.authoring.tutorial_form import TutorialForm
from guide.authoring.window_actions import add_tool_bar, make_actions, with_buttons
from guide.authoring.window_layout import dock, remember, restore
from guide.authoring.window_questions import ask_to_bring_back, may_close
from guide.authoring.yaml_tab import YamlTab
from guide.files import write_text
from guide.i18n import translate, translate_count
from guide.tutorial.problems import Path as DataPath
from guide.tutorial.source import SourceError

_SAID_MS = 8000
_FOLLOW_AFTER_MS = 60
"""What a keystroke changes elsewhere in the window can wait for the end of a word; the letter itself can't."""
_ORDER = ("error", "warning", "hint", "note")


class EditorWindow(QMainWindow):
    """One tutorial."""

    def __init__(self, file: Path, text: str, services: Services, *, new: bool = False) -> None:
        super().__init__()
        self.file, self._services, self._look = file, services, services.look
        self.draft = Draft(text)
        if new:
            self.draft.saved_text = ""
        self._step, self._found = 0, tuple[Finding, ...]()
        self._results: dict[str, str] = {}
        """By the id of a step: how its target was found in the last rehearsal, for a person."""
        self._loading = False
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(_FOLLOW_AFTER_MS)
        self._follow.timeout.connect(self._load_step)
        self.keeper = Keeper(self.draft, Journal(file, services.drafts), services.aside, self)
        self.keeper.troubled.connect(self._say)
        self._checker = Checker(self.draft, file, services.aside, self)
        self._checker.found.connect(self._show_findings)
        self._trial = Trial(services.command, self)
        self._trial.ended.connect(self._tried)
        self._picker = Picker(services.command, self)
        self._picker.said.connect(lambda words: self._say(words, 30_000))
        self.setPalette(self._look.palette())
        self.setFont(self._look.font())
        self._actions = make_actions(self, self._look, self._calls())
        for name in ("stop", "report"):
            self._actions[name].setEnabled(False)
        self._make_panes()
        self._make_bars()
        self.draft.listen(self._changed)
        self._reload()
        restore(self, services.settings, self._look)
        self._checker.ask(at_once=True)

    # -- what the person does --

    @property
    def step(self) -> int:
        """The step that is shown."""
        return self._step

    def show_step(self, step: int) -> None:
        """Show a step."""
        step = max(0, min(step, len(self.draft.steps) - 1))
        if step != self._step:
            self.draft.history.seal()
            self._step = step
            self._load_step()
        index = self._model.index(step)
        if self._list.currentIndex() != index:
            self._list.setCurrentIndex(index)

    def save(self) -> bool:
        """Write the file; False, with the reason said, where that can't be done."""
        self._yaml.take()
        text = self.draft.text
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            write_text(self.file, text)
        except OSError as error:
            words = translate("authoring", "{file} cannot be written: {why}")
            QMessageBox.warning(self, self._title(), words.format(file=self.file, why=error.strerror or error))
            return False
        self.draft.saved(text)
        self.keeper.forget()
        self._show_state()
        self._say(translate("authoring", "Saved."))
        return True

    def offer_recovery(self) -> None:
        """Ask whether what an editor left that ended by accident is wanted."""
        left = self.keeper.journal.left(self.draft.saved_text)
        if left is not None:
            ask_to_bring_back(self, self._title(), lambda wanted: self._recovered(left.text, wanted=wanted))

    def _recovered(self, text: str, *, wanted: bool) -> None:
        if wanted:
            self.draft.replace(text, translate("authoring", "recovery"))
        else:
            self.keeper.forget()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  (Qt's name)
        """Ask about what is not saved."""
        self._yaml.take()
        if self.draft.unsaved and not self._services.practice and not may_close(self, self._title(), self.save):
            event.ignore()
            return
        remember(self, self._services.settings)
        self._trial.shutdown()
        self._picker.shutdown()
        self.keeper.forget()
        event.accept()

    # -- making it --

    def _calls(self) -> dict[str, Callable[[], object]]:
        """Return what is done by each action."""
        return {
            "save": self.save,
            "undo": lambda: self._again(self.draft.undo),
            "redo": lambda: self._again(self.draft.redo),
            "add": self._add,
            "duplicate": self._duplicate,
            "split": self._split,
            "join": self._join,
            "up": lambda: self._move(-1),
            "down": lambda: self._move(1),
            "delete": self._delete,
            "play": self._play,
            "pick": lambda: self._pick_target(resting=False),
            "pick-resting": lambda: self._pick_target(resting=True),
            "rehearse": self._rehearse,
            "repair": self._repair,
            "stop": self._trial.stop,
            "colleague": self._colleague,
            "translate": self._translate,
            "review": self._review,
            "record": self._record,
            "export": self._export,
            "help": self._services.help or (lambda: None),
            "next": lambda: self.show_step(self._step + 1),
            "before": lambda: self.show_step(self._step - 1),
            "bold": lambda: self._card.say.wrap("**"),
            "report": self._report,
        }

    def _make_panes(self) -> None:
        look = self._look
        self._model = StepsModel()
        self._list = StepsList(look, self._model, self.file.parent)
        self._model.moved.connect(lambda step, to: self._do(lambda: self.draft.move_step(step, to)))
        self._list.moved_by.connect(self._move)
        self._list.delete_asked.connect(self._delete)
        for name in ("add", "duplicate", "split", "join", "up", "down", "delete", "play"):
            self._list.addAction(self._actions[name])
        self._list.selectionModel().currentChanged.connect(
            lambda index, _: None if self._loading else self.show_step(index.row())
        )
        self._card = CardEditor(look)
        self._card.set_folder(self.file.parent)
        self._card.typed.connect(self._typed)
        self._card.left.connect(self.draft.history.seal)
        self._card.asked.connect(lambda field: self._jump((field,)))
        self.setCentralWidget(self._card)
        where = QPushButton(icon("pick", look), translate("authoring", "Where is it now?"))
        where.setToolTip(translate("authoring", "Play this step, to see whether its target is found"))
        where.clicked.connect(self._play)
        self._form = StepForm(look, where, self._pick)
        self._form.changed.connect(self._field)
        self._form.renamed.connect(
            lambda new: self._do(lambda: self.draft.rename_step(self._step, new)) if new else None
        )
        self._about = TutorialForm(look)
        self._about.changed.connect(lambda field, value: self._do(lambda: self.draft.set_head(field, value)))
        self._yaml = YamlTab(look)
        self._yaml.changed.connect(self._typed_yaml)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self._form, translate("authoring", "Step"))
        self._tabs.addTab(self._about, translate("authoring", "Tutorial"))
        self._tabs.addTab(self._yaml, translate("authoring", "YAML"))
        self._tabs.currentChanged.connect(self._tab)
        self._problems = ProblemsList(look)
        self._problems.chosen.connect(self._go_to)
        self._problems.fixed.connect(self._fix)
        sides = Qt.DockWidgetArea
        steps = with_buttons(self._list, look, self._actions)
        dock(self, "steps", translate("authoring", "Steps"), steps, sides.LeftDockWidgetArea)
        dock(self, "forms", translate("authoring", "Details"), self._tabs, sides.RightDockWidgetArea)
        words = translate("authoring", "What is to be said")
        dock(self, "problems", words, self._problems, sides.BottomDockWidgetArea)
        self.setCorner(Qt.Corner.BottomLeftCorner, sides.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, sides.RightDockWidgetArea)

    def _make_bars(self) -> None:
        offered = {
            "colleague": self._services.colleague,
            "translate": self._services.translation,
            "review": self._services.review,
            "help": self._services.help,
        }
        add_tool_bar(self, self._look, self._actions, [name for name, call in offered.items() if call is None])
        self._state, self._length = QLabel(), QLabel()
        self.statusBar().addPermanentWidget(self._length)
        self.statusBar().addPermanentWidget(self._state)

    # -- following the draft --

    def _changed(self, change: Change) -> None:
        if change.structure:
            if change.step is not None:
                self._step = change.step
            self._reload()
        else:
            if change.step is not None:
                self._model.show_one(change.step, self.draft.steps[change.step])
            self._yaml.load(self.draft.text)
            self._follow.start()
        self._checker.ask()

    def _reload(self) -> None:
        self._loading = True
        self._step = max(0, min(self._step, len(self.draft.steps) - 1))
        self._model.show(self.draft.steps, self.draft.language)
        self._list.setCurrentIndex(self._model.index(self._step))
        self._list.scrollTo(self._list.currentIndex())
        self._loading = False
        self._load_step()

    def _load_step(self) -> None:
        self._follow.stop()
        draft = self.draft
        readable = bool(draft.steps)
        for pane in (self._card, self._form):
            pane.setEnabled(readable and not draft.trouble)
        if readable:
            step = draft.steps[self._step]
            self._card.load(step, self._step, len(draft.steps), draft.head)
            self._form.load(step, draft.ids, draft.language)
            self._show_found()
        self._yaml.load(draft.text)
        self._show_state()

    def _show_state(self) -> None:
        draft, history = self.draft, self.draft.history
        self.setWindowTitle(self._title())
        self.setWindowModified(draft.unsaved)
        self._actions["undo"].setEnabled(history.undo_label is not None)
        self._actions["redo"].setEnabled(history.redo_label is not None)
        self._actions["undo"].setToolTip(translate("authoring", "Undo: {what}").format(what=history.undo_label or "–"))
        self._actions["redo"].setToolTip(translate("authoring", "Redo: {what}").format(what=history.redo_label or "–"))
        self._actions["join"].setEnabled(self._step + 1 < len(draft.steps))
        self._actions["delete"].setEnabled(len(draft.steps) > 1)
        self._state.setText(translate("authoring", "Not saved") if draft.unsaved else translate("authoring", "Saved"))
        if self._tabs.currentWidget() is self._about:
            self._about.load(draft.head, length_told(draft.steps))

    def _title(self) -> str:
        return f"{self.draft.head.get('title') or self.file.stem}[*]"

    def _show_findings(self, found: tuple[Finding, ...]) -> None:
        self._found = found
        worst: dict[int, str] = {}
        for one in sorted(found, key=lambda each: _ORDER.index(each.severity), reverse=True):
            if one.step is not None:
                worst[one.step] = one.severity
        self._model.show_worst(worst)
        self._problems.show_findings(found, self.draft.ids)
        errors = sum(one.severity == "error" for one in found)
        said = translate_count("authoring", "{count} error", "{count} errors", errors)
        self._length.setText(f"{said} · {length_told(self.draft.steps)}")

    # -- doing --

    def _do(self, operation: Callable[[], object]) -> None:
        """Do something to the draft; where the text does not allow it, say so and change nothing."""
        self._yaml.take()
        try:
            operation()
        except SourceError as error:
            self._say(str(error))
            self._load_step()

    def _typed(self, field: DataPath, text: str) -> None:
        self._do(lambda: self.draft.set_field(self._step, field, text, typing=True))

    def _field(self, field: DataPath, value: Any) -> None:
        if field in (("target",), ("targets",)):
            other: DataPath = ("targets",) if field == ("target",) else ("target",)
            self._do(lambda: self.draft.set_one_of(self._step, field, value, instead_of=other))
        elif value is None:
            self._do(lambda: self.draft.clear_field(self._step, field))
        else:
            self._do(lambda: self.draft.set_field(self._step, field, value))

    def _typed_yaml(self, text: str) -> None:
        self.draft.replace(text, translate("authoring", "YAML"), step=self._step, typing=True)
        if self.draft.trouble:
            self._say(translate("authoring", "The YAML cannot be read at the moment; line and reason are below."))

    def _again(self, what: Callable[[], bool]) -> None:
        self._yaml.take()
        what()

    def _add(self) -> None:
        self._do(lambda: self.draft.add_step(self._step + 1))
        self._card.say.setFocus()
        self._card.say.selectAll()

    def _duplicate(self) -> None:
        self._do(lambda: self.draft.duplicate_step(self._step))

    def _split(self) -> None:
        at = self._card.say.cut_at()
        self._do(lambda: self.draft.split_step(self._step, at))

    def _join(self) -> None:
        if self._step + 1 < len(self.draft.steps):
            self._do(lambda: self.draft.join_steps(self._step))

    def _move(self, by: int) -> None:
        self._do(lambda: self.draft.move_step(self._step, self._step + by))

    def _delete(self) -> None:
        self._do(lambda: self.draft.delete_step(self._step))

    def _tab(self) -> None:
        self._yaml.take()
        self._show_state()
        if self._tabs.currentWidget() is self._yaml and self.draft.steps and not self.draft.trouble:
            self._yaml.go_to(self.draft.offset_of(self._step))

    def _go_to(self, one: Finding) -> None:
        """Put the cursor where a finding is about."""
        if self.draft.trouble or (one.step is None and not one.field):
            self._tabs.setCurrentWidget(self._yaml)
            self._yaml.go_to_line(one.line)
            return
        if one.step is None:
            self._tabs.setCurrentWidget(self._about)
            self._about.focus_field(one.field)
            return
        self.show_step(one.step)
        self._jump(one.field)

    def _jump(self, field: DataPath) -> None:
        if not self._card.focus_field(field):
            self._tabs.setCurrentWidget(self._form)
            self._form.focus_field(field)

    def _fix(self, one: Finding) -> None:
        if one.fix is not None:
            fix = one.fix
            self._do(lambda: fix.apply(self.draft))
            self._checker.ask(at_once=True)

    def _play(self) -> None:
        self._yaml.take()
        if not self._trial.running:
            self._actions["stop"].setEnabled(True)
            self._say(translate("authoring", "Trying… Escape on the card ends it."))
            self._trial.play(self.draft.text, self.file, self.draft.ids[self._step])

    def _pick(self, take: Callable[[dict[str, Any]], None], resting: bool) -> None:
        """Let somebody point at a target, which `take` puts into the field that asked for it."""
        self._yaml.take()
        step = self.draft.ids[self._step]
        application = self.draft.head.get("application")
        process = application.get("process") if isinstance(application, dict) else None
        about = About(self.file, slug(step) or "step", process if isinstance(process, str) else None)

        def picked(target: dict[str, Any]) -> None:
            self.draft.history.seal()
            take(target)

        self._picker.begin(about, picked, resting=resting)

    def _pick_target(self, *, resting: bool) -> None:
        self._tabs.setCurrentWidget(self._form)
        self._pick(self._form.target.take, resting)

    def _rehearse(self) -> None:
        self._yaml.take()
        if not self._trial.running:
            self._actions["stop"].setEnabled(True)
            self._say(translate("authoring", "Rehearsing on a screen of its own…"))
            self._trial.rehearse(self.draft.text, self.file, alone=True)

    def _tried(self, said: str, steps: dict[str, dict[str, Any]] | None) -> None:
        self._actions["stop"].setEnabled(False)
        self._say(said, 30_000)
        if steps is None:  # it was played, over the program; a rehearsal has left us in front
            self.raise_()
            self.activateWindow()
        else:
            self._model.show_results({name: str(step.get("outcome")) for name, step in steps.items()})
            self._results = {name: found_by(step) for name, step in steps.items()}
            self._show_found()
            self._actions["report"].setEnabled(self._trial.report is not None)

    def _show_found(self) -> None:
        """Say below the card what the last rehearsal found the step's target by."""
        ids = self.draft.ids
        self._card.add_below(self._results.get(ids[self._step], "") if self._step < len(ids) else "")

    def _repair(self) -> None:
        self._yaml.take()
        label = translate("authoring", "repair")
        take = lambda text: self.draft.replace(text, label, step=self._step)  # noqa: E731
        command = self._services.command
        RepairWindow(self.draft.text, self.file, self._look, command=command, take=take, over=self).show()

    def _report(self) -> None:
        if self._trial.report is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._trial.report)))

    def _colleague(self) -> None:
        self._yaml.take()
        if self._services.colleague is not None:
            self._services.colleague(self.draft.text, self.file, self._step, self)

    def _translate(self) -> None:
        if self._services.translation is not None and self.save():
            self._services.translation(self.file, self)

    def _export(self) -> None:
        if self.save():
            window = ExportWindow(self.file, self._services.command, self._look)
            window.setParent(self, Qt.WindowType.Dialog)
            window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            window.show()

    def _record(self) -> None:
        """Record another tutorial beside this one; it opens in a window of its own."""
        begun = record_beside(self.file, self._services.command, self._services.blur, self)
        if begun:
            self.showMinimized()
        elif begun is False:
            self._say(translate("authoring", "guide could not be started."))

    def _review(self) -> None:
        if self._services.review is not None and self.save():
            errors = sum(one.severity == "error" for one in self._found)
            self._services.review(self.file, self.draft.text, errors, self)

    def _say(self, words: str, for_ms: int = _SAID_MS) -> None:
        self.statusBar().showMessage(words, for_ms)
