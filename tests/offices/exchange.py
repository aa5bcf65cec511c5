"""Publications as the EPO's services write them: exchange documents, full texts, families, legal events."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from landscape.identifiers import CPC, ApplicationNumber, PublicationNumber
from landscape.records import LegalEvent, PartyForm, Publication

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_WORLD = (
    '<ops:world-patent-data xmlns="http://www.epo.org/exchange" xmlns:ops="http://ops.epo.org" '
    'xmlns:xlink="http://www.w3.org/1999/xlink">'
)


def world(content: str) -> bytes:
    """A whole answer."""
    return f"{_HEAD}{_WORLD}{content}</ops:world-patent-data>".encode()


def fault(code: str, message: str) -> bytes:
    """The answer that says what is wrong with a request."""
    return f'{_HEAD}<fault xmlns="http://ops.epo.org"><code>{code}</code><message>{message}</message></fault>'.encode()


def error(code: int, message: str) -> bytes:
    """The answer of what stands before the service: keys and quotas."""
    return f"{_HEAD}<error><code>{code}</code><message>{message}</message><moreInfo>none</moreInfo></error>".encode()


def docdb(number: PublicationNumber | ApplicationNumber, date: str = "") -> str:
    """A number in its parts."""
    day = f"<date>{date}</date>" if date else ""
    return (
        f'<document-id document-id-type="docdb"><country>{number.country}</country>'
        f"<doc-number>{number.number}</doc-number><kind>{number.kind}</kind>{day}</document-id>"
    )


def hits(found: Iterable[Publication], cql: str, total: int, begin: int, end: int) -> bytes:
    """A page of a search."""
    rows = "".join(
        f'<ops:publication-reference system="ops.epo.org" family-id="{each.family_id or ""}">{docdb(each.number)}'
        "</ops:publication-reference>"
        for each in found
    )
    return world(
        f'<ops:biblio-search total-result-count="{total}"><ops:query syntax="CQL">{escape(cql)}</ops:query>'
        f'<ops:range begin="{begin}" end="{end}"/><ops:search-result>{rows}</ops:search-result></ops:biblio-search>'
    )


def stub(number: PublicationNumber, status: str) -> str:
    """What stands for a document that is not there."""
    return (
        f'<exchange-document system="ops.epo.org" country="{number.country}" doc-number="{number.number}" '
        f'kind="{number.kind}" status="{status}"/>'
    )


def document(each: Publication) -> str:
    """An exchange document with bibliographic data and abstract."""
    number, published = each.number, f"{each.publication_date:%Y%m%d}"
    family = f'family-id="{each.family_id}" ' if each.family_id else ""
    return (
        f'<exchange-document system="ops.epo.org" {family}country="{number.country}" '
        f'doc-number="{number.number}" kind="{number.kind}"><bibliographic-data>'
        f"<publication-reference>{docdb(number, published)}"
        f'<document-id document-id-type="epodoc"><doc-number>{number.epodoc}</doc-number><date>{published}</date>'
        f"</document-id></publication-reference>{_symbols(each)}{_application(each)}{_priorities(each)}"
        f"<parties><applicants>{_parties(each)}</applicants></parties>"
        + "".join(f'<invention-title lang="{t.language}">{escape(t.text)}</invention-title>' for t in each.titles)
        + f"<references-cited>{_citations(each)}</references-cited></bibliographic-data>"
        + "".join(f'<abstract lang="{t.language}"><p>{escape(t.text)}</p></abstract>' for t in each.abstracts)
        + "</exchange-document>"
    )


def _application(each: Publication) -> str:
    if each.application is None:
        return ""
    filed = f"<date>{each.filing_date:%Y%m%d}</date>" if each.filing_date else ""
    spelled = f"{each.application.country}{each.application.number}"
    return (
        f'<application-reference doc-id="{abs(hash(spelled)) % 10**9}">{docdb(each.application)}'
        f'<document-id document-id-type="epodoc"><doc-number>{spelled}</doc-number>{filed}</document-id>'
        "</application-reference>"
    )


def _priorities(each: Publication) -> str:
    claims = "".join(
        f'<priority-claim sequence="{place}" kind="national"><document-id document-id-type="epodoc">'
        f"<doc-number>{priority.number.replace(' ', '')}</doc-number><date>{priority.date:%Y%m%d}</date></document-id>"
        "</priority-claim>"
        for place, priority in enumerate(each.priorities, 1)
        if priority.date
    )
    return f"<priority-claims>{claims}</priority-claims>" if claims else ""


def _symbols(each: Publication) -> str:
    rows = []
    for place, symbol in enumerate((c for c in each.classifications if c.scheme == "CPC"), 1):
        cpc = CPC.parse(symbol.symbol)
        rows.append(
            f'<patent-classification sequence="{place}"><classification-scheme office="EP" scheme="CPCI"/>'
            f"<section>{cpc.section}</section><class>{cpc.subclass[1:3]}</class><subclass>{cpc.subclass[3:]}</subclass>"
            f"<main-group>{cpc.group}</main-group><subgroup>{cpc.subgroup}</subgroup>"
            f"<classification-value>{'I' if symbol.inventive else 'A'}</classification-value>"
            "<generating-office>EP</generating-office></patent-classification>"
        )
    return f"<patent-classifications>{''.join(rows)}</patent-classifications>"


def _parties(each: Publication) -> str:
    forms = {PartyForm.STANDARDISED: "epodoc"}
    return "".join(
        f'<applicant sequence="{party.sequence}" data-format="{forms.get(party.form, "original")}"><applicant-name>'
        f"<name>{escape(party.name)}{f' [{party.country}]' if party.country else ', '}</name>"
        "</applicant-name></applicant>"
        for party in each.applicants
    )


def _citations(each: Publication) -> str:
    return "".join(
        f'<citation cited-phase="search" cited-by="{citation.origin or "applicant"}" sequence="{place}">'
        f'<patcit num="{place}">{docdb(citation.cited)}</patcit>'
        f"<category>{citation.category or 'A'}</category></citation>"
        for place, citation in enumerate(each.citations, 1)
        if citation.cited
    )


def fulltexts(found: Iterable[Publication]) -> bytes:
    """Claims: one element with a text a claim, numbered in the text only."""
    documents = "".join(
        '<ftxt:fulltext-document system="ops.epo.org" fulltext-format="text-only"><bibliographic-data>'
        f'<publication-reference data-format="docdb">{docdb(each.number)}</publication-reference></bibliographic-data>'
        + "".join(
            f'<claims lang="{claim_set.language.upper()}"><claim>'
            + "".join(f"<claim-text>{claim.number}. {escape(claim.text)}</claim-text>" for claim in claim_set.claims)
            + "</claim></claims>"
            for claim_set in each.claims
        )
        + "</ftxt:fulltext-document>"
        for each in found
    )
    return world(
        '<ftxt:fulltext-documents xmlns="http://www.epo.org/fulltext" xmlns:ftxt="http://www.epo.org/fulltext">'
        f"{documents}</ftxt:fulltext-documents>"
    )


def family(asked: Publication, members: Iterable[Publication], *, legal: bool) -> bytes:
    """The family of a publication, with events if they are wanted."""
    listed = list(members)
    rows = "".join(
        f'<ops:family-member family-id="{each.family_id}"><publication-reference>'
        f"{docdb(each.number, f'{each.publication_date:%Y%m%d}')}</publication-reference>{_application(each)}"
        + ("".join(map(_event, each.events)) if legal else "")
        + "</ops:family-member>"
        for each in listed
    )
    return world(
        f'<ops:patent-family legal="{str(legal).lower()}" total-result-count="{len(listed)}">'
        f"<ops:publication-reference>{docdb(asked.number)}</ops:publication-reference>{rows}</ops:patent-family>"
    )


def _event(event: LegalEvent) -> str:
    """With the blanks that the codes are padded with."""
    return (
        f'<ops:legal code="{event.code:4}" desc="{escape(event.description)}" infl="{event.effect or " "}">'
        f'<ops:pre line="00001">as printed</ops:pre><ops:L001EP desc="Country Code">{event.office}</ops:L001EP>'
        f'<ops:L007EP desc="Gazette DATE">{event.date}</ops:L007EP>'
        f'<ops:L008EP desc="Legal Event Code 1">{event.code}</ops:L008EP></ops:legal>'
    )
