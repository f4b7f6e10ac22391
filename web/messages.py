"""Every sentence that the web pages show, in Vietnamese."""

from answer.answers import Kind

NAME = "Đúng Hạn"
TAGLINE = "Tra cứu văn bản của cơ quan"
TO_CONTENT = "Đến nội dung chính"
MENU = "Các trang"
ASK = "Hỏi đáp"
DOCUMENTS = "Văn bản"
REMINDER = (
    "Câu trả lời chỉ gồm lời trích nguyên văn từ các văn bản đã nạp. "
    "Hãy đối chiếu với bản gốc trước khi sử dụng."
)

QUESTION = "Câu hỏi"
QUESTION_HINT = "Viết có dấu hoặc không dấu đều được, tối đa {limit} ký tự."
SEND = "Hỏi"
WAITING = "Đang tìm trong các văn bản…"
NO_CONNECTION = "Không liên lạc được với máy chủ. Hãy kiểm tra mạng rồi hỏi lại."
ANSWERS = "Câu trả lời"
EXAMPLES = "Có thể hỏi, chẳng hạn:"
EXAMPLE_QUESTIONS = (
    "Hạn gửi báo cáo kết quả khắc phục là ngày nào?",
    "Đơn vị nào chủ trì công khai thủ tục hành chính?",
    "Điểm e khoản 1 Điều 5 Nghị định 61/2018/NĐ-CP quy định gì?",
)

CONCLUSION = "Nội dung trả lời"
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

ABOUT_CASES = "Hỏi về hồ sơ"
FROM_REGISTER = "Theo sổ hồ sơ đã nạp"

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
EMPTY_QUESTION = "Hãy viết câu hỏi rồi bấm «Hỏi»."
LONG_QUESTION = "Câu hỏi dài quá {limit} ký tự. Hãy viết ngắn lại."
BAD_JSON = 'Nội dung gửi đến phải là JSON dạng {{"question": "câu hỏi"}}.'
TOO_LARGE = "Nội dung gửi đến quá lớn. Hãy viết câu hỏi ngắn lại."
UNKNOWN_DOCUMENT = "Không có văn bản này trong kho. Có thể mã đã đổi hoặc văn bản chưa được nạp."
UNKNOWN_PAGE = "Không có trang này."
WRONG_METHOD = "Địa chỉ này không nhận cách gửi đó."
WRONG_HOST = "Máy chủ này không phục vụ tên miền đó. Hãy mở đúng địa chỉ mà người quản trị cho."
UNEXPECTED = "Có lỗi ngoài dự kiến, mã {code}. Hãy báo người quản trị kèm mã này."
