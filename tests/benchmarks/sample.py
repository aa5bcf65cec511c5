"""The whole way on the invented sample, whose truth is known: clusters against topics, names against applicants.

Run: python tests/benchmarks/sample.py [families]      (default 600; five seeds of the corpus)
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import mean, stdev
from time import perf_counter

from sklearn.metrics import adjusted_rand_score

import landscape
from landscape.fetchers.sample import families as invented
from landscape.query import Query

SEEDS = range(5)


def pairwise(truth: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float]:
    """Precision and recall over pairs of spellings that are put together."""
    together = _pairs(found.values())
    right = _pairs((truth[name], found[name]) for name in found)
    meant = _pairs(truth[name] for name in found)
    return right / together if together else 1.0, right / meant if meant else 1.0


def _pairs(groups: Iterable[object]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(groups).values())


def measure(families: int, seed: int, folder: Path) -> dict[str, float]:
    """One corpus, analysed as `landscape run` does it."""
    query = Query.from_text(
        f'title = "s"\nsources = ["sample"]\n[sample]\nfamilies = {families}\nseed = {seed}\n', name=f"s{seed}"
    )
    started = perf_counter()
    with landscape.Store(folder) as store:
        store.refresh(query)
        fetched = perf_counter()
        result = landscape.analyze(store.corpus(query), seed=seed)
    analysed = perf_counter()
    topic_of: dict[str, str] = {}
    entity_of: dict[str, str] = {}
    for family in invented(families, seed):
        topic_of.update({str(publication.number): family.topic for publication in family.publications})
        entity_of.update({name: applicant.id for name, applicant in family.spellings.items()})
    inside = [row for row in result.families if row.cluster and topic_of[row.representative]]
    noise = [row for row in result.families if not topic_of[row.representative]]
    topical = [row for row in result.families if topic_of[row.representative]]
    found = {name: row.applicant for row in result.applicants for name in row.names if name in entity_of}
    precision, recall = pairwise(entity_of, found)
    return {
        "ARI of clusters against topics": adjusted_rand_score(
            [topic_of[row.representative] for row in inside], [row.cluster for row in inside]
        ),
        "share of topical families in a cluster": len(inside) / len(topical),
        "share of noise left out": sum(row.cluster is None for row in noise) / len(noise) if noise else 1.0,
        "clusters (12 topics)": float(len(result.clusters)),
        "names: pairwise precision": precision,
        "names: pairwise recall": recall,
        "seconds to fetch": fetched - started,
        "seconds to analyse": analysed - fetched,
    }


def main() -> None:
    """Print the table."""
    families = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    with tempfile.TemporaryDirectory() as folder:
        runs = [measure(families, seed, Path(folder)) for seed in SEEDS]
    print(f"Invented sample, {families:,} families, {len(runs)} corpora: mean ± standard deviation")
    for name in runs[0]:
        values = [run[name] for run in runs]
        print(f"  {name:<42} {mean(values):8.3f} ± {stdev(values):.3f}")
    print("  Limits: 3 % of the families have claims poor in topic words and 6 % lie between two topics; names of one")
    print("  applicant in two scripts meet only where a family or a translation ties them.")


if __name__ == "__main__":
    main()
