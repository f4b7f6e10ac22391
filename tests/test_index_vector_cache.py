"""Vectors kept from one rebuild to the next: what is taken, what is erased, what is mended."""

import logging
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus.forgetting import forget
from corpus.store import Store, open_store
from index.cached_embedder import CachedEmbedder
from index.embedding import Vectors
from index.library_index import LibraryIndex
from index.vector_cache import VectorCache
from tests.index_doubles import MORNING, BrokenEmbedder, HashingEmbedder, paper


class CountingEmbedder(HashingEmbedder):
    """Remembers which passages it was given."""

    def __init__(self, *, name: str = "hashing", dimension: int = 64) -> None:
        super().__init__(name=name, dimension=dimension)
        self.embedded: list[str] = []

    def embed_passages(self, texts: list[str]) -> Vectors:
        self.embedded += texts
        return super().embed_passages(texts)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vectors.db"


@pytest.fixture
def cache(path: Path) -> VectorCache:
    return VectorCache(path)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/kho.db", now=lambda: MORNING) as opened:
        yield opened


def vector(*numbers: float) -> Vectors:
    return np.asarray(numbers, dtype=np.float32)


def kept(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        count: int = connection.execute("SELECT count(*) FROM vectors").fetchone()[0]
    return count


# The file


def test_what_is_kept_is_found_again(cache: VectorCache, path: Path) -> None:
    cache.write("m", {b"a": vector(0.6, 0.8), b"b": vector(1, 0)})
    found = VectorCache(path).read("m", 2, [b"a", b"c"])
    assert list(found) == [b"a"]
    assert found[b"a"] == pytest.approx([0.6, 0.8], abs=5e-4)
    assert found[b"a"].dtype == np.float32


def test_nothing_is_found_where_nothing_was_kept(cache: VectorCache, path: Path) -> None:
    assert cache.read("m", 2, [b"a"]) == {}
    assert not path.exists()


def test_another_model_has_vectors_of_its_own(cache: VectorCache) -> None:
    cache.write("m", {b"a": vector(1, 0)})
    cache.write("n", {b"a": vector(0, 1)})
    assert cache.read("n", 2, [b"a"])[b"a"].tolist() == [0, 1]
    assert cache.read("o", 2, [b"a"]) == {}


def test_a_vector_of_another_length_is_left_out(cache: VectorCache) -> None:
    cache.write("m", {b"a": vector(1, 0)})
    assert cache.read("m", 3, [b"a"]) == {}


def test_two_open_caches_share_what_they_keep(cache: VectorCache, path: Path) -> None:
    other = VectorCache(path)
    cache.write("m", {b"a": vector(1, 0)})
    other.write("m", {b"b": vector(0, 1)})
    assert sorted(cache.read("m", 2, [b"a", b"b"])) == [b"a", b"b"]


def test_what_many_write_at_once_is_all_kept(path: Path) -> None:
    def write(number: int) -> None:
        VectorCache(path).write("m", {bytes([number, k]): vector(1, 0) for k in range(20)})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(16)))
    assert kept(path) == 320


def test_texts_that_are_gone_are_erased_for_every_model(cache: VectorCache, path: Path) -> None:
    cache.write("m", {b"a": vector(1, 0), b"b": vector(0, 1)})
    cache.write("n", {b"a": vector(1, 0)})
    cache.keep_only("m", {b"b"})
    assert sorted(cache.read("m", 2, [b"a", b"b"])) == [b"b"]
    assert cache.read("n", 2, [b"a"]) == {}


def test_what_is_erased_is_nowhere_in_the_file(cache: VectorCache, path: Path) -> None:
    cache.write("m", {b"digest-of-a-secret": vector(1, 0), b"b": vector(0, 1)})
    assert b"digest-of-a-secret" in path.read_bytes()
    cache.keep_only("m", {b"b"})
    assert b"digest-of-a-secret" not in path.read_bytes()


def test_the_model_in_use_and_the_one_before_stay(cache: VectorCache) -> None:
    for name in ("first", "second", "third"):
        cache.write(name, {b"a": vector(1, 0)})
        cache.keep_only(name, {b"a"})
    assert cache.read("first", 2, [b"a"]) == {}
    assert cache.read("second", 2, [b"a"])
    assert cache.read("third", 2, [b"a"])


def test_a_large_file_takes_nothing_in(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    small = VectorCache(path, largest=1)
    small.write("m", {b"a": vector(1, 0)})
    small.write("m", {b"b": vector(1, 0)})
    assert small.read("m", 2, [b"a", b"b"]) == {}
    assert caplog.messages == ["more than 1 bytes of vectors are kept: no more"]


# Damage


def test_a_file_that_is_none_is_begun_anew(
    cache: VectorCache, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.write_bytes(b"this is no database " * 100)
    assert cache.read("m", 2, [b"a"]) == {}
    cache.write("m", {b"a": vector(1, 0)})
    assert cache.read("m", 2, [b"a"])
    assert caplog.messages == ["the vectors kept are damaged (file is not a database): begun anew"]


def test_a_file_cut_short_is_begun_anew(cache: VectorCache, path: Path) -> None:
    cache.write("m", {bytes([n]) * 16: np.ones(64, dtype=np.float32) for n in range(200)})
    path.write_bytes(path.read_bytes()[:8192])
    cache.read("m", 64, [bytes([n]) * 16 for n in range(200)])
    cache.write("m", {b"a": vector(1, 0)})
    assert cache.read("m", 2, [b"a"])


def test_a_vector_with_a_changed_byte_is_left_out(cache: VectorCache, path: Path) -> None:
    cache.write("m", {b"a": vector(1, 0), b"b": vector(0, 1)})
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE vectors SET vector = x'00000001' WHERE text = ?", (b"a",))
    assert list(cache.read("m", 2, [b"a", b"b"])) == [b"b"]


def test_a_file_of_another_format_is_begun_anew(cache: VectorCache, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE vectors (x); PRAGMA user_version = 9;")
    cache.write("m", {b"a": vector(1, 0)})
    assert cache.read("m", 2, [b"a"])


def test_what_can_not_be_written_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = VectorCache(tmp_path / "missing" / "vectors.db")
    nowhere.write("m", {b"a": vector(1, 0)})
    nowhere.write("m", {b"a": vector(1, 0)})
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


# The embedder over it


def test_a_passage_is_embedded_once(cache: VectorCache) -> None:
    counting = CountingEmbedder()
    embedder = CachedEmbedder(counting, cache)
    first = embedder.embed_passages(["báo cáo", "lệ phí", "báo cáo"])
    again = embedder.embed_passages(["lệ phí", "hạn nộp"])
    assert counting.embedded == ["báo cáo", "lệ phí", "hạn nộp"]
    assert again[0].tolist() == first[1].tolist()
    assert first[2].tolist() == first[0].tolist()


def test_vectors_are_those_of_the_embedder_to_half_precision(cache: VectorCache) -> None:
    texts = ["Thời hạn nộp báo cáo", "", "lệ phí lệ phí"]
    embedder = CachedEmbedder(HashingEmbedder(), cache)
    assert embedder.embed_passages(texts) == pytest.approx(
        HashingEmbedder().embed_passages(texts), abs=5e-4
    )
    assert embedder.embed_passages([]).shape == (0, 64)
    assert embedder.embed_question("lệ phí").tolist() == (
        HashingEmbedder().embed_question("lệ phí").tolist()
    )


def test_a_sweep_counts_what_was_kept_and_erases_the_rest(cache: VectorCache, path: Path) -> None:
    embedder = CachedEmbedder(HashingEmbedder(), cache)
    embedder.embed_passages(["báo cáo", "lệ phí"])
    with embedder.sweep():
        embedder.embed_passages(["lệ phí", "hạn nộp"])
    assert embedder.reused == 1
    assert kept(path) == 2


def test_a_sweep_that_breaks_off_erases_nothing(cache: VectorCache, path: Path) -> None:
    CachedEmbedder(HashingEmbedder(), cache).embed_passages(["báo cáo"])
    broken = CachedEmbedder(BrokenEmbedder(), cache)
    with pytest.raises(MemoryError, match="no room"), broken.sweep():
        broken.embed_passages(["lệ phí"])
    assert kept(path) == 1


# In the library


def test_a_rebuild_embeds_nothing_again(cache: VectorCache, store: Store, tmp_path: Path) -> None:
    counting = CountingEmbedder()
    store.put(paper("ke-hoach", "báo cáo quý", "lệ phí"))
    index = LibraryIndex(tmp_path / "index", store, counting, cache=cache)
    index.refresh()
    assert len(counting.embedded) == 2
    assert index.rebuild().passages == 2
    assert (index.reused(), len(counting.embedded)) == (2, 2)
    assert [hit.passage.text for hit in index.search("lệ phí", 1)] == ["lệ phí\n"]


def test_an_index_does_not_tell_where_its_vectors_came_from(
    cache: VectorCache, store: Store, tmp_path: Path
) -> None:
    store.put(paper("ke-hoach", "báo cáo quý", "lệ phí"))
    index = LibraryIndex(tmp_path / "index", store, HashingEmbedder(), cache=cache)
    index.rebuild()
    made = (tmp_path / "index" / "000001" / "vectors.faiss").read_bytes()
    index.rebuild()
    assert index.reused() == 2
    assert (tmp_path / "index" / "000002" / "vectors.faiss").read_bytes() == made


def test_vectors_of_an_erased_document_are_gone_after_the_next_rebuild(
    cache: VectorCache, path: Path, store: Store, tmp_path: Path
) -> None:
    store.put(paper("ke-hoach", "báo cáo quý"))
    store.put(paper("le-phi", "lệ phí"))
    index = LibraryIndex(tmp_path / "index", store, HashingEmbedder(), cache=cache)
    index.refresh()
    forget(store, "ke-hoach")
    index.rebuild()
    assert (kept(path), index.reused()) == (1, 1)


def test_without_a_cache_nothing_is_counted(store: Store, tmp_path: Path) -> None:
    index = LibraryIndex(tmp_path / "index", store, HashingEmbedder())
    index.rebuild()
    assert index.reused() is None
