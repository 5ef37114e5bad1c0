"""The spine: which files a run makes, that their bytes depend on the data alone, and what it records."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from building import contents, in_own_process
from conftest import edit
from openpyxl import load_workbook

import reportgen.pipeline
from reportgen.errors import BadInput, CannotWrite, UsageFault, VerificationFault
from reportgen.findings import Place, Severity, error, warning
from reportgen.locales import strings
from reportgen.pipeline import build
from reportgen.request import BuildRequest
from reportgen.sources import Loaded, choose_years, load_edition


@pytest.fixture(autouse=True)
def no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the clock to the edition."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def built(mini: Path) -> dict[str, bytes]:
    """Return all files of the library's edition."""
    build(BuildRequest(mini))
    return contents(mini / "output")


def second_edition(root: Path) -> None:
    """Give a project an edition of the year before."""
    for folder in ("templates/fi", "templates/sv"):
        shutil.copytree(root / folder / "2031", root / folder / "2030")
    for name in ("edition.toml", "organisation.toml", "lists.toml", "figures.csv"):
        shutil.copy(root / "seeds/2031" / name, root / "seeds/2030" / name)
    edit(
        root,
        "seeds/2030/edition.toml",
        "year = 2031\npublished = 2032-02-01",
        "year = 2030\npublished = 2031-02-01",
    )


TWINS = ("observations.csv", "indicators.csv", "sources.csv", "statuses.csv")

# ---------------------------------------------------------------- what is made


def test_a_run_reports_its_files_in_order_with_pages_and_sizes(mini: Path) -> None:
    report = build(BuildRequest(mini))
    assert [(file.lang, file.kind, file.pages) for file in report.files] == [
        ("fi", "pdf", 2), ("fi", "figures", None), ("fi", "xlsx", None), *[("fi", "csv", None)] * 6,
        ("sv", "pdf", 2), ("sv", "figures", None), ("sv", "xlsx", None), *[("sv", "csv", None)] * 6,
    ]  # fmt: skip
    assert [file.size for file in report.files] == [file.path.stat().st_size for file in report.files]
    assert {file.year for file in report.files} == {2031}
    assert report.seconds > 0


def test_a_run_says_what_it_does_next_in_the_order_of_the_spine(mini: Path) -> None:
    steps: list[str] = []
    build(BuildRequest(mini, languages=("sv",)), steps.append)
    assert steps == [
        "2031: reading the data",
        "2031 sv: reading the texts",
        "2031 sv: laying out the pages",
        "2031 sv: making the workbook",
        "2031 sv: making the open data",
        "vuosi-2031-sv.pdf: verifying",
        "vuosi-2031-sv.figures.json: verifying",
        "vuosi-2031-sv.xlsx: verifying",
        "vuosi-2031-sv.csv: verifying",
        *(f"{name}: verifying" for name in ("datapackage.json", *TWINS)),
        "writing the files",
    ]


def test_all_editions_are_built_when_no_year_is_named(mini: Path) -> None:
    second_edition(mini)
    report = build(BuildRequest(mini, languages=("fi",), formats=("xlsx",)))
    assert [file.path.as_posix() for file in report.files] == [
        f"{mini.as_posix()}/output/{year}/vuosi-{year}-fi.xlsx" for year in (2030, 2031)
    ]


def test_years_are_built_once_and_in_order(mini: Path) -> None:
    second_edition(mini)
    assert choose_years(mini, (2031, 2030, 2031)) == (2030, 2031)
    with pytest.raises(UsageFault) as caught:
        choose_years(mini, (2029, 2031, 1999))
    assert [finding.message for finding in caught.value.findings] == [
        "There is no edition '2029'.",
        "There is no edition '1999'.",
    ]


def test_faults_of_all_years_are_told_at_once_and_no_year_is_written(mini: Path) -> None:
    second_edition(mini)
    edit(mini, "seeds/2030/edition.toml", "published = 2031-02-01", "published = ")
    edit(mini, "templates/sv/2031/loans.md", "loans.total", "loans.totl")
    with pytest.raises(BadInput) as caught:
        build(BuildRequest(mini))
    errors = [finding for finding in caught.value.findings if finding.severity is Severity.ERROR]
    files = {finding.place.file for finding in errors if finding.place}
    assert files == {"seeds/2030/edition.toml", "templates/sv/2031/loans.md"}
    assert not (mini / "output").exists()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"languages": ("sve",)}, "Did you mean 'sv'? Choose from: fi, sv."),
        ({"formats": ("pfd",)}, "Did you mean 'pdf'?"),
    ],
)
def test_a_language_or_format_that_does_not_exist_is_answered_with_the_nearest(
    mini: Path, asked: dict[str, Any], told: str
) -> None:
    with pytest.raises(UsageFault) as caught:
        build(BuildRequest(mini, **asked))
    assert told in caught.value.findings[0].remedy


def test_only_languages_of_the_edition_can_be_asked_for(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = replace(load_edition(mini, 2031).edition, languages=("fi",))
    monkeypatch.setattr(reportgen.pipeline, "read_edition", lambda root, year: Loaded(edition, ()))
    with pytest.raises(UsageFault, match="There is no language 'sv'"):
        build(BuildRequest(mini, languages=("sv",)))
    report = build(BuildRequest(mini, formats=("xlsx",)))
    assert [file.lang for file in report.files] == ["fi"]


def test_findings_that_stop_nothing_are_reported_once(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = warning("odd", Place("seeds/2031/figures.csv", 2), "Odd.", "Look.")
    monkeypatch.setattr(reportgen.pipeline, "check_figures", lambda edition: (odd, odd))
    request = BuildRequest(mini, formats=("xlsx",))
    assert build(request).findings.count(odd) == 1
    with pytest.raises(BadInput):
        build(replace(request, strict=True))


def test_a_fault_in_any_file_keeps_all_files_back(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = error("xlsx-broken", Place("vuosi-2031-sv.xlsx"), "It is broken.", "Build it again.")

    def judge(path: Path, edition: object, lang: str) -> Iterator[object]:
        assert path.read_bytes().startswith(b"PK")
        return iter((fault,) if lang == "sv" else ())

    monkeypatch.setattr("reportgen.verify.workbook.verify_xlsx", judge)
    with pytest.raises(VerificationFault) as caught:
        build(BuildRequest(mini))
    assert [finding for finding in caught.value.findings if finding.severity is Severity.ERROR] == [fault]
    assert not (mini / "output").exists()


# ---------------------------------------------------------------- bytes


@pytest.mark.parametrize(
    "asked", [{"languages": ("sv",)}, *({"formats": (kind,)} for kind in ("pdf", "xlsx", "csv"))]
)
def test_bytes_do_not_depend_on_what_else_is_asked_for(
    mini: Path, built: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory, asked: dict[str, Any]
) -> None:
    out = tmp_path_factory.mktemp("out")
    build(BuildRequest(mini, out=out, **asked))
    some = contents(out)
    assert some == {name: built[name] for name in some}
    assert len(some) in {2, 4, 9, 12}


def test_bytes_do_not_depend_on_process_place_or_time_zone(
    mini: Path, built: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    moved = tmp_path_factory.mktemp("elsewhere") / "project"
    shutil.copytree(mini, moved, ignore=shutil.ignore_patterns("output"))
    run = in_own_process("build", root=moved, PYTHONHASHSEED="7", TZ="Pacific/Kiritimati", LC_ALL="C")
    assert run.returncode == 0, run.stderr.decode()
    assert contents(moved / "output") == built


def stamps(folder: Path) -> set[str]:
    """Return the moments that the files of the library's edition say they were made at."""
    with pikepdf.open(folder / "2031/vuosi-2031-sv.pdf") as pdf:
        made = {str(pdf.docinfo["/CreationDate"])[2:10], str(pdf.docinfo["/ModDate"])[2:10]}
    properties = load_workbook(folder / "2031/vuosi-2031-sv.xlsx").properties
    assert properties.created is not None
    assert properties.modified is not None
    return made | {f"{properties.created:%Y%m%d}", f"{properties.modified:%Y%m%d}"}


def test_files_bear_the_day_of_publication(mini: Path) -> None:
    build(BuildRequest(mini, languages=("sv",)))
    assert stamps(mini / "output") == {"20320201"}


def test_source_date_epoch_goes_before_the_day_of_publication(
    mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    build(BuildRequest(mini, languages=("sv",)))
    assert stamps(mini / "output") == {"19700102"}


# ---------------------------------------------------------------- attachments


def attached(data: bytes) -> dict[str, bytes]:
    """Return the files attached to a PDF by name."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return {name: found.get_file().read_bytes() for name, found in pdf.attachments.items()}


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_workbook_and_data_are_attached_as_they_are_delivered(built: dict[str, bytes], lang: str) -> None:
    found = attached(built[f"2031/vuosi-2031-{lang}.pdf"])
    assert found == {name: built[f"2031/{name}"] for name in found}
    workbook, data = (found.pop(f"vuosi-2031-{lang}.{kind}") for kind in ("xlsx", "csv"))
    assert found == {}
    sheet = load_workbook(BytesIO(workbook))[strings(lang)["sheet.data"]]
    rows = list(csv.reader(StringIO(data.decode(), newline="")))
    cells = list(sheet.iter_rows(7, max_row=6 + len(rows), values_only=True))
    assert [row[0] for row in rows] == [row[0] for row in cells]
    at = rows[0].index(strings(lang)["column.value"])
    assert [float(row[at]) if row[at] else None for row in rows[1:]] == [row[at] for row in cells[1:]]


def test_attached_files_say_what_they_are_in_the_language_of_the_pdf(built: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(built["2031/vuosi-2031-sv.pdf"])) as pdf:
        workbook, data = pdf.Root.AF
        assert [str(file.AFRelationship) for file in (workbook, data)] == ["/Supplement", "/Data"]
        assert str(workbook.Desc).startswith("Bibliotekets år 2031: tabellbilaga")
        assert str(data.Desc).startswith("Bibliotekets år 2031: data")
        assert str(data.EF.F.Params.ModDate) == "D:20320201000000+00'00'"


def test_a_workbook_that_is_only_attached_is_judged_all_the_same(
    mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = error("xlsx-broken", Place("vuosi-2031-fi.xlsx"), "It is broken.", "Build it again.")
    monkeypatch.setattr("reportgen.verify.workbook.verify_xlsx", lambda path, edition, lang: (fault,))
    with pytest.raises(VerificationFault):
        build(BuildRequest(mini, formats=("pdf",)))
    build(BuildRequest(mini, formats=("pdf",), attachments=False))


def test_a_pdf_can_be_made_without_attachments(mini: Path) -> None:
    build(BuildRequest(mini, attachments=False))
    assert attached((mini / "output/2031/vuosi-2031-fi.pdf").read_bytes()) == {}
    assert (mini / "output/2031/vuosi-2031-fi.xlsx").exists()


# ---------------------------------------------------------------- the record of figures


def test_every_figure_is_recorded_with_its_origin_and_its_place_on_the_page(built: dict[str, bytes]) -> None:
    text = built["2031/vuosi-2031-sv.figures.json"].decode()
    assert text.endswith("}\n")
    rows = json.loads(text)["figures"]
    assert set(rows[0]) == {
        "indicator", "year", "base_year", "value", "shown", "lang", "section", "path", "template", "line",
        "form", "page", "x", "y",
    }  # fmt: skip
    hero = rows[0]
    assert (hero["indicator"], hero["value"], hero["shown"]) == (
        "loans.total",
        "1000",
        "1\N{NO-BREAK SPACE}000",
    )
    assert (hero["template"], hero["line"], hero["page"]) == ("templates/sv/2031/loans.md", 4, 2)
    assert 0 < hero["x"] < 595
    assert 0 < hero["y"] < 842
    table = [(row["shown"], row["path"]) for row in rows if "/table[0]/" in row["path"]]
    assert table[0] == ("400", "loans/table[0]/row[0]/cell[1]")


def test_both_languages_record_the_same_figures_in_the_same_order(built: dict[str, bytes]) -> None:
    finnish, swedish = (json.loads(built[f"2031/vuosi-2031-{lang}.figures.json"]) for lang in ("fi", "sv"))
    told = [
        [(row["indicator"], row["year"], row["value"], row["path"]) for row in record["figures"]]
        for record in (finnish, swedish)
    ]
    assert told[0] == told[1]


def test_a_work_folder_that_is_full_is_no_fault_of_the_program(
    mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CannotWrite) as caught:
        build(BuildRequest(mini))
    assert "TMPDIR" in caught.value.findings[0].remedy
