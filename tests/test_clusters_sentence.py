"""The sentence representation, with a model of three words in place of a real one."""

from __future__ import annotations

import sys
import types
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from landscape.clusters import ClusterInput, cluster_documents
from landscape.clusters.sentence import SentenceModel, fingerprint, model_folder
from landscape.errors import AnalysisError

MEANING = {"automobile": 0, "car": 0, "vessel": 1, "ship": 1, "plane": 2, "aircraft": 2}


class Model:
    """Knows that a car is an automobile; counts what it was asked to encode."""

    encoded: ClassVar[list[str]] = []
    max_seq_length: ClassVar[int] = 6

    @staticmethod
    def tokenizer(text: str, verbose: bool) -> dict[str, list[str]]:
        return {"input_ids": text.split()}

    def __init__(self, name: str, device: str) -> None:
        if "missing" in name:
            raise OSError("no such model\nand more lines")

    def encode(self, texts: list[str], batch_size: int, show_progress_bar: bool) -> np.ndarray:
        self.encoded.extend(texts)
        vectors = np.full((len(texts), 3), 0.01, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.split():
                if word in MEANING:
                    vectors[row, MEANING[word]] += 1
        return vectors


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the model in the place of sentence-transformers and torch."""
    Model.encoded = []
    torch = types.ModuleType("torch")
    torch.Tensor = type("Tensor", (), {})  # type: ignore[attr-defined]  # scipy looks for it
    torch.get_num_threads = lambda: 4  # type: ignore[attr-defined]
    torch.set_num_threads = lambda count: None  # type: ignore[attr-defined]
    package = types.ModuleType("sentence_transformers")
    package.SentenceTransformer = Model  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "sentence_transformers", package)


def documents() -> list[ClusterInput]:
    """Texts whose words say less than their meaning: every two share only what all share."""
    words = list(MEANING)
    return [
        ClusterInput(f"d{i:02d}", {"en": f"{words[i % 6]} {words[i % 6]} part{i % 4} wheel{i % 5}"}) for i in range(60)
    ]


def test_meaning_joins_what_words_do_not() -> None:
    """Cars and automobiles share a cluster; each text was read once; the representation is named."""
    clustering = cluster_documents(documents(), n_clusters=3, representation="sentence", model="any")
    of = {i % 6: label for i, label in enumerate(clustering.labels)}
    assert [of[0], of[2], of[4]] == [of[1], of[3], of[5]]
    assert len(set(of.values())) == 3
    assert len(Model.encoded) == len(set(Model.encoded)) == len({d.texts["en"] for d in documents()})
    assert clustering.representation == "sentence"


def test_a_refresh_encodes_only_what_is_new(tmp_path: Path) -> None:
    """Vectors are kept by the hash of their text; the same come back."""
    model = SentenceModel("any", tmp_path / "vectors")
    first = model.encode(["a car", "a ship"])
    Model.encoded = []
    again = model.encode(["a ship", "a plane", "a car"])
    assert Model.encoded == ["a plane"]
    assert np.array_equal(again[[2, 0]], first)
    assert len(list((tmp_path / "vectors").iterdir())) == 1


def test_a_text_longer_than_the_model_reads_counts_to_its_end() -> None:
    """What stands behind the model's reach is read in parts of its own, the mean of which is the text's vector."""
    short, long = SentenceModel("any").encode(["car " * 5 + "car", "car " * 6 + "ship " * 5 + "ship"])
    assert all(len(part.split()) <= Model.max_seq_length for part in Model.encoded)
    assert short[0] > 0.99
    assert min(long[0], long[1]) > 0.5


def test_another_model_never_finds_these_vectors(tmp_path: Path) -> None:
    """The cache belongs to one model."""
    SentenceModel("one", tmp_path).encode(["a car"])
    SentenceModel("two", tmp_path).encode(["a car"])
    assert Model.encoded == ["a car", "a car"]


def test_a_document_without_english_keeps_its_place() -> None:
    """It takes the sentence vector of its lexical neighbours: a Chinese-only car is among the cars."""
    chinese = {"car": "汽车 轮胎", "ship": "船舶 船体", "plane": "飞机 机翼"}
    texts = [
        ClusterInput(f"p{i:03d}", {"en": f"{word} {word}", "zh": chinese[word] + f" 零件{i % 3}"})
        for i, word in enumerate(["car", "ship", "plane"] * 60)
    ]
    texts.append(ClusterInput("q", {"zh": "汽车 轮胎"}))
    clustering = cluster_documents(texts, n_clusters=3, representation="sentence", model="any")
    assert clustering.labels[-1] == clustering.labels[0]


def test_a_model_is_found_in_a_folder_or_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with modules.json; a package that holds one; other names are left to a hub."""
    inside = tmp_path / "some_model" / "model"
    inside.mkdir(parents=True)
    (inside / "modules.json").write_text("[]")
    (tmp_path / "some_model" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    assert model_folder(str(inside)) == inside
    assert model_folder("some-model") == inside
    assert model_folder("sentence-transformers/all-MiniLM-L6-v2") is None


def test_the_fingerprint_is_that_of_the_files(tmp_path: Path) -> None:
    """Changed weights are another model."""
    (tmp_path / "model.safetensors").write_bytes(b"one")
    before = fingerprint(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"two")
    assert fingerprint(tmp_path) != before


def test_what_is_missing_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """No such model, no extra, no English text: one line each."""
    with pytest.raises(AnalysisError, match="'missing' is no folder or package here") as told:
        SentenceModel("missing").encode(["a"])
    assert "\n" not in str(told.value)
    with pytest.raises(AnalysisError, match="no document has any"):
        cluster_documents([ClusterInput("a", {"zh": "汽车 轮胎"})] * 1, representation="sentence", model="any")
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(AnalysisError, match=r"landscape\[embed\]"):
        SentenceModel("other").encode(["a"])
