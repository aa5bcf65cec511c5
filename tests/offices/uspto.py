"""The USPTO's Open Data Portal: search over file wrappers, files behind signed addresses of another host."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from landscape.records import Publication
from tests.offices.base import Asked, Office, Reply
from tests.offices.boolean import Indexed, Predicate, has, parse

KEY = "invented-uspto-key"
OFFICIAL = "https://api.uspto.gov"
_FILES = "/api/v1/datasets/products/files"
_TOKEN = re.compile(r'"[^"]*"|\[[^\]]*\]|[()]|[^\s()"\[]+')
_NOTHING = "No matching records found, refine your search criteria and try again"
_XML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE us-patent-{kind} SYSTEM "us-patent-{kind}-v47-2022-02-17.dtd" [ ]>
<us-patent-{kind} lang="EN" country="US"><us-bibliographic-data-{kind}>
<publication-reference><document-id><country>US</country><doc-number>{number}</doc-number><kind>{code}</kind>\
<date>{date}</date></document-id></publication-reference>
<application-reference appl-type="utility"><document-id><country>US</country><doc-number>{application}</doc-number>\
<date>20200101</date></document-id></application-reference>
<classifications-cpc><main-cpc><classification-cpc><section>H</section><class>01</class><subclass>M</subclass>\
<main-group>10</main-group><subgroup>0562</subgroup></classification-cpc></main-cpc></classifications-cpc>
<invention-title>{title}</invention-title></us-bibliographic-data-{kind}>
<abstract><p>{abstract}</p></abstract>
<claims><claim id="CLM-00001" num="00001"><claim-text>1. An invented cell with a layer.</claim-text></claim></claims>
</us-patent-{kind}>
"""


@dataclass(frozen=True)
class Wrapper:
    """An application: as published, and as granted if it was."""

    application: str
    published: Publication
    granted: Publication | None = None

    def xml(self, publication: Publication) -> bytes:
        """The full text of one of its publications."""
        is_grant = publication.number.kind.startswith("B")
        return _XML.format(
            kind="grant" if is_grant else "application",
            number=publication.number.google[2 : -len(publication.number.kind)],
            code=publication.number.kind,
            date=f"{publication.publication_date:%Y%m%d}",
            application=self.application,
            title=publication.titles[0].text,
            abstract=publication.abstracts[0].text,
        ).encode()


class Uspto(Office):
    """It holds file wrappers; the most of bytes it sends as one answer is `most`."""

    SOURCE = "uspto"

    def __init__(self, held: Iterable[Wrapper | Publication], clock: Any = None, most: int = 6 * 2**20) -> None:
        """held: file wrappers, or publications, each US one of which becomes the file of an application."""
        super().__init__(clock)
        self.wrappers, self.most = list(_wrappers(held)), most
        self.store = _Storage(self)

    def __enter__(self) -> Uspto:
        self.store.__enter__()
        super().__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        super().__exit__(*error)
        self.store.__exit__(*error)

    def reply(self, asked: Asked) -> Reply:
        key = asked.headers.get("X-Api-Key") or asked.headers.get("X-API-KEY")
        if not key:
            return _said(401, message="Unauthorized")
        if key != KEY:
            return _said(403, code=403, error="Forbidden")
        if asked.path == "/api/v1/patent/applications/search":
            return self._search(json.loads(asked.body))
        if asked.path.startswith(_FILES):
            path = asked.path.removeprefix(_FILES)
            if path not in self.files():
                return _said(404, code=404, message="Not Found")
            return Reply(302, b"", "text/plain", {"Location": f"{self.store.url}{path}?signature=short-lived"})
        product = asked.path.removeprefix("/api/v1/datasets/products/")
        return self._product(product) if product == "PTGRXML" else _said(404, code=404, message="Not Found")

    def files(self) -> dict[str, bytes]:
        """Every file behind a signed address, by its path."""
        found = {"/PTGRXML/2026/ipg260602.zip": self.weekly}
        for wrapper in self.wrappers:
            for publication in filter(None, (wrapper.published, wrapper.granted)):
                found[f"/SPLT/{wrapper.application}_{publication.number.number}.xml"] = wrapper.xml(publication)
        return found

    @property
    def weekly(self) -> bytes:
        """All grants glued together, as the file of a week."""
        grants = [wrapper.xml(wrapper.granted) for wrapper in self.wrappers if wrapper.granted]
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo("ipg260602.xml", (2026, 6, 2, 0, 0, 0)), b"".join(grants))
        return packed.getvalue()

    def _search(self, body: dict[str, Any]) -> Reply:
        wanted = parse(_TOKEN.findall(body["q"]), _term)
        filed = [(each["valueFrom"], each["valueTo"]) for each in body.get("rangeFilters", [])]
        found = [
            wrapper
            for wrapper in self.wrappers
            if wanted(_Row(wrapper)) and all(a <= str(wrapper.published.filing_date) <= b for a, b in filed)
        ]
        if not found:
            return _said(404, code=404, error="Not Found", errorDetails=_NOTHING)
        found.sort(key=lambda wrapper: wrapper.application, reverse=True)
        offset, limit = body["pagination"]["offset"], body["pagination"]["limit"]
        bag = [self._wrapper(wrapper) for wrapper in found[offset : offset + limit]]
        content = json.dumps({"count": len(found), "patentFileWrapperDataBag": bag}, indent=1).encode()
        if len(content) > self.most:
            return _said(413, code=413, error="Payload Too Large", errorDetails="response exceeds the limit of 6MB")
        return Reply(200, content, "application/json")

    def _wrapper(self, wrapper: Wrapper) -> dict[str, Any]:
        published, granted = wrapper.published, wrapper.granted
        data: dict[str, Any] = {
            "inventionTitle": published.titles[0].text.upper(),
            "filingDate": str(published.filing_date),
            "earliestPublicationNumber": published.number.google,
            "earliestPublicationDate": str(published.publication_date),
            "applicantBag": [{"applicantNameText": party.name} for party in published.applicants],
            "cpcClassificationBag": [
                _stored(each.symbol) for each in published.classifications if each.scheme == "CPC"
            ],
        }
        file: dict[str, Any] = {
            "applicationMetaData": data,
            "applicationNumberText": wrapper.application,
            "pgpubDocumentMetaData": {"fileLocationURI": self._uri(wrapper, published)},
        }
        if granted:
            data |= {"patentNumber": granted.number.number, "grantDate": str(granted.publication_date)}
            file["grantDocumentMetaData"] = {"fileLocationURI": self._uri(wrapper, granted)}
        return file

    def _uri(self, wrapper: Wrapper, publication: Publication) -> str:
        return f"{OFFICIAL}{_FILES}/SPLT/{wrapper.application}_{publication.number.number}.xml"

    def _product(self, product: str) -> Reply:
        entry = {
            "fileDataFromDate": "2026-06-02",
            "fileDataToDate": "2026-06-02",
            "fileDownloadURI": f"{OFFICIAL}{_FILES}/PTGRXML/2026/ipg260602.zip",
            "fileName": "ipg260602.zip",
            "fileSize": len(self.weekly),
            "fileTypeText": "Data",
        }
        guide = {**entry, "fileName": "guide.pdf", "fileTypeText": "Document"}
        bag = {"count": 2, "fileDataBag": [entry, guide]}
        answer = {"count": 1, "bulkDataProductBag": [{"productIdentifier": product, "productFileBag": bag}]}
        return Reply(200, json.dumps(answer).encode(), "application/json")


def _wrappers(held: Iterable[Wrapper | Publication]) -> Iterator[Wrapper]:
    for number, each in enumerate(held, 17_000_000):
        if isinstance(each, Wrapper):
            yield each
        elif each.number.country == "US" and each.publication_date and each.titles and each.abstracts:
            yield Wrapper(str(number), each)


class _Storage(Office):
    """Another host, whose addresses are signed; it must never see the key."""

    SOURCE = "uspto-storage"

    def __init__(self, portal: Uspto) -> None:
        super().__init__(portal.clock)
        self.portal = portal

    def reply(self, asked: Asked) -> Reply:
        content = self.portal.files().get(asked.path)
        if content is None or "signature" not in asked.parameters:
            return Reply(403, b"<Error><Code>AccessDenied</Code></Error>", "application/xml")
        return Reply(200, content, "binary/octet-stream")


class _Row(Indexed):
    """A file wrapper as the search sees it."""

    def __init__(self, wrapper: Wrapper) -> None:
        super().__init__(wrapper.published)
        granted = wrapper.granted
        self.stored = [_stored(symbol) for symbol in self.cpc]
        self.numbers = {"patentNumber": granted.number.number if granted else ""}
        self.numbers["earliestPublicationNumber"] = wrapper.published.number.google
        self.days = {"earliestPublicationDate": str(wrapper.published.publication_date)}
        self.days["grantDate"] = str(granted.publication_date) if granted else ""


def _stored(symbol: str) -> str:
    main, _, sub = symbol[4:].partition("/")
    return f"{symbol[:4]}{main:>4}/{sub}"


def _term(tokens: list[str]) -> Predicate:
    """A field with one value, or with alternatives in parentheses."""
    name, _, value = tokens.pop(0).partition(":")
    if not value and tokens and tokens[0] == "(":
        tokens.pop(0)
        values = []
        while (token := tokens.pop(0)) != ")":
            if token != "OR":
                values.append(token)
    else:
        values = [value or tokens.pop(0)]
    return lambda row: any(_holds(row, name.rpartition(".")[2], value) for value in values)


def _holds(row: Any, name: str, value: str) -> bool:
    plain = value.strip('"')
    if name in row.numbers:
        return row.numbers[name].startswith(plain[:-1]) if plain.endswith("*") else row.numbers[name] == plain
    if name in row.days:
        since, _, until = plain.strip("[]").partition(" TO ")
        return bool(row.days[name]) and since <= row.days[name] <= until
    if name == "cpcClassificationBag":
        return any(each.startswith(plain[:-1]) if plain.endswith("*") else each == plain for each in row.stored)
    return has(row.title if name == "inventionTitle" else row.applicants, plain)


def _said(status: int, **body: Any) -> Reply:
    return Reply(status, json.dumps(body).encode(), "application/json")
