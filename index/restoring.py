"""The accent restorer that goes with an embedding model's vocabulary."""

import numpy as np

from index.accents import AccentRestorer
from index.embedding import Embedder
from index.errors import EmbeddingModelError
from index.static_model import COUNTS_FILE, StaticModel, shipped_model


def restorer_of(embedder: Embedder) -> AccentRestorer:
    """A restorer over the vocabulary of a static model.

    Only the static model has a vocabulary with counts; beside another embedder the shipped
    one's serves.
    """
    return AccentRestorer(lambda: _counts(embedder))


def _counts(embedder: Embedder) -> dict[str, int]:
    model = embedder if isinstance(embedder, StaticModel) else shipped_model()
    try:
        counts = np.load(model.folder / COUNTS_FILE)
    except (OSError, ValueError) as error:
        raise EmbeddingModelError(
            f"Không đọc được tệp {COUNTS_FILE} của mô hình ở «{model.folder}». "
            "Hãy cài lại phần mềm, hoặc huấn luyện lại bằng «dunghan model train»."
        ) from error
    return {token: int(counts[row]) for token, row in model.vocabulary.items()}
