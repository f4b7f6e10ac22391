"""What a paper orders, read from its passages: sentences, headings, lines, tables."""

import re
from dataclasses import replace

from corpus.documents import Document, Passage, Role
from corpus.obligations import Deadline, NamedUnit, Obligation
from ingest.deadlines import PaperTime, find_deadlines
from ingest.drafts import Draft
from ingest.duty_lines import is_label_alone, is_labelled_line
from ingest.duty_neighbours import apply_labelled_lines
from ingest.duty_passages import Governing, governing_of, read_passage, without_mark
from ingest.duty_sentences import read_assigned
from ingest.duty_tables import cells_of, headed_row, is_assignment, read_row
from ingest.duty_tree import Piece, build_pieces
from ingest.marks import find_mark
from ingest.paper_office import Office
from ingest.paper_time import paper_time
from ingest.plain_words import plain_words
from ingest.unit_mentions import find_units, the_one_center

RULES = 2  # the number of these rules: a change of what they find is a new one

# A law's "có trách nhiệm" is a rule for everyone; the register is of tasks handed out.
_LAWS = frozenset(
    ("Luật", "Bộ luật", "Hiến pháp", "Pháp lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch",
     "Văn bản hợp nhất")
)  # fmt: skip
_TOLD = ("Báo cáo", "Tờ trình", "Biên bản", "Giấy mời")  # these tell; only their plans order
_ADDRESSED = ("Công văn", "Chỉ thị", "Công điện")
_DIRECTS = re.compile(
    r"(?:chỉ đạo|yêu cầu|đề nghị|giao|chỉ thị|thực hiện|có ý kiến|kết luận"
    r"|nội dung|nhiệm vụ|như)[^.]*:\s*$"
)
# These items judge, agree, or have a subject of their own: the addressees are not meant.
_OF_OTHERS = re.compile(
    r"(?:phê bình|biểu dương|khen|ghi nhận|đánh giá cao|thống nhất|đồng ý|chấp thuận|công chức"
    r"|cán bộ"
    r"|viên chức|người|cá nhân|tổ chức,|kết quả|kinh phí|thời gian|công văn này|chỉ thị này)\b"
)
_ITEM_TITLE = 200  # characters: a longer item is prose, and what stands under it goes on
_READ = (Role.BODY, Role.HEADING, Role.TABLE)
_AIMS = re.compile(r"\bmục đích\b|\bcăn cứ\b|\bquan điểm\b|\bphạm vi\b|\bđối tượng\b|\bkinh phí\b")
_STATUS = re.compile(
    r"\b(?:thực trạng|tình hình|kết quả (?:thực hiện|đạt được|kiểm tra|khắc phục)|đánh giá"
    r"|nguyên nhân|những tồn tại"
    r"|tồn tại,? hạn chế|hạn chế,? tồn tại|khó khăn|ưu điểm|mặt làm được|bối cảnh)\b"
)
_PLANS = re.compile(
    r"phương hướng|nhiệm vụ|giải pháp|kiến nghị|đề xuất|thời gian tới|khắc phục"
    r"|tổ chức thực hiện|kế hoạch|chỉ tiêu"
    r"|mục tiêu|biện pháp|phân công"
)


def find_obligations(document: Document, passages: tuple[Passage, ...]) -> tuple[Obligation, ...]:
    """The duties that a paper hands out, in reading order.

    Laws and decrees have none here. Of a report only the sections that plan or propose are read.
    """
    if document.kind in _LAWS:
        return ()
    pieces = build_pieces(passages)
    reader = _Reader(document, paper_time(document, passages))
    for piece in pieces:
        reader.read(piece)
    apply_labelled_lines(pieces, reader.office, reader.time)
    return tuple(_finished(pieces, document, reader.time))


class _Reader:
    """Reads the passages of one paper in order."""

    def __init__(self, document: Document, time: PaperTime) -> None:
        office = Office(name=document.issuer)
        self.office = replace(office, center=the_one_center(document.text.split("\n"), office))
        self.time = time
        self._kind = document.kind
        self._text = document.text
        self._addressees: tuple[NamedUnit, ...] = ()
        self._is_directing = False
        self._has_items = False

    def read(self, piece: Piece) -> None:
        passage = piece.passage
        if passage.role is Role.ADDRESSEES:
            self._addressees = tuple(
                replace(unit, start=unit.start + passage.start, end=unit.end + passage.start)
                for unit in find_units(passage.text, self.office)
            )
        if passage.role not in _READ or self._is_elsewhere(piece):
            return
        if passage.role is Role.TABLE:
            self._read_row(piece)
        elif is_label_alone(without_mark(passage.text)[0]) and piece.children:
            piece.is_label = True
        elif is_labelled_line(without_mark(passage.text)[0]) and not self._assigns_money(passage):
            piece.is_labelled = True
        else:
            self._read_text(piece)

    def _assigns_money(self, passage: Passage) -> bool:
        """True for "Kinh phí: Phòng Tài chính - Kế hoạch bố trí …", an order and no label."""
        body = without_mark(passage.text)[0]
        if not re.match(r"(?:nguồn )?kinh phí\b", plain_words(body)):
            return False
        return bool(read_assigned(body, find_units(body, self.office), self.office.name))

    def _is_elsewhere(self, piece: Piece) -> bool:
        """True in the parts of a report that tell what was done."""
        if self._kind not in _TOLD:
            return False
        outermost = piece.ancestors()[-1:]
        headings = [plain_words(above.flat) for above in outermost]
        return not any(
            _PLANS.search(heading) and not _STATUS.search(heading) for heading in headings
        )

    def _read_row(self, piece: Piece) -> None:
        heads = _heads_over(piece)
        if piece.passage.heads:
            cells = headed_row(piece.passage, self._text)
        else:
            cells = cells_of(piece.passage.text, heads)
        if cells and (is_assignment(heads) or is_assignment(" | ".join(c.head for c in cells))):
            draft = read_row(cells, self.office, self.time)
            if draft is not None:
                draft = draft.moved(piece.passage.start)
                if draft.deadline is None:
                    draft.deadline = self._with_time_above(piece, Governing()).deadline
                piece.drafts.append(draft)

    def _read_text(self, piece: Piece) -> None:
        passage = piece.passage
        closes, opens = self._closes(piece), self._is_before_orders(piece)
        above = next((a.governing for a in piece.ancestors() if a.governing is not None), None)
        inherited = Governing() if above is None else above
        if not inherited.leads and self._addresses(piece):
            inherited = replace(inherited, leads=self._addressees)
        inherited = self._with_time_above(piece, inherited)
        piece.governing = governing_of(passage, self.office, self.time)
        if self._kind in _ADDRESSED and _DIRECTS.search(plain_words(piece.flat)):
            self._is_directing = True
            if not self._addressees and piece.parent is None and piece.governing is not None:
                self._addressees = piece.governing.leads  # "… yêu cầu các sở, UBND các xã:"
        if piece.governing is not None and piece.governing.is_bracketed and not piece.children:
            inherited, piece.governing = piece.governing, None
        elif piece.governing is not None and piece.governing.is_heading:
            if not piece.governing.leads:
                piece.governing = None
            return
        piece.drafts += read_passage(
            passage,
            self.office,
            self.time,
            inherited,
            may_be_nobodys=not (self._is_told(piece) or opens),
        )
        if closes:
            for draft in piece.drafts:
                draft.leads = draft.leads or self._addressees

    def _addresses(self, piece: Piece) -> bool:
        """True for an item of a directive that names nobody: all addressees are meant."""
        if not (self._is_directing and self._addressees):
            return False
        above = piece.ancestors()
        outermost = above[-1] if above else piece
        if _OF_OTHERS.match(plain_words(without_mark(piece.passage.text)[0])):
            return False
        if any(one.governing is not None and one.governing.leads for one in above):
            return False
        return bool(re.match(r"(?:\d{1,2}\.|[-–+])\s", outermost.passage.text)) and (
            not above or len(outermost.flat) < _ITEM_TITLE
        )

    def _closes(self, piece: Piece) -> bool:
        """True behind a directive's items: "Báo cáo kết quả gửi về … trước ngày 20"."""
        is_plain = piece.parent is None and find_mark(piece.passage.text) is None
        return is_plain and self._is_directing and self._kind in _ADDRESSED

    def _is_before_orders(self, piece: Piece) -> bool:
        """True for what a letter or directive tells before it orders."""
        is_plain = piece.parent is None and find_mark(piece.passage.text) is None
        self._has_items = self._has_items or not is_plain
        return is_plain and self._kind in _ADDRESSED and not (self._is_directing or self._has_items)

    def _with_time_above(self, piece: Piece, inherited: Governing) -> Governing:
        """A heading's time governs what stands under it: "(hoàn thành trước ngày 30/6)"."""
        for above in piece.ancestors():
            if above.governing is not None and above.governing.deadline is not None:
                return replace(inherited, deadline=above.governing.deadline)
            found = _heading_deadline(above.passage, self.time)
            if found is not None:
                return replace(inherited, deadline=found)
        return inherited

    def _is_told(self, piece: Piece) -> bool:
        """True under headings that give aims or tell what is: only an order by name counts."""
        headings = [plain_words(above.flat) for above in piece.ancestors() if len(above.flat) < 160]
        nearest_plan = next((i for i, h in enumerate(headings) if _PLANS.search(h)), 99)
        nearest_told = next(
            (
                i
                for i, h in enumerate(headings)
                if (_STATUS.search(h) or _AIMS.search(h))
                and not re.search(r"khắc phục|giải pháp|nhiệm vụ|yêu cầu", h)
            ),
            99,
        )
        return nearest_told < nearest_plan


def _heads_over(piece: Piece) -> str:
    """The heads of a row's columns, joined by " | ": its header row, else the line over it."""
    if piece.passage.heads:
        return " | ".join(piece.passage.heads)
    header = piece.parent
    if header is not None and header.passage.role is Role.TABLE:
        return header.passage.text
    return next((line for line in reversed(piece.passage.trail) if " | " in line), "")


_TIME_WORD = re.compile(
    r"hoàn thành|thời (?:gian|hạn)|chậm nhất|muộn nhất|trước (?:ngày|\d)|trong (?:quý|tháng|năm"
    r"|\d)|đến (?:hết|cuối|ngày|năm)|chỉ tiêu|mục tiêu"
)


def _heading_deadline(passage: Passage, time: PaperTime) -> Deadline | None:
    if len(passage.text) > 200 or passage.role is Role.TABLE:
        return None
    plain = plain_words(passage.text)
    if not _TIME_WORD.search(plain):
        return None
    is_goal = re.search(r"chỉ tiêu|mục tiêu", plain) is not None
    found = find_deadlines(passage.text, time, is_value=is_goal)
    if not found:
        return None
    one = found[0]
    return replace(one, start=one.start + passage.start, end=one.end + passage.start)


def _orders_something(draft: Draft) -> bool:
    """False for words that name nobody and no measure, and no time but a stage of years."""
    if draft.leads or draft.targets:
        return True
    deadline = draft.deadline
    if deadline is None:
        return False
    return not (deadline.text.lower().startswith("giai đoạn") or "trong giai đoạn" in deadline.text)


def _finished(pieces: list[Piece], document: Document, time: PaperTime) -> list[Obligation]:
    found: list[Obligation] = []
    for piece in pieces:
        said = [one for one in piece.drafts if _orders_something(one)]
        for ordinal, draft in enumerate(said, start=1):
            found.append(
                Obligation(
                    id=f"{piece.passage.citation.id}#{ordinal}",
                    citation=piece.passage.citation,
                    leads=draft.leads,
                    cooperating=draft.cooperating,
                    action=document.text[draft.start : draft.end],
                    start=draft.start,
                    end=draft.end,
                    page=piece.passage.first_page,
                    deadline=draft.deadline,
                    targets=tuple(
                        replace(one, by=one.by or draft.deadline) for one in draft.targets
                    ),
                    office=document.issuer,
                    year=time.year,
                )
            )
    return found
