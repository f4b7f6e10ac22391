"""What two of our own processes say to each other over a pipe: a letter, a length, a pickle.

Pickle is for processes that we started and for nothing that lies on disk.
"""

import pickle
import struct
from typing import IO

_HEAD = struct.Struct(">cQ")
_MAX_BYTES = 1 << 30

BEAT = b"B"  # one more page is read
RESULT = b"R"
REQUEST = b"Q"


def write_frame(stream: IO[bytes], kind: bytes, content: object = None) -> None:
    """Write one message whole.

    Raises:
        OSError: the other side is gone.
    """
    body = pickle.dumps(content, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_HEAD.pack(kind, len(body)) + body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[bytes, object] | None:
    """The kind and content of the next message; None when the other side is gone."""
    try:
        head = stream.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return None
        kind, size = _HEAD.unpack(head)
        if size > _MAX_BYTES:
            return None
        body = stream.read(size)
    except (OSError, ValueError):  # ValueError: closed by the other thread
        return None
    if len(body) < size:
        return None
    return kind, pickle.loads(body)  # noqa: S301 -- of a process that we started
