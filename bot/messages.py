"""Every sentence that people read in chat, and those that the administrator reads in the log."""

WELCOME = (
    "Xin chào anh/chị. Tôi là trợ lý tra cứu văn bản tự động (trí tuệ nhân tạo) của cơ quan.\n\n"
    "Anh/chị gõ câu hỏi như khi hỏi đồng nghiệp, tôi trả lời bằng chính đoạn văn bản đã nạp, "
    "kèm điều, khoản và số trang. Không tìm thấy thì tôi nói là không tìm thấy.\n\n"
    "Câu trả lời cần được đối chiếu với văn bản gốc trước khi sử dụng. Xin đừng gửi nội dung mật "
    "hoặc thông tin cá nhân của người dân vào đây.\n\n"
    "Gõ /trogiup để xem cách dùng."
)
HELP = (
    "Cách dùng:\n"
    "• Nhắn riêng: gõ thẳng câu hỏi, ví dụ: Hạn báo cáo khắc phục là ngày nào?\n"
    "• Trong nhóm: gõ /hoi kèm câu hỏi, nhắc tên tôi, hoặc trả lời tin nhắn của tôi.\n"
    "• Bấm «Xem nguyên văn» dưới câu trả lời để đọc trọn đoạn được trích.\n\n"
    "Lệnh:\n"
    "/hoi câu hỏi: tra cứu trong các văn bản đã nạp\n"
    "/trogiup: xem hướng dẫn này"
)
COMMANDS = (
    ("hoi", "Hỏi về các văn bản đã nạp"),
    ("trogiup", "Xem cách dùng"),
)

ASK_SOMETHING = "Xin anh/chị gõ câu hỏi sau lệnh, ví dụ: /hoi Đơn vị nào chủ trì rà soát thủ tục?"
UNKNOWN_COMMAND = "Tôi không có lệnh này. Xin gõ /trogiup để xem cách dùng."
TEXT_ONLY = "Tôi chỉ đọc được câu hỏi bằng chữ. Xin anh/chị gõ câu hỏi."
QUESTION_TOO_LONG = (
    "Câu hỏi dài {found} ký tự, tôi chỉ nhận tối đa {limit} ký tự. Xin anh/chị hỏi ngắn gọn hơn."
)
STRANGER = (
    "Anh/chị chưa được cấp quyền dùng trợ lý này; "
    "xin gửi mã Telegram {user_id} cho quản trị viên để được cấp quyền."
)
UNKNOWN_GROUP = (
    "Nhóm này chưa được phép dùng trợ lý; xin gửi mã nhóm {chat_id} cho quản trị viên để được phép."
)
BUSY = "Xin lỗi, hệ thống đang bận, xin anh/chị thử lại sau ít phút. Mã lỗi: {code}"

NOT_FOUND = "Tôi không tìm thấy nội dung này trong các văn bản đã nạp."
NEAREST = "Các đoạn gần nhất, chỉ để tham khảo, không phải là câu trả lời:"
RELATED = "Các đoạn liên quan trong văn bản:"
SOURCES = "Căn cứ:"
NOTES = "Lưu ý:"
PAGE = "trang {page}"
CHECK_ORIGINAL = (
    "Nội dung trên được trích tự động; xin đối chiếu với văn bản gốc trước khi sử dụng."
)
SHOW_QUOTE = "[{number}] Xem nguyên văn"
SOURCE_FILE = "Tệp gốc: {source}"
ANSWER_EXPIRED = "Câu trả lời đã cũ, xin hỏi lại."

LOG_NOBODY_SERVED = (
    "Danh sách người được dùng trợ lý đang trống: trợ lý Telegram không phục vụ ai. "
    "Xin thêm mã Telegram của cán bộ vào cấu hình."
)
LOG_UNREACHABLE = "Chưa kết nối được Telegram (%s); thử lại sau %d giây."
LOG_POLLING_FAULT = "Nhận tin từ Telegram bị gián đoạn (%s); đang thử lại."
LOG_SECOND_POLLER = (
    "Có một tiến trình khác đang dùng cùng mã bí mật của trợ lý Telegram; xin tắt bớt một bên."
)
