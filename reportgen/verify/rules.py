"""The codes of all findings about a PDF: the rule behind each and what to do about it.

Clauses without a standard's number are of PDF/UA-1, ISO 14289-1:2014; "PDF" is ISO 32000-1:2008. Rules marked
"house" are this program's own: validators pass what they forbid, readers suffer from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.findings import Finding, Place, error


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a rule comes from, and what to do when it is broken."""

    source: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken rule at one place of a PDF. ``message`` begins with the place, if it is not the whole file."""

    code: str
    message: str

    def finding(self, place: Place) -> Finding:
        """Return the finding to report, an error: nothing here is a matter of taste."""
        rule = RULES[self.code]
        # A file may hold halves of characters; a message must be printable anywhere.
        message = self.message.encode("utf-8", "backslashreplace").decode("utf-8")
        return error(self.code, place, f"{message} ({rule.source})", rule.remedy)


RULES = {
    # the file
    "pdf-unreadable": Rule("PDF 7.5", "Build the file again; what is there is not a whole PDF."),
    "pdf-encrypted": Rule(
        "7.16", "Publish without encryption, so that every reader and tool can open the file."
    ),
    "pdf-damaged": Rule("PDF 7.5", "Build the file again; readers can only guess at the damaged part."),
    "pdf-malformed": Rule("PDF 7", "Build the file again; the part named cannot be read as PDF prescribes."),
    "pdf-no-pages": Rule("house", "Build the file again; it has no page."),
    # the catalog and metadata
    "pdf-not-marked": Rule("6.2", "Set /MarkInfo << /Marked true >> in the catalog."),
    "pdf-suspects": Rule("7.1", "Set /Suspects false: the tags are made by design, not guessed."),
    "pdf-lang-missing": Rule("7.2", "Set /Lang in the catalog to the document's language."),
    "pdf-lang-invalid": Rule("7.2; BCP 47", "Write a language tag such as fi, sv or en-GB."),
    "pdf-title-missing": Rule("7.1", "Write dc:title into the XMP metadata."),
    "pdf-title-differs": Rule("house", "Write the same title into the Info dictionary and the XMP metadata."),
    "pdf-title-hidden": Rule("7.1", "Set /ViewerPreferences << /DisplayDocTitle true >>."),
    "pdf-xmp-missing": Rule("7.1", "Give the catalog a /Metadata stream with XMP."),
    "pdf-ua-missing": Rule("5", "Write pdfuaid:part = 1 into the XMP metadata."),
    "pdf-string-garbled": Rule("house", "Write the string as UTF-16 or strip what its encoding lacks."),
    "pdf-tabs": Rule("7.18.3", "Set /Tabs /S on every page with annotations."),
    # fonts
    "pdf-font-not-embedded": Rule("7.21.4.1", "Embed the font, or keep it out of the file."),
    "pdf-font-unreadable": Rule("7.21.7", "Give the font a ToUnicode map."),
    "pdf-text-unmapped": Rule("7.21.7", "Use characters that the font has, and map each to its character."),
    # marks
    "pdf-content-broken": Rule(
        "PDF 7.8.2", "Build the page again; its content stream cannot be read to the end."
    ),
    "pdf-content-unmarked": Rule("7.1", "Put it in a structure element, or mark it as an artifact."),
    "pdf-mark-unbalanced": Rule(
        "PDF 14.6.1", "Close every mark once, in the stream and text object it began in."
    ),
    "pdf-mark-nested": Rule("7.1", "Close a mark before the next begins; content and artifacts never nest."),
    "pdf-mark-in-path": Rule(
        "PDF 8.2, figure 9", "Begin and end marks before a path starts or after it is painted."
    ),
    "pdf-mcid-repeated": Rule("PDF 14.7.4.2", "Number the marks of a page without repeating."),
    "pdf-mcid-orphan": Rule("7.1", "Give the mark a place in the structure tree."),
    "pdf-mcid-shared": Rule("PDF 14.7.4.2", "Let one structure element alone own the mark."),
    "pdf-mcid-missing": Rule("PDF 14.7.4.2", "Remove the reference, or draw what it refers to."),
    "pdf-parent-tree": Rule(
        "PDF 14.7.4.4", "Write /StructParents and the ParentTree from the same record as the tree."
    ),
    "pdf-artifact-text": Rule(
        "7.1", "Tag the text; only short page furniture may be a /Pagination artifact."
    ),
    # the tree
    "pdf-tree-missing": Rule("7.1", "Write a /StructTreeRoot with the document's structure."),
    "pdf-tree-broken": Rule("PDF 14.7.2", "Let every structure element be the kid of one parent."),
    "pdf-tree-root": Rule("house", "Put everything under a single Document element."),
    "pdf-tree-parent": Rule("PDF 14.7.2", "Point /P of the element at the element that holds it."),
    "pdf-role-unknown": Rule("7.1", "Use a standard structure type, or map to one in the /RoleMap."),
    "pdf-role-remapped": Rule("7.1", "Take the standard type out of the /RoleMap."),
    "pdf-nesting": Rule("PDF 14.8.4", "Nest the elements as their types demand."),
    "pdf-content-misplaced": Rule(
        "PDF 14.8.4.2", "Put the content into a paragraph, heading, cell or list body."
    ),
    "pdf-element-empty": Rule("house", "Leave the element out, or give it its content."),
    # headings, figures, notes
    "pdf-heading-none": Rule("7.4", "Tag headings as H1 to H6."),
    "pdf-heading-first": Rule("7.4.2", "Let the first heading be the H1, the title of the document."),
    "pdf-heading-repeated": Rule("house", "Keep H1 for the title of the document alone."),
    "pdf-heading-skip": Rule("7.4.2", "Go down one heading level at a time."),
    "pdf-figure-alt": Rule(
        "7.3", "Give the figure an /Alt text, or mark it as an artifact if it is decoration."
    ),
    "pdf-figure-bbox": Rule("PDF 14.8.5.4.3", "Give the figure a /BBox within its page."),
    "pdf-note-id": Rule("7.9", "Give every Note an /ID of its own."),
    # tables and lists
    "pdf-table-empty-row": Rule("house", "Leave the row out; it would be read as an empty one."),
    "pdf-table-irregular": Rule(
        "7.2; 7.5", "Give every row the same number of columns, spans counted; tag empty cells."
    ),
    "pdf-table-scope": Rule("7.5", "Set /Scope of the header cell to Row, Column or Both."),
    "pdf-table-headless": Rule("7.5", "Tag the header cells as TH."),
    "pdf-list-empty": Rule("house", "Leave the list out, or give it items."),
    "pdf-list-body": Rule("7.6", "Give the item one LBody."),
    # links
    "pdf-link-untagged": Rule("7.18.1; 7.18.5", "Put the annotation into a Link element with an OBJR."),
    "pdf-link-contents": Rule("7.18.5", "Write in /Contents where the link leads."),
    "pdf-link-parent": Rule(
        "7.18.1", "Set /StructParent, and its ParentTree entry to the element that holds the annotation."
    ),
    "pdf-link-object": Rule("7.18.5", "Give the Link element an OBJR for its annotation."),
    "pdf-link-empty": Rule("house", "Put the words of the link inside its Link element."),
    "pdf-link-target": Rule("house", "Give the link an address, or a page that exists."),
    # navigation
    "pdf-bookmarks-none": Rule("house", "Write bookmarks for the headings of levels 1 to 3."),
    "pdf-bookmarks-differ": Rule(
        "house", "Make the bookmarks from the headings of levels 1 to 3, in order and depth."
    ),
    "pdf-bookmark-target": Rule("house", "Point the bookmark at the page that its heading stands on."),
    "pdf-contents-page": Rule("house", "Fill in the contents after the last layout pass."),
    # the text against the Document
    "pdf-text-missing": Rule("house", "Draw the text inside its structure element, not as decoration."),
    "pdf-text-extra": Rule(
        "house", "Tag no text that the Document does not have; mark decoration as an artifact."
    ),
    "pdf-text-repeated": Rule("house", "Tag the text once; its repetitions are artifacts."),
    "pdf-text-order": Rule("house", "Attach the element where the Document has it."),
    "pdf-lang-differs": Rule("7.2", "Set /Lang of the file, and of each element in another language."),
    "pdf-text-differs": Rule(
        "house", "End every line with a space or a soft hyphen, and draw the text unchanged."
    ),
}
"""Every code that `verify_pdf` and `check_against_document` may give, with its rule."""

OF_DOCUMENT = frozenset(
    {
        "pdf-text-missing",
        "pdf-text-extra",
        "pdf-text-repeated",
        "pdf-text-order",
        "pdf-text-differs",
        "pdf-lang-differs",
    }
)
"""Rules that a PDF can be held against only with the Document that it was made from."""
