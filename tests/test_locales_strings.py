"""The fixed words exist in both languages and can be used where they are meant to stand."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

from reportgen.locales import LANGUAGES, strings
from reportgen.model.indicator import Status

ROOT = Path(__file__).parents[1]


def test_both_languages_have_the_same_keys() -> None:
    assert set(strings("fi")) == set(strings("sv"))
    assert len(strings("fi")) > 150


def test_both_languages_fill_in_the_same_words() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

    for key, text in strings("fi").items():
        assert fields(text) == fields(strings("sv")[key]), key


def test_every_string_has_text_without_stray_spaces() -> None:
    for lang in LANGUAGES:
        for key, text in strings(lang).items():
            assert text or key == "symbol.normal", key
            assert text == " ".join(text.split(" ")).strip(), key
            assert "  " not in text, key


def test_known_words_are_there() -> None:
    assert (strings("fi")["contents"], strings("sv")["contents"]) == ("Sisällys", "Innehåll")
    assert (strings("fi")["no_data"], strings("sv")["no_data"]) == ("ei tietoa", "uppgift saknas")
    assert strings("fi")["legend.days"] == "vuorokaudet (vrk)"
    assert strings("sv")["chart_kind.bars"] == "Stapeldiagram"


def test_an_unknown_key_names_the_nearest_one() -> None:
    with pytest.raises(KeyError, match=r"no string 'contens' .fi.*Did you mean 'contents'"):
        strings("fi")["contens"]
    with pytest.raises(KeyError, match=r"Did you mean 'sheet\.reconciliation'"):
        strings("sv")["reconciliation"]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no language 'en'; publications are made in fi and sv"):
        strings("en")


def test_a_language_is_read_once() -> None:
    assert strings("fi") is strings("fi")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheet_names_suit_a_workbook(lang: str) -> None:
    names = [text for key, text in strings(lang).items() if key.startswith("sheet.")]
    assert len(names) == len({name.casefold() for name in names}) > 4
    for name in names:
        assert 0 < len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_column_headers_differ_from_each_other(lang: str) -> None:
    headers = [text.casefold() for key, text in strings(lang).items() if key.startswith("column.")]
    assert len(headers) == len(set(headers))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_observation_status_has_a_name_and_marks_differ(lang: str) -> None:
    words = strings(lang)
    for status in Status:
        assert words[f"status.{status.name.lower()}"]
    marks = [words[f"symbol.{status.name.lower()}"] for status in Status]
    assert len(marks) == len(set(marks))


def test_importing_the_room_does_not_import_its_libraries() -> None:
    code = "import sys, reportgen.locales; print([n for n in ('babel', 'pyphen') if n in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
