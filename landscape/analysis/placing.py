"""Where a text, a claim or a document falls in a landscape: its clusters, nearest families, and what decided."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from landscape.analysis.result import Landscape
from landscape.claims import comparable_text
from landscape.errors import AnalysisError, FormatError, RecordError
from landscape.formats import FORMATS, HEAD, plain_text
from landscape.formats.passages import told_language
from landscape.records import Document, Provenance, Publication, TextOrigin

SHOWN = 5


@dataclass(frozen=True, slots=True)
class PlacedCluster:
    """A cluster the text is like; score: cosine to its centre."""

    cluster: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class PlacedFamily:
    """A family near the text; score: cosine."""

    family_id: str
    representative: str
    title: str
    cluster: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a text falls; best first.  outside: it is like no cluster, as families outside are.

    terms: those of the best cluster that the text uses, with their weights.
    """

    outside: bool
    clusters: tuple[PlacedCluster, ...]
    families: tuple[PlacedFamily, ...]
    terms: tuple[tuple[str, float], ...]


def read(content: bytes, name: str) -> Mapping[str, str]:
    """What is compared of a file to place, by language.

    Of a publication in any format that is read: the independent claims, else the abstract, else the title, as of the
    families of a landscape.  Of a policy document or a standard: its passages.  All else is a text in UTF-8.

    Raises FormatError, which names the file, if it holds no text, or several records, of which one can be placed.
    """
    known = next((each for each in FORMATS if each is not plain_text and each.recognises(content[:HEAD])), None)
    if known is None:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise FormatError(name, f"not UTF-8 text ({error.reason} at byte {error.start:,})") from error
        return {told_language([text]): text}
    records: list[Publication | Document] = []
    faults: list[str] = []
    for found in known.parse(io.BytesIO(content), Provenance("files", name)):
        if isinstance(found, FormatError):
            raise found
        if isinstance(found, RecordError):
            faults.append(found.reason)
        elif len(records) == 1:
            raise FormatError(name, "holds several records, of which one can be placed at a time")
        else:
            records.append(found)
    texts = _compared(records[0]) if records else {}
    if not texts:
        raise FormatError(name, faults[0] if faults and not records else f"no text to place in this {known.TITLE}")
    return texts


def _compared(record: Publication | Document) -> dict[str, str]:
    """Text by language; the office's own before a machine translation."""
    if isinstance(record, Document):
        passages: dict[str, list[str]] = defaultdict(list)
        for passage in record.passages:
            passages[passage.language].append(passage.text)
        return {language: "\n".join(texts) for language, texts in sorted(passages.items())}
    claims = [(each.language, each.origin, comparable_text(each)) for each in record.claims if each.claims]
    abstracts = [(each.language, each.origin, each.text) for each in record.abstracts]
    titles = [(each.language, each.origin, each.text) for each in record.titles]
    chosen: dict[str, str] = {}
    for language, _, text in sorted(
        claims or abstracts or titles, key=lambda each: each[1] is TextOrigin.MACHINE_TRANSLATION
    ):
        chosen.setdefault(language, text)
    return dict(sorted(chosen.items()))


def place(result: Landscape, text: str | Mapping[str, str]) -> Placed:
    """Place a text, a claim or a document among the clusters of a landscape.

    text: alone, or by ISO 639-1 code in the languages it has; of a language that the landscape does not have the script
    decides.  Raises AnalysisError where the landscape has no clusters or the text is blank.
    """
    texts = {told_language([text]): text} if isinstance(text, str) else dict(text)
    if result.clustering is None or not result.clusters:
        raise AnalysisError(f"{result.query_name}: no clusters to place a text among")
    if not any(each.strip() for each in texts.values()):
        raise AnalysisError("the text to place is blank")
    known = {note.language for note in result.clustering.languages}
    spoken = {language: each for language, each in texts.items() if language in known}
    found = result.clustering.place(spoken or "\n".join(texts.values()))
    labels = {row.cluster: row.label for row in result.clusters}
    families = {row.family_id: row for row in result.families}
    near = [(families[family_id], score) for family_id, score in found.nearest[:SHOWN]]
    return Placed(
        outside=found.outside,
        clusters=tuple(PlacedCluster(name, labels[name], score) for name, score in found.scores[:SHOWN]),
        families=tuple(
            PlacedFamily(row.family_id, row.representative, row.title, row.cluster, score) for row, score in near
        ),
        terms=tuple((str(term), weight) for term, weight in found.terms),
    )
