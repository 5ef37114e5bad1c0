"""What PDF/A wants besides tags (ISO 19005-3): the file says, by a profile, that its colours are sRGB."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from functools import cache
from typing import Any

from PIL import ImageCms
from reportlab.pdfbase import pdfdoc

CONDITION = "sRGB IEC61966-2.1"

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_DATE, _PLATFORM = slice(24, 36), slice(40, 44)


def write_output_intent(document: pdfdoc.PDFDocument) -> None:
    """Say what the document's RGB colours mean (ISO 32000-1, 14.11.5; ISO 19005-3, 6.2.3)."""
    profile = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), srgb_profile(), [pdfdoc.PDFZCompress])
    intent: dict[str, Any] = {
        "Type": pdfdoc.PDFName("OutputIntent"),
        "S": pdfdoc.PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": pdfdoc.PDFString(CONDITION),
        "RegistryName": pdfdoc.PDFString("http://www.color.org"),
        "Info": pdfdoc.PDFString(CONDITION),
        "DestOutputProfile": document.Reference(profile, "OutputProfile"),
    }
    intents = pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = intents


@cache
def srgb_profile() -> bytes:
    """Return an ICC profile of sRGB, the same bytes at any time and on any system.

    LittleCMS writes into the header when and on what it runs (ICC.1:2022, 7.2); both are set to nothing.
    """
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_DATE] = struct.pack(">6H", *_CREATED.timetuple()[:6])
    profile[_PLATFORM] = bytes(4)
    return bytes(profile)
