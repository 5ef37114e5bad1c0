"""The file of the appendix: the same bytes everywhere, and XML as Office wants it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from xlsx_builder import edition

from reportgen.render.xlsx import render_xlsx
from reportgen.render.xlsx.package import serialize
from reportgen.sources.theme import load_theme

ROOT = Path(__file__).resolve().parent.parent
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

SCRIPT = """
import sys
from pathlib import Path
from openpyxl import LXML
from xlsx_builder import edition
from reportgen.render.xlsx import render_xlsx
from reportgen.sources.theme import load_theme
render_xlsx(edition(), "fi", Path(sys.argv[1]), load_theme(Path(sys.argv[2])))
print(LXML)
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Finnish appendix of the small edition."""
    path = tmp_path_factory.mktemp("package") / "book.xlsx"
    render_xlsx(edition(), "fi", path, load_theme(ROOT))
    return path


@pytest.mark.parametrize(("seed", "lxml"), [("1", "True"), ("2", "False")])
def test_the_bytes_do_not_depend_on_the_run_or_on_lxml(
    seed: str, lxml: str, file: Path, tmp_path: Path
) -> None:
    """Another process with another hash seed, with lxml and without, writes the very same file."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "OPENPYXL_LXML": lxml,
        "PYTHONPATH": path,
        "TZ": "Asia/Tokyo",
    }
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "book.xlsx"), str(ROOT)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    if lxml == "False":
        assert done.stdout.strip() == "False"
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (file, tmp_path / "book.xlsx")}
    assert len(digests) == 1


def test_zip_entries_are_sorted_and_dated_1980(file: Path) -> None:
    """No time of day, no user, no operating system is told."""
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    assert names == sorted(names)
    assert names[0] == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(entry.create_system, entry.external_attr) for entry in entries} == {(0, 0o600 << 16)}


def test_every_part_is_declared_and_nothing_else_is_in_the_file(file: Path) -> None:
    """Links to other files, macros and printers' settings would all be parts of their own."""
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        texts = {name: archive.read(name) for name in sorted(names)}
    parts = b"".join(texts.values())
    folders = {name.rpartition("/")[0] for name in names}
    assert folders == {
        "",
        "_rels",
        "docProps",
        "xl",
        "xl/_rels",
        "xl/charts",
        "xl/drawings",
        "xl/drawings/_rels",
        "xl/tables",
        "xl/theme",
        "xl/worksheets",
        "xl/worksheets/_rels",
    }
    assert b"TargetMode" not in parts
    calculated = {name for name in names if name in texts and b"<f>" in texts[name]}
    assert calculated == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet6.xml"}


def test_fonts_list_their_properties_in_the_order_of_the_schema(file: Path) -> None:
    """The writing library puts the name first, which Office's own schema does not allow."""
    order = ["b", "i", "u", "sz", "color", "name", "family", "scheme"]
    with zipfile.ZipFile(file) as archive:
        styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    fonts = list(styles.iter(f"{MAIN}font"))
    assert len(fonts) > 5
    for font in fonts:
        places = [order.index(child.tag.removeprefix(MAIN)) for child in font]
        assert places == sorted(places)


def test_serializing_keeps_what_the_xml_says() -> None:
    """Spaces, signs, quotes and line ends come back as they were."""
    root = ElementTree.Element(
        f"{MAIN}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve", "b": '"<&>\n\t'}
    )
    root.text = " a < b & c > d \n\r "
    text = serialize(root)
    assert text.startswith(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<t xmlns=')
    again = ElementTree.fromstring(text)
    assert (again.text, again.attrib) == (root.text, root.attrib)
