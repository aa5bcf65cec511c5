"""How well policy is read and linked: python -m tests.benchmarks.policy [labelled digests.jsonl].

Aspects and stages: macro F1 of each passage's chief aspect and its stage, against labels that are not looked at.
Links: the invented sample, whose truth says which topics a passage concerns.  A pair of passage and topic is right if
the truth has it.  Clusters are the topics themselves, and those that clustering finds (each standing for its commonest
topic).  Chance: the same with documents whose terms, standards and words were dealt anew, and with families dealt anew.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from landscape.claims import comparable_text
from landscape.clusters import ClusterInput, cluster_documents
from landscape.fetchers.sample import documents, families, links
from landscape.policy import ClaimText, ClusterName, FamilyClaims, Vectors, link, load_glossary, read_passage
from landscape.policy.stages import stages
from landscape.records import Document, Passage, Provenance
from landscape.standards import find_references

GLOSSARY = load_glossary("batteries")
SEEDS = (0, 1, 2, 3, 7)


def macro_f1(pairs: Sequence[tuple[str, str | None]]) -> float:
    """Mean over the labels of the truth of the F1 of each."""
    scores = []
    for label in sorted({truth for truth, _ in pairs}):
        right = sum(truth == label == found for truth, found in pairs)
        told = sum(truth == label for truth, _ in pairs) + sum(found == label for _, found in pairs)
        scores.append(2 * right / told)
    return sum(scores) / len(scores)


def readings(held: Iterable[Document], name: str, labels: dict[tuple[str, int], tuple[str, str]]) -> None:
    """Print macro F1 of aspects and stages; labels: document and position of the passage -> aspect and stage."""
    aspects, steps = [], []
    for document in held:
        for position, passage in enumerate(document.passages):
            if (document.id, position) not in labels:
                continue
            aspect, stage = labels[document.id, position]
            found = read_passage(document, passage, GLOSSARY, labels=False)
            aspects.append((GLOSSARY.aspect(aspect) or aspect, found[0].aspect if found else None))
            steps.append((stages().stage(stage) or stage, found[0].stage if found else None))
    for what, pairs in (("aspect", aspects), ("stage", steps)):
        wrong = Counter(f"{truth} read as {found}" for truth, found in pairs if truth != found)
        told = "; ".join(f"{each} ({count})" for each, count in sorted(wrong.items())) or "none"
        print(f"{name}: {what:6} macro F1 {macro_f1(pairs):.3f}, {len(pairs)} passages; wrong: {told}")


def digests(path: Path) -> None:
    """Read the passages of a file of labelled digests."""
    held, labels = [], {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        parts = [int(part) for part in row["published"].split("-")]
        effective = date.fromisoformat(row["effective"]) if "effective" in row else None
        passages = tuple(Passage("", passage["text"], "en") for passage in row["passages"])
        for position, passage in enumerate(row["passages"]):
            labels[row["id"], position] = passage["aspect"], passage["stage"]
        held.append(
            Document(
                row["id"],
                row["title"],
                Provenance("files", str(path)),
                issuer=row["issuer"],
                country=row["country"],
                type=row["type"],
                published=date(*(*parts, 1, 1)[:3]),
                effective=effective,
                passages=passages,
            )
        )
    readings(held, "digests", labels)
    changes = link(held, [], []).changes
    print(
        "  changes:",
        "; ".join(
            f"{each.country} {each.aspect}: {each.from_stage} {each.from_day.year} "
            f"to {each.to_stage} {each.to_day.year}"
            for each in changes
        ),
    )


@dataclass(frozen=True)
class Sample:
    """The sample ready for linking; topic_of: cluster -> topic; truth: document and place -> topics."""

    documents: tuple[Document, ...]
    families: tuple[FamilyClaims, ...]
    clusters: tuple[ClusterName, ...]
    topic_of: dict[str, str]
    truth: dict[tuple[str, str], set[str]]
    vectors: Vectors | None = None


def sample(count: int, seed: int) -> tuple[Sample, Sample]:
    """The sample with its topics as clusters, and with the clusters that clustering finds."""
    held, topic = [], {}
    for family in families(count, seed):
        sets, others = {}, {}
        for publication in family.publications:
            for claim_set in publication.claims:
                sets.setdefault(claim_set.language, claim_set)
            for text in (*publication.abstracts, *publication.titles):
                others.setdefault(text.language, text.text)
        claims = [ClaimText(c.number, c.text, lang) for lang, each in sorted(sets.items()) for c in each.claims]
        compared = {language: comparable_text(each) for language, each in sets.items()} or others
        claims = claims or [ClaimText(0, text, language) for language, text in sorted(others.items())]
        names = tuple(applicant.id for applicant in family.applicants)
        held.append(FamilyClaims(family.id, family.topic or None, claims, family.priority, names, compared))
        topic[family.id] = family.topic
    truth: dict[tuple[str, str], set[str]] = defaultdict(set)
    for planted in links():
        if planted.topic:
            truth[planted.document, planted.passage].add(planted.topic)
    clustering = cluster_documents([ClusterInput(f.family, f.compared) for f in held], seed=seed)
    placer = clustering.placer
    assert placer is not None

    def vectors(texts):  # type: ignore[no-untyped-def]
        return placer.space.place(placer.representation.vectors(texts))[0]

    named = {
        i: clustering.clusters[k].id if k >= 0 else None for i, k in zip(clustering.ids, clustering.labels, strict=True)
    }
    common = {
        each.id: Counter(topic[i] for i, cluster in named.items() if cluster == each.id).most_common(1)[0][0]
        for each in clustering.clusters
    }
    topics = sorted(set(topic.values()) - {""})
    by_topic = tuple(ClusterName(each, each) for each in topics)
    by_cluster = tuple(ClusterName(each.id, each.label) for each in clustering.clusters)
    moved = tuple(replace(family, cluster=named[family.family]) for family in held)
    return (
        Sample(tuple(documents()), tuple(held), by_topic, {each: each for each in topics}, truth, vectors),
        Sample(tuple(documents()), moved, by_cluster, common, truth, vectors),
    )


def quality(held: Sample, name: str, seed: int = 0) -> None:
    """Print precision and recall of pairs of document and cluster, and of the passages shown for them."""
    true = {
        (document, place, cluster)
        for (document, place), topics in held.truth.items()
        for cluster, topic in held.topic_of.items()
        if topic in topics
    }
    for fdr in (0.05, 0.1, 0.2):
        result = link(held.documents, held.clusters, held.families, held.vectors, seed, fdr=fdr)
        told = [f"{name:32} fdr {fdr:4}"]
        for what, ours, theirs in (
            ("documents", {(c.document, c.cluster) for c in result.matrix}, {(d, c) for d, _, c in true}),
            ("passages", {(each.document, each.passage, each.cluster) for each in result.links}, true),
        ):
            right = len(ours & theirs)
            told.append(
                f"{what}: {len(ours):2} of {len(theirs)}, precision {right / max(1, len(ours)):.2f}, "
                f"recall {right / max(1, len(theirs)):.2f}"
            )
        print("  ".join(told))


def pieces_of(text: str, *, plain: bool) -> list[str]:
    """A text in pieces: terms, standards and words; plain: words alone, or pairs of Chinese characters."""
    kept = [] if plain else [(m.start, m.end) for m in (*GLOSSARY.concepts(text), *find_references(text))]
    pieces, end = [], 0
    for start, last in (*sorted(kept), (len(text), len(text))):
        if start >= end:
            pieces += re.findall(r"[\u3400-\u9fff]{1,2}|[^\W\u3400-\u9fff]+", text[end:start])
            pieces += [text[start:last]] if start < last else []
            end = last
    return pieces


def shuffled_documents(held: Sequence[Document], seed: int, *, plain: bool) -> list[Document]:
    """Documents whose pieces are dealt anew among the passages of a language."""
    draw = random.Random(seed)
    pot: dict[str, list[str]] = defaultdict(list)
    for document in held:
        for passage in document.passages:
            pot[passage.language] += pieces_of(passage.text, plain=plain)
    for pieces in pot.values():
        draw.shuffle(pieces)

    def dealt(passage: Passage) -> Passage:
        count = len(pieces_of(passage.text, plain=plain))
        return replace(passage, text=" ".join(pot[passage.language].pop() for _ in range(count)))

    return [replace(document, passages=tuple(map(dealt, document.passages))) for document in held]


def shuffled_families(held: Sequence[FamilyClaims], seed: int) -> list[FamilyClaims]:
    """Families dealt anew to clusters of the same sizes."""
    clusters = [family.cluster for family in held]
    random.Random(seed).shuffle(clusters)
    return [replace(family, cluster=cluster) for family, cluster in zip(held, clusters, strict=True)]


def chance(held: Sample, rounds: int) -> None:
    """Print how many pairs of document and cluster remain when there are none to be found, and how many may."""
    promised = 0.1 * len(link(held.documents, held.clusters, held.families).matrix)
    counts: dict[str, list[int]] = defaultdict(list)
    for seed in range(rounds):
        for name, told, moved in (
            (
                "terms, standards, words dealt anew",
                shuffled_documents(held.documents, seed, plain=False),
                held.families,
            ),
            ("plain words dealt anew", shuffled_documents(held.documents, seed, plain=True), held.families),
            ("families dealt anew", held.documents, shuffled_families(held.families, seed)),
        ):
            counts[name].append(len(link(told, held.clusters, moved, seed=seed).matrix))
    for name, found in counts.items():
        print(f"chance: {name:34} {sum(found) / rounds:.1f} pairs a run, promised {promised:.1f}: {found}")


def invented(
    held: Sample, count: int, passages: int, seed: int = 0
) -> Iterator[tuple[list[FamilyClaims], list[Document]]]:
    """Many families and passages, by repeating the sample's with their words in another order."""
    draw = random.Random(seed)
    many = [
        replace(family, family=f"{family.family}-{turn}")
        for turn in range(1 + count // len(held.families))
        for family in held.families
    ][:count]
    told = [passage for document in held.documents for passage in document.passages]
    documents_ = []
    for number in range(passages // 20):
        chosen = []
        for place in range(20):
            passage = draw.choice(told)
            words = [
                *passage.text.split(),
                *draw.choice([p for p in told if p.language == passage.language]).text.split(),
            ]
            draw.shuffle(words)
            chosen.append(replace(passage, place=str(place), text=" ".join(words)))
        documents_.append(replace(held.documents[0], id=f"invented {number}", passages=tuple(chosen)))
    yield many, documents_


def speed(held: Sample, count: int = 20_000, passages: int = 1_000) -> None:
    """Seconds for many families and passages."""
    for many, told in invented(held, count, passages):
        size = sum(len(claim.text) for family in many for claim in family.claims)
        for name, vectors in (("clusters' space", held.vectors), ("trigrams", None)):
            start = time.perf_counter()
            found = link(told, held.clusters, many, vectors)
            took = time.perf_counter() - start
            print(
                f"{len(many):,} families ({size / 1e6:.0f} M characters of claims), {passages:,} passages, "
                f"{len(held.clusters)} clusters, {name}: {took:.1f} s, {len(found.links)} links"
            )


def main() -> None:
    """Print the tables."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from conftest import SHARED_DATA

    labelled = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED_DATA / "policy" / "digests.jsonl"
    if labelled.is_file():
        digests(labelled)
    else:
        print("labelled digests: not measured, there is no such file beside the checkout")
    position = {(d.id, p.place): i for d in documents() for i, p in enumerate(d.passages)}
    planted = {
        (each.document, position[each.document, each.passage]): (each.aspect, each.stage)
        for each in links()
        if each.aspect
    }
    readings(documents(), "sample", planted)
    for seed in SEEDS:
        by_topic, by_cluster = sample(600, seed)
        quality(replace(by_topic, vectors=None), f"seed {seed}, topics as clusters")
        quality(replace(by_cluster, vectors=None), f"seed {seed}, {len(by_cluster.clusters)} clusters as found")
        quality(by_cluster, "the same, texts in clusters' space")
        if seed == SEEDS[0]:
            chance(by_cluster, 10)
            speed(by_cluster)


if __name__ == "__main__":
    main()
