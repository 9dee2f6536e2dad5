"""Names as tutorials write them against names as toolkits tell them."""

from __future__ import annotations

import pytest

from guide.targeting.names import matcher
from tests.targeting.seeker import called


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Save As…", "Save As..."),
        ("Save As...", "Save As…"),
        ("Save As…", "  Save As...      "),
        ("File", "&File"),
        ("File", "_File"),
        ("Save & Close", "&Save & Close"),
        ("New\u00a0Window", "New Window"),
        ("Save", "Save\tCtrl+S"),
        ("Save", "Save Ctrl+S"),
        ("Save", "Save (Ctrl+S)"),
        ("Speichern", "Speichern (Strg+S)"),
        ("Full Screen", "Full Screen F11"),
        ("文件", "文件(&F)"),
        ("另存为…", "另存为(&A)..."),
        ("/^Save( As)?…?$/", "Save"),
    ],
)
def test_the_same_name_is_recognised(written: str, told: str) -> None:
    assert matcher(called(written), "en")(told)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Save", "Save As…"),
        ("Save As…", "Save"),
        ("save", "Save"),
        ("File", "Profile"),
        ("Plus", "Plus Minus"),
        ("", "Save"),
        ("/^Open$/", "Open Recent"),
    ],
)
def test_another_name_is_not(written: str, told: str) -> None:
    assert not matcher(called(written), "en")(told)
