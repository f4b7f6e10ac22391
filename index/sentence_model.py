"""The one file that imports sentence-transformers: models of others, and ours written as one.

`PairEmbedding` is the module that the shipped model's modules.json names, so that
`SentenceTransformer("index/model", trust_remote_code=True)` gives the same vectors as
index.static_model does. The code to trust is this file, of the installed program:
sentence-transformers asks for it, from 6.0 on, of every module that is not its own.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from huggingface_hub import snapshot_download
from safetensors import SafetensorError
from sentence_transformers import CrossEncoder, SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers.utils.logging import disable_progress_bar

from index.embedding import Vectors
from index.errors import EmbeddingModelError, RerankerError, RerankingFailedError
from index.model_files import files_digest
from index.reranking import Scores
from index.tokens import UNKNOWN, known_tokens

_BROKEN = (OSError, ValueError, RuntimeError, KeyError, TypeError, SafetensorError)
_PASSAGES = ("document", "passage", "corpus")  # what models call the prompt of a passage
_SCORES = "ForSequenceClassification"
disable_progress_bar()  # of loading, which would stand before every answer of a command


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderOptions:
    """How a model is used; what is not set is the model's own."""

    question_prompt: str = ""
    passage_prompt: str = ""
    batch: int = 32  # texts at once
    tokens: int | None = None  # of a text, the rest is cut; never more than the model takes
    dimensions: int | None = None  # the first of a vector, for models trained to be cut so


class PairEmbedding(StaticEmbedding):  # type: ignore[misc]
    """A static embedding over syllables and neighbouring pairs, each counted once."""

    def preprocess(self, inputs: list[str], prompt: str | None = None, **_: Any) -> dict[str, Any]:  # noqa: ANN401 -- the shape of sentence-transformers
        """The token ids of each text; only tokens that the vocabulary holds."""
        vocabulary = self.tokenizer.get_vocab()
        texts = [f"{prompt or ''}{text}" for text in inputs]
        known = [" ".join(known_tokens(text, vocabulary)) for text in texts]
        features: dict[str, Any] = super().preprocess(known)
        return features

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", **kwargs: Any) -> "PairEmbedding":  # noqa: ANN401 -- the shape of sentence-transformers
        """The module from its folder; weights are kept as float32 whatever their file holds."""
        plain = StaticEmbedding.load(model_name_or_path, subfolder=subfolder, **kwargs)
        return cls(plain.tokenizer, embedding_weights=plain.embedding.weight.detach().float())


def word_tokenizer(vocabulary: dict[str, int]) -> Tokenizer:
    """A word-level tokenizer that splits at spaces, for the vocabulary's file."""
    tokenizer = Tokenizer(models.WordLevel(vocab=vocabulary, unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer


def save_static_model(folder: Path, vocabulary: dict[str, int], weights: Vectors) -> None:
    """Write a sentence-transformers folder with half-precision weights.

    Args:
        folder: made when it is missing.
        vocabulary: token to row.
        weights: shape (len(vocabulary), dimension), float32.
    """
    half = weights.astype(np.float16)
    module = PairEmbedding(word_tokenizer(vocabulary), embedding_weights=half)
    SentenceTransformer(modules=[module, Normalize()]).save(str(folder), create_model_card=False)


class SentenceModel:
    """Any sentence-transformers model, by folder or hub name, behind the Embedder seam.

    It runs where sentence-transformers puts it: on a GPU where there is one. Its name holds
    the digest of its files, or the revision of the hub, and all that decides the vectors.
    """

    def __init__(self, name: str, options: EncoderOptions | None = None) -> None:
        """Load a model; seconds.

        Raises:
            EmbeddingModelError: there is none of this name, or its files are broken.
        """
        options = options or EncoderOptions()
        self._loaded_as = (name, options)
        self._model = _loaded(name, options)
        self._batch = options.batch
        self._question_prompt = options.question_prompt or self._own_prompt("query")
        self._passage_prompt = options.passage_prompt or self._own_prompt(*_PASSAGES)
        self.dimension = int(self._model.get_embedding_dimension())
        decisive = (self._question_prompt, self._passage_prompt, self._model.max_seq_length)
        self.name = "|".join(
            (f"sentence-transformers:{_identity(name)}", *map(str, decisive), str(self.dimension))
        )
        # A tokenizer is not to be used by two threads: one rebuilds, another answers.
        self._lock = Lock()

    def __reduce__(self) -> tuple[type["SentenceModel"], tuple[str, EncoderOptions]]:
        """Another process loads it again: weights are not sent."""
        return SentenceModel, self._loaded_as

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Shape (len(texts), dimension), float32; see Embedder.

        Texts of like length share a batch, so that little of it is padding.
        """
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda k: (len(texts[k]), k))
        for first in range(0, len(order), self._batch):
            rows = order[first : first + self._batch]
            with self._lock:  # not for all of them: a question may wait
                vectors[rows] = self._encode(
                    self._model.encode_document, [texts[k] for k in rows], self._passage_prompt
                )
        return vectors

    def embed_question(self, text: str) -> Vectors:
        """Shape (dimension,), float32; see Embedder."""
        with self._lock:
            found = self._encode(self._model.encode_query, [text], self._question_prompt)
        return np.asarray(found[0], dtype=np.float32)

    def _own_prompt(self, *names: str) -> str:
        """The model's own prompt of the first of these names that it has; empty where none."""
        own = self._model.prompts
        return next((own[name] for name in names if own.get(name)), "")

    def _encode(self, encode: Callable[..., Any], texts: list[str], prompt: str) -> Vectors:
        try:
            vectors = encode(
                texts,
                prompt=prompt,
                batch_size=self._batch,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        except RuntimeError as error:
            raise EmbeddingModelError(
                f"Mô hình nhúng «{self._loaded_as[0]}» không tính được véc-tơ ({error}). Nếu thiếu "
                "bộ nhớ, hãy giảm DUNGHAN_MODEL_BATCH hoặc DUNGHAN_MODEL_TOKENS."
            ) from error
        return np.asarray(vectors, dtype=np.float32)


class PairModel:
    """A cross-encoder, by folder or hub name, behind the PairScorer seam.

    What is longer than the model takes is cut at the end of the passage.
    """

    def __init__(self, name: str, *, batch: int = 32) -> None:
        """Load a model; seconds.

        Raises:
            RerankerError: there is none of this name, its files are broken, or it was not made
                to give one score for a question and a passage.
        """
        try:
            self._model = CrossEncoder(name)
        except _BROKEN as error:
            raise RerankerError(name, "một mô hình cross-encoder đọc được") from error
        # From any other model the library makes one with a last layer of random numbers.
        kinds = self._model.config.architectures or ()
        is_made_for_it = len(self._model) > 1 or any(kind.endswith(_SCORES) for kind in kinds)
        if not is_made_for_it or self._model.num_labels != 1:
            raise RerankerError(name, "mô hình cross-encoder đã huấn luyện, cho một điểm mỗi cặp")
        self.name = f"cross-encoder:{Path(name).name}"
        self._batch = batch
        self._lock = Lock()

    def scores(self, question: str, texts: list[str]) -> Scores:
        """Shape (len(texts),), before any sigmoid, which would make the best ones equal."""
        try:
            with self._lock:
                found = self._model.predict(
                    [(question, text) for text in texts],
                    batch_size=self._batch,
                    activation_fn=lambda scores: scores,
                    show_progress_bar=False,
                )
        except (RuntimeError, ValueError, IndexError, MemoryError) as error:
            raise RerankingFailedError(f"{type(error).__name__}: {error}") from error
        return np.asarray(found, dtype=np.float64)


def _loaded(name: str, options: EncoderOptions) -> SentenceTransformer:
    """The model, with the cuts that are asked for.

    Raises:
        EmbeddingModelError: see SentenceModel.
    """
    try:
        model = SentenceTransformer(name, truncate_dim=options.dimensions)
    except _BROKEN as error:
        raise EmbeddingModelError(
            f"Không nạp được mô hình nhúng «{name}». Hãy kiểm tra tên hoặc thư mục trong "
            "DUNGHAN_MODEL, hoặc bỏ cài đặt đó để dùng mô hình kèm theo phần mềm."
        ) from error
    if model.get_embedding_dimension() is None:
        raise EmbeddingModelError(
            f"Mô hình «{name}» không cho biết số chiều của véc-tơ. Hãy dùng mô hình khác."
        )
    longest = model.max_seq_length  # infinite for a table of words: there is nothing to cut
    if options.tokens and longest != math.inf and options.tokens < (longest or math.inf):
        model.max_seq_length = options.tokens
    return model


def _identity(name: str) -> str:
    """What tells a model's weights from those of another revision under the same name."""
    folder = Path(name)
    if folder.is_dir():
        return f"{folder.absolute().name}@{files_digest(folder)}"
    # The hub's folder of a revision is named by it, and what it holds never changes.
    return f"{name}@{Path(snapshot_download(name, local_files_only=True)).name}"
