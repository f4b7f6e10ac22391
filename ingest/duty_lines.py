"""Lines that say one thing of a duty: "Đơn vị chủ trì: …", "Thời gian hoàn thành: …"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.plain_words import plain_words


class Label(StrEnum):
    """What a line or a table's column says of a duty."""

    LEAD = "lead"
    COOPERATING = "cooperating"
    TIME = "time"
    PRODUCT = "product"
    TASK = "task"
    TARGET = "target"
    NUMBER = "number"
    NOTE = "note"
    UNIT = "unit"  # a column "Đơn vị": who has the targets of a row


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One labelled value, its span in the text."""

    label: Label
    start: int
    end: int


_UNIT_WORD = r"(?:cơ quan|đơn vị|phòng|bộ phận|cá nhân|người|tổ chức)"
_SPOKEN_TIME = (
    r"(?=trong|trước|từ|đến|quý|quí|tháng|năm|chậm nhất|muộn nhất|hằng|hàng|thường xuyên|ngày"
    r"|định kỳ|giai đoạn|hoàn thành)"
)
_LABELS: tuple[tuple[Label, str], ...] = (
    (
        Label.LEAD,
        rf"(?:{_UNIT_WORD}(?:\s*,\s*{_UNIT_WORD})*\s+)?(?:chủ trì(?:\s+(?:thực hiện|tham mưu"
        rf"|triển khai))?|đầu mối)"
        rf"|{_UNIT_WORD}\s+(?:thực hiện|chịu trách nhiệm|phụ trách|tham mưu|được giao)"
        rf"|phân công(?:\s+thực hiện)?|trách nhiệm(?:\s+thực hiện)?"
        r"|phụ trách|giao",
    ),
    (
        Label.COOPERATING,
        rf"(?:{_UNIT_WORD}(?:\s*,\s*{_UNIT_WORD})*\s+)?phối hợp(?:\s+thực hiện)?",
    ),
    (
        Label.TIME,
        r"(?:thời gian|thời hạn|tiến độ|thời điểm|hạn|mốc thời gian)(?:\s+(?:thực hiện"
        r"|hoàn thành|khắc phục|báo cáo|triển khai|trình|xong|gửi))*"
        r"(?:\s+và\s+hoàn thành)?|hoàn thành",
    ),
    (
        Label.PRODUCT,
        r"(?:sản phẩm|kết quả|dự kiến sản phẩm)(?:\s+(?:đạt được|đầu ra|dự kiến|hoàn thành"
        r"|cần đạt))?|kinh phí|nguồn kinh phí",
    ),
    (
        Label.TASK,
        r"nội dung(?:\s+(?:thực hiện|khắc phục|công việc|nhiệm vụ))?|nhiệm vụ"
        r"|giải pháp(?:\s+(?:khắc phục|thực hiện))?|biện pháp(?:\s+khắc phục)?",
    ),
)
_OPENING = r"(?:^|(?<=[.;(]\s)|(?<=[.;(])|(?<=\n))\s*(?:[-–+•*]\s*)?(?:\(|về\s+)?"
_LABELLED = tuple(
    (label, re.compile(rf"{_OPENING}(?P<name>{words})\s*:\s*")) for label, words in _LABELS
)
_TIME_SPOKEN = re.compile(rf"{_OPENING}(?P<name>{_LABELS[2][1]})\s+{_SPOKEN_TIME}")


def find_labelled(text: str) -> list[Labelled]:
    """The labelled values of a passage or sentence, in order; none in plain prose."""
    plain = plain_words(text)
    heads: list[tuple[int, int, Label]] = []
    for label, pattern in _LABELLED:
        heads += [(m.start("name"), m.end(), label) for m in pattern.finditer(plain)]
    for match in _TIME_SPOKEN.finditer(plain):
        if match["name"] != "hoàn thành" and match["name"] != "hạn":
            heads.append((match.start("name"), match.end(), Label.TIME))
    heads.sort()
    found: list[Labelled] = []
    for index, (_, begin, label) in enumerate(heads):
        end = heads[index + 1][0] if index + 1 < len(heads) else len(text)
        found.append(Labelled(label=label, start=begin, end=max(begin, end)))
    return found


def is_labelled_line(text: str) -> bool:
    """True for a line that opens with a label other than that of the task itself."""
    found = find_labelled(text)
    if not found or found[0].label is Label.TASK:
        return False
    opening = plain_words(text)[: found[0].start]
    words = len(re.findall(r"\w+", opening))
    return words <= 8 and len(text) - found[0].start > 1


def is_label_alone(text: str) -> bool:
    """True for "Phân công thực hiện:": a label whose values stand in the lines under it."""
    found = find_labelled(text)
    return bool(found) and found[0].label is Label.LEAD and len(text.rstrip()) <= found[0].start


_HEADS: tuple[tuple[Label, str], ...] = (
    (Label.NUMBER, r"^(?:tt|stt|số tt|số thứ tự)$"),
    (Label.COOPERATING, r"phối hợp"),
    (
        Label.LEAD,
        r"chủ trì|thực hiện chính|chịu trách nhiệm|đầu mối|phân công|(?:đơn vị|cơ quan|người"
        r"|bộ phận|phòng)[\w ,/]* (?:thực hiện|phụ trách|được giao|tham mưu)|trách nhiệm",
    ),
    (Label.TIME, r"thời gian|thời hạn|tiến độ|hoàn thành|hạn|thời điểm"),
    (Label.PRODUCT, r"sản phẩm|kết quả|đầu ra"),
    (Label.TARGET, r"chỉ tiêu|mục tiêu|mức|\(%\)|tỷ lệ"),
    (Label.TASK, r"nhiệm vụ|nội dung|công việc|giải pháp|hoạt động|tiêu chí|tồn tại|hạn chế|tên"),
    (Label.NOTE, r"ghi chú|kinh phí"),
    (
        Label.UNIT,
        r"^(?:tên )?(?:đơn vị|cơ quan|phòng|cơ quan, đơn vị|phòng, đơn vị|đơn vị, địa phương"
        r"|địa phương)$",
    ),
)


def label_of_head(head: str) -> Label | None:
    """What a table's column holds by its head; None where the head does not say."""
    plain = " ".join(plain_words(head).split()).strip(" .:")
    return next((label for label, words in _HEADS if re.search(words, plain)), None)
