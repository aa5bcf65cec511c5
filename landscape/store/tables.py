"""The tables of a snapshot: columns with unit and meaning, and how two records of one publication become one.

This is the one place that names the columns; the Parquet schemas, the rows and the documentation follow it.
"""

from __future__ import annotations

from dataclasses import dataclass

# Raised when a column changes its name, type or meaning: a snapshot says which version it was written with.
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type as ibis spells it, and what it means."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of rows below a publication or a document, its owner.

    Each row starts with the owner's key and the row's position under it (from 1), and ends with the number of the
    record (`records.position`) that it came from; `columns` are those between.

    Where several records tell of one owner: with `whole`, rows that agree in those columns form a list, and the
    first record that has the list gives it entire; with `same`, rows that agree in those columns are one row, whose
    empty cells the later record fills.  `shown` is the column that stands for the row where records disagree; where it
    is empty, `spelled`, in which sources spell the same in different ways.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    whole: tuple[str, ...] | None = None
    same: tuple[str, ...] = ()
    shown: str = ""
    spelled: str = ""

    def index(self, *names: str) -> tuple[int, ...]:
        """Positions of columns among `columns`."""
        order = [column.name for column in self.columns]
        return tuple(order.index(name) for name in names)


_PUBLICATION = Column("publication", "string", "canonical publication number, as in `publications`")
_DOCUMENT = Column("document", "string", "id of the document, as in `documents`")
_POSITION = Column("position", "int64", "from 1, in the order of the source")
_RECORD = Column("record", "int64", "the record it came from: `records.position`")
_LANGUAGE = Column("language", "string", 'ISO 639-1 code, "und" if not told')
_ORIGIN = Column("origin", "string", '"office", "machine-translation" or "unknown"')

# One row an owner.  The first columns are read off its key; of the others the first record that has one gives it.
PUBLICATION_KEY = (
    Column("publication", "string", "canonical publication number (DOCDB form), US-2021210819-A1"),
    Column("country", "string", "publishing office, ST.3 code"),
    Column("number", "string", "number without office and kind"),
    Column("kind", "string", 'kind code, "" if not told'),
)
PUBLICATION_FIELDS = (
    Column("publication_date", "date", "day of publication"),
    Column("application", "string", "canonical application number"),
    Column("filing_date", "date", "day of filing"),
    Column("priority_date", "date", "earliest priority as the source states it; see `priorities`"),
    Column("family_id", "string", "DOCDB simple family as the source states it"),
)
DOCUMENT_KEY = (Column("document", "string", "stable id, CELEX:32023R1542"),)
DOCUMENT_FIELDS = (
    Column("title", "string", "title in the document's language"),
    Column("issuer", "string", "who issued it"),
    Column("country", "string", "ST.3 code, EU or UN"),
    Column("type", "string", "regulation, work plan, mandatory standard…, as the source says"),
    Column("number", "string", "official number"),
    Column("published", "date", "day of publication"),
    Column("effective", "date", "day it takes effect"),
    Column("status", "string", "as the source says"),
    Column("language", "string", 'ISO 639-1 code, "und" if not told'),
    Column("shareable", "boolean", "false where only metadata may be shown to others"),
)
RECORDS = (
    Column("kind", "string", '"publication" or "document"'),
    Column("id", "string", "publication number or document id"),
    Column("position", "int64", "from 1, in order of precedence: by the query's order of sources"),
    Column("source", "string", "name as in `landscape sources`"),
    Column("url", "string", 'address, or path as the query names it, a member of an archive after "!"'),
    Column("place", "string", "line or element in it"),
    Column("sha256", "string", "of the whole answer or file as received"),
    Column("retrieved", "timestamp", "UTC; null for local files"),
    Column("licence", "string", "as the source states it"),
    Column("fields", "array<string>", "columns of `publications` or `documents` whose value this record gave"),
)
DISAGREEMENTS = (
    Column("kind", "string", '"publication" or "document"'),
    Column("id", "string", "publication number or document id"),
    Column("position", "int64", "from 1"),
    Column("field", "string", "column of the owner, or table (and column) below it"),
    Column("kept", "string", "value in the tables, cut after 500 characters"),
    Column("kept_record", "int64", "the record it came from"),
    Column("other", "string", "value not taken, cut after 500 characters"),
    Column("other_record", "int64", "the record that has it"),
)

_PARTY = (
    Column("name", "string", "name as the source spells it"),
    Column("country", "string", "country of residence, where given"),
    Column("form", "string", '"as-filed", "standardised" (by the office) or "unknown"; never count two forms together'),
    Column("sequence", "int64", "place in its own list, from 1; 0 if not told"),
    Column("address", "string", "street, city and region, where given"),
)
PUBLICATION_TABLES = (
    Table(
        "texts",
        "titles and abstracts",
        (
            Column("field", "string", '"title" or "abstract"'),
            _LANGUAGE,
            _ORIGIN,
            Column("text", "string", "the text"),
        ),
        whole=("field", "language", "origin"),
        shown="text",
    ),
    Table(
        "claims",
        "claims, a row each",
        (
            Column("claim_set", "int64", "from 1 within its record: sets differ by language, or by state"),
            _LANGUAGE,
            _ORIGIN,
            Column("number", "int64", "number of the claim, from 1"),
            Column("text", "string", "text without the number"),
            Column("depends_on", "array<int64>", "numbers of the claims it refers to, ascending"),
            Column("independent", "boolean", "whether it stands on its own"),
            Column("category", "string", '"product", "process", "use", "composition"; null if not known'),
            Column("preamble", "string", "its words before the transition; the body is what follows both"),
            Column("transition", "string", "comprising, consisting of…"),
        ),
        whole=("language", "origin"),
        shown="text",
    ),
    Table("applicants", "applicants as named", _PARTY, whole=("form",), shown="name"),
    Table("inventors", "inventors as named", _PARTY, whole=("form",), shown="name"),
    Table(
        "priorities",
        "priority claims, by which families are found where a source gives no id",
        (
            Column("number", "string", "as the source spells it"),
            Column("application", "string", "canonical application number, where the spelling is understood"),
            Column("date", "date", "day of priority"),
        ),
        whole=(),
        shown="application",
        spelled="number",
    ),
    Table(
        "classifications",
        "classification symbols",
        (
            Column("scheme", "string", '"CPC", "IPC", or the source\'s own name'),
            Column("symbol", "string", "H01M10/0562"),
            Column("inventive", "boolean", "true: invention information, false: additional; null if not told"),
            Column("first", "boolean", "true if marked as first"),
        ),
        same=("scheme", "symbol"),
        shown="symbol",
    ),
    Table(
        "citations",
        "citations both ways; one pair may be listed by both its ends, so count distinct pairs",
        (
            Column(
                "direction",
                "string",
                '"backward": this publication cites; "forward": its record lists who cites it',
            ),
            Column("citing", "string", "citing publication"),
            Column("cited", "string", "cited publication; null for literature or a number not understood"),
            Column("patent", "boolean", "false for other literature"),
            Column("text", "string", "the citation as it stands, where there is no number"),
            Column("category", "string", "X, Y, A…, as the office gives it"),
            Column("origin", "string", '"examiner", "applicant" or null'),
            Column("date", "date", "date of the cited document, where given"),
        ),
        same=("direction", "citing", "cited", "text"),
        shown="cited",
    ),
    Table(
        "events",
        "legal events",
        (
            Column("code", "string", "code of the event"),
            Column("date", "date", "day of the event"),
            Column("office", "string", "ST.3 code"),
            Column("description", "string", "as the source puts it"),
            Column("effect", "string", '"+", "-" or null'),
        ),
        same=("code", "date", "office"),
        shown="code",
    ),
    Table(
        "family_members",
        "publications that the source lists as the same simple family",
        (Column("member", "string", "canonical publication number"),),
        same=("member",),
        shown="member",
    ),
    Table(
        "strands",
        "why the publication is in: strands of the query that it meets",
        (
            Column("strand", "string", 'name of the strand, "" for a publication the query names'),
            Column("decided", "boolean", "true; null where the record lacks a field to decide by"),
        ),
        same=("strand",),
        shown="strand",
    ),
)
DOCUMENT_TABLES = (
    Table(
        "passages",
        "citable parts of documents",
        (
            Column("place", "string", "Article 7(2), Annex I, paragraph 3, page 12"),
            Column("text", "string", "the text"),
            _LANGUAGE,
            Column("aspect", "string", "as the source labels it"),
            Column("stage", "string", "as the source labels it"),
        ),
        whole=("language",),
        shown="place",
    ),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "publications": PUBLICATION_KEY + PUBLICATION_FIELDS,
    **{table.name: (_PUBLICATION, _POSITION, *table.columns, _RECORD) for table in PUBLICATION_TABLES},
    "documents": DOCUMENT_KEY + DOCUMENT_FIELDS,
    **{table.name: (_DOCUMENT, _POSITION, *table.columns, _RECORD) for table in DOCUMENT_TABLES},
    "records": RECORDS,
    "disagreements": DISAGREEMENTS,
}
MEANINGS: dict[str, str] = {
    "publications": "one row a publication",
    **{table.name: table.meaning for table in PUBLICATION_TABLES + DOCUMENT_TABLES},
    "documents": "policy documents and standards, one row each",
    "records": "where each publication and document came from, one row a record received and kept",
    "disagreements": "where two records of one publication or document differ in what only one of them can give",
}


def markdown() -> str:
    """The tables as `docs/store.md` shows them."""
    parts = []
    for name, columns in TABLES.items():
        rows = [f"| {column.name} | {column.type} | {column.meaning} |" for column in columns]
        parts += [f"### {name}", "", f"{MEANINGS[name][0].upper()}{MEANINGS[name][1:]}.", ""]
        parts += ["| column | type | meaning |", "|---|---|---|", *rows, ""]
    return "\n".join(parts)
