"""The project folder: its years, and the files that must lie inside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import edit, faults, only, write

from reportgen.errors import BadInput, UsageFault
from reportgen.findings import Place
from reportgen.sources import data_years, edition_years, load_edition, resolve_inside


def test_a_file_of_the_project_is_found_whether_or_not_it_exists(tmp_path: Path) -> None:
    """A name with harmless detours is accepted as well."""
    assert resolve_inside(tmp_path, "assets/logo.svg") == tmp_path.resolve() / "assets/logo.svg"
    assert resolve_inside(tmp_path, "assets/../seeds/a.toml") == tmp_path.resolve() / "seeds/a.toml"


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../other/file", "seeds/../../file", "C:\\file", "\\\\server\\share", "a\0b", "C:file"],
)
def test_a_name_that_leads_out_of_the_project_is_refused(tmp_path: Path, name: str) -> None:
    """Absolute names of either system and dots that climb out get the place where they were written."""
    with pytest.raises(BadInput) as caught:
        resolve_inside(tmp_path, name, Place("seeds/2031/edition.toml", 7))
    fault = only(caught.value.findings)
    assert (fault.code, fault.place) == ("path-outside", Place("seeds/2031/edition.toml", 7))
    assert "inside the project" in fault.remedy


def test_a_symbolic_link_out_of_the_project_is_refused(
    mini: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A link within the project is followed; one that leaves it is an error at the file."""
    outside = write(tmp_path_factory.mktemp("outside"), "terms.toml", "")
    (mini / "seeds/terms.toml").unlink()
    (mini / "seeds/terms.toml").symlink_to(outside)
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("path-outside", Place("seeds/terms.toml"))


def test_a_circle_of_symbolic_links_is_refused(mini: Path) -> None:
    """Following it would never end."""
    (mini / "seeds/2031/figures.csv").unlink()
    (mini / "seeds/2031/figures.csv").symlink_to("figures.csv")
    fault = only(faults(mini, 2031))
    assert fault.code in {"path-outside", "file-unreadable"}
    assert str(fault.place) == "seeds/2031/figures.csv"


def test_a_year_is_an_edition_when_it_has_an_edition_file(mini: Path) -> None:
    """A folder with figures alone is data to compare with; other folders are nobody's business."""
    (mini / "seeds/notes").mkdir()
    (mini / "seeds/20311").mkdir()
    assert edition_years(mini) == (2031,)
    assert data_years(mini) == (2030, 2031)


def test_an_unknown_year_is_answered_with_the_years_that_exist(mini: Path) -> None:
    """This is a fault of the command line, not of the data."""
    with pytest.raises(UsageFault) as caught:
        load_edition(mini, 2030)
    fault = only(caught.value.findings)
    assert fault.code == "unknown-edition"
    assert "2031" in fault.remedy


def test_a_folder_that_is_no_project_is_a_usage_fault(tmp_path: Path) -> None:
    """It happens when the command is run in the wrong place."""
    with pytest.raises(UsageFault) as caught:
        load_edition(tmp_path, 2031)
    assert only(caught.value.findings).code == "missing-project"


@pytest.mark.parametrize(
    ("raw", "code", "line", "remedy"),
    [
        ('fi = "Työ"'.encode("cp1252"), "not-utf8", 1, "UTF-8"),
        ("\ufefffi = 1".encode("utf-16-le"), "not-utf8", None, "UTF-8"),
        ("fi = 1".encode("utf-16-be"), "not-utf8", None, "UTF-8"),
        (b'[term.a]\nfi = "Tyo\x07"\nsv = "a"\n', "control-character", 2, "Delete it"),
        ('[term.a]\nfi = "Tyo"\nsv = "a\ue003"\n'.encode(), "control-character", 3, "Delete it"),
        (b'[term.a]\nfi = "Ty\\u0007o"\nsv = "a"\n', "control-character", 2, "Delete it"),
        ('[term.a]\nfi = "TyÃ¶"\nsv = "a"\n'.encode(), "text-garbled", 2, "Retype"),
    ],
)
def test_a_text_file_in_another_encoding_is_answered_with_how_to_save_it(
    mini: Path, raw: bytes, code: str, line: int | None, remedy: str
) -> None:
    """Nothing is guessed: what cannot be read as UTF-8 is sent back, and what cannot be printed is shown."""
    write(mini, "seeds/terms.toml", raw)
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == (code, Place("seeds/terms.toml", line))
    assert remedy in fault.remedy


def test_a_decomposed_letter_is_the_same_letter(mini: Path) -> None:
    """Some systems write ä as a and a mark; fonts and comparisons want one character."""
    edit(mini, "seeds/2031/edition.toml", "Låntagare", "La\u030antagare")
    assert load_edition(mini, 2031).edition.tables["loans"].header["sv"] == "L\u00e5ntagare"


def test_a_file_far_too_large_is_not_read(mini: Path) -> None:
    """The limit is in bytes, so a sparse file is enough to meet it."""
    with (mini / "seeds/terms.toml").open("wb") as file:
        file.truncate(20_000_001)
    assert only(faults(mini, 2031)).code == "file-too-big"
