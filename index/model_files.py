"""What tells one model's files from another's: a digest of all that its vectors depend on."""

import hashlib
from pathlib import Path

_DECISIVE = frozenset({".json", ".safetensors", ".bin", ".txt", ".model", ".py"})
_OTHER_FORMS = frozenset({"onnx", "openvino"})  # the same weights for other programs
_DIGITS = 16


def files_digest(folder: Path) -> str:
    """Sixteen digits; the same for a copy of the folder elsewhere.

    Weights, configuration and vocabulary count; a README does not. About a second for a GiB.
    """
    digest = hashlib.blake2b(digest_size=_DIGITS // 2)
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if path.suffix in _DECISIVE and _OTHER_FORMS.isdisjoint(place.parts) and path.is_file():
            with path.open("rb") as file:
                content = hashlib.file_digest(file, hashlib.blake2b).digest()
            digest.update(f"{place.as_posix()}\n".encode() + content)
    return digest.hexdigest()
