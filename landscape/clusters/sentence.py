"""The sentence representation: vectors of a sentence model, joined with the lexical ones.

The model reads the English text of a document.  A document without one takes the mean vector of its ten lexically
nearest neighbours that have one, so that other languages keep their place.  A text longer than the model reads is cut
in halves until each part fits, and has the mean of their vectors.  Each text is encoded alone and on one thread: its
vector depends on nothing but the text, whatever else is encoded with it, and a cached vector is the same as a fresh
one.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from landscape.clusters.languages import Lexical
from landscape.clusters.vectors import Vectors, batches, unit
from landscape.errors import AnalysisError

LANGUAGE = "en"
WEIGHT = 1.0
"""Length of the sentence vector; the lexical one is as long as the share of the text it explains, about a half."""

NEIGHBOURS = 10
MAX_CHARACTERS = 20_000
READING = "whole"
"""How the model reads a text.  Part of the cache's name: vectors that were read otherwise are not taken for these."""


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """name: a local folder, an installed package that holds a model, or a name on a hub; cache: a folder, or None."""

    name: str
    cache: Path | None = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(number of texts, dimensions), rows of unit length, rounded to five digits.

        Raises AnalysisError where sentence-transformers is not installed or the model cannot be had.
        """
        folder = model_folder(self.name)
        store = _Cache.open(self.cache, f"{READING} {fingerprint(folder) if folder else self.name}")
        keys = [hashlib.sha256(text[:MAX_CHARACTERS].encode()).hexdigest() for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in store.vectors}
        if missing:
            encode = _encoder(str(folder or self.name))
            for key, text in sorted(missing.items()):
                store.vectors[key] = encode(text[:MAX_CHARACTERS])
            store.save()
        if not keys:
            return np.zeros((0, 1))
        vectors: Vectors = np.array([store.vectors[key] for key in keys], dtype=np.float64)
        return unit(vectors)


@dataclass(frozen=True, slots=True)
class Joined:
    """Lexical and sentence vectors side by side.

    landmarks: lexical vectors (m, d) of unit length of documents that have a sentence vector; theirs: those (m, e).
    """

    lexical: Lexical
    model: SentenceModel
    landmarks: Vectors
    theirs: Vectors

    def vectors(self, documents: Sequence[Mapping[str, str]]) -> Vectors:
        """(n, d + e), rows as long as the lexical ones."""
        rows, sentences = _encoded(self.model, documents)
        return self.beside(self.lexical.vectors(documents), rows, sentences)

    def beside(self, lexical: Vectors, rows: Sequence[int], sentences: Vectors) -> Vectors:
        """Lexical vectors (n, d) with those of sentences beside them, which the documents `rows` have."""
        own = np.zeros((len(lexical), self.theirs.shape[1]))
        own[list(rows)] = sentences
        lacking = np.setdiff1d(np.arange(len(lexical)), rows)
        own[lacking] = self._of_neighbours(lexical[lacking])
        return np.asarray(np.hstack([lexical, WEIGHT * own]) / np.hypot(1.0, WEIGHT))

    def _of_neighbours(self, lexical: Vectors) -> Vectors:
        found = np.zeros((len(lexical), self.theirs.shape[1]))
        size = min(NEIGHBOURS, len(self.landmarks))
        if size:
            for part in batches(len(lexical), 500):
                cosine = np.round(unit(lexical[part]) @ self.landmarks.T, 9)
                nearest = np.sort(np.argsort(-cosine, axis=1, kind="stable")[:, :size], axis=1)
                found[part] = unit(self.theirs[nearest].mean(axis=1))
        return found


def join(
    lexical: Lexical,
    model: SentenceModel,
    vectors: Vectors,
    documents: Sequence[Mapping[str, str]],
    sample: NDArray[np.int64],
) -> tuple[Joined, Vectors]:
    """The joined representation and the joined vectors of documents whose lexical ones (n, d) are known.

    sample : positions of the documents from which others, without English text, take their sentence vector.
    """
    rows, sentences = _encoded(model, documents)
    chosen = np.isin(rows, sample) & vectors[rows].any(axis=1)
    if not chosen.any():
        raise AnalysisError("the sentence representation reads English text, and no document has any")
    joined = Joined(lexical, model, unit(vectors[rows][chosen]), sentences[chosen])
    return joined, joined.beside(vectors, rows, sentences)


def _encoded(model: SentenceModel, documents: Sequence[Mapping[str, str]]) -> tuple[list[int], Vectors]:
    """The documents with English text, and the vectors of those texts."""
    rows = [i for i, texts in enumerate(documents) if texts.get(LANGUAGE)]
    return rows, model.encode([documents[i][LANGUAGE] for i in rows])


def model_folder(name: str) -> Path | None:
    """The folder of a model that is on this machine: `name` itself, or in the package of that name; else None."""
    if (Path(name) / "modules.json").is_file():
        return Path(name)
    module = name.replace("-", "_")
    spec = importlib.util.find_spec(module) if module.isidentifier() else None
    for place in (spec.submodule_search_locations or []) if spec else []:
        found = sorted(path.parent for path in Path(place).glob("**/modules.json"))
        if found:
            return found[0]
    return None


def fingerprint(folder: Path) -> str:
    """A hash of a model's files, so that another model never finds its vectors."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in {".json", ".safetensors", ".bin", ".txt"}):
        digest.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as file:
            for block in iter(lambda: file.read(1 << 20), b""):
                digest.update(block)
    return digest.hexdigest()


def _encoder(name: str) -> Callable[[str], Vectors]:
    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise AnalysisError("the sentence representation needs the extra: pip install 'landscape[embed]'") from error
    try:
        model: Any = SentenceTransformer(name, device="cpu")
    except (OSError, ValueError) as error:
        raise AnalysisError(
            f"sentence model {name!r} is no folder or package here, and not to be had: {str(error).splitlines()[0]}"
        ) from error

    def fits(text: str) -> bool:
        most = model.max_seq_length
        return most is None or len(model.tokenizer(text, verbose=False)["input_ids"]) <= most

    def encode(text: str) -> Vectors:
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            parts = list(halves(text, fits))
            vectors = [model.encode([part], batch_size=1, show_progress_bar=False)[0] for part in parts]
        finally:
            torch.set_num_threads(threads)
        mean: Vectors = np.average(np.array(vectors, dtype=np.float64), axis=0, weights=[len(part) for part in parts])
        return np.round(mean, 5)

    return encode


def halves(text: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """The text in parts that fit, cut at the blank next to the middle, again and again.

    >>> list(halves("a solid electrolyte and a binder", lambda part: len(part) <= 20))
    ['a solid electrolyte', 'and a binder']
    """
    middle = len(text) // 2
    cut = min((place for place in (text.rfind(" ", 1, middle), text.find(" ", middle)) if place > 0),
              key=lambda place: abs(place - middle), default=middle)  # fmt: skip
    first, second = text[:cut], text[cut:].lstrip(" ")
    if not (first and second) or fits(text):
        yield text
        return
    yield from halves(first, fits)
    yield from halves(second, fits)


@dataclass(frozen=True, slots=True)
class _Cache:
    """Vectors by hash of their text; in a file of the model's own where a folder was given."""

    path: Path | None
    vectors: dict[str, Vectors]

    @classmethod
    def open(cls, folder: Path | None, model: str) -> _Cache:
        if folder is None:
            return cls(None, {})
        path = folder / f"{hashlib.sha256(model.encode()).hexdigest()[:16]}.npz"
        return cls(path, dict(_read(path)) if path.is_file() else {})

    def save(self) -> None:
        if self.path is None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}.part")
        keys = sorted(self.vectors)
        with beside.open("wb") as file:
            np.savez(file, keys=np.array(keys), vectors=np.array([self.vectors[key] for key in keys], dtype=np.float32))
        beside.replace(self.path)


def _read(path: Path) -> Iterator[tuple[str, Vectors]]:
    with np.load(path, allow_pickle=False) as stored:
        vectors = np.round(stored["vectors"].astype(np.float64), 5)
        yield from zip(stored["keys"].tolist(), vectors, strict=True)
