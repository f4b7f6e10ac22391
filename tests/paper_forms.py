"""Papers of every kind composed part by part, in the layouts that real papers show.

The measure of describing: what was put into a paper is what its description must give back.
"""

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

KINDS = {  # NĐ 30/2020/NĐ-CP Điều 7 and Phụ lục III; the thư công stands apart
    "Nghị quyết": "NQ", "Quyết định": "QĐ", "Chỉ thị": "CT", "Quy chế": "QC", "Quy định": "QyĐ",
    "Thông cáo": "TC", "Thông báo": "TB", "Hướng dẫn": "HD", "Chương trình": "CTr",
    "Kế hoạch": "KH", "Phương án": "PA", "Đề án": "ĐA", "Dự án": "DA", "Báo cáo": "BC",
    "Biên bản": "BB", "Tờ trình": "TTr", "Hợp đồng": "HĐ", "Công điện": "CĐ",
    "Bản ghi nhớ": "BGN", "Bản thỏa thuận": "BTT", "Giấy ủy quyền": "GUQ", "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT", "Giấy nghỉ phép": "GNP", "Phiếu gửi": "PG", "Phiếu chuyển": "PC",
    "Phiếu báo": "PB", "Công văn": "", "Thư công": "",
}  # fmt: skip
LEGAL_KINDS = {
    "Luật": "QH16", "Bộ luật": "QH16", "Pháp lệnh": "UBTVQH16", "Nghị quyết": "QH16",
    "Nghị định": "NĐ-CP", "Thông tư": "TT-BTC", "Thông tư liên tịch": "TTLT-BTC-BNV",
    "Quyết định": "QĐ-UBND",
}  # fmt: skip
PARTY_KINDS = {
    "Nghị quyết": "NQ", "Chỉ thị": "CT", "Kết luận": "KL", "Quyết định": "QĐ", "Quy định": "QyĐ",
    "Chương trình": "CTr", "Hướng dẫn": "HD", "Thông báo": "TB", "Kế hoạch": "KH",
    "Báo cáo": "BC", "Tờ trình": "TTr", "Công văn": "CV",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """An office of our own making: the lines of its letterhead and what is read from them."""

    lines: tuple[str, ...]
    name: str
    symbol: str
    place: str


ISSUERS = (
    Issuer(lines=("ỦY BAN NHÂN DÂN", "HUYỆN BẾN ĐÒ"), name="Ủy ban nhân dân huyện Bến Đò",
           symbol="UBND", place="Bến Đò"),
    Issuer(lines=("UỶ BAN NHÂN DÂN", "XÃ TÂN LẬP ĐÔNG"), name="Ủy ban nhân dân xã Tân Lập Đông",
           symbol="UBND", place="Tân Lập Đông"),
    Issuer(lines=("UBND TỈNH AN PHÚ", "SỞ TÀI CHÍNH"), name="Sở Tài chính", symbol="STC",
           place="An Phú"),
    Issuer(lines=("UBND THÀNH PHỐ BÌNH MINH", "PHÒNG VĂN HÓA - XÃ HỘI"),
           name="Phòng Văn hóa - Xã hội", symbol="PVHXH", place="Bình Minh"),
    Issuer(lines=("ỦY BAN NHÂN DÂN TỈNH AN PHÚ", "VĂN PHÒNG"), name="Văn phòng", symbol="VPUBND",
           place="An Phú"),
    Issuer(lines=("HỘI ĐỒNG NHÂN DÂN", "XÃ BÌNH MINH TÂY"),
           name="Hội đồng nhân dân xã Bình Minh Tây", symbol="HĐND", place="Bình Minh Tây"),
    Issuer(lines=("UBND XÃ BÌNH MINH TÂY", "TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"),
           name="Trung tâm Phục vụ hành chính công", symbol="TTPVHCC", place="Bình Minh Tây"),
    Issuer(lines=("BỘ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"), name="Bộ Nông nghiệp và Môi trường",
           symbol="BNNMT", place="Hà Nội"),
    Issuer(lines=("UBND TỈNH AN PHÚ", "BAN QUẢN LÝ", "DỰ ÁN ĐẦU TƯ XÂY DỰNG"),
           name="Ban Quản lý dự án đầu tư xây dựng", symbol="BQLDA", place="TP. Hồ Chí Minh"),
    Issuer(lines=("SỞ Y TẾ TỈNH AN PHÚ", "BỆNH VIỆN ĐA KHOA", "KHU VỰC BẾN ĐÒ"),
           name="Bệnh viện Đa khoa khu vực Bến Đò", symbol="BVĐK", place="Bà Rịa - Vũng Tàu"),
    Issuer(lines=("HUYỆN ĐOÀN BẾN ĐÒ",), name="Huyện đoàn Bến Đò", symbol="HĐBĐ",
           place="Thị trấn Bến Đò"),
    Issuer(lines=("CHÍNH PHỦ",), name="Chính phủ", symbol="CP", place="Hà Nội"),
    Issuer(lines=("THỦ TƯỚNG CHÍNH PHỦ",), name="Thủ tướng Chính phủ", symbol="TTg",
           place="Hà Nội"),
)  # fmt: skip
PARTY_ISSUERS = (
    Issuer(lines=("TỈNH ỦY AN PHÚ", "*"), name="Tỉnh ủy An Phú", symbol="TU", place="An Phú"),
    Issuer(lines=("ĐẢNG BỘ TỈNH AN PHÚ", "ĐẢNG ỦY XÃ TÂN LẬP ĐÔNG", "*"),
           name="Đảng ủy xã Tân Lập Đông", symbol="ĐU", place="Tân Lập Đông"),
)  # fmt: skip
SUBJECTS = (
    ("khắc phục tồn tại, hạn chế trong công tác",
     "cải cách hành chính năm 2031"),
    ("triển khai số hóa hồ sơ, kết quả giải quyết",
     "thủ tục hành chính theo Quyết định số 88/QĐ-UBND",
     "ngày 05 tháng 3 năm 2030 của Ủy ban nhân dân tỉnh"),
    ("rà soát hồ sơ trễ hạn tháng 5 năm 2031",),
    ("phân công nhiệm vụ quản lý, bảo vệ",
     "các công trình thủy lợi trên địa bàn",
     "và phòng, chống thiên tai, tìm kiếm",
     "cứu nạn giai đoạn 2030 - 2035"),
)  # fmt: skip
SIGNATURES = (
    ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ("TM. UỶ BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ("Q. CHỦ TỊCH",),
    ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
    ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG NỘI VỤ"),
    ("GIÁM ĐỐC",),
    ("TRƯỞNG PHÒNG",),
)
NAMES = ("Trần Thị Mai", "Lê Văn Ước", "Nguyễn Hoàng Ân", "Đỗ Đức", "Phan Thị Như Ý")
ADDRESSEES = (
    (),
    ("Ủy ban nhân dân các xã, phường",),
    ("Các phòng, ban chuyên môn", "Công an huyện", "Ủy ban nhân dân các xã, thị trấn"),
)
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
    "Căn cứ Nghị định số 15/2029/NĐ-CP ngày 02 tháng 01 năm 2029 của Chính phủ",
)
RECIPIENTS = ("Như trên", "TT. Đảng ủy, TT. HĐND xã (b/c)", "Lưu: VT, NV (05b)")
MOTTOS = {
    False: ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    True: ("ĐẢNG CỘNG SẢN VIỆT NAM",),
}
BLANK_DAYS = (
    "ngày tháng 9 năm 2031",
    "ngày ..... tháng 9 năm 2031",
    "ngày … tháng … năm 2031",
    "tháng 9 năm 2031",
)
DIGITAL = (
    "Ký bởi: Ủy ban nhân dân huyện Bến Đò",
    "Cơ quan: Tỉnh An Phú",
    "Thời gian ký: 09.10.2031 10:57:29 +07:00",
    "Signature Not Verified",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a paper says of itself, and how its parts are laid out."""

    kind: str
    symbol: str  # "KH-UBND"; "" for a paper without a number
    count: int | None  # None: left blank
    number: str | None
    issuer: Issuer
    day: date | None
    day_as_written: str | None
    subject: tuple[str, ...]
    addressees: tuple[str, ...]
    bases: tuple[str, ...]
    signature: tuple[str, ...]
    signer: str
    urgency: str = ""
    is_draft: bool = False
    is_party: bool = False
    number_line: str = ""
    layout: str = "columns"  # "columns", "beside", "stacked", "woven", "glued", "turned"
    upper_subject: bool = False
    marked_subject: bool = False  # "Về việc" before it
    digital: bool = False
    misread: bool = False  # slips that OCR makes in fixed words
    scope: str = ""
    copied_as: str = ""
    signs_in_capitals: bool = False
    names_authority: bool = False  # "CHỦ TỊCH …" and "QUYẾT ĐỊNH:" under the subject
    double_spaced: bool = False
    is_word: bool = False  # each line a paragraph without indents, as Word's tables give them
    signature_first: bool = False

    @property
    def subject_text(self) -> str:
        """The subject as it is read, on one line."""
        subject = " ".join(self.subject)
        subject = subject[:1].upper() + subject[1:] if self.is_titled else subject
        return subject.upper() if self.upper_subject else subject

    @property
    def is_titled(self) -> bool:
        """True where the kind is named above the subject."""
        return self.kind != "Công văn"


def _number(symbol: str, count: int | None, year: int | None, *, party: bool) -> tuple[str, str]:
    """The canonical number and the line as a clerk writes it."""
    if count is None:
        return "", f"-{symbol}" if party else f"/{symbol}"
    written = f"{count:02}"
    if party:
        return f"{count}-{symbol}", f"{written}-{symbol}"
    if year:
        return f"{count}/{year}/{symbol}", f"{written}/{year}/{symbol}"
    return f"{count}/{symbol}", f"{written}/{symbol}"


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Papers of every kind; Hypothesis shrinks towards the plainest."""
    family = draw(st.sampled_from(("office", "legal", "party")))
    party, legal = family == "party", family == "legal"
    kinds = {"office": KINDS, "legal": LEGAL_KINDS, "party": PARTY_KINDS}[family]
    kind = draw(st.sampled_from(sorted(kinds)))
    issuer = draw(st.sampled_from(PARTY_ISSUERS if party else ISSUERS))
    count = draw(st.one_of(st.none(), st.integers(1, 4999)))
    if legal:
        symbol = kinds[kind]
    elif party:
        symbol = f"{kinds[kind]}/{issuer.symbol}"
    elif kinds[kind]:
        symbol = f"{kinds[kind]}-{issuer.symbol}" + draw(st.sampled_from(("", "-HC")))
    else:
        symbol = f"{issuer.symbol}-VX" if kind == "Công văn" else ""
    number, written = _number(symbol, count, 2031 if legal else None, party=party)
    day = draw(st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2032, 12, 31))))
    if day:
        as_written = f"ngày {day.day:02} tháng {day.month:02} năm {day.year}"
    else:
        as_written = draw(st.sampled_from(BLANK_DAYS))
    return Form(
        kind=kind,
        symbol=symbol,
        count=count,
        number=number if symbol and count is not None else None,
        issuer=issuer,
        day=day,
        day_as_written=as_written,
        subject=draw(st.sampled_from(SUBJECTS)),
        addressees=draw(st.sampled_from(ADDRESSEES)),
        bases=BASES[: draw(st.integers(0, 2))],
        signature=draw(st.sampled_from(SIGNATURES)),
        signer=draw(st.sampled_from(NAMES)),
        urgency=draw(st.sampled_from(("", "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN"))),
        is_draft=draw(st.booleans()),
        is_party=party,
        number_line=_number_line(draw, written, blank=count is None) if symbol else "",
        layout=draw(st.sampled_from(("columns", "beside", "stacked", "woven", "glued", "turned"))),
        upper_subject=kind != "Công văn" and draw(st.booleans()),
        marked_subject=kind not in ("Công văn", "Thư công") and draw(st.booleans()),
        digital=draw(st.booleans()),
        misread=draw(st.booleans()),
        scope=draw(st.sampled_from(("", "LƯU HÀNH NỘI BỘ", "XEM XONG TRẢ LẠI"))),
        copied_as=draw(st.sampled_from(("", "SAO Y", "TRÍCH SAO"))),
        signs_in_capitals=draw(st.booleans()),
        names_authority=kind == "Quyết định" and draw(st.booleans()),
        double_spaced=draw(st.booleans()),
        is_word=draw(st.booleans()),
        signature_first=draw(st.booleans()),
    )


def _number_line(draw: st.DrawFn, written: str, *, blank: bool) -> str:
    if blank:
        return "Số:" + " " * draw(st.integers(1, 9)) + written
    if draw(st.booleans()):
        written = written.replace("/", " / ").replace("-", " - ")
    return draw(st.sampled_from(("Số: ", "Số : ", "Số ", "SỐ: ", "Só: ", "Sô: "))) + written


def paper_text(form: Form) -> str:
    """The paper as a text file."""
    parts = [
        "\n".join(DIGITAL) if form.digital else "",
        "\n".join(_letterhead(form)),
        "\n".join(_title(form)),
        "\n".join(_addressees(form)),
        "\n".join(f"{basis};" for basis in form.bases)[:-1] + "." if form.bases else "",
        _BODY,
        "\n".join(_tail(form)),
    ]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return text.replace("\n", "\n\n") if form.double_spaced else text


_BODY = (
    "Nội dung thực hiện cụ thể như sau, các đơn vị căn cứ chức năng mà triển khai.\n"
    "1. Các phòng, ban rà soát toàn bộ hồ sơ đang giải quyết và báo cáo hằng tuần.\n"
    "2. Văn phòng tổng hợp, báo cáo trước ngày 20 tháng 11 năm 2031./."
)


def _letterhead(form: Form) -> list[str]:
    motto = list(MOTTOS[form.is_party])
    if form.misread and not form.is_party:
        motto = ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"]
    day = f"{form.issuer.place}, {form.day_as_written}"
    if form.day is None:
        day = day.replace("ngày t", "ngày      t")
    left = [*form.issuer.lines, *([form.number_line] if form.number_line else [])]
    about = [] if form.is_titled else [f"V/v {form.subject[0]}", *form.subject[1:]]
    stamps = [form.urgency] if form.urgency else []
    stamps += ["DỰ THẢO"] if form.is_draft else []
    stamps += [stamp for stamp in (form.scope, form.copied_as) if stamp]
    if form.layout == "stacked":
        return [*left, *about, *stamps, *motto, day]
    if form.layout == "turned":
        return [*motto, day, *left, *about, *stamps]
    if form.layout == "woven":
        return [*form.issuer.lines, *motto, *left[len(form.issuer.lines) :], day, *about, *stamps]
    if form.layout == "glued":
        rest = [*form.issuer.lines[1:], "", ""]
        woven = [f"{form.issuer.lines[0]} {motto[0]}"]
        woven.append(f"{rest[0]} {motto[1]}".strip() if len(motto) > 1 else rest[0])
        woven += [line for line in rest[1:] if line]
        return [
            line for line in [*woven, f"{form.number_line} {day}".strip(), *about, *stamps] if line
        ]
    right = [*motto, "", day]
    if form.layout == "beside" and about:
        left, about = [*left, *about], []
    rows = max(len(left), len(right))
    left += [""] * (rows - len(left))
    right = [*motto, *[""] * (rows - len(motto) - 1), day]
    width = max(len(line) for line in left) + 6
    head = [f"{one:<{width}}{other}".rstrip() for one, other in zip(left, right, strict=True)]
    return [*head, *about, *stamps]


def _title(form: Form) -> list[str]:
    if not form.is_titled:
        return []
    subject = list(form.subject)
    subject[0] = subject[0][:1].upper() + subject[0][1:]
    if form.marked_subject:
        subject[0] = "Về việc " + subject[0]
    if form.upper_subject:
        subject = [line.upper() for line in subject]
    name = "THƯ" if form.kind == "Thư công" else form.kind.upper()
    if form.misread and form.kind in ("Thông báo", "Báo cáo"):
        name = {"Thông báo": "THÔNG BẢO", "Báo cáo": "BÁO CÀO"}[form.kind]
    lines = [f"{name:>40}", *(f"{line:^80}".rstrip() for line in subject)]
    if form.names_authority:
        lines += ["", "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN BẾN ĐÒ"]
    return lines


def _addressees(form: Form) -> list[str]:
    if len(form.addressees) < 2:
        return [f"Kính gửi: {each}." for each in form.addressees]
    *first, last = form.addressees
    return ["Kính gửi:", *(f"- {each};" for each in first), f"- {last}."]


def _tail(form: Form) -> list[str]:
    *first, last = RECIPIENTS
    left = ["Nơi nhận:", *(f"- {each};" for each in first), f"- {last}."]
    signer = form.signer.upper() if form.signs_in_capitals else form.signer
    right = [*form.signature, "", "", signer]
    if form.layout in ("stacked", "woven", "glued", "turned"):
        signature = [*form.signature, "", signer]
        return [*signature, "", *left] if form.signature_first else [*left, "", *signature]
    rows = max(len(left), len(right))
    left += [""] * (rows - len(left))
    right += [""] * (rows - len(right))
    return [f"{one:<46}{other}".rstrip() for one, other in zip(left, right, strict=True)]
