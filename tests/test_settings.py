"""The machine's policy goes before the person's choice; a bad file costs its bad values, and is said once."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.paths import Paths
from guide.settings import BadValueError, Problem, Settings, SettingsError, table
from guide.settings.documentation import json_schema, markdown
from guide.settings.files import read
from guide.settings.table import BY_KEY, SETTINGS

Make = Callable[..., Settings]


@pytest.fixture
def user(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    return tmp_path / "etc" / "policies.json"


@pytest.fixture
def said() -> list[Problem]:
    return []


@pytest.fixture
def make(user: Path, machine: Path, said: list[Problem]) -> Make:
    """Opens the settings with these contents: texts as they are, everything else as JSON."""

    def make(user_content: Any = None, machine_content: Any = None, *, from_root: bool = False) -> Settings:
        for file, content in ((user, user_content), (machine, machine_content)):
            if content is not None:
                file.parent.mkdir(exist_ok=True)
                file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return Settings(user, machine, said.append, machine_from_root=from_root)

    return make


#: What a person would like, and a policy may forbid.
WISHES = {"log.enabled": True, "play.launch_programs": "always", "folders.extra": ["/tmp"], "card.text_scale": 2}


class TestTable:
    def test_keys_are_unique_and_each_default_is_allowed(self) -> None:
        assert len(BY_KEY) == len(SETTINGS)
        for setting in SETTINGS:
            assert setting.kind.read(setting.default) == setting.default
            assert setting.closed is None or setting.kind.read(setting.closed) == setting.closed
            assert setting.title
            assert setting.description.endswith(".")

    @pytest.mark.parametrize(
        ("key", "good", "bad"),
        [
            ("card.text_scale", [1, 1.0, 3, 2.25], [0.99, 3.01, "2", True, float("nan"), float("inf"), None, [1.5]]),
            ("overlay.dim", [0, 80], [-1, 81, 50.0, "50", False, None]),
            ("overlay.pulse", [True, False], [1, 0, "true", None]),
            ("appearance.theme", ["dark", "high-contrast"], ["Dark", "", None, 1]),
            ("shortcut.card", ["Ctrl+Alt+G", "control+alt+f5", ""], ["G", "F5", "Shift+G", "Ctrl+", "Hyper+G", 7]),
            ("language", ["system", "en", "pt-BR", "zh-Hant-TW"], ["", "english!", "../de", 3, None]),
            ("folders.extra", [[], ["/srv/guide", "~/own", "C:\\guide", "\\\\server\\share"]],
             ["/srv", ["own"], [""], [7], ["/a\0b"], ["/a"] * 101, None]),
        ],
    )  # fmt: skip
    def test_what_is_allowed(self, key: str, good: list[object], bad: list[object]) -> None:
        kind, schema = BY_KEY[key].kind, json_schema()
        for value in good:
            kind.read(value)
            jsonschema.validate({key: value}, schema)
        for value in bad:
            with pytest.raises(BadValueError, match="allowed is"):
                kind.read(value)

    def test_shortcuts_are_kept_as_menus_write_them(self) -> None:
        assert BY_KEY["shortcut.card"].kind.read("alt+control+g") == "Ctrl+Alt+G"

    def test_the_page_is_up_to_date(self) -> None:
        page = Path(__file__).parent.parent / "docs" / "settings.md"
        assert page.read_text(encoding="utf-8") == markdown(), "python -m guide.settings --markdown > docs/settings.md"

    def test_the_schema_is_one_and_holds_for_the_defaults(self) -> None:
        schema = json_schema()
        jsonschema.Draft202012Validator.check_schema(schema)
        defaults = {s.key: list(s.default) if isinstance(s.default, tuple) else s.default for s in SETTINGS}
        jsonschema.validate(defaults, schema)
        assert set(schema["properties"]) == {"$schema"} | set(BY_KEY)

    @pytest.mark.parametrize("option", ["--markdown", "--json-schema"])
    def test_it_prints_itself(self, option: str) -> None:
        out = subprocess.run(
            [sys.executable, "-m", "guide.settings", option], capture_output=True, encoding="utf-8", check=True
        ).stdout
        assert out == (
            markdown() if option == "--markdown" else json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
        )


class TestLayers:
    def test_default_then_user_then_machine(self, make: Make, user: Path, machine: Path) -> None:
        settings = make({"overlay.dim": 30, "card.text_scale": 2}, {"overlay.dim": 10})
        assert settings.get(table.OVERLAY_DIM) == 10
        assert settings.get(table.CARD_TEXT_SCALE) == 2.0
        assert settings.get("appearance.theme") == "system"
        told = [settings.explain(key) for key in ("overlay.dim", "card.text_scale", "appearance.theme")]
        assert [(e.source, e.locked, e.file) for e in told] == [
            ("machine", True, machine),
            ("user", False, user),
            ("default", False, None),
        ]
        assert str(told[0]) == f"overlay.dim = 10: set by your administrator ({machine})"

    def test_what_the_machine_says_cannot_be_changed(self, make: Make, user: Path) -> None:
        settings = make({"overlay.dim": 30}, {"overlay.dim": 10})
        with pytest.raises(SettingsError, match="set by your administrator"):
            settings.set(table.OVERLAY_DIM, 50)
        with pytest.raises(SettingsError, match="set by your administrator"):
            settings.reset("overlay.dim")
        assert json.loads(user.read_text()) == {"overlay.dim": 30}

    def test_a_key_that_is_no_setting_is_a_defect_of_ours(self, make: Make) -> None:
        with pytest.raises(KeyError):
            make().get("overlay.dimm")

    def test_where_this_account_has_them(self, tmp_path: Path) -> None:
        paths = Paths.of_this_user({"GUIDE_HOME": str(tmp_path)})
        Settings.load(paths).set(table.OVERLAY_DIM, 20)
        assert Settings.load(paths).get(table.OVERLAY_DIM) == 20


class TestPolicyThatCannotBeTrusted:
    """Fail closed: whoever can damage the policy must not gain by it."""

    def assert_closed(self, settings: Settings) -> None:
        assert settings.get(table.LOG_ENABLED) is False
        assert settings.get(table.LAUNCH_PROGRAMS) == "never"
        assert settings.get(table.EXTRA_FOLDERS) == ()
        assert settings.explain("log.enabled").locked
        with pytest.raises(SettingsError):
            settings.set(table.LOG_ENABLED, True)

    @pytest.mark.parametrize(
        "content",
        ["{", "", "[]", '"log.enabled"', '{"log.enabled": true, "log.enabled": true}', "{" * 5000, "\0", "1" * 5000],
        ids=lambda content: repr(content[:12]),
    )
    def test_it_is_malformed(self, make: Make, content: str, said: list[Problem], machine: Path) -> None:
        settings = make(WISHES, content)
        self.assert_closed(settings)
        assert settings.get(table.CARD_TEXT_SCALE) == 2.0, "the person still reads what they could read before"
        assert [problem.file for problem in said] == [machine]

    def test_one_of_its_values_is_bad(self, make: Make) -> None:
        settings = make(WISHES, {"log.enabled": "no", "overlay.dim": 10, "card.text_scale": 99})
        assert settings.get(table.LOG_ENABLED) is False
        assert settings.get(table.LAUNCH_PROGRAMS) == "always"
        assert settings.get(table.OVERLAY_DIM) == 10
        assert settings.explain("card.text_scale").locked
        assert settings.get(table.CARD_TEXT_SCALE) == 1.0

    @pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can make files of root")
    @pytest.mark.parametrize("spoil", ["owner", "mode", "folder-owner", "folder-mode"])
    def test_others_could_have_written_it(self, make: Make, machine: Path, spoil: str, said: list[Problem]) -> None:
        make(None, {"overlay.dim": 10})
        machine.parent.chmod(0o755)
        machine.chmod(0o644)
        assert make(WISHES, from_root=True).get(table.OVERLAY_DIM) == 10, "as it is, it is trusted"
        spoilt = machine.parent if spoil.startswith("folder") else machine
        if spoil.endswith("owner"):
            os.chown(spoilt, 65534, 65534)
        else:
            spoilt.chmod(spoilt.stat().st_mode | stat.S_IWGRP)
        settings = make(WISHES, from_root=True)
        self.assert_closed(settings)
        assert settings.get(table.OVERLAY_DIM) == table.OVERLAY_DIM.default
        assert "refused" in said[0].text


class TestUserFile:
    def test_bad_values_cost_only_themselves_and_are_said_once_with_their_line(
        self, make: Make, user: Path, said: list[Problem]
    ) -> None:
        settings = make('{\n  "overlay.dim": 99,\n  "appearance.teme": "dark",\n  "card.text_scale": 1.5\n}\n')
        settings.reload()
        assert settings.get(table.OVERLAY_DIM) == table.OVERLAY_DIM.default
        assert settings.get(table.CARD_TEXT_SCALE) == 1.5
        assert [str(problem) for problem in said] == [
            f"{user}:2: overlay.dim: 99 is not possible; allowed is a whole number from 0 to 80 (percent)",
            f"{user}:3: “appearance.teme” is not a setting; did you mean appearance.theme?",
        ]

    def test_malformed(self, make: Make, user: Path, said: list[Problem]) -> None:
        settings = make('{\n  "overlay.dim": 30,,\n}')
        assert settings.get(table.OVERLAY_DIM) == table.OVERLAY_DIM.default
        assert (said[0].file, said[0].line) == (user, 2)
        settings.set(table.OVERLAY_DIM, 40)
        assert json.loads(user.read_text()) == {"overlay.dim": 40}
        assert user.with_suffix(".damaged.json").read_text() == '{\n  "overlay.dim": 30,,\n}'

    def test_unknown_keys_and_what_another_guide_wrote_are_kept(self, make: Make, user: Path) -> None:
        settings = make({"$schema": "x", "of.a.newer.guide": [1, {"a": "ü"}], "overlay.dim": 30})
        user.write_text(json.dumps(json.loads(user.read_text()) | {"overlay.pulse": False}))
        settings.set(table.OVERLAY_DIM, 40)
        assert json.loads(user.read_text()) == {
            "$schema": "x",
            "of.a.newer.guide": [1, {"a": "ü"}],
            "overlay.dim": 40,
            "overlay.pulse": False,
        }
        assert settings.get(table.OVERLAY_PULSE) is False
        settings.reset(table.OVERLAY_DIM)
        assert settings.get(table.OVERLAY_DIM) == table.OVERLAY_DIM.default
        assert "overlay.dim" not in json.loads(user.read_text())

    @pytest.mark.parametrize("value", [81, "50", None])
    def test_a_choice_that_is_not_possible_is_refused(self, make: Make, user: Path, value: object) -> None:
        with pytest.raises(SettingsError, match="Darkening: allowed is a whole number"):
            make().set(table.OVERLAY_DIM, value)
        assert not user.exists()

    def test_folders_survive_the_file(self, make: Make) -> None:
        make().set(table.EXTRA_FOLDERS, ("/srv/guide", "~/own"))
        assert make().get(table.EXTRA_FOLDERS) == ("/srv/guide", "~/own")

    def test_a_link_stays_a_link(self, make: Make, user: Path, tmp_path: Path) -> None:
        real = tmp_path / "dotfiles.json"
        real.write_text("{}")
        user.symlink_to(real)
        make().set(table.OVERLAY_DIM, 40)
        assert user.is_symlink()
        assert json.loads(real.read_text()) == {"overlay.dim": 40}

    def test_a_folder_in_the_way_is_explained(self, make: Make, user: Path, said: list[Problem]) -> None:
        user.mkdir()
        settings = make()
        assert "cannot be read" in said[0].text
        user.rmdir()
        user.parent.joinpath("settings.json").symlink_to("/nowhere/at/all/settings.json")
        (user.parent / "blocked").write_text("")
        blocked = Settings(user.parent / "blocked" / "settings.json")
        with pytest.raises(SettingsError, match="could not be written"):
            blocked.set(table.OVERLAY_DIM, 40)
        assert settings.get(table.OVERLAY_DIM) == table.OVERLAY_DIM.default

    @given(st.binary(max_size=200) | st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list(BY_KEY)) | st.text(), inner),
        max_leaves=12,
    ).map(lambda value: json.dumps(value).encode()))  # fmt: skip
    def test_whatever_stands_in_it_there_are_settings(self, content: bytes) -> None:
        import tempfile

        with tempfile.TemporaryDirectory() as place:
            file = Path(place, "settings.json")
            file.write_bytes(content)
            settings = Settings(file)
            for setting in SETTINGS:
                assert setting.kind.read(settings.get(setting)) == settings.get(setting)
            assert read(file).usable or settings.problems


class TestSubscribers:
    def test_they_are_told_what_changed_until_they_stop(self, make: Make, user: Path) -> None:
        settings = make()
        told: list[str] = []
        stop = settings.subscribe(told.append)
        settings.set(table.OVERLAY_DIM, 40)
        settings.set(table.OVERLAY_DIM, 40)
        assert told == ["overlay.dim"]
        user.write_text(json.dumps({"overlay.dim": 40, "appearance.theme": "dark"}))
        settings.reload()
        assert told == ["overlay.dim", "appearance.theme"]
        stop()
        stop()
        settings.set(table.OVERLAY_DIM, 60)
        assert len(told) == 2

    def test_one_may_stop_another_while_being_told(self, make: Make) -> None:
        settings = make()
        told: list[str] = []
        stops = [settings.subscribe(lambda key: stops[1]()), settings.subscribe(told.append)]
        settings.set(table.OVERLAY_DIM, 40)
        settings.set(table.OVERLAY_DIM, 41)
        assert len(told) <= 1
