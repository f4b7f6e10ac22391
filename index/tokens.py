"""The tokens of the static model: known syllables and known neighbouring pairs, each once."""

from collections.abc import Container, Mapping

from index.analyzer import pairs, syllables

VOCABULARY_FILE = "tokenizer.json"
UNKNOWN = "[UNK]"


def known_tokens(text: str, vocabulary: Container[str]) -> list[str]:
    """A text's tokens that the vocabulary holds, in order of code points, without repeats.

    A word said five times in an article does not make it five times as much about that word.
    """
    tokens = syllables(text)
    return sorted({token for token in [*tokens, *pairs(tokens)] if token in vocabulary})


def token_ids(text: str, vocabulary: Mapping[str, int]) -> list[int]:
    """The rows of `known_tokens` in the model, in the same order."""
    return [vocabulary[token] for token in known_tokens(text, vocabulary)]
