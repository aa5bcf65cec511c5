"""The invented sample: what it promises about itself, so that others can be checked against it."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landscape.claims import claim, comparable_text, linked, parse_claims
from landscape.families import Member, extended_families, simple_families
from landscape.fetchers import Context
from landscape.fetchers.sample import (
    TODAY,
    Family,
    documents,
    families,
    fetch,
    generate,
    links,
    topics,
    write_sample,
)
from landscape.fetchers.sample.applicants import named_applicants
from landscape.fetchers.sample.phrases import Drafter, Vocabulary, formulas
from landscape.fetchers.sample.policy import standards
from landscape.fetchers.sample.timing import filed_by_year, published_share
from landscape.formats import json_lines
from landscape.identifiers import CPC, ApplicationNumber, PublicationNumber
from landscape.query import Query
from landscape.records import ClaimSet, Provenance, Publication

OFFICES = {"XA", "XB", "XC", "XD", "XE", "XF", "XG", "XH"}
STANDARD = re.compile(r"X[A-H](?:/T)? 90[0-9]{3}(?:-20[0-9]{2})?")
FAMILIES = 800


@pytest.fixture(scope="module")
def corpus() -> list[Family]:
    return list(families(FAMILIES, 0))


def publications(corpus: list[Family]) -> Iterator[Publication]:
    return (publication for family in corpus for publication in family.publications)


def claim_set(family: Family, language: str) -> ClaimSet | None:
    sets = (each for publication in family.publications for each in publication.claims)
    return next((each for each in sets if each.language == language), None)


def test_same_count_and_seed_give_same_bytes_in_any_process() -> None:
    program = (
        "import hashlib\nfrom landscape.fetchers.sample import generate\n"
        "from landscape.formats.json_lines import line\n"
        "print(hashlib.sha256(''.join(map(line, generate(60, 3))).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout.strip()
        for seed in ("1", "2")
    }
    here = "".join(map(json_lines.line, generate(60, 3)))
    assert digests == {hashlib.sha256(here.encode()).hexdigest()}
    assert "".join(map(json_lines.line, generate(60, 4))) != here


def test_as_many_families_as_asked_have_something_to_read(corpus: list[Family]) -> None:
    assert len(corpus) == FAMILIES
    assert len({family.id for family in corpus}) == FAMILIES
    assert all(family.publications for family in corpus)
    assert all(publication.publication_date <= TODAY for publication in publications(corpus))


def test_no_number_can_be_taken_for_a_real_one(corpus: list[Family]) -> None:
    seen: set[PublicationNumber] = set()
    for publication in publications(corpus):
        assert publication.number not in seen
        seen.add(publication.number)
        cited = {citation.cited.country for citation in publication.citations if citation.cited}
        events = {event.office for event in publication.events}
        assert {publication.number.country, publication.application.country} | cited | events <= OFFICES
        assert {party.country for party in publication.applicants} <= OFFICES | {None}
        assert "invented" in publication.provenance.licence
        assert PublicationNumber.parse(str(publication.number)) == publication.number
        assert ApplicationNumber.parse(str(publication.application)) == publication.application
        for classification in publication.classifications:
            assert str(CPC.parse(classification.symbol)) == classification.symbol


def test_no_two_of_5000_families_claim_the_same() -> None:
    whole, first = Counter(), Counter()
    for family in families(5000, 0):
        for language in ("en", "zh"):
            claims = claim_set(family, language)
            if claims:
                whole["\n".join(each.text for each in claims.claims)] += 1
                first[claims.claims[0].text] += 1
    assert set(whole.values()) == set(first.values()) == {1}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_dependencies_read_from_the_text_are_the_ones_planned(corpus: list[Family], language: str) -> None:
    read = 0
    for family in corpus[-150:]:
        claims = claim_set(family, language)
        if claims is None:
            continue
        planned = [(each.number, each.depends_on, each.independent) for each in claims.claims]
        single = linked(claim(each.number, each.text, language) for each in claims.claims)
        assert [(each.number, each.depends_on, each.independent) for each in single] == planned
        whole = parse_claims("\n".join(f"{each.number}. {each.text}" for each in claims.claims), language)
        assert [(each.number, each.depends_on, each.independent) for each in whole] == planned
        read += 1
    assert read > 20


def test_chinese_and_english_claims_of_a_family_say_the_same(corpus: list[Family]) -> None:
    both = 0
    for family in corpus:
        english, chinese = claim_set(family, "en"), claim_set(family, "zh")
        if english is None or chinese is None:
            continue
        both += 1
        for one, other in zip(english.claims, chinese.claims, strict=True):
            assert (one.depends_on, one.independent, one.category) == (
                other.depends_on,
                other.independent,
                other.category,
            )
            numbers = [sorted(re.findall(r"[0-9]+(?:\.[0-9]+)?", text)) for text in (one.text, other.text)]
            assert numbers[0] == numbers[1]
            assert not re.search("[\u3400-\u9fff]", one.text)
            assert re.search("[\u3400-\u9fff]", other.text)
    assert both > FAMILIES / 5


def test_texts_come_in_all_the_mixtures_that_sources_give(corpus: list[Family]) -> None:
    of_claims = Counter(
        tuple(language for language in ("en", "zh") if claim_set(family, language)) for family in corpus
    )
    assert all(of_claims[key] > FAMILIES / 20 for key in [("en",), ("zh",), ("en", "zh"), ()])
    titles = Counter(title.language for publication in publications(corpus) for title in publication.titles)
    assert all(titles[language] > FAMILIES / 20 for language in ("en", "zh", "ja", "ko"))


def test_a_grant_narrows_claim_1_and_keeps_the_rest(corpus: list[Family]) -> None:
    grants = 0
    for family in corpus:
        applied = {each.application: each for each in family.publications if each.number.kind == "A1"}
        for grant in (each for each in family.publications if each.number.kind == "B1" and each.claims):
            grants += 1
            before, after = applied[grant.application].claims[0].claims, grant.claims[0].claims
            assert len(after[0].text) > len(before[0].text)
            assert after[1:] == before[1:]
    assert grants > 100


def test_every_spelling_belongs_to_one_applicant(corpus: list[Family]) -> None:
    owner: dict[str, str] = {}
    for family in corpus:
        for name, applicant in family.spellings.items():
            assert owner.setdefault(name, applicant.id) == applicant.id
        assert {party.name for each in family.publications for party in each.applicants} == set(family.spellings)
    spellings = Counter(owner.values())
    assert spellings["tsurugane-motor"] >= 6
    groups = Counter(applicant.group for applicant in named_applicants() if applicant.group)
    assert len(groups) >= 5
    assert min(groups.values()) >= 2


def test_few_applicants_file_most(corpus: list[Family]) -> None:
    filed = Counter(family.applicants[0].id for family in corpus)
    top = sum(count for _, count in filed.most_common(10))
    assert 0.25 < top / FAMILIES < 0.6
    assert sum(count == 1 for count in filed.values()) > len(filed) / 4
    assert 0.05 < sum(len(family.applicants) > 1 for family in corpus) / FAMILIES < 0.25


def test_citations_go_back_in_time_and_gather_on_few(corpus: list[Family]) -> None:
    published = {each.number: each.publication_date for each in publications(corpus)}
    family_of = {each.number: family.id for family in corpus for each in family.publications}
    cited: Counter[str] = Counter()
    for publication in publications(corpus):
        for citation in publication.citations:
            if citation.cited in published:
                assert published[citation.cited] == citation.date < publication.publication_date
                assert family_of[citation.cited] != family_of[publication.number]
                intermediate = (citation.category or "").startswith("P,")
                assert not intermediate or citation.date >= publication.priority_date
                cited[family_of[citation.cited]] += 1
            else:
                assert citation.text or citation.date.year < 2005
    most = sum(count for _, count in cited.most_common(len(cited) // 10))
    assert most / cited.total() > 0.3


def test_register_entries_are_in_order_and_no_grant_is_without_one(corpus: list[Family]) -> None:
    for publication in publications(corpus):
        days = [event.date for event in publication.events]
        assert days == sorted(days)
        assert days[-1] <= TODAY
        if publication.number.kind == "B1":
            assert any(
                event.effect == "+" and event.date == publication.publication_date for event in publication.events
            )


def test_families_are_recovered_from_ids_and_priorities(corpus: list[Family]) -> None:
    members = [
        Member(
            str(each.number),
            each.family_id,
            tuple(str(priority.application) for priority in each.priorities),
            str(each.application),
        )
        for each in publications(corpus)
    ]
    truth = {str(each.number): family.id for family in corpus for each in family.publications}
    found = simple_families(members)
    assert len(found.families) == FAMILIES
    for family in found.families:
        assert len({truth[number] for number in family.members}) == 1
    assert {family.basis for family in found.families} >= {"family id", "priorities"}
    assert len(set(extended_families(members).values())) < FAMILIES


def test_the_last_eighteen_months_are_thin(corpus: list[Family]) -> None:
    filed = filed_by_year(FAMILIES)
    found = Counter(family.priority.year for family in corpus)
    for year in range(2006, 2024):
        assert abs(found[year] - filed[year]) <= 1.5
    assert found[2025] < filed[2025] / 2
    assert found[2026] < filed[2026] / 10
    assert published_share(149) == 0.0 < published_share(560) < published_share(931) == 1.0
    delays = sorted((family.publications[0].publication_date - family.priority).days for family in corpus)
    assert timedelta(520).days < delays[FAMILIES // 2] < timedelta(600).days


def test_topics_can_be_found_but_not_by_a_single_word(corpus: list[Family]) -> None:
    """Plain TF-IDF with k-means finds most of the topics and misses enough to tell a better method."""
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics import adjusted_rand_score

    texts, truth = [], []
    for family in corpus:
        claims = claim_set(family, "en")
        if claims and family.topic:
            texts.append(comparable_text(claims))
            truth.append(family.topic)
    vectors = TfidfVectorizer(min_df=2, stop_words="english").fit_transform(texts)
    found = KMeans(len(topics()), n_init=2, random_state=0).fit_predict(vectors)
    assert 0.5 < adjusted_rand_score(truth, found) < 0.97


def test_border_generic_and_off_topic_families_are_marked(corpus: list[Family]) -> None:
    shares = [
        sum(bool(family.second) for family in corpus) / FAMILIES,
        sum(family.generic for family in corpus) / FAMILIES,
        sum(not family.topic for family in corpus) / FAMILIES,
    ]
    assert all(0.01 < share < 0.1 for share in shares)
    assert {family.topic for family in corpus} - {""} == {topic.id for topic in topics()}
    assert all(
        family.second in next(t for t in topics() if t.id == family.topic).near for family in corpus if family.second
    )


def test_standards_are_named_where_they_are_planted(corpus: list[Family]) -> None:
    by_number = {standard.number: standard for standard in standards()}
    named = 0
    for family in corpus:
        text = "\n".join(
            each.text for language in ("en", "zh") if (found := claim_set(family, language)) for each in found.claims
        )
        assert set(STANDARD.findall(text)) <= {family.standard}
        if family.standard:
            number, _, year = family.standard.partition("-")
            assert family.topic in by_number[number].topics
            assert not year or int(year) < family.priority.year
            named += 1
    assert named > FAMILIES / 50


def test_documents_say_that_they_are_invented_and_their_links_hold() -> None:
    found = {document.id: document for document in documents()}
    assert 8 <= len(found) <= 14
    assert all("invented" in (document.issuer or "") for document in found.values())
    assert {document.country for document in found.values()} <= OFFICES
    known = {topic.id for topic in topics()}
    planted = list(links())
    for link in planted:
        (passage,) = [each for each in found[link.document].passages if each.place == link.passage]
        assert link.topic in known | {""}
        own = {found[link.document].number or ""}
        for standard in filter(None, link.standard.split("; ")):
            assert STANDARD.fullmatch(standard)
            assert standard in passage.text or standard in own
        assert passage.aspect in (link.aspect, None)
    assert any(not link.topic for link in planted)


def test_an_aspect_moves_from_early_study_to_a_draft() -> None:
    stages = [
        (document.published, passage.stage)
        for document in documents()
        if document.type == "work plan"
        for passage in document.passages
        if passage.aspect == "solid-state batteries"
    ]
    assert [stage for _, stage in sorted(stages)] == ["pre-research", "pre-research", "drafting", "consultation"]


def test_files_hold_what_is_generated_and_the_truth(tmp_path: Path) -> None:
    paths = list(write_sample(tmp_path, 40, 5))
    assert all(path.is_file() for path in paths)
    assert (tmp_path / "README.txt").read_text("utf-8").startswith("INVENTED DATA")
    with (tmp_path / "publications.jsonl").open("rb") as stream:
        read = list(json_lines.parse(stream, Provenance("files", "publications.jsonl")))
    assert read == list(generate(40, 5))
    rows = {
        path.name: list(csv.DictReader(io.StringIO(path.read_text("utf-8")))) for path in paths if path.suffix == ".csv"
    }
    assert len(rows["families.csv"]) == 40
    listed = {number for row in rows["families.csv"] for number in row["publications"].split("; ")}
    assert listed == {str(publication.number) for publication in read}
    names = {row["spelling"]: row["entity"] for row in rows["applicants.csv"]}
    assert set(names) == {party.name for publication in read for party in publication.applicants}
    assert sum(int(row["families"]) for row in rows["years.csv"]) == 40
    assert len(rows["topics.csv"]) == 12


def test_fetch_gives_publications_then_documents(tmp_path: Path) -> None:
    path = tmp_path / "sample.toml"
    path.write_text('title = "Sample"\nsources = ["sample"]\n[sample]\nfamilies = 15\nseed = 2\n', encoding="utf-8")
    told: list[tuple[str, int, int | None]] = []
    answer = fetch(
        Query.load(path), Context(progress=lambda stage, done, total=None: told.append((stage, done, total)))
    )
    assert (answer.source, answer.native_query) == ("sample", "families=15, seed=2")
    records = list(answer.records)
    expected = list(generate(15, 2))
    assert records[: len(expected)] == expected
    assert [record.id for record in records[len(expected) :]] == [document.id for document in documents()]
    assert all(record.provenance.source == "sample" for record in records)
    assert told[-1] == ("fetching sample", 15, 15)


@given(
    st.integers(0, 400), st.integers(1, 400), st.integers(0, 2), st.lists(st.floats(0, 1, exclude_max=True), min_size=8)
)
def test_a_range_lies_within_its_bounds(low: int, width: int, decimals: int, chances: list[float]) -> None:
    bounds = [f"{value / 10**decimals:.{decimals}f}" for value in (low, low + width)]
    phrase = Vocabulary({}, (), {}).phrase(f"is {{{bounds[0]}..{bounds[1]} mm}}", f"为{{{bounds[0]}..{bounds[1]} mm}}")
    source = iter(chances * 2)
    english, chinese = phrase.draw(Drafter(lambda: next(source)))
    first, last = (float(number) for number in re.findall(r"[0-9.]+", english))
    assert float(bounds[0]) <= first < last <= float(bounds[1])
    assert re.findall(r"[0-9.]+", english) == re.findall(r"[0-9.]+", chinese)


def test_a_phrase_must_have_the_same_slots_in_both_languages() -> None:
    with pytest.raises(ValueError, match="different slots"):
        Vocabulary({}, (), {}).phrase("has {1..2 mm}", "为{1..3 mm}")


@pytest.mark.parametrize(
    ("template", "first", "last"),
    [
        ("Li{7-x}PS{6-x}Cl{x}; 1.0..1.5; 0.1", "Li6PS5Cl", "Li7-xPS6-xClx (1 ≤ x ≤ 1.5)"),
        ("Li{7-3x}Al{x}La3Zr2O12; 0.2..0.3; 0.05", "Li6.4Al0.2La3Zr2O12", "Li7-3xAlxLa3Zr2O12 (0.2 ≤ x ≤ 0.3)"),
    ],
)
def test_formulas_balance_their_indices(template: str, first: str, last: str) -> None:
    found = [english for english, _ in formulas(template)]
    assert (found[0], found[-1]) == (first, last)
