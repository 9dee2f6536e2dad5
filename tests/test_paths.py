"""Where things lie, and that nobody else can put themselves there."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from guide.paths import POLICY_FILE, Paths, make_private, shipped_tutorials


def test_a_portable_guide_keeps_everything_together(tmp_path: Path) -> None:
    paths = Paths.of_this_user({"GUIDE_HOME": str(tmp_path)})
    mine = (paths.records, paths.settings_file, paths.cache, paths.lock_file, paths.socket, paths.user_tutorials)
    assert all(path.is_relative_to(tmp_path) for path in mine)
    assert len(set(mine)) == len(mine)
    assert list(tmp_path.iterdir()) == [], "nothing is made before it is needed"


@pytest.mark.skipif(sys.platform != "linux", reason="XDG")
def test_without_a_runtime_folder_nothing_lies_where_others_could_put_it_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "GUIDE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert Paths.of_this_user().runtime.is_relative_to(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="XDG")
def test_the_environment_never_moves_the_policy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "GUIDE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    assert Path("/etc/guide/policies.json") == POLICY_FILE


def test_a_socket_has_an_address_that_is_short_enough(tmp_path: Path) -> None:
    deep = tmp_path / ("very-deep" * 12)
    one, other = (Paths.of_this_user({"GUIDE_HOME": str(deep / name)}).socket for name in ("one", "other"))
    assert len(os.fsencode(one)) < 104
    assert one != other
    assert Paths.of_this_user({"GUIDE_HOME": str(deep / "one")}).socket == one


def test_tutorials_ship() -> None:
    assert shipped_tutorials().name in {"tutorials", "shipped_tutorials"}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
class TestPrivateFolders:
    def test_they_are_for_one_account(self, tmp_path: Path) -> None:
        (tmp_path / "open").mkdir(mode=0o755)
        for folder in (make_private(tmp_path / "a" / "b"), make_private(tmp_path / "open")):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    def test_a_link_put_there_by_someone_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(PermissionError, match="belongs to someone else"):
            make_private(tmp_path / "link")

    @pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give folders away")
    def test_the_folder_of_someone_else_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "theirs").mkdir()
        os.chown(tmp_path / "theirs", 65534, 65534)
        with pytest.raises(PermissionError, match="belongs to someone else"):
            make_private(tmp_path / "theirs")
