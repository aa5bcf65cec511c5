"""A corpus becomes a landscape: families, applicants, clusters, networks, counts, and a receipt for every figure."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from landscape.analysis.result import ClusterEvent, Dropped, Landscape, Recall, SourceRow, StrandRow, TextBasis
from landscape.errors import AnalysisError
from landscape.progress import Progress, silent

if TYPE_CHECKING:
    from landscape.analysis.material import Material
    from landscape.clusters import Clustering
    from landscape.query import Query
    from landscape.store import Corpus, RememberedClusters

__all__ = ["Landscape", "analyze", "remembered_clusters"]

# The packages whose version can change a number.
SOFTWARE = (
    "landscape",
    "scikit-learn",
    "scipy",
    "numpy",
    "networkx",
    "networkit",
    "rapidfuzz",
    "rjieba",
    "sudachipy",
    "sudachidict-small",
    "opencc",
)
STAGES = (
    "reading the snapshot",
    "harmonising applicants",
    "clustering claims",
    "counting",
    "reading policy",
    "building networks",
)


def analyze(corpus: Corpus, seed: int | None = None, progress: Progress = silent) -> Landscape:
    """Analyse a corpus.

    Parameters
    ----------
    corpus : a snapshot opened by `Store.corpus`; nothing here touches the network.
    seed : of clusters, communities and layouts; None takes the query's.

    Returns
    -------
    Landscape : plain data; the same corpus, query, seed and software give the same values.

    Raises
    ------
    AnalysisError : the query asks for more clusters than there are families with text.
    """
    from landscape.analysis.connections import Links, connect, family_pairs, references
    from landscape.analysis.counting import applicant_counts, offices, trend
    from landscape.analysis.inventors import inventors
    from landscape.analysis.material import read
    from landscape.analysis.node_columns import applicant_columns, cluster_columns, family_columns
    from landscape.analysis.parties import resolve_parties
    from landscape.analysis.policies import read_policy
    from landscape.analysis.quality import data_until, quality
    from landscape.analysis.receipts import figures
    from landscape.analysis.rows import applicant_rows, family_rows, merge_rows, rank_moves, unsure_rows
    from landscape.analysis.second_view import citation_view
    from landscape.analysis.topics import Context, cluster_rows, field_rows

    settings = corpus.query.analysis
    seed = settings.seed if seed is None else seed
    _tell(progress, 0)
    material = read(corpus)
    families = material.families.families
    _tell(progress, 1)
    parties = resolve_parties(material, settings.aliases)
    _tell(progress, 2)
    clustering = _clusters(material, corpus, seed)
    _tell(progress, 3)
    until = data_until(material.published.values(), corpus.name)
    years = trend(families, parties.of_family, until, seed)
    groups_of = material.main_groups()
    clusters = cluster_rows(clustering, Context(material, parties.of_family, groups_of, years))
    citations = family_pairs(material.citations, material.families.of, parties.of_family)
    rows = family_rows(material, parties, clustering, citations)
    counts = applicant_counts(families, parties.of_family, {row.family_id: row.cluster for row in rows if row.cluster})
    _tell(progress, 4)
    policy = read_policy(corpus, material, rows, clusters, seed)
    _tell(progress, 5)
    connected = connect(
        Links(
            families=rows,
            applicants_of=parties.of_family,
            groups_of=groups_of,
            inventors=inventors(material),
            citations=citations,
            references=references(material.citations, material.families.of),
            applicants=applicant_columns(counts),
            clusters=cluster_columns(clusters),
            columns=family_columns(rows, clusters, groups_of, citations, material, corpus.name),
            policy=policy,
        ),
        seed,
    )
    _tell(progress, 6)
    together = connected.networks.get("applicants")
    applicants = applicant_rows(counts, parties, {node: together.nodes[node] for node in together} if together else {})
    second_view = citation_view(rows, citations, connected.networks.get("citations"))
    held, by_office = quality(material, until), offices(families)
    sources = [source.source for source in corpus.manifest.sources]
    return Landscape(
        **_asked(corpus, seed),
        **_clustered(corpus, clustering),
        quality=held,
        trend=years,
        offices=by_office,
        applicants=applicants,
        name_merges=merge_rows(parties),
        unsure_names=unsure_rows(parties),
        rank_moves=rank_moves(parties),
        clusters=clusters,
        fields=field_rows(clustering, clusters),
        families=rows,
        citations=citations,
        network_summaries=connected.summaries,
        main_path=connected.main_path,
        recall=_recall(material, corpus.query),
        policy=policy,
        warnings=_warnings(material, clustering, corpus) + (policy.warnings if policy else ()),
        figures=figures(held, years, by_office, applicants, clusters, connected.summaries, second_view, sources),
        networks=connected.networks,
        clustering=clustering,
    )


def _tell(progress: Progress, stage: int) -> None:
    progress(STAGES[min(stage, len(STAGES) - 1)] if stage < len(STAGES) else "analysed", stage, len(STAGES))


def _clusters(material: Material, corpus: Corpus, seed: int) -> Clustering:
    from landscape.clusters import ClusterInput, PreviousClusters, cluster_documents

    query, before = corpus.query, corpus.previous
    settings = query.analysis
    documents = [ClusterInput(family_id, texts) for family_id, texts in material.texts.items() if texts]
    wanted = None if settings.clusters == "auto" else settings.clusters
    if wanted is not None and wanted > len(documents):
        raise AnalysisError(
            f"{query.name}: analysis.clusters is {wanted}, but only {len(documents):,} families have text to compare"
        )
    return cluster_documents(
        documents,
        n_clusters=wanted,
        seed=seed,
        representation=settings.representation,
        model=settings.model,
        stop_words=settings.stop_words,
        vector_cache=corpus.vectors,
        previous=PreviousClusters(before.cluster_of, before.labels, before.field_of, frozenset(before.retired))
        if before
        else None,
    )


def remembered_clusters(result: Landscape, corpus: Corpus) -> RememberedClusters:
    """What `Store.remember` keeps of an analysis, so that the next snapshot's clusters keep ids and labels."""
    from landscape.store import RememberedClusters

    retired = corpus.previous.retired if corpus.previous else ()
    if result.clustering is None:
        return RememberedClusters(corpus.name, {}, {}, {}, retired)
    kept = result.clustering.as_previous(retired)
    return RememberedClusters(corpus.name, kept.cluster_of, kept.labels, kept.field_of, tuple(sorted(kept.retired)))


def _clustered(corpus: Corpus, clustering: Clustering) -> dict[str, Any]:
    """How the clusters came about: the earlier snapshot whose ids were kept, what was tried, how languages met."""
    events = (ClusterEvent(event.kind, event.former, event.current, event.jaccard) for event in clustering.events)
    return {
        "previous_snapshot": corpus.previous.snapshot if corpus.previous else None,
        "cluster_events": tuple(sorted(events, key=lambda event: (event.kind, event.former, event.current))),
        "cluster_curve": clustering.curve,
        "cluster_languages": clustering.languages,
        "representation": f"sentence ({corpus.query.analysis.model}, joined with lexical)"
        if clustering.representation == "sentence"
        else clustering.representation,
    }


def _asked(corpus: Corpus, seed: int) -> dict[str, Any]:
    """What was asked, of whom, and what came."""
    manifest = corpus.manifest
    return {
        "query_name": corpus.query.name,
        "title": corpus.query.title,
        "question": corpus.query.question,
        "query_text": manifest.query_text,
        "snapshot": corpus.name,
        "seed": seed,
        "software": {name: version(name) for name in SOFTWARE},
        "invented": any(source.source == "sample" for source in manifest.sources),
        "partial": manifest.partial,
        "sources": tuple(
            SourceRow(
                source=source.source,
                status=str(source.status),
                native_query=source.native_query,
                promised=source.promised,
                received=source.received,
                publications=source.publications,
                documents=source.documents,
                dropped=source.dropped,
                undecided=source.undecided,
                rejected=source.rejected,
                note=source.note,
            )
            for source in manifest.sources
        ),
        "strands": tuple(StrandRow(row.strand, row.decided, row.undecided) for row in manifest.strands),
        "dropped": tuple(
            Dropped("record", f"{item.document}, {item.place}" if item.place else item.document, item.reason)
            for source in manifest.sources
            for item in source.dropped_records
        ),
        "dropped_total": sum(source.dropped for source in manifest.sources),
    }


def _recall(material: Material, query: Query) -> Recall:
    """Which of the known relevant publications are in the corpus, whatever their kind code."""
    held = {number.rsplit("-", 1)[0] if number.count("-") > 1 else number for number in material.published}
    asked = tuple(str(number) for number in query.must_find)
    return Recall(asked, tuple(str(number) for number in query.must_find if str(number.without_kind) not in held))


def _warnings(material: Material, clustering: Clustering, corpus: Corpus) -> tuple[str, ...]:
    """What a reader must know before believing a figure."""
    told = list(clustering.warnings)
    now, then = corpus.query, corpus.asked
    if (now.sources, now.strands, now.publications) != (then.sources, then.strands, then.publications):
        told.append("The query file was edited since this snapshot: `landscape fetch` asks the new question.")
    basis = [choice.basis for choice in material.choices.values()]
    for kind, words in ((TextBasis.TITLE, "titles, which are coarser than claims"), (TextBasis.ABSTRACT, "abstracts")):
        count = sum(found is kind for found in basis)
        if 2 * count > len(basis):
            told.append(f"Most families ({count:,} of {len(basis):,}) were compared by their {words}.")
    undated = sum(family.priority_date is None for family in material.families.families)
    if undated:
        told.append(f"{undated:,} families have no priority or filing date and are left out of the trend.")
    for conflict, count in material.families.conflicts.items():
        told.append(f"Families: {count:,} times {conflict}.")
    merges = corpus.manifest.merges.get("publication")
    differing = sum(merges.disagreements.values()) if merges else 0
    if differing:
        told.append(f"Sources disagree in {differing:,} fields; the table disagreements of the snapshot has each.")
    return tuple(told)
