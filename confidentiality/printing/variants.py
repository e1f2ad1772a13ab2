"""Metadata of a paper: exactly what the caller declares, claiming PDF/A-3a and PDF/UA-1 at once; nothing from the page."""

from __future__ import annotations

from weasyprint.document import DocumentMetadata

# PDF/A allows foreign properties only where the file itself describes their schema (ISO 19005-3, 6.6.2.3).
_UA_CLAIM = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 this document conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>"""


class AccessibleArchiveMetadata(DocumentMetadata):
    """Metadata of a PDF/A-3a file that also claims PDF/UA-1; the engine itself can claim only one of them."""

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        """Return the engine's RDF with the second claim and its schema added at its end."""
        rdf = super().generate_rdf_metadata(variant, version, conformance)
        return rdf.replace(b"</rdf:RDF>", _UA_CLAIM.encode())


# Our name of a variant: the engine's name of it, and the class that writes its metadata.
VARIANTS: dict[str, tuple[str, type[DocumentMetadata]]] = {
    "a3a+ua1": ("pdf/a-3a", AccessibleArchiveMetadata),
    "a3b": ("pdf/a-3b", DocumentMetadata),
}
