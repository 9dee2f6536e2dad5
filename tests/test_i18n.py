"""The program's own words: each can be collected, German has them all, and plurals are plurals."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import polib
import pytest

from guide import i18n
from guide.tutorial.loader import load
from guide.tutorial.texts import texts_of
from guide.tutorial.translations import counted
from tests.tutorial.examples import SHIPPED

ROOT = Path(__file__).parent.parent
FIELDS = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module")
def collector() -> ModuleType:
    """`scripts/make_messages.py`."""
    spec = importlib.util.spec_from_file_location("make_messages", ROOT / "scripts" / "make_messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_messages"] = module
    spec.loader.exec_module(module)
    return module


def test_german_has_every_word_of_the_program(collector: ModuleType) -> None:
    # `make messages` brings the file up to date; then the missing ones are to be translated
    german = polib.pofile(str(i18n.LOCALE_FOLDER / "de.po"), encoding="utf-8")
    wanted = {(message.context, message.text, message.plural) for message in collector.messages()}
    have = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in german}
    assert (wanted - have, have - wanted) == (set(), set())
    assert [entry.msgid for entry in german if not entry.translated()] == []


def test_what_is_filled_in_is_filled_in_in_german_too() -> None:
    for entry in polib.pofile(str(i18n.LOCALE_FOLDER / "de.po"), encoding="utf-8"):
        for german in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            assert set(FIELDS.findall(german)) == set(FIELDS.findall(entry.msgid)), entry.msgid


def test_words_that_nobody_can_collect_are_refused(collector: ModuleType, tmp_path: Path) -> None:
    code = tmp_path / "text.py"
    code.write_text('def a(name):\n    return translate("player", f"Hello {name}")\n')
    with pytest.raises(collector.NotALiteralError, match=r"text.py:2: "):
        list(collector.in_code(code))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda path: path.stem)
def test_every_tutorial_that_comes_with_guide_speaks_german(file: Path) -> None:
    tutorial = load(file).tutorial
    assert tutorial is not None
    german = next(count for count in counted(tutorial, file) if count.language == "de")
    assert (german.texts, german.names, german.of_texts) == (0, 0, len(list(texts_of(tutorial))))


def test_a_language_that_nobody_has_translated_is_english() -> None:
    assert i18n.words_in("xx").language == "en"
    assert i18n.words_in("../../etc/passwd").language == "en"
    assert i18n.words_in("de-AT").language == "de"


def test_numbers_have_their_forms() -> None:
    german = i18n.words_in("de")
    assert german.translate_count("player", "{count} step", "{count} steps", 1) == "1 Schritt"
    assert german.translate_count("player", "{count} step", "{count} steps", 3) == "3 Schritte"


def test_a_language_is_spoken_until_another_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n._Spoken, "words", i18n.words_in("en"))
    i18n.use("de")
    assert i18n.translate("player", "Not now") == "Nicht jetzt"
    i18n.use("en")
    assert i18n.translate("player", "Not now") == "Not now"


@pytest.mark.parametrize(
    ("environment", "tag"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX", "LANGUAGE": "de"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de-DE"),
        ({"LANG": "ca_ES@valencia"}, "ca-ES"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "de_AT:de:en"}, "de-AT"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr-FR"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8", "LC_ALL": "sv_SE.UTF-8"}, "sv-SE"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, "de"),
    ],
)
def test_the_session_says_its_language_as_to_every_program(environment: dict[str, str], tag: str) -> None:
    assert i18n.session_language(environment=environment) == tag
    assert i18n.session_language("pt-BR", environment) == "pt-BR"
