"""Google Patents in a box: one page a publication, in two languages; whoever asks too fast is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Any

from landscape.records import ClaimSet, Publication
from tests.offices.base import Asked, Office, Reply

HTML = "text/html; charset=utf-8"
SORRY = b"<html><head><title>Sorry...</title></head><body>your computer may be sending automated queries</body></html>"


class GooglePatents(Office):
    """Knows these publications; seconds: between two requests, else it refuses."""

    SOURCE = "google-patents"

    def __init__(self, publications: Iterable[Publication], clock: Any = None, *, seconds: float = 4.0) -> None:
        super().__init__(clock)
        self.known = {each.number.google: each for each in publications}
        self.seconds = seconds if clock is not None else 0.0
        self.refused = 0

    def reply(self, asked: Asked) -> Reply:
        if len(self.requests) > 1 and asked.at - self.requests[-2].at < self.seconds:
            self.refused += 1
            return Reply(503, SORRY, HTML)
        page = re.fullmatch(r"/patent/([A-Z0-9]+)/(en|zh)", asked.path)
        if not page:
            return Reply(429 if asked.path.startswith("/xhr") else 404, b"<html>not found</html>", HTML)
        each = self.known.get(page[1])
        return Reply(404, b"<html>not found</html>", HTML) if each is None else Reply(200, _page(each, page[2]), HTML)


def _page(each: Publication, language: str) -> bytes:
    number = each.number
    title = each.titles[0].text if each.titles else ""
    rows = (
        f'<dd itemprop="publicationNumber">{number.google}</dd>',
        f'<time itemprop="publicationDate" datetime="{each.publication_date}">{each.publication_date}</time>',
        f'<time itemprop="priorityDate" datetime="{each.priority_date}">{each.priority_date}</time>',
        *(f'<dd itemprop="assigneeOriginal">{escape(party.name)}</dd>' for party in each.applicants[:1]),
        *(
            f'<li itemprop="classifications"><span itemprop="Code">{symbol.symbol}</span>'
            '<meta itemprop="Leaf" content="true"><meta itemprop="IsCPC" content="true"></li>'
            for symbol in each.classifications
            if symbol.scheme == "CPC"
        ),
        *(
            '<tr itemprop="backwardReferencesOrig"><td><span itemprop="publicationNumber">'
            f"{citation.cited.google}</span></td></tr>"
            for citation in each.citations
            if citation.cited
        ),
        f'<section itemprop="family"><h2>Family</h2>ID={each.family_id}</section>' if each.family_id else "",
    )
    claims = "".join(_claims(found, language) for found in each.claims[:1])
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8">'
        f'<meta name="DC.title" content="{escape(title)}"></head><body>'
        '<article class="result" itemscope itemtype="http://schema.org/ScholarlyArticle">'
        f'<h1 itemprop="pageTitle">{number.google} - {escape(title)} - Google Patents</h1>{"".join(rows)}'
        f'<section itemprop="claims">{claims}</section></article></body></html>'
    ).encode()


def _claims(found: ClaimSet, language: str) -> str:
    """The office's text on the page in its language; on the English one a translation with the text it is of."""
    if language == "zh":
        rows = "".join(
            f'<div class="claim"><div num="{claim.number:05}" class="claim"><div class="claim-text">'
            f"{claim.number}. 所述 {escape(claim.text)}</div></div></div>"
            for claim in found.claims
        )
        return f'<div class="claims" lang="ZH" load-source="patent-office">{rows}</div>'
    rows = "".join(
        f'<claim num="{claim.number:04}"><claim-text><span class="notranslate"><span class="google-src-text">'
        f"{claim.number}. 所述 {escape(claim.text)}</span>{claim.number}. {escape(claim.text)}</span>"
        "</claim-text></claim>"
        for claim in found.claims
    )
    return f'<claims lang="EN" load-source="google">{rows}</claims>'
