"""The EPO's publication server: lists of days and of documents as HTML, documents as XML, a quota of bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from landscape.records import Publication
from tests.offices.base import Asked, Office, Reply

_XML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ep-patent-document PUBLIC "-//EPO//EP PATENT DOCUMENT 1.7//EN" "ep-patent-document-v1-7.dtd">
<ep-patent-document id="{name}" lang="en" country="EP" doc-number="{number}" kind="{kind}" date-publ="{day}">
<SDOBI lang="en"><B100><B110>{number}</B110><B130>{kind}</B130><B140><date>{day}</date></B140><B190>EP</B190></B100>
<B500><B540><B541>en</B541><B542>{title}</B542></B540></B500>
<B700><B710><B711><snm>Invented Cells AG</snm><adr><ctry>DE</ctry></adr></B711></B710></B700></SDOBI>
<abstract id="abst" lang="en"><p id="pa01" num="0001">{abstract}</p></abstract>
<claims id="claims01" lang="en"><claim id="c-en-01-0001" num="0001"><claim-text>A cell.</claim-text></claim></claims>
</ep-patent-document>
"""
FAIR_USE = (
    b"<html><body><p>The fair-use policy limits a given IP address to 10 GB of download in any sliding window of 7 "
    b"days.</p></body></html>"
)


@dataclass(frozen=True)
class EpDocument:
    """A document of the server, under its name ("EP4999001NWA1")."""

    name: str
    day: date
    title: str = "INVENTED CELL"
    abstract: str = "An invented cell."

    @property
    def xml(self) -> bytes:
        return _XML.format(
            name=self.name,
            number=self.name[2:9],
            kind=self.name[-2:],
            day=f"{self.day:%Y%m%d}",
            title=self.title,
            abstract=self.abstract,
        ).encode()


class EpoPublicationServer(Office):
    """It knows each document by its name, and those of a day in a list."""

    SOURCE = "epo-publication-server"
    BASE = "/publication-server/rest/v1.2"

    def __init__(self, held: Iterable[EpDocument | Publication], clock: Any = None, quota: int = 10 * 2**30) -> None:
        """held: documents, or publications, of which the European ones are held."""
        super().__init__(clock)
        self.documents = {document.name: document for document in _documents(held)}
        self.quota = quota

    def reply(self, asked: Asked) -> Reply:
        if self.quota <= 0:
            return Reply(200, FAIR_USE, "text/html;charset=UTF-8")
        reply = self._page(asked.path.strip("/").split("/"))
        self.quota -= len(reply.body)
        return reply.with_headers({"x-quotaperweek-remaining": str(max(0, self.quota))})

    def _page(self, path: list[str]) -> Reply:
        if path == ["publication-dates"]:
            days = sorted({document.day for document in self.documents.values()}, reverse=True)
            return _links([(f"publication-dates/{day:%Y%m%d}/patents", f"{day:%Y/%m/%d}") for day in days])
        if len(path) == 3 and path[::2] == ["publication-dates", "patents"]:
            names = [document.name for document in self.documents.values() if f"{document.day:%Y%m%d}" == path[1]]
            return _links([(f"patents/{name}", name) for name in names]) if names else _not_found()
        if len(path) == 3 and path[::2] == ["patents", "document.xml"] and path[1] in self.documents:
            return Reply(200, self.documents[path[1]].xml, "application/xml")
        return _not_found()


def _documents(held: Iterable[EpDocument | Publication]) -> Iterator[EpDocument]:
    for each in held:
        if isinstance(each, EpDocument):
            yield each
        elif each.number.country == "EP" and each.publication_date and each.titles and each.abstracts:
            name = f"EP{each.number.number.zfill(7)}NW{each.number.kind}"
            yield EpDocument(name, each.publication_date, each.titles[0].text, each.abstracts[0].text)


def _links(links: list[tuple[str, str]]) -> Reply:
    base = EpoPublicationServer.BASE
    listed = "".join(f'<li><a href="{base}/{path}">{shown}</a></li>' for path, shown in links)
    return Reply(200, f"<!DOCTYPE html><html><body><ul>{listed}</ul></body></html>".encode(), "text/html;charset=UTF-8")


def _not_found() -> Reply:
    return Reply(404, b"<html><body><h1>Not Found</h1></body></html>", "text/html")
