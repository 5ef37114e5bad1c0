"""What a PDF says about itself: title, language, the standards it keeps, page labels, viewer settings.

ISO 14289-1, 7.1 and 7.2; ISO 19005-3, 6.6; the XMP follows ISO 16684-1. Document information says the same as
XMP.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from reportgen.render.pdf.structure import text_string

PRODUCER = "reportgen"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li>
<rdf:li xml:lang="{lang}">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li>
<rdf:li xml:lang="{lang}">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
</rdf:Description>{claims}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

# PDF/A knows no property of PDF/UA: a file that is both brings its description along (ISO 19005-3, 6.6.2.3).
_CLAIMS = """
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is said of a publication; ``epoch`` is when it was made, in seconds since 1970."""

    title: str
    author: str
    subject: str
    lang: str
    epoch: int


def write_metadata(document: pdfdoc.PDFDocument, metadata: Metadata, *, tagged: bool) -> None:
    """Set document information, XMP, page labels and viewer preferences; the viewer shows the title.

    Only a ``tagged`` document claims to be PDF/UA-1 and PDF/A-3a.
    """
    packet = _packet(metadata, _CLAIMS if tagged else "")
    document.info = _information(metadata)
    catalog = document.Catalog
    catalog.Metadata = pdfdoc.XMP(creator=lambda _: packet)
    catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
    # The numbers that are printed: decimal, from 1.
    decimal = pdfdoc.PDFDictionary({"S": pdfdoc.PDFName("D")})
    catalog.PageLabels = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray([0, decimal])})


def date_string(epoch: int) -> pdfdoc.PDFString:
    """Return a moment as PDF writes it (ISO 32000-1, 7.9.4), in UTC."""
    return pdfdoc.PDFString(datetime.fromtimestamp(epoch, UTC).strftime("D:%Y%m%d%H%M%S+00'00'"))


def _information(metadata: Metadata) -> pdfdoc.PDFDictionary:
    texts = {
        "Title": metadata.title,
        "Author": metadata.author,
        "Subject": metadata.subject,
        "Creator": PRODUCER,
        "Producer": PRODUCER,
    }
    dates = dict.fromkeys(("CreationDate", "ModDate"), date_string(metadata.epoch))
    return pdfdoc.PDFDictionary({key: text_string(text) for key, text in texts.items()} | dates)


def _packet(metadata: Metadata, claims: str) -> bytes:
    values = {
        "title": metadata.title,
        "author": metadata.author,
        "subject": metadata.subject,
        "lang": metadata.lang,
        "producer": PRODUCER,
    }
    date = datetime.fromtimestamp(metadata.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    clean = {key: escape(value.replace("\u00ad", "")) for key, value in values.items()}
    return _XMP.format(**clean, date=date, claims=claims).encode("utf-8")
