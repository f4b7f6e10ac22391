"""What each address takes, with values that are right: where attacks on one field start from."""

from dataclasses import dataclass

from tests.web_office import PASSWORD


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The fields of an address, of its query or of its form."""

    path: str
    values: dict[str, str]
    is_form: bool = False
    file: str | None = None  # the field of its files


_PERIOD = {"tu": "2026-01-01", "den": "2026-03-16"}
_QUOTED = {"tu": "0", "den": "40", "ban": "1"}
_SAID = {"cuoc": "cuoc-trao-doi", "ma_tin": "tin-so-mot"}
_DUTY = {"ma": "", "ngay": "2026-03-16", "ghi_chu": "Đã gửi", "cot": "qua", "don_vi": ""}
_PERSON = {"ho_ten": "Lê Văn An", "don_vi": "Phòng Nội vụ", "xem": "Phòng Kinh tế"}
_LETTER = {
    "hen_lai": "2026-03-23",
    "ly_do": "chờ đo đạc",
    "co_quan": "UBND xã",
    "cap_tren": "UBND tỉnh",
    "dia_danh": "Sa Đéc",
    "chuc_vu": "Chủ tịch",
    "nguoi_ky": "Nguyễn Văn Mẫu",
    "so": "12",
}
QUERIES = (
    Fields(path="/", values={"xong": "xoa-lich-su", "cuoc": "cuoc-trao-doi"}),
    Fields(path="/tin/moi", values={"cuoc": "cuoc-trao-doi", "sau": "0"}),
    Fields(path="/van-ban", values={"tim": "kế hoạch", "trang": "1", "rut": "1"}),
    Fields(path="/van-ban/12-kh-ubnd", values=_QUOTED),
    Fields(path="/van-ban/12-kh-ubnd/trang/1", values={**_QUOTED, "manh": "1"}),
    Fields(path="/nhiem-vu", values={"cot": "qua", "don_vi": "", "trang": "1"}),
    Fields(path="/ho-so", values=_PERIOD),
    Fields(path="/ho-so/bieu-do/don-vi.svg", values=_PERIOD),
    Fields(path="/ho-so/danh-sach", values={"trang_thai": "overdue", "don_vi": "", "trang": "1"}),
    Fields(path="/ho-so/kiem-tra", values={"loi": ""}),
    Fields(path="/tom-tat", values={"ngay": "2026-03-16"}),
    Fields(path="/nhat-ky", values={"truoc": "100", "kiem": "1"}),
    Fields(path="/dang-nhap", values={"tiep": "/van-ban"}),
    Fields(path="/thiet-lap", values={"ma": "sai"}),
    Fields(path="/api/documents", values={"limit": "10", "offset": "0"}),
    Fields(path="/api/tasks", values={"unit": "", "limit": "10", "offset": "0"}),
)
FORMS = (
    Fields(is_form=True, path="/", values={**_SAID, "cau_hoi": "Hạn nào?", "lenh": ""}),
    Fields(is_form=True, path="/tin", values={**_SAID, "cau_hoi": "Hạn nào?"}),
    Fields(is_form=True, path="/tin", values={**_SAID, "nut": "1 u:abcdefghijk:0"}),
    Fields(is_form=True, path="/tin/xoa", values={}),
    Fields(
        is_form=True,
        path="/dang-nhap",
        values={"tai_khoan": "nguoi-la", "mat_khau": "mật khẩu sai", "tiep": "/"},
    ),
    Fields(is_form=True, path="/thiet-lap", values={"ma": "sai", "tai_khoan": "hoa"}),
    Fields(is_form=True, path="/tai-khoan/mat-khau", values={"cu": PASSWORD, "moi": "ngắn"}),
    Fields(is_form=True, path="/tai-khoan/phien", values={"so": "9999"}),
    Fields(
        is_form=True,
        path="/tai-khoan/lien-ket",
        values={"kenh": "zalo", "bot": "b", "nguoi": "u"},
    ),
    Fields(is_form=True, path="/tai-khoan/token", values={"ten": "máy thống kê"}),
    Fields(is_form=True, path="/nhiem-vu/xong", values=_DUTY),
    Fields(is_form=True, path="/nhiem-vu/mo-lai", values=_DUTY),
    Fields(is_form=True, path="/ho-so/thu/H-2", values=_LETTER),
    Fields(is_form=True, path="/ho-so/nap", values={"luc": "2026-03-16T08:00"}, file="tep"),
    Fields(is_form=True, path="/nap", values={}, file="tep"),
    Fields(
        is_form=True,
        path="/can-bo",
        values={**_PERSON, "tai_khoan": "an.lv", "vai_tro": "xem", "mat_khau": "mưa trên sông Hậu"},
    ),
    Fields(
        is_form=True,
        path="/van-ban/12-kh-ubnd/nguoi-xem",
        values={
            "nguoi_xem": "chi",
            "vai_tro_xem": "lanh_dao",
            "don_vi_xem": "Phòng Nội vụ",
            "don_vi_khac": "Phòng Kinh tế",
        },
    ),
    Fields(
        is_form=True,
        path="/nhom",
        values={"quyet_dinh": "cho-phep", "kenh": "telegram", "bot": "b", "nhom": "-1"},
    ),
    Fields(is_form=True, path="/can-bo/1/vai-tro", values={**_PERSON, "vai_tro": "xem"}),
    Fields(is_form=True, path="/can-bo/1/mat-khau", values={"mat_khau": "gió trên đồng"}),
    Fields(is_form=True, path="/can-bo/1/trang-thai", values={"hoat_dong": "1"}),
)
PATHS = (
    "/van-ban/{}",
    "/van-ban/{}/trang/1",
    "/van-ban/12-kh-ubnd/trang/{}",
    "/van-ban/12-kh-ubnd/trang/{}/anh",
    "/nap/{}",
    "/can-bo/{}",
    "/ho-so/mot/{}",
    "/ho-so/bieu-do/{}.svg",
    "/api/documents/{}",
)
