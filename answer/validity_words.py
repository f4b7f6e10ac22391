"""What is known of a text's validity, in Vietnamese sentences: short, and no surer than it is."""

from collections.abc import Iterable
from datetime import date

from corpus.references import Relation
from corpus.validity import Change, Status, Validity, title_of
from corpus.validity_list import Mark

_MARKS = {
    Mark.PRIMARY: "đọc ở văn bản gốc",
    Mark.SECONDARY: "theo nguồn thứ cấp, cần kiểm tra lại",
    Mark.INFERRED: "suy ra từ văn bản khác, cần kiểm tra lại",
    Mark.UNVERIFIED: "chưa kiểm chứng, cần kiểm tra lại",
}
_DONE = {
    Relation.AMENDS: "được sửa đổi, bổ sung bởi",
    Relation.REPLACES: "được thay bằng",
    Relation.REPEALS: "bị bãi bỏ bởi",
    Relation.SUSPENDS: "bị ngưng hiệu lực bởi",
}


def day_words(day: date) -> str:
    """A day as papers write it: "01/7/2025"."""
    day_part = f"{day.day:02d}"
    month_part = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day_part}/{month_part}/{day.year}"


def mark_words(mark: Mark) -> str:
    """How well a fact is known."""
    return _MARKS[mark]


def change_words(change: Change) -> str:
    """One change: "được thay bằng Nghị định 118/2025/NĐ-CP từ ngày 01/7/2025"."""
    by = f" {title_of(change.by)}" if change.by else " văn bản khác"
    place = f"{change.place} " if change.place else ""
    since = f" từ ngày {day_words(change.effective_from)}" if change.effective_from else ""
    exception = f", {change.exception}" if change.exception else ""
    return f"{place}{_DONE[change.relation]}{by}{since}{exception}"


def status_words(validity: Validity) -> str:
    """The status without the text's name: "hết hiệu lực toàn bộ từ ngày …, đã được thay bằng …"."""
    said = _STATUS_WORDS[validity.status](validity)
    doubt = "" if validity.is_firm else f" ({mark_words(_mark(validity))})"
    return said + doubt


def status_sentence(validity: Validity) -> str:
    """The status as a sentence: "Nghị định 61/2018/NĐ-CP hết hiệu lực toàn bộ từ ngày …"."""
    return f"{validity.title} {status_words(validity)}."


def _mark(validity: Validity) -> Mark:
    if validity.decisive is not None:
        return validity.decisive.mark
    return validity.listed.mark if validity.listed else Mark.PRIMARY


def _not_yet(validity: Validity) -> str:
    day = validity.effective_from
    return "chưa có hiệu lực" + (f"; có hiệu lực từ ngày {day_words(day)}" if day else "")


def _in_force(validity: Validity) -> str:
    listed, amended = validity.listed, _amended_by(validity)
    seen = listed.in_force_as_of if listed else None
    since = (
        f" từ ngày {day_words(validity.effective_from)}"
        if validity.effective_from is not None
        else ""
    )
    if seen is not None and validity.day > seen:
        checked = f", theo lần kiểm tra đến ngày {day_words(seen)}"
    elif listed is None:
        checked = ", theo các văn bản trong kho"
    else:
        checked = ""
    changes = f"; đã được sửa đổi, bổ sung bởi {amended}" if amended else ""
    return f"còn hiệu lực{since}{checked}{changes}"


def _partly(validity: Validity) -> str:
    ended = [
        change_words(change)
        for change in validity.changes
        if change.is_done_on(validity.day) and change.relation is not Relation.AMENDS
    ]
    return "hết hiệu lực một phần: " + "; ".join(dict.fromkeys(ended))


def _expired(validity: Validity) -> str:
    since = f" từ ngày {day_words(validity.since)}" if validity.since else ""
    named = ", ".join(title_of(number) for number in validity.successors)
    ended_by = validity.decisive.by if validity.decisive else None
    if named:
        return f"hết hiệu lực toàn bộ{since}, đã được thay bằng {named}"
    return f"hết hiệu lực toàn bộ{since}" + (
        f", bị bãi bỏ bởi {title_of(ended_by)}" if ended_by else ""
    )


def _suspended(validity: Validity) -> str:
    return change_words(validity.decisive) if validity.decisive else "ngưng hiệu lực"


def _unknown(validity: Validity) -> str:
    amended = _amended_by(validity)
    changes = f"; kho ghi đã được sửa đổi, bổ sung bởi {amended}" if amended else ""
    return f"không rõ còn hiệu lực hay không: kho và danh mục hiệu lực không ghi{changes}"


_STATUS_WORDS = {
    Status.NOT_YET: _not_yet,
    Status.IN_FORCE: _in_force,
    Status.PARTLY: _partly,
    Status.EXPIRED: _expired,
    Status.SUSPENDED: _suspended,
    Status.UNKNOWN: _unknown,
}


def _amended_by(validity: Validity) -> str:
    """The texts that had amended it on the day, in order."""
    amending = [
        change.by
        for change in validity.changes
        if change.relation is Relation.AMENDS and change.by and change.is_done_on(validity.day)
    ]
    return joined(title_of(number) for number in dict.fromkeys(amending))


def joined(titles: Iterable[str]) -> str:
    """Titles in one phrase: "A, B và C"."""
    named = list(titles)
    return " và ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else "".join(named)


def candidates_sentence(typed: str, numbers: Iterable[str]) -> str:
    """What a number may mean that was not typed whole."""
    named = "; ".join(title_of(number) for number in numbers)
    return f"«{typed}» có thể là: {named}. Hãy ghi đủ số, năm và ký hiệu."


def day_doubt(validity: Validity, cited: date | None) -> str | None:
    """That a citation gives another day than the list; None when they agree or one is missing.

    A day of another year is another text: numbers without a year start again each January.
    """
    known = validity.listed.signed_on if validity.listed else None
    if cited is None or known is None or cited == known or cited.year != known.year:
        return None
    return (
        f"Đoạn này ghi {validity.title} ngày {day_words(cited)}; theo danh mục hiệu lực, văn bản "
        f"ký ngày {day_words(known)}, cần đối chiếu."
    )
