"""Training of the static embedding model: titles against bodies, questions against articles.

The one file that imports torch. In-batch negatives, cosine over a temperature (InfoNCE both
ways); a learned weight per token starts at its inverse document frequency. More than two
passes overfit: docs/decisions/0001-static-model.md has the figures.
"""

import hashlib
import json
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from index import analyzer
from index.embedding import Vectors
from index.errors import EmbeddingModelError
from index.sentence_model import save_static_model
from index.static_model import CARD_FILE, COUNTS_FILE, WEIGHTS_FILE
from index.tokens import token_ids
from index.vocabulary import Vocabulary, build_vocabulary

logger = logging.getLogger(__name__)

_HEADING = re.compile(r"^Điều \d+[a-zđ]?\.?\s*")
Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Everything that decides the weights, besides the texts."""

    tokens: int = 60_000  # with 256 half-precision numbers each: under 32 MiB with its file
    dimension: int = 256
    passes: int = 2
    runs: int = 4  # averaged
    batch: int = 512
    temperature: float = 0.05
    learning_rate: float = 0.01
    longest: int = 400  # tokens of a body taken at random in one step
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingText:
    """One article: an id, and its text with the heading on the first line."""

    id: str
    text: str

    @property
    def title(self) -> str:
        """The heading without "Điều N."."""
        return _HEADING.sub("", self.text.partition("\n")[0])

    @property
    def body(self) -> str:
        """What follows the heading."""
        return self.text.partition("\n")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingQuestion:
    """A question and the ids of the articles that answer it."""

    text: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    left: Ids
    right: Ids
    article: int  # two pairs of one article are no negatives of each other


def train(
    articles: Sequence[TrainingText],
    questions: Sequence[TrainingQuestion],
    folder: Path,
    recipe: Recipe,
    on_progress: Callable[[str], None],
) -> None:
    """Train a model and write it as a sentence-transformers folder.

    The same texts and recipe on the same machine give the same weights. About seven minutes
    for 84,000 articles on two cores.

    Raises:
        EmbeddingModelError: the texts give fewer pairs than one batch takes.
    """
    on_progress("Đang lập bảng từ …")
    texts = [article.text for article in articles] + [question.text for question in questions]
    vocabulary = build_vocabulary(texts, recipe.tokens)
    on_progress(f"{len(vocabulary.tokens)} từ; đang mã hóa …")
    pairs = _training_pairs(articles, questions, vocabulary.rows)
    if len(pairs) < recipe.batch:
        raise EmbeddingModelError(
            f"Chỉ có {len(pairs)} cặp để huấn luyện, cần ít nhất {recipe.batch}. "
            "Hãy đưa thêm điều luật."
        )
    on_progress(f"{len(pairs)} cặp; đang huấn luyện …")
    inverse = np.log(len(texts) / vocabulary.counts)
    weights = _fit(pairs, inverse, recipe, on_progress)
    write_model(folder, vocabulary, weights, recipe)


def write_model(folder: Path, vocabulary: Vocabulary, weights: Vectors, recipe: Recipe) -> None:
    """Write the folder: the sentence-transformers files and the card that names it."""
    save_static_model(folder, vocabulary.rows, weights)
    digest = hashlib.sha256((folder / WEIGHTS_FILE).read_bytes()).hexdigest()
    card = {"name": f"static-{digest[:12]}", "analyzer": analyzer.VERSION, "recipe": asdict(recipe)}
    (folder / CARD_FILE).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    np.save(folder / COUNTS_FILE, vocabulary.counts.astype(np.uint32))


def _training_pairs(
    articles: Sequence[TrainingText], questions: Sequence[TrainingQuestion], rows: dict[str, int]
) -> list[_Pair]:
    """(title, body) of each article that has both, and (question, article) of each answer."""

    def ids(text: str) -> Ids:
        return np.asarray(token_ids(text, rows), dtype=np.int64)

    found = []
    for number, article in enumerate(articles):
        title, body = ids(article.title), ids(article.body)
        if len(title) and len(body):
            found.append(_Pair(title, body, number))
    number_of = {article.id: number for number, article in enumerate(articles)}
    for question in questions:
        asked = ids(question.text)
        for article_id in question.articles:
            number = number_of.get(article_id, -1)
            if number >= 0 and len(asked):
                found.append(_Pair(asked, ids(articles[number].text), number))
    return found


def _fit(
    pairs: list[_Pair],
    inverse: NDArray[np.float64],
    recipe: Recipe,
    on_progress: Callable[[str], None],
) -> Vectors:
    """The mean of several runs' vectors, shape (tokens, dimension), float32.

    The runs begin with the same vectors and see the pairs in orders of their own, so their
    means are comparable number by number; the mean is better than any of them.
    """
    total = np.zeros((len(inverse), recipe.dimension), dtype=np.float32)
    for run in range(recipe.runs):
        on_progress(f"lượt {run + 1}/{recipe.runs}")
        total += _fit_once(pairs, inverse, recipe, run, on_progress)
    return np.asarray(total / recipe.runs, dtype=np.float32)


def _fit_once(
    pairs: list[_Pair],
    inverse: NDArray[np.float64],
    recipe: Recipe,
    run: int,
    on_progress: Callable[[str], None],
) -> Vectors:
    """The trained vectors times their weights, shape (tokens, dimension), float32."""
    torch.manual_seed(recipe.seed)
    chance = np.random.default_rng([recipe.seed, run])
    scale = recipe.dimension**-0.5
    vectors = torch.nn.Parameter(torch.randn(len(inverse), recipe.dimension) * scale)
    weights = torch.nn.Parameter(torch.tensor(inverse, dtype=torch.float32))
    # A vector's numbers are small and a weight is about 5: each gets a step of its own size.
    rates = (recipe.learning_rate * 16 * scale, recipe.learning_rate * 5)
    optimizer = torch.optim.Adam(
        [{"params": [vectors], "lr": rates[0]}, {"params": [weights], "lr": rates[1]}],
        betas=(0.9, 0.99),
    )
    steps = recipe.passes * (len(pairs) // recipe.batch)
    step = 0
    for _ in range(recipe.passes):
        order = chance.permutation(len(pairs))
        for first in range(0, len(order) - recipe.batch + 1, recipe.batch):
            batch = [pairs[k] for k in order[first : first + recipe.batch]]
            share = min(1.0, step / 20 + 0.05) * max(1 - step / steps, 0.02)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * share
            left = _embed([pair.left for pair in batch], vectors, weights, recipe, chance)
            right = _embed([pair.right for pair in batch], vectors, weights, recipe, chance)
            loss = _contrast(left, right, [pair.article for pair in batch], recipe.temperature)
            optimizer.zero_grad(set_to_none=True)
            torch.autograd.backward(loss)
            optimizer.step()
            step += 1
            if step % 50 == 0:
                on_progress(f"bước {step}/{steps}, sai số {loss.item():.3f}")
    trained: Vectors = (vectors * weights[:, None]).detach().numpy().astype(np.float32)
    return trained


def _embed(
    rows: list[Ids],
    vectors: torch.Tensor,
    weights: torch.Tensor,
    recipe: Recipe,
    chance: np.random.Generator,
) -> torch.Tensor:
    """Unit vectors of token lists, shape (len(rows), dimension); long lists are sampled."""
    cut = [
        row if len(row) <= recipe.longest else chance.choice(row, recipe.longest, replace=False)
        for row in rows
    ]
    starts = torch.from_numpy(np.cumsum([0] + [len(row) for row in cut[:-1]]))
    flat = torch.from_numpy(np.concatenate(cut))
    total = functional.embedding_bag(
        flat, vectors, starts, mode="sum", per_sample_weights=weights[flat]
    )
    return functional.normalize(total)


def _contrast(
    left: torch.Tensor, right: torch.Tensor, articles: list[int], temperature: float
) -> torch.Tensor:
    """InfoNCE both ways; pairs of the same article are masked out of each other's negatives."""
    scores = left @ right.T / temperature
    which = torch.tensor(articles)
    same = which[:, None] == which[None, :]
    same.fill_diagonal_(fill_value=False)
    scores = scores.masked_fill(same, -1e4)
    target = torch.arange(len(articles))
    return (
        functional.cross_entropy(scores, target) + functional.cross_entropy(scores.T, target)
    ) / 2
