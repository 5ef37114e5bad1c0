"""Files attached to the PDF: each whole, under its name, and said to be what it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from building import contents
from pikepdf import Name
from publishing import ATTACHED, opened, pdf

from reportgen.pipeline import BuildRequest, build


@pytest.fixture
def file() -> Iterator[pikepdf.Pdf]:
    """Return the Swedish publication with two files attached."""
    with opened(pdf("sv", attachments=ATTACHED)) as opened_file:
        yield opened_file


def test_attached_files_come_out_as_they_went_in(file: pikepdf.Pdf) -> None:
    """Names, bytes, kinds and descriptions are those given, and sizes and checksums fit."""
    assert set(file.attachments) == {"luvut.csv", "taulukot.xlsx"}
    for given in ATTACHED:
        found = file.attachments[given.name]
        assert (found.filename, found.description) == (given.name, given.description)
        content = found.get_file()
        assert content.read_bytes() == given.data
        assert content.size == len(given.data)
        assert content.md5 == hashlib.md5(given.data).digest()
        assert content.mime_type == f"/{given.media_type}".removeprefix("/")
        assert (content.creation_date, content.mod_date) == (content.mod_date, content.creation_date)
        assert str(content.obj.Params.ModDate) == "D:20250331000000+00'00'"


def test_every_attached_file_belongs_to_the_document_as_what_it_is(file: pikepdf.Pdf) -> None:
    """The catalog names them in the order given: the workbook supplements, the data are data."""
    listed = [(str(found.UF), found.AFRelationship) for found in file.Root.AF]
    assert listed == [("taulukot.xlsx", Name.Supplement), ("luvut.csv", Name.Data)]
    assert all(found.F == found.UF and found.EF.F == found.EF.UF for found in file.Root.AF)
    tree = list(file.Root.Names.EmbeddedFiles.Names)
    assert [str(name) for name in tree[::2]] == ["luvut.csv", "taulukot.xlsx"]
    assert {found.objgen for found in tree[1::2]} == {found.objgen for found in file.Root.AF}


def test_a_workbook_is_not_compressed_again_and_a_table_is(file: pikepdf.Pdf) -> None:
    """Packing what is packed already only costs time; text shrinks."""
    workbook, data = (found.EF.F for found in file.Root.AF)
    assert Name.Filter not in workbook
    assert data.Filter == "/FlateDecode" or list(data.Filter) == [Name.FlateDecode]


def test_without_attachments_the_file_has_no_lists_of_them() -> None:
    """An empty list would only make a viewer show an empty panel."""
    with opened(pdf("sv")) as file:
        assert "/AF" not in file.Root
        assert "/Names" not in file.Root
        assert not file.attachments


def test_attachments_change_nothing_on_the_pages() -> None:
    """Pages are laid out before files are attached."""
    with opened(pdf("sv")) as plain, opened(pdf("sv", attachments=ATTACHED)) as full:
        contents = [[page.Contents.read_raw_bytes() for page in file.pages] for file in (plain, full)]
    assert contents[0] == contents[1]


def test_what_a_build_attaches_is_what_a_build_delivers(
    mini: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Byte for byte and under the same names, also where the PDF alone is built."""
    whole, alone = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("alone")
    build(BuildRequest(mini, out=whole))
    build(BuildRequest(mini, out=alone, formats=("pdf",)))
    delivered = contents(whole)
    for lang in ("fi", "sv"):
        name = f"2031/vuosi-2031-{lang}"
        with opened((alone / f"{name}.pdf").read_bytes()) as file:
            attached = {each: found.get_file().read_bytes() for each, found in file.attachments.items()}
        assert attached == {Path(f"{name}{end}").name: delivered[f"{name}{end}"] for end in (".csv", ".xlsx")}
        assert not list((alone / "2031").glob("*.csv"))
