"""A picture is found inside the tutorial's folder or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.tutorial.pictures import MAX_PICTURE_BYTES, PictureError, check_picture, picture_path

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def test_a_picture_in_the_folder_and_in_one_inside_it(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("x.png", "a/y.png"):
        (tmp_path / name).write_bytes(PNG)
        check_picture(tmp_path, name)
        assert picture_path(tmp_path, name) == (tmp_path / name).resolve()


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(PNG)
    (tmp_path / "y.png").symlink_to("x.png")
    assert picture_path(tmp_path, "y.png") == (tmp_path / "x.png").resolve()


@pytest.mark.parametrize(
    "name", ["../secret.png", "link.png", "folder/secret.png", "none.png", "a\0b.png", "loop.png", "."]
)
def test_nothing_leads_out(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "tutorial"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "folder").symlink_to(tmp_path)
    (folder / "loop.png").symlink_to("loop.png")
    with pytest.raises(PictureError):
        picture_path(folder, name)
    with pytest.raises(PictureError):
        picture_path(folder, str(tmp_path / "secret.png"))


def test_a_tutorial_without_a_folder_has_no_pictures() -> None:
    with pytest.raises(PictureError, match="no folder"):
        picture_path(None, "x.png")


def test_what_is_no_picture_or_too_large(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_text("<svg/>")
    with pytest.raises(PictureError, match="neither a PNG nor a JPEG"):
        check_picture(tmp_path, "x.png")
    with (tmp_path / "y.png").open("wb") as file:
        file.write(PNG)
        file.truncate(MAX_PICTURE_BYTES + 1)
    with pytest.raises(PictureError, match="at most 16"):
        check_picture(tmp_path, "y.png")
