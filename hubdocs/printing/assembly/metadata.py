"""The packet in which a PDF says what it is (XMP): title, language, PDF/UA-1."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from hubdocs.printing.assembly.plan import PackPlan


def xmp(plan: PackPlan, producer: str, *, accessible: bool = True) -> bytes:
    """The packet for a pack. It holds no date unless the plan does, and claims PDF/UA-1 if it is `accessible`."""
    language = quoteattr(plan.language)
    lines = [
        "<dc:format>application/pdf</dc:format>",
        f"<dc:title>{_alternative(plan.title)}</dc:title>",
        f"<dc:language><rdf:Bag><rdf:li>{escape(plan.language)}</rdf:li></rdf:Bag></dc:language>",
        f"<pdf:Producer>{escape(producer)}</pdf:Producer>",
    ]
    claim = ""
    if accessible:
        claim = ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'
        lines.append("<pdfuaid:part>1</pdfuaid:part>")
    if plan.subject:
        lines.append(f"<dc:description>{_alternative(plan.subject)}</dc:description>")
    if plan.date:
        date = escape(plan.date)
        lines.append(f"<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>")
    body = "\n".join(lines)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" xml:lang={language}>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"{claim}
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
{body}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
""".encode()


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'
