"""The models that the settings name."""

from pathlib import Path

from cli.settings import ModelSettings, Settings
from index.embedding import Embedder
from index.errors import EncoderMissingError
from index.reranking import Reranking
from index.static_model import CARD_FILE, load_static_model
from index.vector_cache import VectorCache


def embedder_of(models: ModelSettings) -> Embedder:
    """The shipped static model, or the one that is named.

    Raises:
        EmbeddingModelError: it can not be loaded.
        EncoderMissingError: it is of sentence-transformers, which is not installed.
    """
    if models.model is None:
        return load_static_model()
    if _is_static(models.model):
        return load_static_model(Path(models.model))
    try:
        # Only here: it takes torch, which the core does without.
        from index.sentence_model import EncoderOptions, SentenceModel  # noqa: PLC0415
    except ImportError as error:
        raise EncoderMissingError("Cài đặt DUNGHAN_MODEL") from error
    options = EncoderOptions(
        question_prompt=models.question_prompt,
        passage_prompt=models.passage_prompt,
        batch=models.batch,
        tokens=models.tokens,
        dimensions=models.dimensions,
    )
    return SentenceModel(models.model, options)


def reranking_of(models: ModelSettings) -> Reranking | None:
    """The second look at passages; None where no model for it is named.

    Raises:
        EncoderMissingError: sentence-transformers is not installed.
        RerankerError: the model can not be loaded.
    """
    if models.reranker is None:
        return None
    try:
        from index.sentence_model import PairModel  # noqa: PLC0415 -- as above
    except ImportError as error:
        raise EncoderMissingError("Cài đặt DUNGHAN_RERANKER") from error
    return Reranking(PairModel(models.reranker, batch=models.batch), first=models.reranked)


def cache_of(settings: Settings) -> VectorCache | None:
    """Where vectors are kept; None for a static model, which is faster than reading them."""
    model = settings.models.model
    if model is None or _is_static(model):
        return None
    return VectorCache(settings.vectors_file)


def _is_static(model: str) -> bool:
    return (Path(model) / CARD_FILE).exists()
