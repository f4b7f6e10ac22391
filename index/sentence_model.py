"""The one file that imports sentence-transformers: hub models, and ours written as one.

`PairEmbedding` is the module that the shipped model's modules.json names, so that
`SentenceTransformer("index/model", trust_remote_code=True)` gives the same vectors as
index.static_model does. The code to trust is this file, of the installed program:
sentence-transformers asks for it, from 6.0 on, of every module that is not its own.
"""

from pathlib import Path
from typing import Any

import numpy as np
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers

from index.embedding import Vectors
from index.errors import EmbeddingModelError
from index.tokens import UNKNOWN, known_tokens


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

    Its name does not tell other weights under the same folder apart: rebuild the index after
    a change of them.
    """

    def __init__(
        self, name: str, *, question_prompt: str = "", passage_prompt: str = "", batch: int = 32
    ) -> None:
        try:
            self._model = SentenceTransformer(name)
        except (OSError, ValueError) as error:
            raise EmbeddingModelError(
                f"Không nạp được mô hình nhúng «{name}». Hãy kiểm tra tên hoặc thư mục trong "
                "DUNGHAN_MODEL, hoặc bỏ cài đặt đó để dùng mô hình kèm theo phần mềm."
            ) from error
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise EmbeddingModelError(
                f"Mô hình «{name}» không cho biết số chiều của véc-tơ. Hãy dùng mô hình khác."
            )
        self.dimension = int(dimension)
        self.name = f"sentence-transformers:{name}|{question_prompt}|{passage_prompt}"
        self._question_prompt = question_prompt
        self._passage_prompt = passage_prompt
        self._batch = batch

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Shape (len(texts), dimension), float32; see Embedder."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return self._encode(texts, self._passage_prompt)

    def embed_question(self, text: str) -> Vectors:
        """Shape (dimension,), float32; see Embedder."""
        return np.asarray(self._encode([text], self._question_prompt)[0], dtype=np.float32)

    def _encode(self, texts: list[str], prompt: str) -> Vectors:
        vectors = self._model.encode(
            [prompt + text for text in texts],
            batch_size=self._batch,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)
