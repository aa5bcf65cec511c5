"""Policy: words of aspects and stages in four languages, stages over the years, links and what chance gives."""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources
from math import log2
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landscape.errors import AnalysisError
from landscape.fetchers.sample import documents as sample_documents
from landscape.fetchers.sample import families as sample_families
from landscape.fetchers.sample import links as planted_links
from landscape.policy import (
    ClaimText,
    ClusterName,
    FamilyClaims,
    PolicyResult,
    glossaries,
    link,
    load_glossary,
    read_passage,
)
from landscape.policy.evidence import quotation
from landscape.policy.measure import Side, marks, pointed, score
from landscape.policy.null import Items, Sides, false_discovery_rates, hold
from landscape.policy.similarity import trigram_vectors
from landscape.policy.stages import Speaks, document_kind, document_stage, sentences, stages
from landscape.policy.wordings import Wordings
from landscape.records import Document, Passage, Provenance

BATTERIES = load_glossary("batteries")
ORIGIN = Provenance("test", "invented.json")


def plan(text: str, language: str = "en", **fields: str) -> tuple[Document, Passage]:
    """A work plan with one passage."""
    passage = Passage("item 1", text, language, **fields)
    return Document("plan", "Plan", ORIGIN, type="work plan", language=language, passages=(passage,)), passage


# Words


@pytest.mark.parametrize(
    ("wording", "text", "found"),
    [
        ("solid-state battery", "All Solid State Batteries are", "Solid State Batteries"),
        ("service life", "its service-life is", "service-life"),
        ("keep … capacity", "cells keep most of their capacity", "keep most of their capacity"),
        ("keep … capacity", "cells keep capacity", "keep capacity"),
        ("keep … capacity", "cells keep a very large part of capacity", None),
        ("cell thickness", "the cell. Thickness", None),
        ("fire", "firing at 900 °C, a fireplace", None),
        ("固态电池", "用于全固态电池的", "固态电池"),
        ("LLZO", "由LLZO组成", "LLZO"),
        ("전고체", "차세대 전고체전지의", "전고체"),
        ("ガーネット", "ガーネット型酸化物", "ガーネット"),
    ],
)
def test_wording_is_found_as_words_or_characters(wording: str, text: str, found: str | None) -> None:
    """Latin words meet whatever their case, plural or hyphen; other scripts by characters; gaps are bounded."""
    mentions = Wordings({"concept": [wording]}).find(text)
    assert [text[each.start : each.end] for each in mentions] == ([] if found is None else [found])


def test_longest_wording_wins() -> None:
    """A longer wording hides the shorter ones inside it, in either script."""
    wordings = Wordings({"short": ["solid", "固态"], "long": ["solid electrolyte", "固态电解质"]})
    assert [each.concept for each in wordings.find("solid electrolyte, a solid; 固态电解质")] == [
        "long",
        "short",
        "long",
    ]


@given(st.text(max_size=300))
def test_any_text_is_searched(text: str) -> None:
    """No text fails; mentions lie inside it and keep their order."""
    mentions = BATTERIES.concepts(text)
    assert [each.start for each in mentions] == sorted(each.start for each in mentions)
    assert all(0 <= each.start < each.end <= len(text) for each in mentions)


def test_every_wording_of_the_glossary_is_found() -> None:
    """No wording is lost to another one: each is met under an aspect it stands for."""
    source = resources.files("landscape.policy").joinpath("glossaries/batteries.toml").read_text("utf-8")
    for aspect, entry in tomllib.loads(source)["aspects"].items():
        for languages in entry["terms"].values():
            for wording in (word for key, words in languages.items() if key != "listed" for word in words):
                found = BATTERIES.ranked(BATTERIES.concepts(wording.replace("…", "the")))
                assert aspect in found, wording


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Solid-state cells are divided into sulfide, oxide, polymer and composite.",
            "sulfide oxide polymer composite",
        ),
        ("推进硫化物、氧化物、聚合物和卤化物固态电池路线", "sulfide oxide polymer halide"),
        ("全固体電池は硫化物系、酸化物系および高分子系がある", "sulfide oxide polymer"),
        ("전고체 배터리: 황화물계·산화물계·고분자계", "sulfide oxide polymer"),
        ("Festkörperbatterien mit Sulfid-, Oxid- oder Polymer-Elektrolyten", "sulfide oxide polymer"),
        ("A coating of oxide, sulfide or polymer on a pipe.", ""),
        ("A solid-state battery with a polymer case and an oxide cathode.", ""),
    ],
)
def test_kinds_of_electrolyte_in_a_list_are_found(text: str, kinds: str) -> None:
    """Short names count beside each other, where the text is on solid-state batteries, and not alone."""
    found = {mention.concept.removesuffix(" electrolyte") for mention in BATTERIES.concepts(text)}
    assert found & {"sulfide", "oxide", "polymer", "halide", "composite"} == set(kinds.split())


def test_glossary_speaks_four_languages() -> None:
    """Each aspect of the battery glossary has words in English, Chinese, Japanese and Korean."""
    source = resources.files("landscape.policy").joinpath("glossaries/batteries.toml").read_text("utf-8")
    for aspect, entry in tomllib.loads(source)["aspects"].items():
        languages = {language for terms in entry["terms"].values() for language in terms}
        assert languages >= {"en", "zh", "ja", "ko"}, aspect


def test_own_glossary_is_read_and_checked(tmp_path: Path) -> None:
    """A glossary file of the user's is read; what is wrong in one is said with its place."""
    file = tmp_path / "lamps.toml"
    file.write_text('[aspects."glare".terms]\n"dazzle" = { en = ["dazzle"], zh = ["眩光"] }\n', "utf-8")
    assert load_glossary(file).ranked(load_glossary(str(file)).concepts("防眩光")) == ["glare"]
    for text, told in (
        ('[aspects."glare"]\nlabels = []\n', "a table of terms is missing"),
        ('[aspects."glare".terms]\n"dazzle" = ["dazzle"]\n', '"dazzle" wants'),
        ('[aspects."glare"]\nlabel = ["x"]\nterms = {}\n', "unknown key 'label'"),
        ("aspects = [", "glossary"),
        ("[other]\n", "no [aspects"),
    ):
        file.write_text(text, "utf-8")
        with pytest.raises(AnalysisError, match=re.escape(told)):
            load_glossary(file)
    with pytest.raises(AnalysisError, match="batteries"):
        load_glossary("batterys")
    assert "batteries" in glossaries()


# Aspects and stages


@pytest.mark.parametrize(
    ("language", "text", "aspect", "stage"),
    [
        ("en", "Pre-research on all-solid-state batteries begins.", "solid-state batteries", "pre-research"),
        ("en", "The drafting of a standard on battery durability is sped up.", "durability", "drafting"),
        ("en", "Rules for recycled content are open for public comment.", "recycling", "consultation"),
        ("en", "The draft on thermal management systems is under review.", "thermal management", "review"),
        ("en", "The standard for battery swapping was submitted for approval.", "swapping", "approval"),
        ("en", "The standard on identification labels is to be released.", "labels and passport", "release"),
        ("en", "Implement the test methods for in-service inspection.", "in-service testing", "in force"),
        ("zh", "开展全固态电池标准预研。", "solid-state batteries", "pre-research"),
        ("zh", "加快动力电池在役检测标准研制。", "in-service testing", "drafting"),
        ("zh", "动力电池回收利用标准公开征求意见。", "recycling", "consultation"),
        ("zh", "推进动力电池耐久性标准审查。", "durability", "review"),
        ("zh", "完成热管理系统标准报批。", "thermal management", "approval"),
        ("zh", "推动动力电池标识标签标准发布。", "labels and passport", "release"),
        ("zh", "贯彻实施换电标准。", "swapping", "in force"),
        ("zh", "开展兆瓦级充电标准预研。", "charging", "pre-research"),
        ("ja", "全固体電池の規格の策定を進める。", "solid-state batteries", "drafting"),
        ("ja", "電池リサイクル規則について意見募集を行う。", "recycling", "consultation"),
        ("ja", "蓄電池の安全規格を公布する。", "safety", "release"),
        ("ko", "전고체 전지 표준 선행연구를 시작한다.", "solid-state batteries", "pre-research"),
        ("ko", "사용후 배터리 재사용 기준 입법예고.", "recycling", "consultation"),
        ("ko", "배터리 여권 제도를 시행한다.", "labels and passport", "in force"),
        ("ko", "공급망 안정화 방안 심의.", "supply chain", "review"),
    ],
)  # fmt: skip
def test_aspect_and_stage_of_a_passage(language: str, text: str, aspect: str, stage: str) -> None:
    """Glossary and stage words give the chief aspect and its stage in four languages."""
    chief = read_passage(*plan(text, language), BATTERIES)[0]
    assert (chief.aspect, chief.stage, chief.told_by) == (aspect, stage, "text")
    assert chief.words
    assert all(word in text for word in chief.words)


def test_parts_of_a_sentence_with_stages_of_their_own_are_read_apart() -> None:
    """A list of aspects, each with its stage verb, gives each aspect its own stage."""
    text = "完成动力电池耐久性、热管理系统标准审查报批，加快全固态电池、标识标签标准研制，开展回收利用预研。"
    told = {each.aspect: each.stage for each in read_passage(*plan(text, "zh"), BATTERIES)}
    assert told["durability"] == told["thermal management"] == "approval"
    assert told["solid-state batteries"] == told["labels and passport"] == "drafting"
    assert told["recycling"] == "pre-research"
    english = "Release the swapping standard, draft one on durability; pre-research on recycling follows."
    told = {each.aspect: each.stage for each in read_passage(*plan(english), BATTERIES)}
    assert told == {"swapping": "release", "durability": "drafting", "recycling": "pre-research"}


def test_furthest_stage_of_a_sentence_counts() -> None:
    """A sentence with several stages about one thing tells the furthest."""
    assert read_passage(*plan("The draft on swapping is open for comments."), BATTERIES)[0].stage == "consultation"


def test_label_of_the_source_goes_first() -> None:
    """What the source says of its passage counts before the words; unknown labels change nothing."""
    document, passage = plan("Drafting of rules on swapping.", aspect="identification labels", stage="issued")
    chief, other = read_passage(document, passage, BATTERIES)
    assert (chief.aspect, chief.stage, chief.told_by) == ("labels and passport", "release", "source")
    assert (other.aspect, other.stage) == ("swapping", "drafting")
    assert read_passage(document, passage, BATTERIES, labels=False)[0].aspect == "swapping"
    assert read_passage(*plan("Swapping.", aspect="weather", stage="sunny"), BATTERIES)[0].aspect == "swapping"


def test_title_stands_in_for_a_passage_without_words() -> None:
    """A clause that names no aspect has that of its document, and says so."""
    passage = Passage("clause 3", "A sample of 100 mg is weighed.")
    document = Document("XC 90999", "Recycling of spent batteries", ORIGIN, type="standard", passages=(passage,))
    (chief,) = read_passage(document, passage, BATTERIES)
    assert (chief.aspect, chief.from_title, chief.words) == ("recycling", True, ())


@pytest.mark.parametrize(
    ("type_", "title", "status", "dates", "speaks", "stage"),
    [
        ("mandatory standard", "Traction batteries", None, ("2025-03-28", "2026-07-01"), Speaks.OF_ITSELF, "release"),
        ("regulation", "On batteries", None, ("2023-07-12", "2023-07-12"), Speaks.OF_ITSELF, "in force"),
        ("regulation", "On batteries", "in force", ("2023-07-12", None), Speaks.OF_ITSELF, "in force"),
        ("draft standard", "Solid cells", None, ("2025-12-30", None), Speaks.OF_ITSELF, "consultation"),
        ("draft regulation", "Amendment 2", None, (None, None), Speaks.OF_ITSELF, "review"),
        ("notice", "Request for information on supply", None, (None, None), Speaks.OF_ITSELF, "consultation"),
        ("notice", "Notice on parks", None, (None, None), Speaks.OF_OTHERS, None),
        ("work plan", "Key points of 2025", None, (None, None), Speaks.OF_OTHERS, None),
        ("strategy", "Battery strategy", None, (None, None), Speaks.OF_AIMS, "target"),
        ("programme", "Programme for cells", None, (None, None), Speaks.OF_AIMS, "funding"),
        (None, "2025年电池标准化工作要点", None, (None, None), Speaks.OF_OTHERS, None),
        (None, "电池安全要求（征求意见稿）", None, (None, None), Speaks.OF_ITSELF, "consultation"),
        (None, "Something", None, (None, None), Speaks.OF_OTHERS, None),
    ],
)
def test_kind_and_stage_of_a_document(
    type_: str | None,
    title: str,
    status: str | None,
    dates: tuple[str | None, str | None],
    speaks: Speaks,
    stage: str | None,
) -> None:
    """Type, title, status and dates tell what a document is and at which stage it stands."""
    published, effective = (date.fromisoformat(day) if day else None for day in dates)
    document = Document("d", title, ORIGIN, type=type_, status=status, published=published, effective=effective)
    assert (document_kind(document).speaks, document_stage(document)) == (speaks, stage)


def test_sentence_ends_at_a_full_stop_but_not_within_a_number() -> None:
    """Sentences are cut at full stops, semicolons and their CJK forms, not at a decimal point."""
    text = "Item 3.2 begins. It ends; 第一。第二；end"
    assert [text[start:end].strip() for start, end in sentences(text)] == [
        "Item 3.2 begins",
        "It ends",
        "第一",
        "第二",
        "end",
    ]


def macro_f1(pairs: Sequence[tuple[str, str | None]]) -> float:
    """Mean over the labels of the truth of the F1 of each."""
    scores = []
    for label in {truth for truth, _ in pairs}:
        right = sum(truth == label == found for truth, found in pairs)
        scores.append(2 * right / (sum(t == label for t, _ in pairs) + sum(f == label for _, f in pairs)))
    return sum(scores) / len(scores)


def test_aspects_and_stages_of_real_digests(shared_data: Path) -> None:
    """Labels of digests are recovered from words alone, and solid-state batteries move from study to drafting."""
    aspects, steps, held = [], [], []
    for line in (shared_data / "policy/digests.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        day = date.fromisoformat((row["published"] + "-01-01")[:10])
        passages = tuple(Passage(f"{i}", each["text"], "en") for i, each in enumerate(row["passages"]))
        effective = date.fromisoformat(row["effective"]) if "effective" in row else None
        document = Document(
            row["id"], row["title"], ORIGIN, type=row["type"], country=row["country"], published=day,
            effective=effective, passages=passages,
        )  # fmt: skip
        held.append(document)
        for passage, label in zip(passages, row["passages"], strict=True):
            found = read_passage(document, passage, BATTERIES)
            aspects.append((BATTERIES.aspect(label["aspect"]) or label["aspect"], found[0].aspect if found else None))
            steps.append((stages().stage(label["stage"]) or label["stage"], found[0].stage if found else None))
    assert macro_f1(aspects) >= 0.9
    assert macro_f1(steps) >= 0.9
    changes = [each for each in link(held, [], []).changes if each.aspect == "solid-state batteries"]
    first = (changes[0].from_stage, changes[0].from_day.year, changes[0].to_stage, changes[0].to_day.year)
    assert first == ("pre-research", 2024, "drafting", 2025)


# The stage over the years


def test_stage_changes_of_the_sample() -> None:
    """All-solid-state batteries of the invented country go from study to drafting to consultation."""
    changes = [
        (each.from_stage, each.from_day.year, each.to_stage, each.to_day.year, each.forward)
        for each in link(sample_documents(), [], []).changes
        if each.aspect == "solid-state batteries" and each.country == "XC" and "KEYPOINTS" in each.from_document
    ]
    assert ("pre-research", 2024, "drafting", 2025, True) in changes
    assert ("drafting", 2025, "consultation", 2026, True) in changes


def test_release_and_effect_are_two_rows() -> None:
    """A standard that takes effect later is released first; its words are not shown where its text may not be."""
    document = Document(
        "XC 90001-2025", "Traction batteries: safety", ORIGIN, type="standard", country="XC", shareable=False,
        published=date(2025, 2, 10), effective=date(2026, 7, 1),
        passages=(Passage("clause 5", "After thermal runaway no fire shall be seen."),),
    )  # fmt: skip
    rows = [row for row in link([document], [], []).stages if row.aspect == "safety"]
    assert [(row.stage, row.day, row.told_by, row.words) for row in rows] == [
        ("release", date(2025, 2, 10), "document", ()),
        ("in force", date(2026, 7, 1), "effect", ()),
    ]
    assert link([document], [], []).changes == ()


# Measure and chance


def test_marks_by_hand() -> None:
    """Eight families, four in the first cluster: two of three that have a term, and one of two that name a standard."""
    terms = np.array([[1, 1, 0, 0, 1, 0, 0, 0]], dtype=float).T
    standards = np.array([[1, 0, 0, 0, 1, 0, 0, 0]], dtype=float).T
    vectors = np.eye(8)
    known = marks(Side(terms, standards, vectors), np.array([0, 0, 0, 0, 1, 1, 1, -1]), 2)
    assert known.terms[0, 0] == pytest.approx(2 / 4 * log2((2 + 1) / (3 * 4 / 8 + 1)))
    assert known.terms[1, 0] == 0.0
    assert known.standards[:, 0] == pytest.approx([1 / 2 * log2(8 / 2), 1 / 2 * log2(8 / 2)])
    assert known.centres[0] == pytest.approx([1 / 4] * 4 + [0] * 4)


def test_score_by_hand() -> None:
    """Two passages: the more similar ranks first of its language; without anything shared the score is 0."""
    families = Side(np.array([[1.0], [0.0]]), np.zeros((2, 0)), np.array([[1.0, 0.0], [0.0, 1.0]]))
    known = marks(families, np.array([0, 1]), 2)
    passages = Side(np.array([[1.0], [0.0]]), np.zeros((2, 0)), np.array([[0.9, 0.0], [0.5, 0.0]]))
    parts = score(passages, ["en", "en"], known)
    term = 1 / 1 * log2((1 + 1) / (0.5 + 1))
    assert parts.rank[:, 0].tolist() == [1, 2]
    assert parts.total[0, 0] == pytest.approx(2 * term + log2(3 / 1))
    assert parts.total[1].tolist() == [0.0, 0.0]
    alone = score(passages, ["en", "zh"], known)
    assert alone.rank[:, 0].tolist() == [1, 1]


def test_what_is_dealt_is_distinct_and_in_proportion() -> None:
    """Items are drawn without replacement; a heavier one comes more often; one without weight never."""
    items = Items(np.ones((1, 4)), np.zeros((0, 4)), np.eye(4), np.array([[1.0, 10.0, 100.0, 1000.0]]))
    dealt = items.deal(0, np.array([8.0, 1.0, 1.0, 0.0]), 5000, np.random.default_rng(0))[:, :, 0]
    assert (dealt[0] == 0).all()
    assert set(dealt[2]) == {11.0, 101.0, 110.0}
    assert set(dealt[3]) == set(dealt[4]) == {111.0}
    share = [(dealt[1] == worth).mean() for worth in (1.0, 10.0, 100.0)]
    assert share == pytest.approx([0.8, 0.1, 0.1], abs=0.02)


def test_what_is_dealt_brings_its_columns_once() -> None:
    """Two concepts of one aspect bring the aspect once, and count for the cluster and for all."""
    brings = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
    items = Items(np.ones((1, 2)), np.zeros((0, 2)), brings, np.array([[1.0, 10.0, 100.0], [0.0, 0.0, 7.0]]))
    dealt = items.deal(0, np.array([1.0, 1.0]), 50, np.random.default_rng(0))
    assert (dealt[2] == [111.0, 118.0]).all()


def test_families_are_dealt_as_one_document_more() -> None:
    """However many families or passages there are; without documents all is dealt as families use it."""
    items = Items(np.array([[1.0, 0.0]] * 5), np.array([[0.0, 1.0]] * 9), np.eye(2), np.zeros((1, 2)))
    every, none = np.ones(9, dtype=bool), np.zeros(9, dtype=bool)
    assert items.weights(np.ones(5, dtype=bool), 3, every).tolist() == [3.0, 1.0]
    assert items.weights(np.zeros(5, dtype=bool), 0, every).tolist() == [0.0, 1.0]
    assert items.weights(np.zeros(5, dtype=bool), 0, none).tolist() == [0.0, 0.0]


def test_p_values_of_what_is_dealt_at_random_are_not_too_small() -> None:
    """Documents drawn as chance draws them, passages with two terms each, seldom have a small p-value."""
    rng = np.random.default_rng(7)
    documents, each, concepts = 150, 3, 12
    known = np.abs(rng.normal(size=(2, concepts))) * (rng.random((2, concepts)) < 0.4)
    used = np.zeros((documents * each, concepts))
    for row in used:
        row[rng.choice(concepts, 2, replace=False)] = 1.0
    own = used @ known.T
    shared = pointed(own, own.sum(axis=1, keepdims=True))
    text = np.log2(21 / rng.integers(1, 21, size=(len(used), 1)))
    nothing = Items(np.zeros((len(used), 0)), np.zeros((9, 0)), np.zeros((0, 0)), np.zeros((2, 0)))
    sides = Sides(
        np.where(shared > 0, shared + text, 0.0), Items(used, np.ones((9, concepts)), np.eye(concepts), known), nothing,
        [20] * len(used), np.arange(len(used)).reshape(documents, each).tolist(), np.zeros(9, dtype=np.int64),
    )  # fmt: skip
    tested = hold(sides, 0, 0.0)
    for p in (tested.passages, tested.documents):
        for level in (0.01, 0.05, 0.2):
            assert (p <= level).mean() <= level + 3 * (level * (1 - level) / p.size) ** 0.5
    assert (tested.documents <= 0.5).mean() > 0.3


def test_false_discovery_rates_by_hand() -> None:
    """Benjamini and Hochberg's own example (1995): at 0.05 the first four of fifteen are rejected."""
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    assert int((false_discovery_rates(np.array(p)) <= 0.05).sum()) == 4


def test_trigram_vectors_meet_across_languages_by_terms() -> None:
    """A Chinese text is nearer to English claims on the same matter than to others."""
    corpus = [
        {"en": "A garnet solid electrolyte with high ionic conductivity."},
        {"en": "Leaching black mass of spent cells."},
    ]
    vectors = trigram_vectors(corpus, BATTERIES)
    claims, notice = vectors(corpus), vectors([{"zh": "废旧电池黑粉的浸出"}])[0]
    assert claims[1] @ notice > claims[0] @ notice + 0.1
    assert np.linalg.norm(claims, axis=1) == pytest.approx([1, 1])
    assert not vectors([{"en": ""}]).any()


def test_quotation_shows_what_is_shared() -> None:
    """A long text is cut around what is shared, a short one is whole."""
    text = "word " * 200 + "the thermal runaway of a cell " + "word " * 200
    quoted = quotation(text, ["thermal runaway"], [], BATTERIES)
    assert "thermal runaway" in quoted
    assert quoted.startswith("…")
    assert quoted.endswith("…")
    assert len(quoted) <= 402
    assert quotation("short", [], [], BATTERIES) == "short"


# Links


@cache
def corpus(seed: int = 0) -> tuple[tuple[Document, ...], tuple[ClusterName, ...], tuple[FamilyClaims, ...]]:
    """The sample with its topics as clusters."""
    held = []
    for family in sample_families(300, seed):
        claims = [
            ClaimText(claim.number, claim.text, found.language)
            for publication in family.publications
            for found in publication.claims
            for claim in found.claims
        ]
        claims = claims or [
            ClaimText(0, text.text, text.language) for p in family.publications for text in p.abstracts or p.titles
        ]
        names = tuple(applicant.id for applicant in family.applicants)
        held.append(FamilyClaims(family.id, family.topic or None, claims, family.priority, names))
    topics = sorted({family.cluster for family in held if family.cluster})
    return tuple(sample_documents()), tuple(ClusterName(each, each) for each in topics), tuple(held)


@cache
def result() -> PolicyResult:
    """The sample linked."""
    return link(*corpus())


def test_planted_links_are_found() -> None:
    """Over three samples what is shown is nearly all right, and about half of what is planted is found."""
    truth = {(each.document, each.topic) for each in planted_links() if each.topic}
    shown = right = 0
    for found in (result(), link(*corpus(1)), link(*corpus(2))):
        pairs = {(cell.document, cell.cluster) for cell in found.matrix}
        shown, right = shown + len(pairs), right + len(pairs & truth)
    assert right / shown >= 0.9
    assert right / (3 * len(truth)) >= 0.45


def test_a_chinese_notice_meets_english_claims() -> None:
    """Links go across languages: by the terms of the glossary and by standards, not by the words of one language."""
    claims = {
        "recycling": "A method of leaching black mass of spent batteries and recovering lithium, tested by XB 90110.",
        "cooling": "A pack with a cold plate through which coolant flows to cool the cells.",
        "dry": "An electrode made by a dry process from a fibrillated fluoropolymer and then calendered.",
        "garnet": "A garnet solid electrolyte with high ionic conductivity.",
        "silicon": "A silicon anode whose swelling is small and whose cycle life is long.",
    }
    families = [
        FamilyClaims(f"{cluster} {i}", cluster, [ClaimText(1, text, "en")], date(2020, 1, 1))
        for cluster, text in claims.items()
        for i in range(8)
    ]
    told = ["废旧动力电池黑粉浸出回收锂，按XB 90110-2023执行。", "加强组织领导。", "推进充电桩建设。"]
    told += ["完善碳足迹核算。", "保障供应链稳定。", "推进换电。", "规范标识标签。", "开展人才培养。", "推进在役检测。"]
    notice = Document(
        "notice", "工作要点", ORIGIN, type="work plan", published=date(2024, 1, 1), language="zh",
        passages=tuple(Passage(f"第{i}项", text, "zh") for i, text in enumerate(told)),
    )  # fmt: skip
    found = link([notice], [ClusterName(cluster, cluster) for cluster in claims], families)
    assert [(each.cluster, each.passage) for each in found.links] == [("recycling", "第0项")]
    (one,) = found.links
    assert one.claim_text == claims["recycling"]
    assert one.shared_standards == ("XB 90110-2023",)
    assert {"black mass", "spent battery"} <= set(one.shared_terms)
    assert (one.families_before, one.families_after) == (8, 0)


def test_links_show_their_parts_and_both_passages() -> None:
    """A score is the sum of its parts; what is shared is named; the claim is one of the family's."""
    documents, _, held = corpus()
    family_of = {family.family: family for family in held}
    texts = {(d.id, p.place): p.text for d in documents for p in d.passages}
    for each in result().links:
        assert each.score == pytest.approx(each.standards_score + each.terms_score + each.text_score)
        assert each.shared_terms or each.shared_standards
        assert bool(each.shared_standards) == (each.standards_score > 0)
        assert 0 < each.null_percentile < 1
        assert 0 < each.q <= 0.1
        assert each.text_rank is None or 1 <= each.text_rank <= each.text_ranked
        assert each.passage_text.strip("…") in texts[each.document, each.passage]
        family = family_of[each.family]
        assert family.cluster == each.cluster
        assert each.claim in {claim.number for claim in family.claims}


def test_the_best_of_each_cluster_quotes_no_passage_twice() -> None:
    """One link a cluster at most, the strongest first, each passage once."""
    best = result().best
    assert best[0] == result().links[0]
    assert len({each.cluster for each in best}) == len(best)
    assert len({(each.document, each.passage) for each in best}) == len(best)
    assert [each.score for each in best] == sorted((each.score for each in best), reverse=True)


def test_timeline_tells_every_stage_in_order() -> None:
    """Stages of an aspect in a country by day, with the documents that tell them."""
    (row,) = [row for row in result().timeline if (row.aspect, row.country) == ("solid-state batteries", "XC")]
    told = [(day.year, stage) for day, stage, _ in row.steps]
    assert told == [(2023, "pre-research"), (2024, "pre-research"), (2025, "drafting"), (2026, "consultation")]
    assert row.steps[2][2] == ("XC-KEYPOINTS-2025",)


def test_matrix_counts_the_links() -> None:
    """Each pair that is shown has its passages among the links; the unmet are the rest."""
    found, counts = result(), defaultdict(int)
    for each in found.links:
        counts[each.cluster, each.document] += 1
    assert {(cell.cluster, cell.document): cell.passages for cell in found.matrix} == counts
    assert set(found.unmet_documents) == {d.id for d in corpus()[0]} - {cell.document for cell in found.matrix}
    assert set(found.unmet_clusters) == {c.cluster for c in corpus()[1]} - {cell.cluster for cell in found.matrix}
    assert "XA-NOTICE-2024-1102" in found.unmet_documents


def test_order_of_input_means_nothing_and_the_seed_is_kept() -> None:
    """The same documents, clusters and families in another order give the same rows."""
    documents, clusters, held = corpus()
    assert link(documents[::-1], clusters[::-1], held[::-1]).links == result().links
    other = link(documents, clusters, held, seed=1)
    assert [each.score for each in other.links][:3] == [each.score for each in result().links][:3]


def test_text_that_may_not_be_shown_is_not() -> None:
    """Of a document whose text may not be shown a link tells the place alone."""
    documents, clusters, held = corpus()
    hidden = link([replace(document, shareable=False) for document in documents], clusters, held)
    assert [(each.document, each.passage, each.score) for each in hidden.links] == [
        (each.document, each.passage, each.score) for each in result().links
    ]
    assert {each.passage_text for each in hidden.links} == {""}
    assert all(row.words == () for row in hidden.stages)


def test_chance_gives_no_more_than_the_rate_promises() -> None:
    """With words of documents, or families of clusters, dealt anew, hardly a pair is left over four deals."""
    documents, clusters, held = corpus()
    by_words = by_families = 0
    for seed in range(4):
        draw = random.Random(seed)
        pots: dict[str, list[str]] = defaultdict(list)
        for document in documents:
            for passage in document.passages:
                pots[passage.language] += words_of(passage)
        for pot in pots.values():
            draw.shuffle(pot)
        dealt = [
            replace(each, passages=tuple(_dealt(passage, pots) for passage in each.passages)) for each in documents
        ]
        by_words += len(link(dealt, clusters, held, seed=seed).matrix)
        labels = [family.cluster for family in held]
        draw.shuffle(labels)
        moved = [replace(family, cluster=cluster) for family, cluster in zip(held, labels, strict=True)]
        by_families += len(link(documents, clusters, moved, seed=seed).matrix)
    promised = 0.1 * 4 * len(result().matrix)
    assert by_words <= promised
    assert by_families <= promised


def _dealt(passage: Passage, pots: dict[str, list[str]]) -> Passage:
    """As many words as the passage has, taken from the pot of its language."""
    return replace(passage, text=" ".join(pots[passage.language].pop() for _ in words_of(passage)))


def words_of(passage: Passage) -> list[str]:
    """The words of a passage, or pairs of Chinese characters."""
    return re.findall(r"[\u3400-\u9fff]{1,2}|[^\W\u3400-\u9fff]+", passage.text)


def test_standards_named_in_patents_and_by_whom() -> None:
    """Standards are counted by families, with applicants, clusters and documents, under one key for all editions."""
    truth: dict[str, set[str]] = defaultdict(set)
    for family in sample_families(300, 0):
        if family.standard and any(publication.claims for publication in family.publications):
            truth[re.sub(r"-\d{4}$", "", family.standard)].add(family.id)
    named = {row.standard: row for row in result().standards}
    assert {key: named[key].families for key in truth} == {key: len(found) for key, found in truth.items()}
    row = named["XC 90001"]
    assert "XC 90001-2025" in row.documents
    assert sum(count for _, count in row.clusters) <= row.families
    assert row.applicants
    counts = [each.families for each in result().standards]
    assert counts == sorted(counts, reverse=True)


def test_policy_alone_and_patents_alone() -> None:
    """Without clusters the documents are still read; without documents the standards are still counted."""
    documents, clusters, held = corpus()
    alone = link(documents, [], [])
    assert (alone.links, alone.matrix, alone.tested, alone.warnings) == ((), (), 0, ())
    assert alone.stages == result().stages
    assert len(alone.documents) == len(documents) == len(alone.unmet_documents)
    patents = link([], clusters, held)
    assert (patents.links, patents.documents, patents.stages, patents.tested) == ((), (), (), 0)
    assert {row.standard for row in patents.standards} <= {row.standard for row in result().standards}
    assert len(patents.unmet_clusters) == len(clusters)


def test_odd_corpora_are_linked_without_fail() -> None:
    """Documents without passages, families without claims, one cluster, empty texts: nothing fails, limits are told."""
    empty = Document("empty", "Nothing", ORIGIN)
    blank = Document("blank", "Blank", ORIGIN, passages=(Passage("1", ""), Passage("2", "Recycling of spent cells")))
    held = [FamilyClaims("1", "a", []), FamilyClaims("2", "a", [ClaimText(1, "A recycling method.", "en")])]
    found = link([empty, blank], [ClusterName("a", "A"), ClusterName("b", "B")], held)
    assert found.links == ()
    assert found.unmet_clusters == ("a", "b")
    assert any("one cluster" in warning for warning in found.warnings)
    assert any("without passages" in warning for warning in found.warnings)


def test_document_rows_tell_what_a_document_is() -> None:
    """Issuer, stage, aspects, standards and clusters of a document stand in its row."""
    row = next(row for row in result().documents if row.document == "XC-KEYPOINTS-2024")
    assert row.aspects[0][1] >= 1
    assert {"solid-state batteries", "durability"} <= {aspect for aspect, _ in row.aspects}
    assert "XC/T 90012-2024" in row.standards
    assert set(row.clusters) == {cell.cluster for cell in result().matrix if cell.document == row.document}
    assert row.published == date(2024, 3, 22)
