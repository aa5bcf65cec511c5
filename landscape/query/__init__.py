"""The query file: a question, where to ask it, and how to analyse the answers; loaded and checked.

    query = Query.load("queries/solid-state-batteries.toml")

The file is TOML.  The first thing wrong in it is raised as one `QueryError`, which names the file, the key and what
is allowed there; a key that is not known is an error too, because a misspelt key would change the question unseen.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, cast

from landscape.errors import QueryError
from landscape.identifiers import CPC, PublicationNumber
from landscape.query.scopes import (
    AnalysisSettings,
    BigQueryScope,
    EpoOpsScope,
    FilesScope,
    Period,
    PolicyScope,
    PublicationServerScope,
    SampleScope,
    Strand,
    SureChemblScope,
    UsptoScope,
)
from landscape.query.sections import Section, did_you_mean, syntax_error

__all__ = [
    "SOURCE_NAMES",
    "AnalysisSettings",
    "BigQueryScope",
    "EpoOpsScope",
    "FilesScope",
    "Period",
    "PolicyScope",
    "PublicationServerScope",
    "Query",
    "SampleScope",
    "Strand",
    "SureChemblScope",
    "UsptoScope",
]

# Every name `sources` may hold, in the order of the documentation.
SOURCE_NAMES = (
    "sample",
    "files",
    "epo-ops",
    "surechembl",
    "google-patents",
    "epo-publication-server",
    "uspto",
    "bigquery",
    "lens",
    "cellar",
    "federal-register",
    "gov-cn",
    "miit",
    "samr",
    "iso",
    "etsi",
    "govinfo",
    "regulations-gov",
    "web",
)
MAX_BYTES = 1_000_000
# What numpy and scikit-learn take as a seed.
MAX_SEED = 2**32 - 1
# VOSviewer numbers clusters from 1 to 1000.
MAX_CLUSTERS = 1000


@dataclass(frozen=True, slots=True)
class Query:
    """A question as its file states it.

    name: stem of the file; root: folder that relative paths start from; text: the file verbatim.
    sources: names, in order of precedence where two disagree.  publications: always included; must_find: known
    relevant ones, on which recall is measured.  strands: joined by OR; without one, all that the files hold is
    taken.  native: source -> query in that source's own language, instead of the generated one.  epo_ops, surechembl,
    publication_server, uspto, bigquery: how much these may be asked for.
    """

    name: str
    root: Path
    text: str = field(repr=False)
    title: str
    question: str = ""
    sources: tuple[str, ...] = ()
    publications: tuple[PublicationNumber, ...] = ()
    must_find: tuple[PublicationNumber, ...] = ()
    strands: tuple[Strand, ...] = ()
    policy: PolicyScope | None = None
    files: FilesScope = field(default_factory=FilesScope)
    sample: SampleScope = field(default_factory=SampleScope)
    native: Mapping[str, str] = field(default_factory=dict, hash=False)
    epo_ops: EpoOpsScope = field(default_factory=EpoOpsScope)
    surechembl: SureChemblScope = field(default_factory=SureChemblScope)
    publication_server: PublicationServerScope = field(default_factory=PublicationServerScope)
    uspto: UsptoScope = field(default_factory=UsptoScope)
    bigquery: BigQueryScope = field(default_factory=BigQueryScope)
    analysis: AnalysisSettings = field(default_factory=AnalysisSettings)

    @classmethod
    def load(cls, path: str | Path) -> Query:
        """Read a query file.  Its root is the folder above `queries/`, else the file's own folder.

        Raises QueryError if it cannot be read or anything in it is wrong.
        """
        file = Path(path)
        try:
            content = file.read_bytes()
        except OSError as error:
            raise QueryError(str(path), "", f"cannot be read: {error.strerror}") from error
        if len(content) > MAX_BYTES:
            raise QueryError(str(path), "", f"{len(content):,} bytes; a query file has at most {MAX_BYTES:,}")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise QueryError(str(path), f"line {line}", "not UTF-8; save the file as UTF-8") from error
        folder = file.resolve().parent
        root = folder.parent if folder.name == "queries" else folder
        return cls.from_text(text, name=file.stem, root=root, file=str(path))

    @classmethod
    def from_text(cls, text: str, *, name: str, root: str | Path = ".", file: str = "query") -> Query:
        """Check the text of a query file; `file` stands in messages.  Raises QueryError.

        >>> Query.from_text('sources = ["files"]\\n[files]\\npaths = ["a.csv"]', name="a").files.paths
        ('a.csv',)
        """
        if name.startswith(".") or not name.isprintable() or set(name) & set('<>:"/\\|?*'):
            raise QueryError(file, "", f'the name {name!r} cannot name a folder; avoid a leading dot and <>:"/\\|?*')
        try:
            content = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise syntax_error(file, text, error) from error
        return _query(Section(file, "", content), name=name, root=Path(root), text=text)


def _query(section: Section, *, name: str, root: Path, text: str) -> Query:
    query = Query(
        name=name,
        root=root,
        text=text,
        title=section.string("title", '"Solid-state batteries"') or name,
        question=section.string("question", '"Who claims what?"') or "",
        sources=section.strings("sources", '"files"'),
        publications=section.parsed("publications", '"CN120149317A"', PublicationNumber.parse),
        must_find=section.parsed("must_find", '"CN120149317A"', PublicationNumber.parse),
        strands=tuple(_strand(entry, number) for number, entry in enumerate(section.sections("patents"), 1)),
        policy=_policy(section.section("policy")),
        files=_files(section.section("files")),
        sample=_sample(section.section("sample")),
        analysis=_analysis(section.section("analysis")),
    )
    own = {source: section.section(source) for source in SOURCE_NAMES if source not in ("sample", "files")}
    query = replace(
        query,
        epo_ops=EpoOpsScope(_also(own["epo-ops"], ("families", "events", "cited-by"))),
        surechembl=_surechembl(own["surechembl"]),
        publication_server=_publication_server(own["epo-publication-server"]),
        uspto=_uspto(own["uspto"]),
        bigquery=_bigquery(own["bigquery"]),
        native=_native(own),
    )
    section.done()
    _check_sources(section, query)
    names = [strand.name for strand in query.strands]
    for index, strand_name in enumerate(names):
        if strand_name in names[:index]:
            raise section.error(f"patents[{index}].name", f"{strand_name!r} is the name of an earlier strand too")
    return query


def _check_sources(section: Section, query: Query) -> None:
    if not query.sources:
        raise section.error("sources", f"at least one is wanted; allowed: {', '.join(SOURCE_NAMES)}")
    for index, source in enumerate(query.sources):
        if source not in SOURCE_NAMES:
            allowed = f"{did_you_mean(source, SOURCE_NAMES)}; allowed: {', '.join(SOURCE_NAMES)}"
            raise section.error(f"sources[{index}]", f"{source!r} is not a known source{allowed}")
    if ("files" in query.sources) != bool(query.files.paths):
        missing = '[files] with paths = ["exports/*.csv"]' if "files" in query.sources else '"files" in sources'
        raise section.error("files", f"sources and [files] belong together; {missing} is missing")


def _strand(section: Section, number: int) -> Strand:
    strand = Strand(
        name=section.string("name", '"solid electrolytes"') or f"strand {number}",
        cpc=tuple(map(str, section.parsed("cpc", '"H01M10/0562"', CPC.parse))),
        text=section.strings("text", '"solid electrolyte"'),
        applicants=section.strings("applicants", '"Huawei"'),
        published=_period(section, "published"),
    )
    section.done()
    if strand == Strand(strand.name):
        raise QueryError(section.file, section.path, "selects nothing; give cpc, text, applicants or published")
    return strand


def _period(parent: Section, key: str) -> Period:
    section = parent.section(key)
    if section is None:
        return Period()
    period = Period(*(section.take(end, datetime.date, "2015-01-31 without quotes") for end in ("since", "until")))
    section.done()
    if period.since and period.until and period.since > period.until:
        raise parent.error(key, f"since {period.since} is later than until {period.until}")
    return period


def _policy(section: Section | None) -> PolicyScope | None:
    if section is None:
        return None
    policy = PolicyScope(
        text=section.strings("text", '"battery"'),
        documents=section.strings("documents", '"CELEX:32023R1542"'),
        aspects=section.string("aspects", '"batteries"'),
        published=_period(section, "published"),
        languages=section.strings("languages", '"en"') or ("en",),
        max_documents=section.integer("max_documents", 200, 0, 1_000_000),
    )
    section.done()
    return policy


def _files(section: Section | None) -> FilesScope:
    if section is None:
        return FilesScope()
    files = FilesScope(section.strings("paths", '"exports/*.csv"'))
    section.done()
    return files


def _sample(section: Section | None) -> SampleScope:
    if section is None:
        return SampleScope()
    sample = SampleScope(section.integer("families", 600, 1, 10_000_000), section.integer("seed", 0, 0, MAX_SEED))
    section.done()
    return sample


def _analysis(section: Section | None) -> AnalysisSettings:
    if section is None:
        return AnalysisSettings()
    settings = AnalysisSettings(
        clusters=_clusters(section),
        representation=cast(Literal["lexical", "sentence"], section.choice("representation", ("lexical", "sentence"))),
        model=section.string("model", '"models/claims"'),
        seed=section.integer("seed", 0, 0, MAX_SEED),
        stop_words=section.strings("stop_words", '"battery"'),
        aliases=_aliases(section.section("aliases")),
    )
    section.done()
    if settings.model is not None and settings.representation != "sentence":
        raise section.error("model", 'only used with representation = "sentence"')
    return settings


def _clusters(section: Section) -> int | Literal["auto"]:
    if section.holds("clusters", int):
        return section.integer("clusters", 0, 2, MAX_CLUSTERS)
    section.choice("clusters", ("auto",), f"or a number from 2 to {MAX_CLUSTERS}")
    return "auto"


def _aliases(section: Section | None) -> dict[str, str]:
    if section is None:
        return {}
    return {name: section.string(name, '"Toyota Motor"') or "" for name in list(section.left)}


def _also(section: Section | None, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """What a source is asked for beside what it gives anyway."""
    if section is None:
        return ()
    wanted = section.strings("also", f'"{allowed[0]}"')
    for index, entry in enumerate(wanted):
        if entry not in allowed:
            known = f"{did_you_mean(entry, allowed)}; allowed: {', '.join(allowed)}"
            raise section.error(f"also[{index}]", f"{entry!r} is not known{known}")
    return wanted


def _surechembl(section: Section | None) -> SureChemblScope:
    if section is None:
        return SureChemblScope()
    return SureChemblScope(section.integer("max_documents", 5000, 0, 10_000_000), _also(section, ("families",)))


def _publication_server(section: Section | None) -> PublicationServerScope:
    if section is None:
        return PublicationServerScope()
    return PublicationServerScope(section.integer("max_documents", 200, 0, 10_000_000))


def _uspto(section: Section | None) -> UsptoScope:
    if section is None:
        return UsptoScope()
    return UsptoScope(
        max_documents=section.integer("max_documents", 1000, 0, 10_000_000),
        bulk=section.strings("bulk", '"PTGRXML/ipg260602.zip"'),
        max_gib=section.integer("max_gib", 1, 1, 1000),
    )


def _bigquery(section: Section | None) -> BigQueryScope:
    return BigQueryScope() if section is None else BigQueryScope(section.integer("max_gib", 50, 1, 100_000))


def _native(own: Mapping[str, Section | None]) -> dict[str, str]:
    """The native queries, `[epo-ops] query = "..."`; they may stand there for a source that is not asked."""
    queries = {}
    for source, section in own.items():
        if section is None:
            continue
        native = section.string("query", '"ti=battery"')
        section.done()
        if native is not None:
            queries[source] = native
        elif not section.given:
            raise section.error("query", "is missing; the query in the source's own language is wanted")
    return queries
