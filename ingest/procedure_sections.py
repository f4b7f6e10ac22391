"""The sections of an exported procedure, taken from the whole page where the fields were cut wrong.

The export cut the page at the first place that reads like a section's title. Where a step or
a fee says "Căn cứ pháp lý" too, two fields are of the wrong place. The page itself (`raw_text`)
is cut again here, at titles that are followed by what must follow them.
"""

import re
from collections.abc import Mapping

from corpus.procedures import NO_VALUE
from ingest.procedure_fields import BASES_HEAD, WAYS_HEAD

_TITLES = (
    ("trinh_tu_thuc_hien", re.compile(r"Trình Tự Thực Hiện")),
    ("cach_thuc_thuc_hien", re.compile(rf"Cách Thức Thực Hiện(?=\s*{WAYS_HEAD})")),
    ("thanh_phan_ho_so", re.compile(r"Thành phần hồ sơ(?![\s).,;:])")),
    (
        "can_cu_phap_ly",
        re.compile(rf"Căn cứ pháp lý(?=\s*(?:{BASES_HEAD}|{NO_VALUE}\s*Cơ quan thực hiện))"),
    ),
    ("co_quan_thuc_hien", re.compile(r"Cơ quan thực hiện")),
    ("yeu_cau_dieu_kien", re.compile(r"Yêu cầu, điều kiện thực hiện")),
    ("ket_qua_xu_ly", re.compile(r"Kết quả xử lý")),
)


def sections_of(page: str) -> Mapping[str, str]:
    """The sections of a page by the names of their fields; empty when a title is missing.

    The last section may be missing.
    """
    places: list[tuple[str, int, int]] = []
    at = 0
    for name, title in _TITLES:
        match = title.search(page, at)
        if match is None:
            if name == "ket_qua_xu_ly":
                break
            return {}
        places.append((name, match.start(), match.end()))
        at = match.end()
    ends = [start for _, start, _ in places[1:]] + [len(page)]
    return {
        name: page[start:end].strip() for (name, _, start), end in zip(places, ends, strict=True)
    }
