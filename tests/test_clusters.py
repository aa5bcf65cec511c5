"""Clusters of claim texts, on invented texts whose topics are known."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Mapping

import pytest
from threadpoolctl import threadpool_limits

from landscape.clusters import (
    OUTSIDE,
    Clustering,
    ClusterInput,
    cluster_documents,
    cluster_texts,
)

TOPICS = {
    "battery": "sulfide electrolyte anode cathode lithium separator pouch current collector binder slurry",
    "drone": "rotor propeller aircraft flight altitude wing pilot landing gear fuselage hover",
    "food": "protein sugar fermentation yeast flavour dietary fibre vitamin beverage extract starch",
    "tower": "blade nacelle turbine gearbox generator foundation crane yaw pitch bearing hub",
}
CHINESE = {
    "battery": "硫化物 电解质 负极 正极 锂 隔膜 软包 电流 集流体 粘结剂 浆料",
    "drone": "旋翼 螺旋桨 飞机 飞行 高度 机翼 飞行员 着陆 起落架 机身 悬停",
    "food": "蛋白质 糖类 发酵 酵母 风味 膳食 纤维 维生素 饮料 提取物 淀粉",
    "tower": "叶片 机舱 涡轮 齿轮箱 发电机 基础 起重机 偏航 变桨 轴承 轮毂",
}
COMMON = ["housing", "sensor", "controller", "surface", "material", "temperature", "signal", "valve", "spring", "plate"]
"""Words any topic may use."""

Invented = tuple[list[ClusterInput], dict[str, str]]


def invented(count: int, seed: int = 0, languages: str = "en", start: int = 0) -> Invented:
    """Documents of random words from four topics in English, Chinese or both ("mix"), with their topics."""
    documents, topics = [], {}
    for i in range(start, start + count):
        generator = random.Random(f"{seed}:{i}")
        topic = generator.choice(sorted(TOPICS))
        places = generator.choices(range(11), k=14)
        english = [TOPICS[topic].split()[place] for place in places] + generator.choices(COMMON, k=6)
        chinese = [CHINESE[topic].split()[place] for place in places]
        texts = {"en": " ".join(english), "zh": "、".join(chinese)}
        kinds = {"mix": ["en", "zh", "both"], "apart": ["en", "zh"]}.get(languages, [languages])
        chosen = kinds[i % len(kinds)]
        documents.append(ClusterInput(f"f{i:04d}", texts if chosen == "both" else {chosen: texts[chosen]}))
        topics[f"f{i:04d}"] = topic
    return documents, topics


def found(clustering: Clustering, topics: Mapping[str, str]) -> set[tuple[str, str]]:
    """Pairs of topic and cluster that occur."""
    return {
        (topics[id_], clustering.clusters[label].id)
        for id_, label in zip(clustering.ids, clustering.labels, strict=True)
        if label != OUTSIDE
    }


def test_planted_topics_are_found_with_their_number() -> None:
    """Four topics come back as four clusters, stable, and the curve has its best point there."""
    documents, topics = invented(160)
    clustering = cluster_documents(documents)
    assert len(found(clustering, topics)) == len(clustering.clusters) == 4
    assert max(clustering.curve, key=lambda point: point.score).k == 4
    assert all(stability is not None and stability > 0.75 for stability in clustering.stability)
    assert not any(cluster.weak for cluster in clustering.clusters)
    assert min(clustering.confidence) > 0.9


def test_planted_noise_is_not_stable() -> None:
    """Words without topics, forced into clusters, are weak ones."""
    words = " ".join(TOPICS.values()).split()
    texts = [" ".join(random.Random(i).choices(words, k=20)) for i in range(150)]
    clustering = cluster_texts(texts, 6)
    assert all(stability is not None and stability < 0.6 for stability in clustering.stability)
    assert all(cluster.weak for cluster in clustering.clusters)


def test_what_belongs_nowhere_is_outside() -> None:
    """A document that shares next to nothing with the others, or nothing at all, is in no cluster."""
    documents, _ = invented(120)
    strange = [
        ClusterInput("s1", {"en": "orchestra violin sonata sensor conductor trumpet"}),
        ClusterInput("s2", {"en": "glacier moraine valley glacier fjord"}),
        ClusterInput("s3", {"en": ""}),
        ClusterInput("s4", {}),
    ]
    clustering = cluster_documents([*documents, *strange])
    assert clustering.labels[-4:] == (OUTSIDE,) * 4
    assert clustering.confidence[-4:] == (0.0,) * 4
    assert clustering.labels[:120].count(OUTSIDE) == 0


def test_same_clustering_in_any_order_and_with_any_number_of_threads() -> None:
    """Shuffled input and other thread counts change no label, term, weight or curve point."""
    documents, _ = invented(130, languages="mix")
    order = random.Random(1).sample(range(130), 130)
    with threadpool_limits(2):
        straight = cluster_documents(documents)
    with threadpool_limits(1):
        shuffled = cluster_documents([documents[i] for i in order])
    assert [straight.labels[i] for i in order] == list(shuffled.labels)
    assert [straight.confidence[i] for i in order] == list(shuffled.confidence)
    assert [straight.second[i] for i in order] == list(shuffled.second)
    assert straight.curve == shuffled.curve
    assert [c.terms for c in straight.clusters] == [c.terms for c in shuffled.clusters]
    assert [straight.ids[c.medoid] for c in straight.clusters] == [shuffled.ids[c.medoid] for c in shuffled.clusters]


PRINT_ALL = """
import random, sys
from tests.test_clusters import invented
from landscape.clusters import cluster_documents
documents, _ = invented(120, languages="mix")
random.Random(int(sys.argv[1])).shuffle(documents)
found = cluster_documents(documents)
of = dict(zip(found.ids, zip(found.labels, found.confidence, found.second)))
print(sorted(of.items()), found.curve, found.fields, found.languages)
print([(c.id, c.label, c.terms, c.stability, found.ids[c.medoid], sorted(found.ids[i] for i in c.core))
       for c in found.clusters])
"""


def test_same_bytes_from_every_process() -> None:
    """Processes with another hash seed, number of threads and order of input print the same."""
    told = {
        subprocess.run(
            [sys.executable, "-c", PRINT_ALL, order],
            capture_output=True,
            check=True,
            env=os.environ | {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads, "PYTHONHASHSEED": order},
        ).stdout
        for order, threads in (("1", "1"), ("2", "2"), ("2", "2"))
    }
    assert len(told) == 1


def test_closeness_is_nearest_to_the_own_topic() -> None:
    """A text of a topic is nearest to the centre of its cluster; one of unknown words is at 0 to all."""
    documents, topics = invented(160)
    clustering = cluster_documents(documents, n_clusters=4)
    home = dict(found(clustering, topics))
    near = clustering.closeness([{"en": TOPICS[topic]} for topic in sorted(TOPICS)] + [{"en": "zzz"}])
    for topic, cosines in zip(sorted(TOPICS), near, strict=False):
        assert clustering.clusters[cosines.index(max(cosines))].id == home[topic]
    assert near[-1] == [0.0] * 4


def test_indices_point_into_the_input() -> None:
    """Medoid and core are positions of documents of that cluster in the order given."""
    documents, _ = invented(90)
    clustering = cluster_documents(documents[::-1], n_clusters=4)
    for position, cluster in enumerate(clustering.clusters):
        assert clustering.labels[cluster.medoid] == position
        assert {clustering.labels[i] for i in cluster.core} == {position}
        assert cluster.size == clustering.labels.count(position)


def test_languages_meet_through_documents_that_have_both() -> None:
    """Chinese-only documents land with their English twins' topic, and the note tells on how many pairs."""
    documents, topics = invented(420, languages="mix")
    clustering = cluster_documents(documents, n_clusters=4)
    assert len(found(clustering, topics)) == 4
    note = {note.language: note for note in clustering.languages}
    assert note["zh"].aligned_with == "en"
    assert note["zh"].pairs == 140
    assert note["zh"].alignment is not None
    assert note["zh"].alignment >= 0.9


def test_languages_that_nothing_aligns_are_kept_apart() -> None:
    """Without a document in both, no cluster mixes them, and the note says so."""
    documents, _ = invented(200, languages="apart")
    clustering = cluster_documents(documents, n_clusters=3)
    language = {document.id: next(iter(document.texts)) for document in documents}
    for position in range(len(clustering.clusters)):
        members = [i for i, label in enumerate(clustering.labels) if label == position]
        assert len({language[clustering.ids[i]] for i in members}) == 1
    assert [(note.language, note.aligned_with) for note in clustering.languages] == [("en", None), ("zh", None)]
    assert clustering.warnings == (
        "Texts in zh (100) are kept apart from en: nothing aligns them (0 documents have both).",
    )


def test_languages_that_meet_are_no_warning() -> None:
    """Where Chinese meets English, and where there is one language only, nothing is kept apart."""
    for languages in ("mix", "en"):
        documents, _ = invented(420, languages=languages)
        assert cluster_documents(documents, n_clusters=4).warnings == ()


def test_labels_speak_the_readers_language() -> None:
    """Labels are English with the Chinese beside, unlike each other, and made of words of the topic."""
    documents, _ = invented(240, languages="mix")
    clustering = cluster_documents(documents, n_clusters=4)
    labels = [cluster.label for cluster in clustering.clusters]
    assert len(set(labels)) == 4
    assert all(label.isascii() for label in labels)
    assert all(cluster.label_original and not cluster.label_original.isascii() for cluster in clustering.clusters)
    assert all(not set(label.replace(",", "").split()) & set(COMMON) for label in labels)


def test_a_cluster_without_english_text_is_named_through_the_pairs() -> None:
    """Where no document of a cluster is English, its label is what stands beside its terms elsewhere."""
    documents, topics = invented(240, languages="mix")
    chinese = [
        ClusterInput(d.id, {"zh": d.texts["zh"]}) if topics[d.id] == "food" and "zh" in d.texts else d
        for d in documents
        if topics[d.id] != "food" or "zh" in d.texts
    ]
    clustering = cluster_documents(chinese, n_clusters=4, reader="zh")
    assert all(not cluster.label.isascii() for cluster in clustering.clusters)


def test_stop_words_of_the_query_are_no_terms() -> None:
    """A word the user leaves out is in no term."""
    documents, _ = invented(100)
    clustering = cluster_documents(documents, n_clusters=4, stop_words=["Sulfide", "rotor"])
    words = {word for terms in clustering.terms for term, _ in terms for word in term.split()}
    assert not words & {"sulfide", "rotor"}
    assert "electrolyte" in words


def test_a_refresh_keeps_ids_and_labels() -> None:
    """With 5 % more documents every cluster keeps id and label, nearly every document its cluster."""
    documents, _ = invented(160)
    more, _ = invented(8, start=160)
    before = cluster_documents(documents)
    after = cluster_documents([*documents, *more], previous=before.as_previous())
    assert {c.id: c.label for c in before.clusters} == {c.id: c.label for c in after.clusters}
    assert {event.kind for event in after.events} == {"kept"}
    assert sum(a == b for a, b in zip(before.labels, after.labels[:160], strict=True)) >= 0.98 * 160


def test_a_new_topic_gets_a_new_id() -> None:
    """Documents of a topic that was not there before form a cluster with the next id, told as a birth."""
    documents, topics = invented(200)
    old = [d for d in documents if topics[d.id] != "tower"]
    before = cluster_documents(old, n_clusters=3)
    after = cluster_documents(documents, n_clusters=4, previous=before.as_previous())
    births = [event for event in after.events if event.kind == "birth"]
    assert [event.current for event in births] == [("cl:0004",)]
    assert {c.id for c in before.clusters} < {c.id for c in after.clusters}


def test_a_text_is_placed_with_reasons() -> None:
    """A new text goes to its topic, with the nearest documents and the terms that decided; an alien one to none."""
    documents, topics = invented(160)
    clustering = cluster_documents(documents, n_clusters=4)
    home = dict(found(clustering, topics))
    placement = clustering.place("A pouch with a sulfide electrolyte between anode and cathode on a current collector")
    assert placement.scores[0][0] == home["battery"]
    assert [score for _, score in placement.scores] == sorted((s for _, s in placement.scores), reverse=True)
    assert {topics[id_] for id_, _ in placement.nearest} == {"battery"}
    assert dict(placement.terms).keys() & {"sulfide electrolyte", "current collector", "pouch", "sulfide", "anode"}
    weights = [weight for _, weight in placement.terms]
    assert weights == sorted(weights, reverse=True)
    assert 0 < weights[-1] <= weights[0] < placement.scores[0][1]
    assert not placement.outside
    assert clustering.place("zzz").scores == ()
    assert clustering.place("zzz").outside


def test_fields_hold_every_cluster_once() -> None:
    """The upper level is a partition of the clusters."""
    documents, _ = invented(200)
    clustering = cluster_documents(documents, n_clusters=8)
    ids = [id_ for field in clustering.fields for id_ in field.clusters]
    assert sorted(ids) == [cluster.id for cluster in clustering.clusters]
    assert 1 < len(clustering.fields) < 8
    assert all(
        cluster.id in next(f for f in clustering.fields if f.id == cluster.field).clusters
        for cluster in clustering.clusters
    )


@pytest.mark.parametrize("texts", [[], ["a battery cell"], ["", "  ", "..."], ["sulfide electrolyte", "rotor blade"]])
def test_too_little_to_cluster(texts: list[str]) -> None:
    """Nothing, one text, blanks, or texts that share no word: no cluster, no error."""
    for k in (None, 3):
        clustering = cluster_texts(texts, k)
        assert clustering.labels == (OUTSIDE,) * len(texts)
        assert clustering.clusters == clustering.fields == ()


def test_equal_texts_are_one_cluster_however_many_are_asked_for() -> None:
    """Thirty copies cannot be five clusters."""
    clustering = cluster_texts(["sulfide electrolyte of a pouch"] * 30, 5)
    assert clustering.labels == (0,) * 30


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n_clusters": 0}, "n_clusters is 0"),
        ({"representation": "magic"}, "allowed are lexical, sentence"),
        ({"representation": "sentence"}, "needs a model"),
    ],
)
def test_wrong_parameters_are_named(change: dict[str, object], message: str) -> None:
    """An error says what was given and what is allowed."""
    with pytest.raises(ValueError, match=message):
        cluster_documents([ClusterInput("a", {"en": "x"})], **change)  # type: ignore[arg-type]


def test_an_id_may_stand_once() -> None:
    """Two documents of one id are an error that names it."""
    with pytest.raises(ValueError, match="'a' occurs twice"):
        cluster_documents([ClusterInput("a", {}), ClusterInput("a", {})])


def test_texts_without_topics_are_one_cluster() -> None:
    """Where nothing separates more than by chance, no number of clusters above one is made up."""
    words = " ".join(TOPICS.values()).split()
    texts = [" ".join(random.Random(i).choices(words, k=20)) for i in range(150)]
    assert len(cluster_texts(texts).clusters) == 1
