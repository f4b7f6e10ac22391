"""Every sentence that the web pages show, in Vietnamese."""

from answer.answers import Kind
from answer.render import WORDING_MARK
from corpus.feedback import Reason, Vote
from corpus.staff import ROLE_WORDS

NAME = "Đúng Hạn"
TAGLINE = "Tra cứu văn bản của cơ quan"
TO_CONTENT = "Đến nội dung chính"
MENU = "Các trang"
ASK = "Hỏi đáp"
DOCUMENTS = "Văn bản"
REMINDER = (
    "Trích dẫn là lời nguyên văn từ các văn bản đã nạp. "
    "Hãy đối chiếu với bản gốc trước khi sử dụng."
)

QUESTION = "Câu hỏi"
QUESTION_HINT = "Enter để gửi, Shift+Enter để xuống dòng. Viết có dấu hoặc không dấu đều được."
SEND = "Gửi"
WAITING = "Đang tra cứu…"
WAITING_PAGE = "Đang mở trang văn bản…"
NO_CONNECTION = "Không liên lạc được với máy chủ. Hãy kiểm tra mạng rồi hỏi lại."
ANSWERS = "Câu trả lời"
EXAMPLES = "Có thể hỏi, chẳng hạn:"
EXAMPLE_QUESTIONS = (
    "Hạn gửi báo cáo kết quả khắc phục là ngày nào?",
    "Đơn vị nào chủ trì công khai thủ tục hành chính?",
    "Điểm e khoản 1 Điều 5 Nghị định 61/2018/NĐ-CP quy định gì?",
)

CONCLUSION = "Nội dung trả lời"
WORDING = WORDING_MARK
QUOTES = "Trích dẫn"
NOT_FOUND = "Không tìm thấy trong các văn bản đã nạp"
NEAREST = "Các đoạn gần nhất, không phải câu trả lời"
NOTES = "Lưu ý"
PAGE = "trang {page}"
OPEN = "Mở văn bản tại trang {page}"
FILE = "Tệp: {source}"
KINDS = {
    Kind.DEADLINE: "Hỏi về thời hạn",
    Kind.RESPONSIBILITY: "Hỏi về trách nhiệm",
    Kind.FIGURE: "Hỏi về số liệu",
    Kind.REFERENCE: "Hỏi nội dung điều khoản",
    Kind.PROCEDURE: "Hỏi về thủ tục",
    Kind.VALIDITY: "Hỏi về hiệu lực",
    Kind.COMPARISON: "So sánh",
    Kind.GENERAL: "Câu hỏi chung",
    Kind.TASKS: "Danh sách nhiệm vụ",
    Kind.CASE: "Hỏi về hồ sơ",
    Kind.SMALL_TALK: "Lời chào",
}

# The talk
TALK = "Cuộc trao đổi"
YOU = "Anh/chị hỏi"
ASSISTANT = "Trợ lý trả lời"
NEW_TALK = "Cuộc trao đổi mới"
EARLIER_TALKS = "Lịch sử"
COMMANDS = "Lệnh"
COMMANDS_FOR_ADMINISTRATOR = "Dành cho quản trị viên"
SHOW_ON_PAGE = "Xem ở trang riêng"
FORGET_TALKS = "Xóa lịch sử"
FORGET_SURE = (
    "Mọi câu hỏi và câu trả lời của anh/chị ở trang này sẽ bị xóa, không lấy lại được. "
    "Góp ý đã gửi và nhật ký của cơ quan không bị xóa."
)
FORGET_YES = "Xóa tất cả"
KEPT_FOR = "Lịch sử được giữ {days} ngày và chỉ anh/chị xem được."
TOO_OLD_TO_SHOW = "Câu trả lời này đã cũ, không hiện lại được. Xin hỏi lại."
TOO_MANY_WAIT = "Còn nhiều câu hỏi chưa trả lời xong. Xin đợi một chút rồi gửi tiếp."
TOO_MANY_PAGES = "Đang mở quá nhiều trang hỏi đáp. Xin đóng bớt rồi mở lại trang này."

DOCUMENTS_TITLE = "Các văn bản đã nạp"
DOCUMENT_COUNT = "Có {count} văn bản."
NO_DOCUMENTS = "Chưa có văn bản nào được nạp."
NUMBER = "Số, ký hiệu"
KIND = "Loại"
SUBJECT = "Trích yếu"
ISSUER = "Cơ quan ban hành"
SIGNED = "Ngày ký"
SIGNER = "Người ký"
SOURCE = "Tệp"
PAGES = "Số trang"
NOT_WRITTEN = "không ghi"
READ = "Đọc"
PREVIOUS = "Trang trước"
NEXT = "Trang sau"
LIST_PAGE = "Trang {page} trên {pages}"
LIST_PAGES = "Các trang của danh sách"
ABOUT = "Thông tin của văn bản"
PAGE_TITLE = "Trang {page}"
QUOTED_HERE = "Đến đoạn được trích"
EMPTY_TEXT = "Văn bản này không có phần chữ nào."

ERROR_TITLE = "Không thực hiện được"
EMPTY_QUESTION = "Hãy viết câu hỏi rồi bấm «Gửi»."
LONG_QUESTION = "Câu hỏi dài quá {limit} ký tự. Hãy viết ngắn lại."
BAD_JSON = 'Nội dung gửi đến phải là JSON dạng {{"question": "câu hỏi"}}.'
TOO_LARGE = "Nội dung gửi đến quá lớn. Hãy viết câu hỏi ngắn lại."
UNKNOWN_DOCUMENT = "Không có văn bản này trong kho. Có thể mã đã đổi hoặc văn bản chưa được nạp."
UNKNOWN_PAGE = "Không có trang này."
WRONG_METHOD = "Địa chỉ này không nhận cách gửi đó."
WRONG_HOST = "Máy chủ này không phục vụ tên miền đó. Hãy mở đúng địa chỉ mà người quản trị cho."
UNEXPECTED = "Có lỗi ngoài dự kiến, mã {code}. Hãy báo người quản trị kèm mã này."

# Signed-in pages
NOT_ALLOWED = "Vai trò của anh/chị không được dùng trang này."
NOT_SIGNED_IN = "Cần đăng nhập, hoặc gửi kèm mã truy cập còn hiệu lực."
OLD_FORM = "Biểu mẫu đã quá hạn hoặc không phải của phiên này. Hãy mở lại trang rồi làm lại."
OTHER_SITE = "Biểu mẫu này do một trang web khác gửi đến nên không được nhận."
BAD_FORM = "Biểu mẫu gửi đến không đúng dạng. Hãy mở lại trang rồi làm lại."
WRONG_SHAPE = "Nội dung gửi đến không đúng dạng mà /api/openapi.json mô tả."
WRONG_SIGN_IN = (
    "Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang bị khóa. Sau 5 lần sai liên "
    "tiếp, tài khoản bị khóa 15 phút."
)
WRONG_SETUP = "Mã thiết lập không đúng, đã dùng, hoặc không mở trên chính máy chủ."
WRONG_OLD_PASSWORD = "Mật khẩu hiện tại không đúng."  # noqa: S105 -- a sentence
NO_FILE = "Chưa chọn tệp nào."
FILES_TOO_LARGE = "Các tệp gửi đến quá lớn: mỗi lần nhiều nhất 256 MB và 50 tệp."
BAD_DAY = "Ngày không đúng dạng. Hãy chọn ngày trong lịch, hoặc viết như 2026-01-31."
BAD_NEAR_DAYS = "Số ngày coi là sắp đến hạn phải là một số nguyên từ 0 đến 60."
OFFICE_FILE_BROKEN = "Tệp office.json đang sai nên chưa sửa ở trang này được. Hãy sửa tệp trước."
NOBODY_CHOSEN = (
    "Chưa chọn vai trò hay đơn vị nào được xem. Hãy chọn ít nhất một, hoặc để mọi người."
)
OTHER_UNIT = "Hồ sơ hoặc nhiệm vụ này không thuộc đơn vị mà anh/chị được xem."
TOO_MANY_TRIES = "Đã thử sai quá nhiều lần. Xin thử lại sau {wait}."
TOO_MANY_QUESTIONS = "Anh/chị hỏi quá nhanh. Xin hỏi lại sau {wait}."
IS_REBUILDING = "Chỉ mục đang được dựng lại. Hãy chờ xong rồi làm lại."
DONE = {
    "xoa-lich-su": "Đã xóa lịch sử trao đổi của anh/chị.",
    "cong-bo": "Đã công bố. Văn bản được dùng để trả lời từ bây giờ.",
    "bo": "Đã bỏ văn bản đang chờ.",
    "nguoi-xem": "Đã lưu người được xem. Có hiệu lực ngay.",
    "rut": "Đã rút văn bản. Văn bản không còn được dùng để trả lời.",
    "phuc-hoi": "Văn bản được dùng lại để trả lời.",
    "xong": "Đã đánh dấu nhiệm vụ đã xong.",
    "mo-lai": "Đã bỏ dấu xong của nhiệm vụ.",
    "mat-khau": "Đã đổi mật khẩu.",
    "phien": "Đã kết thúc phiên.",
    "lien-ket": "Đã bỏ liên kết tài khoản chat.",
    "can-bo": "Đã lưu.",
    "dung-lai": "Đang dựng lại chỉ mục. Việc hỏi đáp vẫn chạy với chỉ mục đang dùng.",
    "chi-muc-truoc": "Đã dùng lại chỉ mục trước.",
    "co-quan": "Đã lưu vào office.json.",
    "nhom-duoc": "Đã cho phép nhóm. Có hiệu lực ngay.",
    "nhom-khong": "Nhóm không được dùng trợ lý nữa. Có hiệu lực ngay.",
}
ROLES = ROLE_WORDS
REASONS = {
    Reason.WRONG_BASIS: "Sai căn cứ",
    Reason.OUTDATED: "Lỗi thời",
    Reason.INCOMPLETE: "Thiếu",
    Reason.OTHER: "Khác",
}
VOTES = {Vote.UP: "Đúng, có ích", Vote.DOWN: "Chưa đúng"}
CHANNELS = {
    "web": "Trang web",
    "cli": "Dòng lệnh",
    "telegram": "Telegram",
    "zalo": "Zalo",
    "zalo_oa": "Zalo OA",
}
ACTIONS = {
    "ask": "Trả lời, có dẫn",
    "chat.ask": "Hỏi",
    "chat.press": "Bấm nút",
    "chat.file": "Gửi tệp",
    "talks.forget": "Xóa lịch sử trao đổi",
    "sign_in": "Đăng nhập",
    "sign_out": "Đăng xuất",
    "session.end": "Kết thúc phiên",
    "token.issue": "Cấp mã truy cập",
    "staff.setup": "Tạo quản trị đầu tiên",
    "staff.add": "Thêm cán bộ",
    "staff.role": "Đổi vai trò, đơn vị",
    "staff.password": "Đặt mật khẩu",
    "staff.disable": "Ngừng tài khoản",
    "staff.enable": "Cho hoạt động lại",
    "staff.code": "Cấp mã liên kết",
    "staff.unlink": "Bỏ liên kết chat",
    "document.preview": "Nạp, chờ công bố",
    "document.publish": "Công bố văn bản",
    "document.discard": "Bỏ văn bản chờ",
    "document.withdraw": "Rút văn bản",
    "document.restore": "Dùng lại văn bản",
    "document.audience": "Đổi người được xem văn bản",
    "office.change": "Đổi cài đặt của cơ quan",
    "group.approved": "Cho phép nhóm chat",
    "group.refused": "Từ chối, thu lại nhóm chat",
    "task.done": "Đánh dấu đã xong",
    "task.undo": "Bỏ dấu xong",
    "cases.import": "Nạp sổ theo dõi",
    "letter": "Lập thư xin lỗi",
    "opinions.read": "Đọc góp ý",
    "audit.read": "Đọc nhật ký",
    "backup.made": "Sao lưu",
    "backup.restored": "Phục hồi bản sao lưu",
    "index.rebuild": "Dựng lại chỉ mục",
    "index.rollback": "Dùng lại chỉ mục trước",
    "chat.command.reindex": "Dựng lại chỉ mục",
    "chat.command.chimuctruoc": "Dùng lại chỉ mục trước",
}
RESULTS = {"ok": "được", "refused": "không được"}
