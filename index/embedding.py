"""The seam behind which every embedding model stands."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Gives each text a vector of length 1; the product of two is the cosine between them."""

    @property
    def name(self) -> str:
        """Written into an index; an index of another name is refused."""
        ...

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        ...

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Shape (len(texts), dimension), float32, rows of length 1.

        A text without a known token gives a row of zeros, an empty list shape (0, dimension).
        """
        ...

    def embed_question(self, text: str) -> Vectors:
        """Shape (dimension,), float32, of length 1, or zeros when no token is known."""
        ...
