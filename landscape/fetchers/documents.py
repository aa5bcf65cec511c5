"""Asking a source for policy documents and standards: what the query wants of it, what came, what is missing."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from landscape import __version__
from landscape.errors import FormatError, LandscapeError, RecordError, SourceError
from landscape.fetchers import SOURCES, Context, Fetch
from landscape.fetchers.answers import noted
from landscape.fetchers.phrases import script
from landscape.formats import HEAD, recognise
from landscape.records import Document, Provenance
from landscape.session import TAKE, Answer, Judgement, Manners, Request, Verdict, base_url, by_status

if TYPE_CHECKING:
    from landscape.formats import Format, Parsed
    from landscape.query import PolicyScope, Query


# Texts in a row that may fail to come before the source is taken to be down.
_PATIENCE = 2


class Asking:
    """One source, as one fetch asks it for documents."""

    def __init__(self, name: str, native: str, address: str, manners: Manners, context: Context, licence: str) -> None:
        """address: the source's own; licence: what it says of its texts."""
        self.name, self.licence, self.progress = name, licence, context.progress
        self.own, self.base = address, base_url(name, address)
        self.missing: Counter[str] = Counter()
        self.fetch = Fetch(name, native, 0, iter(()), missing=self.missing)
        self._conversation = context.session.conversation(manners, context.progress)
        self.today = self._conversation.now.date()
        self._failed = 0

    def fetched(self, records: Iterable[Parsed]) -> Fetch:
        """The fetch with these records, each document once by its id and language; one without any says so."""
        self.fetch.records = self._counted(records)
        return self.fetch

    def _counted(self, records: Iterable[Parsed]) -> Iterator[Parsed]:
        seen: set[tuple[str, str]] = set()
        for item in records:
            if isinstance(item, Document):
                if (item.id, item.language) in seen:
                    self.promise(-1)
                    continue
                seen.add((item.id, item.language))
                self.progress(f"documents from {self.name}", len(seen), self.fetch.promised)
            yield item
        if not seen:
            self.tell(f"nothing was found for {self.fetch.native_query}")

    def promise(self, count: int) -> None:
        """The source has so many documents more."""
        self.fetch.promised = (self.fetch.promised or 0) + count

    def tell(self, note: str) -> None:
        """What else is to be known of the answer."""
        if note not in self.fetch.note:
            self.fetch.note = "; ".join(filter(None, (self.fetch.note, note)))

    def ask(self, request: Request) -> Answer:
        """The answer; raises what `Conversation.ask` does."""
        try:
            return self._conversation.ask(request)
        finally:
            self.fetch.requests = self._conversation.requests

    def attempt(self, request: Request, lost: str = "did not come", url: str = "") -> Answer | None:
        """The answer, or None if it does not come: counted as `lost`, with url and reason told; the others go on.

        Raises SourceError when several in a row do not come, and FormatError as `ask` does.
        """
        try:
            answer = self.ask(request)
        except SourceError as error:
            self._failed += 1
            if self._failed > _PATIENCE:
                raise
            self.missing[lost] += 1
            self.tell(f"{url or request.url} {error.reason}")
            return None
        self._failed = 0
        return answer

    def here(self, address: str) -> str:
        """An address that the source gave, at the host that is asked in its place if there is one."""
        if self.base == self.own:
            return address
        base, parts = urlsplit(self.base), urlsplit(address)
        return urlunsplit((base.scheme, base.netloc, parts.path, parts.query, ""))

    def read(
        self, answer: Answer, read_as: Format | None = None, url: str = "", part: bytes | None = None
    ) -> list[Parsed]:
        """What a format, by default the one that recognises it, makes of an answer, counted.

        A FormatError of it is among what is returned.  url: the address to name it by, instead of the one asked;
        part: what is to be read of the answer, instead of the whole.
        """
        content = answer.content if part is None else part
        received = noted(answer, self.fetch)
        origin = Provenance(
            self.name, url or answer.url, sha256=answer.sha256, retrieved=answer.received, licence=self.licence or None
        )
        try:
            known = read_as or recognise(content[:HEAD], origin.url)
            received.format = known.NAME
            found: list[Parsed] = list(known.parse(BytesIO(content), origin))
        except FormatError as error:
            found = [error]
        received.dropped = sum(isinstance(item, RecordError | FormatError) for item in found)
        received.records = len(found) - received.dropped
        return found

    def texts(self, request: Request, read_as: Format | None = None, url: str = "") -> list[Parsed]:
        """What is read of a document's text; nothing, counted as missing, if the source does not hold it."""
        try:
            answer = self.attempt(request, url=url)
        except FormatError as error:
            return [error]
        if answer is None:
            return []
        if answer.status in request.none:
            self.missing["have no text there"] += 1
            return []
        return self.read(answer, read_as, url)


def wanted(query: Query, name: str) -> PolicyScope:
    """The query's [policy].  SourceError if it has none, which leaves nothing to ask."""
    if query.policy is None or not (query.policy.text or query.policy.documents or name in query.native):
        raise SourceError(name, "the query has no [policy] with text or documents to ask for")
    return query.policy


def named(scope: PolicyScope, name: str) -> list[re.Match[str]]:
    """The documents of a query that this source is asked for by name, as its pattern finds them."""
    pattern = SOURCES[name].documents
    return [match for entry in scope.documents if pattern and (match := pattern.fullmatch(entry.strip()))]


def phrases(scope: PolicyScope, *scripts: str) -> tuple[str, ...]:
    """The phrases to search for that are in one of these scripts ("latin", "han"), which the source's texts are in."""
    return tuple(phrase for phrase in dict.fromkeys(map(str.strip, scope.text)) if script(phrase) in scripts)


def nothing_to_ask(name: str, what: str) -> SourceError:
    """The error of a source that a query gives nothing it could look for."""
    return SourceError(name, f"not asked: [policy] has no {what}")


def with_text(document: Document, texts: Iterable[Parsed]) -> tuple[Document, list[Parsed]]:
    """A document with the passages of what was read of its text, and the errors met there.

    Without any passage it keeps those that it has, which are its summary.  Language and dates that the metadata
    lacks come from the text.
    """
    errors: list[Parsed] = []
    for item in texts:
        if not isinstance(item, Document):
            errors.append(item)
        elif item.passages:
            document = replace(
                document,
                passages=item.passages,
                provenance=item.provenance,
                language=item.language if document.language == "und" else document.language,
                published=document.published or item.published,
                effective=document.effective or item.effective,
            )
    return document, errors


def is_json(request: Request, answer: Answer) -> Judgement:
    """By status; a page, such as a captcha, where JSON is due."""
    judged = by_status(request, answer)
    if judged is not TAKE or answer.status in request.none or request.expects != "json":
        return judged
    if answer.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return Judgement(Verdict.RETRY, "sends a page where JSON is wanted; it may ask for a captcha", tries=2)
    return TAKE


def browser_headers(name: str, referer: str) -> dict[str, str]:
    """Headers for sites that answer browsers only.

    LANDSCAPE_<SOURCE>_USER_AGENT is sent as the name of the browser, if the one that says what asks is refused.
    Raises LandscapeError if it cannot be sent.
    """
    variable = f"LANDSCAPE_{name.upper().replace('-', '_')}_USER_AGENT"
    agent = os.environ.get(variable, "").strip() or f"Mozilla/5.0 (compatible; landscape/{__version__})"
    if not agent.isascii() or not agent.isprintable():
        raise LandscapeError(f"{variable}: plain letters are wanted")
    return {"User-Agent": agent, "Referer": referer}
