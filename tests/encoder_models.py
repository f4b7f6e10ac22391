"""Models small enough to be made in a test: their weights are random, and always the same."""

from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Transformer
from sentence_transformers.sentence_transformer.modules import Pooling
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertModel,
    BertTokenizerFast,
)

LONGEST = 24  # tokens that the models take
_WORDS = [
    *("báo", "cáo", "lệ", "phí", "hạn", "nộp", "hỏi", "đoạn", ":", "."),
    *("hồ", "sơ", "hộ", "tịch", "quý", "năm", "ngày", "của"),
]
_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *_WORDS]


def write_bi_encoder(folder: Path, *, prompts: dict[str, str] | None = None, seed: int = 0) -> Path:
    """A BERT of one layer and 16 numbers, mean pooled, as sentence-transformers saves it."""
    inner = folder.with_name(folder.name + "-bert")
    _write(inner, BertModel, seed)
    modules = [Transformer(str(inner)), Pooling(16)]
    model = SentenceTransformer(modules=modules, prompts=prompts, device="cpu")
    model.save(str(folder), create_model_card=False)
    return folder


def write_cross_encoder(folder: Path, *, labels: int = 1, seed: int = 0) -> Path:
    """A BERT of one layer that gives `labels` scores for a pair."""
    _write(folder, BertForSequenceClassification, seed, num_labels=labels)
    return folder


def _write(
    folder: Path,
    kind: type[BertModel] | type[BertForSequenceClassification],
    seed: int,
    *,
    num_labels: int = 2,
) -> None:
    folder.mkdir(parents=True)
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(_TOKENS), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(_TOKENS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=LONGEST,
        num_labels=num_labels,
        initializer_range=1.0,  # else all texts come out nearly the same
    )
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        kind(config).save_pretrained(folder)
    BertTokenizerFast(
        vocab=dict(zip(_TOKENS, range(len(_TOKENS)), strict=True)),
        strip_accents=False,
        model_max_length=LONGEST,
    ).save_pretrained(folder)
