"""The standard structure types and how they may nest (ISO 32000-1, 14.8.4; ISO 14289-1, 7)."""

from __future__ import annotations

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
SECTIONS = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})
CONTENTS = frozenset({"TOC", "TOCI", "Index"})
TABLES = frozenset({"Table", "THead", "TBody", "TFoot", "TR", "TH", "TD"})
LISTS = frozenset({"L", "LI", "Lbl", "LBody"})
INLINE = frozenset({"Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot"}) | frozenset(
    {"Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"}
)
"""Types that stand in a line of text: no word break between them and what is around them."""

STANDARD = (SECTIONS | CONTENTS | TABLES | LISTS | INLINE | frozenset(HEADINGS)) | frozenset(
    {"H", "P", "Caption", "Note", "Figure", "Formula", "Form", "NonStruct", "Private"}
)

HOLDERS = frozenset({"Document", "Part", "Art", "Sect", "L", "LI", "TOC"}) | (TABLES - {"TH", "TD"})
"""Types that hold elements only, never text or drawing of their own."""

MUST_HOLD = frozenset({*HEADINGS, "P", "Span", "Link", "Caption", "LBody", "Lbl"}) | frozenset(
    {"TOCI", "Quote", "Reference", "Figure", "Sect"}
)
"""Types that mean nothing when they are empty. A table cell may well be empty."""

PARENTS = {
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
"""Types that stand in few places, with those places."""

KIDS = {
    "Table": {"Caption", "TR", "THead", "TBody", "TFoot"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"Caption", "LI", "L"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"Caption", "TOC", "TOCI"},
    "TOCI": {"Lbl", "Reference", "NonStruct", "P", "TOC", "Link"},
}
"""Types that hold few kinds of elements, with those kinds."""
