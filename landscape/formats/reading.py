"""One record on its way from a source's spelling to values: what parses is kept, what does not is named."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from landscape.errors import IdentifierError, RecordError
from landscape.identifiers import CPC, IPC, ApplicationNumber, PublicationNumber
from landscape.records import Citation, Classification, LegalEvent, Priority, Provenance


class Reading:
    """The record at one place of a document, and the parts of it that could not be read.

    Numbers, dates and symbols pass through here.  One that breaks its grammar costs only itself: it is kept as
    spelled where the record has room for that, else left out and noted in `skipped`, which the parser yields after
    the record.  Only a publication without a number is no record.
    """

    def __init__(self, origin: Provenance, place: str) -> None:
        self.provenance = replace(origin, place=place)
        self.skipped: list[RecordError] = []

    def licensed(self, licence: str) -> Provenance:
        """Where the record came from, under these terms if its origin names none."""
        return self.provenance if self.provenance.licence else replace(self.provenance, licence=licence)

    def error(self, reason: str) -> RecordError:
        """An error that names this document and place."""
        return RecordError(self.provenance.url, self.provenance.place, reason)

    def number(self, country: str, number: str, kind: str = "") -> PublicationNumber:
        """The number of the record itself; RecordError if it does not parse."""
        try:
            return PublicationNumber.of_parts(country, number, kind)
        except IdentifierError as error:
            raise self.error(str(error)) from None

    def member(self, country: str, number: str, kind: str = "") -> PublicationNumber | None:
        """The number of another publication that the record lists."""
        try:
            return PublicationNumber.of_parts(country, number, kind)
        except IdentifierError as error:
            self.skipped.append(self.error(str(error)))
        return None

    def application(self, country: str, number: str, kind: str = "") -> ApplicationNumber | None:
        """The application of the record, None if none is given."""
        if not number:
            return None
        try:
            return ApplicationNumber.of_parts(country, number, kind)
        except IdentifierError as error:
            self.skipped.append(self.error(str(error)))
        return None

    def priority(self, country: str, number: str, kind: str = "", filed: str = "") -> Priority:
        """A priority claim; its spelling is kept where its number does not parse."""
        try:
            application = ApplicationNumber.of_parts(country, number, kind)
        except IdentifierError:
            application = None
        return Priority(" ".join(filter(None, (country, number, kind))), self.date(filed), application)

    def citation(
        self,
        country: str,
        number: str,
        kind: str = "",
        *,
        category: str | None = None,
        origin: str | None = None,
        date: str = "",
    ) -> Citation:
        """A cited publication; its spelling is kept where its number does not parse."""
        details = Citation(category=category, origin=origin, date=self.date(date))
        try:
            return replace(details, cited=PublicationNumber.of_parts(country, number, kind))
        except IdentifierError:
            return replace(details, text=" ".join(filter(None, (country, number, kind))))

    def date(self, spelling: str) -> datetime.date | None:
        """A date as YYYYMMDD or YYYY-MM-DD; one without day (19670900) is the first of its month.

        None, without a note, for what offices write instead of a date they do not know: nothing, zeros or 00010101.
        """
        digits = spelling.replace("-", "").strip()
        if not digits.strip("0") or digits == "00010101":
            return None
        if len(digits) == 8 and digits.isascii() and digits.isdigit():
            year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
            with suppress(ValueError):
                return datetime.date(year, month or 1, day or 1)
        self.skipped.append(self.error(f"{spelling[:20]!r} is no date"))
        return None

    def classification(
        self, scheme: str, symbol: str, inventive: bool | None = None, first: bool | None = None
    ) -> Classification | None:
        """A symbol, canonical if it is CPC ("CPCI", "CPCNO"…) or IPC, in the source's spelling for other schemes."""
        try:
            if scheme.startswith("CPC"):
                return Classification("CPC", str(CPC.parse(symbol)), inventive, first)
            if scheme.startswith("IPC"):
                return Classification("IPC", str(IPC.parse(symbol)), inventive, first)
        except IdentifierError as error:
            self.skipped.append(self.error(str(error)))
            return None
        return Classification(scheme, symbol, inventive, first) if symbol else None


def distinct(classifications: Iterable[Classification | None]) -> tuple[Classification, ...]:
    """Each symbol of each scheme once, where first met; inventive or first if any of its mentions is.

    CPC comes once for each office that classified the document, IPC once for each of its editions.
    """
    found: dict[tuple[str, str], Classification] = {}
    for new in classifications:
        if new is None:
            continue
        old = found.setdefault((new.scheme, new.symbol), new)
        inventive = new.inventive if old.inventive is None else old.inventive or bool(new.inventive)
        first = new.first if old.first is None else old.first or bool(new.first)
        found[new.scheme, new.symbol] = replace(old, inventive=inventive, first=first)
    return tuple(found.values())


def earliest(priorities: Iterable[Priority]) -> datetime.date | None:
    """The earliest date of these claims, None if none has one."""
    return min((priority.date for priority in priorities if priority.date), default=None)


def in_order(events: Iterable[LegalEvent]) -> tuple[LegalEvent, ...]:
    """Legal events by date, undated ones last; those of a day in the order of the source."""
    return tuple(sorted(events, key=lambda event: event.date or datetime.date.max))


def language(code: str | None) -> str:
    """A language tag's ISO 639-1 code, "und" for none and for others (DOCDB's "ol", the original language)."""
    code = (code or "").strip().lower().partition("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() and code != "ol" else "und"
