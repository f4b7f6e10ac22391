"""The static embedding model, read from its sentence-transformers folder without torch."""

import json
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from index import analyzer
from index.embedding import Vectors
from index.errors import EmbeddingModelError
from index.tokens import VOCABULARY_FILE, token_ids

SHIPPED = Path(__file__).parent / "model"
WEIGHTS_FILE = "model.safetensors"
CARD_FILE = "dunghan.json"  # name, analyzer, how it was trained
COUNTS_FILE = "counts.npy"  # uint32: in how many training texts each token is
_AGAIN = "Hãy cài lại phần mềm, hoặc huấn luyện lại bằng «dunghan model train»."


class StaticModel:
    """Each text is the mean of its tokens' vectors, brought to length 1."""

    def __init__(
        self, *, folder: Path, name: str, vocabulary: dict[str, int], weights: Vectors
    ) -> None:
        self.folder = folder
        self.name = name
        self.vocabulary = vocabulary
        self._weights = weights

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self._weights.shape[1])

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Shape (len(texts), dimension), float32; see Embedder."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.embed_question(text)
        return vectors

    def embed_question(self, text: str) -> Vectors:
        """Shape (dimension,), float32; see Embedder. About 0.1 ms for a question."""
        ids = token_ids(text, self.vocabulary)
        if not ids:
            return np.zeros(self.dimension, dtype=np.float32)
        total = self._weights[ids].astype(np.float32).sum(axis=0)
        length = float(np.linalg.norm(total))
        return np.asarray(total / length if length else total, dtype=np.float32)

    def vectors(self, ids: NDArray[np.int64]) -> Vectors:
        """The vectors of some tokens, shape (len(ids), dimension), float32, of any length."""
        return np.asarray(self._weights[ids], dtype=np.float32)


@cache
def shipped_model() -> StaticModel:
    """The model that comes with the program, read once."""
    return load_static_model(SHIPPED)


def load_static_model(folder: Path = SHIPPED) -> StaticModel:
    """The model in a folder that sentence-transformers wrote for index.sentence_model.

    Raises:
        EmbeddingModelError: a file is missing or broken, or they do not fit each other or the
            program.
    """
    try:
        card = json.loads((folder / CARD_FILE).read_text(encoding="utf-8"))
        name, made_for = str(card["name"]), card["analyzer"]
        vocabulary = _read_vocabulary(folder / VOCABULARY_FILE)
        weights = load_file(folder / WEIGHTS_FILE)["embedding.weight"]
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise EmbeddingModelError(f"Không đọc được mô hình nhúng ở «{folder}». {_AGAIN}") from error
    if sorted(vocabulary.values()) != list(range(len(weights))):
        raise EmbeddingModelError(
            f"Mô hình nhúng ở «{folder}» có {len(weights)} véc-tơ không khớp với "
            f"{len(vocabulary)} từ. {_AGAIN}"
        )
    if made_for != analyzer.VERSION:
        raise EmbeddingModelError(
            f"Mô hình nhúng ở «{folder}» dùng bộ tách từ bản {made_for}, phần mềm này dùng "
            f"bản {analyzer.VERSION}. {_AGAIN}"
        )
    return StaticModel(folder=folder, name=name, vocabulary=vocabulary, weights=weights)


def _read_vocabulary(path: Path) -> dict[str, int]:
    """Token to row, from the word-level vocabulary of a tokenizer.json."""
    content = json.loads(path.read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = content["model"]["vocab"]
    return vocabulary
