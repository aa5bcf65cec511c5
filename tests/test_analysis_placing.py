"""What is read of a file to place: a text, a claim, a publication, a document; each in its language."""

from __future__ import annotations

import json

import pytest

from landscape.analysis.placing import read
from landscape.errors import FormatError

CLAIMS = "1. A cell comprising a dry foil.\n2. The cell of claim 1.\n3. Use of the cell of claim 1."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A battery", "en"),
        ("1. A battery comprising a dry foil.", "en"),
        ("Batterie mit einer Folie, dadurch gekennzeichnet, dass sie trocken ist.", "de"),
        ("一种固态电池，包括正极。", "zh"),
        ("正極を備える固体電池。", "ja"),
        ("양극을 포함하는 고체 전지.", "ko"),
    ],
)
def test_a_text_is_read_as_it_is_in_its_language(text: str, language: str) -> None:
    assert read(text.encode(), "a.txt") == {language: text}
    assert read(b"\xef\xbb\xbf" + text.encode(), "a.txt") == {language: text}


def _publication(**fields: object) -> bytes:
    return json.dumps({"publication": "EP-1234567-A1"} | fields).encode() + b"\n"


def test_a_publication_is_read_by_its_independent_claims_else_its_abstract_else_its_title() -> None:
    title, abstract = {"titles": ["A cell of foil"]}, {"abstracts": ["The cell has a foil."]}
    independent = "A cell comprising a dry foil.\nUse of the cell of claim 1."
    assert read(_publication(claims=CLAIMS, **abstract, **title), "p.jsonl") == {"en": independent}
    assert read(_publication(claims=CLAIMS.split("\n"), **title), "p.jsonl") == {"en": independent}
    assert read(_publication(**abstract, **title), "p.jsonl") == {"en": "The cell has a foil."}
    assert read(_publication(**title), "p.jsonl") == {"en": "A cell of foil"}


def test_a_document_is_read_by_its_passages() -> None:
    passages = [{"place": f"{n}", "text": text, "language": code} for n, (text, code) in enumerate(
        [("A cell shall not burn.", "en"), ("电池不得起火。", "zh"), ("Nor shall it leak.", "en")]
    )]  # fmt: skip
    line = {"record": "document", "schema": 1, "id": "XC 12", "title": "Cells", "passages": passages}
    assert read(json.dumps(line).encode() + b"\n", "d.jsonl") == {
        "en": "A cell shall not burn.\nNor shall it leak.",
        "zh": "电池不得起火。",
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (_publication(titles=["A"]) * 2, "several records"),
        (_publication(), "no text to place"),
        (b'{"publication": "nonsense"}\n', "nonsense"),
        (b"caf\xe9", "not UTF-8 text"),
    ],
)
def test_what_cannot_be_placed_is_told_with_the_name_of_the_file(content: bytes, reason: str) -> None:
    with pytest.raises(FormatError, match=reason) as caught:
        read(content, "this.file")
    assert caught.value.document == "this.file"
