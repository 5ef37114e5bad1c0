"""``reportgen verify``: what it says of good, broken and other people's PDFs, and the evidence page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from building import Shell
from matplotlib.figure import Figure
from pdf_breaks import BROKEN, broken, element_entry
from pdfs import GOOD_STRINGS, TITLE, good
from proving import POINTS, parsed, published
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import reportgen.workbench.evidence
from reportgen.verify.rules import OF_DOCUMENT, RULES
from reportgen.verify.verapdf import VeraUnavailable
from reportgen.workbench.evidence import collect
from reportgen.workbench.evidence_page import evidence_page
from reportgen.workbench.points import CODES


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Return a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path, capsys)


@pytest.fixture
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let veraPDF pass everything, so that only this program judges."""
    monkeypatch.setattr(reportgen.workbench.evidence, "validate", lambda path, profile: ())


# ---------------------------------------------------------------- other people's PDFs


def with_reportlab(path: Path) -> None:
    """Write a page as a beginner would."""
    canvas = Canvas(str(path))
    canvas.drawString(72, 720, "Hello")
    canvas.save()


def with_matplotlib(path: Path) -> None:
    """Write a chart."""
    figure = Figure()
    figure.subplots().plot([1, 2, 3])
    figure.savefig(path, format="pdf")


def encrypted(path: Path) -> None:
    """Write a page that asks for a password."""
    canvas = Canvas(str(path), encrypt=StandardEncryption("user", "owner"))
    canvas.drawString(72, 720, "Secret")
    canvas.save()


def locked_for_copying(path: Path) -> None:
    """Write a page that opens without a password but is encrypted."""
    canvas = Canvas(str(path), encrypt=StandardEncryption("", "owner", canCopy=0))
    canvas.drawString(72, 720, "Do not copy")
    canvas.save()


def without_pages(path: Path) -> None:
    """Write a PDF with nothing in it."""
    with pikepdf.new() as pdf:
        pdf.save(path)


def with_a_form(path: Path) -> None:
    """Write a page with a field to fill in."""
    canvas = Canvas(str(path))
    canvas.acroForm.textfield(name="name", x=72, y=720)
    canvas.showPage()
    canvas.save()


def a_text(path: Path) -> None:
    """Write what is no PDF."""
    path.write_text("%PDF it is not", encoding="utf-8")


def nothing(path: Path) -> None:
    """Write an empty file."""
    path.touch()


def cut_short(path: Path) -> None:
    """Write a PDF whose end is lost."""
    path.write_bytes(good()[: len(good()) // 2])


FOREIGN: list[tuple[Callable[[Path], None], str]] = [
    (with_reportlab, "pdf-tree-missing"),
    (with_matplotlib, "pdf-tree-missing"),
    (encrypted, "pdf-encrypted"),
    (locked_for_copying, "pdf-encrypted"),
    (without_pages, "pdf-no-pages"),
    (with_a_form, "pdf-not-marked"),
    (a_text, "pdf-unreadable"),
    (nothing, "pdf-unreadable"),
    (cut_short, "pdf-damaged"),
]


@pytest.mark.parametrize(("write", "code"), FOREIGN)
def test_any_file_is_judged_and_reported_without_a_fault_of_the_program(
    shell: Shell, write: Callable[[Path], None], code: str
) -> None:
    write(shell.root / "file.pdf")
    run = shell("verify", "file.pdf", "--report", "evidence.html", "--tags", "--json")
    assert run.code == run.value["exit_code"] == 1
    (file,) = run.value["files"]
    assert code in {finding["code"] for finding in file["findings"]}
    assert all(file["standards"].values())
    assert "Hello" not in str(file["tags"])
    page = parsed(shell.root / "evidence.html")
    assert code in page.text
    assert "None yet: mend what was found" in page.text


@pytest.mark.parametrize(("code", "mutate"), BROKEN)
def test_evidence_can_be_gathered_of_every_broken_file(
    tmp_path: Path, lenient: None, code: str, mutate: Callable[[pikepdf.Pdf], None]
) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(broken(mutate))
    evidence = collect(path)
    assert evidence.faulty
    assert not evidence.proven
    assert code in {finding.code for finding in evidence.findings}
    assert code not in evidence.passed
    assert code in evidence_page([evidence])
    failed = {point.name for point in evidence.points if point.verdict == "failed"}
    assert failed >= {name for name, codes in CODES.items() if code.startswith(codes)}


def test_every_rule_fails_one_of_the_ten_points_or_is_of_the_file_as_a_whole() -> None:
    whole = {"pdf-unreadable", "pdf-encrypted", "pdf-damaged", "pdf-malformed", "pdf-no-pages"}
    known = tuple(code for codes in CODES.values() for code in codes)
    assert [code for code in RULES if code not in whole | OF_DOCUMENT and not code.startswith(known)] == []


# ---------------------------------------------------------------- a good file


def test_the_publication_is_proven(shell: Shell) -> None:
    run = shell("verify", published(shell.root))
    assert (run.code, run.err) == (0, "")
    lines = run.out.splitlines()
    assert lines[:3] == ["vuosi-2024-fi.pdf", "  PDF/UA-1: passed", "  PDF/A-3a: passed"]
    assert lines[3] == f"  {len(RULES) - len(OF_DOCUMENT)} rules kept, 0 findings"
    assert [line.strip().partition(":")[0] for line in lines[4:]] == POINTS
    assert "failed" not in run.out


def test_json_tells_all_that_the_evidence_holds(shell: Shell) -> None:
    run = shell("verify", published(shell.root), "--json")
    assert set(run.value) == {"exit_code", "files"}
    (file,) = run.value["files"]
    assert set(file) == {"path", "standards", "passed", "findings", "points"}
    assert file["path"] == "vuosi-2024-fi.pdf"
    assert file["standards"] == {"PDF/UA-1": [], "PDF/A-3a": []}
    assert file["findings"] == []
    assert [point["name"] for point in file["points"]] == POINTS
    assert {point["verdict"] for point in file["points"]} == {"passed", "person"}
    assert all(point["person"] for point in file["points"] if point["verdict"] == "person")


def test_tags_are_printed_in_reading_order(shell: Shell, lenient: None) -> None:
    (shell.root / "good-file.pdf").write_bytes(good())
    run = shell("verify", "good-file.pdf", "--tags")
    assert run.code == 0
    assert f"  Document/H1[1]: {TITLE}" in run.out
    flat = re.sub(r"\n  \S+: ", "", run.out).replace("\u00ad", "")
    said = [text for text in GOOD_STRINGS if "79 prosenttia" not in text]
    places = [flat.find(text, flat.find(TITLE)) for text in said]
    assert -1 not in places
    tags = shell("verify", "good-file.pdf", "--tags", "--json").value["files"][0]["tags"]
    assert tags[0] == {"path": "Document/H1[1]", "role": "H1", "text": TITLE, "lang": "fi"}
    assert {one["lang"] for one in tags} == {"fi", "sv"}


def test_several_files_are_judged_in_one_run(shell: Shell, lenient: None) -> None:
    (shell.root / "good-file.pdf").write_bytes(good())
    (shell.root / "bad.pdf").write_bytes(broken(element_entry("Figure", "/Alt", None)))
    run = shell("verify", "good-file.pdf", "bad.pdf", "--report", "evidence.html")
    assert run.code == 1
    assert "bad.pdf  page 1" in run.err
    assert "1 error" in run.err
    page = parsed(shell.root / "evidence.html")
    assert page.texts_in("h2")[:2] == ["good-file.pdf", "bad.pdf"]


def test_quiet_prints_errors_alone(shell: Shell, lenient: None) -> None:
    (shell.root / "good-file.pdf").write_bytes(good())
    run = shell("verify", "good-file.pdf", "-q")
    assert (run.code, run.out, run.err) == (0, "", "")
    assert shell("verify").code == 2
    assert shell("verify", "absent.pdf").code == 2


def test_a_report_that_cannot_be_written_is_told(shell: Shell, lenient: None) -> None:
    (shell.root / "good-file.pdf").write_bytes(good())
    (shell.root / "file").touch()
    assert shell("verify", "good-file.pdf", "--report", "file/evidence.html").code == 5


# ---------------------------------------------------------------- what is claimed


def test_without_verapdf_nothing_is_claimed_for_it(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(path: Path, profile: str) -> tuple[()]:
        raise VeraUnavailable("no Java")

    monkeypatch.setattr(reportgen.workbench.evidence, "validate", missing)
    (shell.root / "good-file.pdf").write_bytes(good())
    run = shell("verify", "good-file.pdf", "--report", "evidence.html")
    assert run.code == 0
    assert "PDF/UA-1: not checked (pip install 'reportgen[accessibility]')" in run.out
    page = parsed(shell.root / "evidence.html")
    assert "not checked" in page.text
    assert "None yet" in page.text
    assert "noudattaa" not in page.text
    assert shell("verify", "good-file.pdf", "--json").value["files"][0]["standards"]["PDF/UA-1"] is None
