"""The marks of state secrecy (NĐ 30/2020/NĐ-CP Phụ lục I ô 10a). Such papers never enter."""

import re

from ingest.lines import Line, single_spaced

_MARK = re.compile(
    r"^(?:ĐỘ MẬT\s*:\s*|Độ mật\s*:\s*)?(?:TUYỆT MẬT|TỐI MẬT|MẬT|Tuyệt mật|Tối mật|Mật)$"
)
_HEAD_LINES = 40


def is_secret(lines: tuple[Line, ...]) -> bool:
    """True when a stamp of secrecy stands on a line of its own at the head of the paper."""
    return any(
        _MARK.match(part)
        for line in lines[:_HEAD_LINES]
        for part in (single_spaced(line.text), *re.split(r"\s{3,}", line.text))
    )
