"""Every sentence that people read in chat, and those that the administrator reads in the log."""

from answer.render import WORDING_MARK

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
    "• Hỏi tiếp: «Thế còn Phòng Nội vụ?» được hiểu theo câu hỏi trước.\n"
    "• Gõ số thứ tự (1, 2, …) hoặc bấm nút dưới câu trả lời để đọc nguyên văn đoạn được trích; "
    "gõ «tiếp» để xem trang sau; gõ «đúng» hoặc «sai» để góp ý.\n\n"
    "Lệnh (không có dấu / cũng được, ví dụ: quahan):\n"
    "/hoi câu hỏi: tra cứu trong các văn bản đã nạp\n"
    "/thutuc tên thủ tục: thời hạn, hồ sơ, phí của thủ tục\n"
    "/vanban số hoặc từ trong trích yếu: tìm văn bản\n"
    "/nhiemvu tên đơn vị: việc được giao, hạn gần nhất trước\n"
    "/hoso mã hồ sơ: tình trạng một hồ sơ\n"
    "/quahan: các hồ sơ quá hạn\n"
    "/homnay: việc và hồ sơ đến hạn\n"
    "/trogiup: xem hướng dẫn này"
)
HELP_LINK = "\n/lienket mã: gắn tài khoản này với cán bộ (nhắn riêng)\n/huylienket: bỏ gắn"
HELP_ADMINISTRATOR = (
    "\n\nDành cho quản trị viên (nhắn riêng):\n"
    "• Gửi một tệp văn bản: tôi đọc và cho xem trước khi công bố.\n"
    "/choduyet: các văn bản đang chờ công bố\n"
    "/rut mã văn bản: rút văn bản khỏi kho đang dùng\n"
    "/phuchoi mã văn bản: dùng lại văn bản đã rút\n"
    "/tinhtrang: kho và chỉ mục\n"
    "/reindex: dựng lại chỉ mục\n"
    "/chimuctruoc: dùng lại chỉ mục trước lần dựng cuối\n"
    "/duyetnhom: các nhóm đang chờ duyệt; gõ trong nhóm để cho phép nhóm đó"
)

ASK_SOMETHING = "Xin anh/chị gõ câu hỏi sau lệnh, ví dụ: /hoi Đơn vị nào chủ trì rà soát thủ tục?"
NAME_SOMETHING = "Xin anh/chị gõ thêm sau lệnh, ví dụ: {example}"
UNKNOWN_COMMAND = "Tôi không có lệnh này. Xin gõ /trogiup để xem cách dùng."
TEXT_ONLY = "Tôi chỉ đọc được câu hỏi bằng chữ. Xin anh/chị gõ câu hỏi."
FILES_NOT_FETCHED = (
    "Kênh này không chuyển tệp cho tôi. Xin gửi câu hỏi bằng chữ; quản trị viên tải tệp lên "
    "ở trang web của cơ quan."
)
FILES_FOR_ADMINISTRATOR = "Chỉ quản trị viên được gửi tệp. Xin anh/chị gõ câu hỏi bằng chữ."
QUESTION_TOO_LONG = (
    "Câu hỏi dài {found} ký tự, tôi chỉ nhận tối đa {limit} ký tự. Xin anh/chị hỏi ngắn gọn hơn."
)
STRANGER = (
    "Anh/chị chưa được cấp quyền dùng trợ lý này; "
    "xin gửi mã {channel} {user_id} cho quản trị viên để được cấp quyền."
)
STRANGER_PAIRS = (
    "Tài khoản này chưa gắn với cán bộ nào. Xin lấy mã liên kết ở trang web của cơ quan "
    "rồi gõ: LIENKET và mã, ví dụ: LIENKET ABCD2345."
)
UNKNOWN_GROUP = (
    "Nhóm này chưa được phép dùng trợ lý; xin nhờ quản trị viên duyệt nhóm (mã nhóm {chat_id})."
)
GROUPS_WAITING = "{count} nhóm đang chờ duyệt. Gõ /duyetnhom và mã để cho phép."
GROUP_WAITS = "• {name}, từ {at}, {by}mã {chat_id}"
GROUP_WITHOUT_NAME = "nhóm không rõ tên"
GROUP_ADDED_BY = "{name} thêm vào, "
NO_SUCH_GROUP = "Không có nhóm nào đang chờ duyệt có mã đó. Gõ /duyetnhom để xem các nhóm đang chờ."
GROUP_APPROVED_THERE = (
    "Đã cho phép nhóm {name}. Mọi người trong nhóm đều đọc được câu trả lời; trong nhóm chỉ dùng "
    "những văn bản mà mọi người được xem."
)
GROUP_APPROVED = "Nhóm này từ nay được dùng trợ lý. Xin nhớ rằng mọi người trong nhóm đều đọc được."
TOO_MANY = "Anh/chị gửi hơi nhanh. Xin đợi một phút rồi hỏi tiếp."
LINKED = "Đã gắn tài khoản này với {name}. Anh/chị gõ câu hỏi để bắt đầu, hoặc gõ /trogiup."
LINK_WRONG = "Mã liên kết không đúng, đã dùng hoặc đã hết hạn. Xin lấy mã mới ở trang web."
LINK_LOCKED = "Gõ sai mã quá nhiều lần. Xin đợi 15 phút rồi lấy mã mới ở trang web."
LINK_TOO_MANY = "Đang có quá nhiều lần thử mã. Xin gõ lại mã sau ít phút."
LINK_TAKEN = "Tài khoản này đang gắn với người khác. Xin gõ /huylienket trước, rồi gắn lại."
NOT_ALLOWED = "Vai trò của anh/chị chưa được xem mục này; xin hỏi quản trị viên."
LINK_IN_PRIVATE = "Xin nhắn riêng cho tôi để liên kết; đừng gõ mã trong nhóm."
LINK_IN_CHAT = (
    "Mã liên kết dùng để gắn tài khoản Telegram hoặc Zalo: xin gõ mã ở đó. "
    "Ở trang này anh/chị đã đăng nhập."
)
NO_LONGER_HERE = "Tài khoản của anh/chị không còn được dùng trang này; xin đăng nhập lại."
NO_LINKS = "Cơ quan chưa dùng mã liên kết; quyền do quản trị viên cấp."
UNLINKED = "Đã bỏ gắn tài khoản này. Muốn dùng lại, xin lấy mã mới ở trang web."
BUSY = "Xin lỗi, hệ thống đang bận, xin anh/chị thử lại sau ít phút. Mã lỗi: {code}"
NOT_SET_UP = "Cơ quan chưa dùng mục này."
NO_CASES = "Chưa có số liệu hồ sơ trên máy, hoặc tôi chưa hiểu câu hỏi về hồ sơ."

NOT_FOUND = "Tôi không tìm thấy nội dung này trong các văn bản đã nạp."
NEAREST = "Các đoạn gần nhất, chỉ để tham khảo, không phải là câu trả lời:"
WORDING = f"{WORDING_MARK}:"
VERBATIM = "Nguyên văn:"
RELATED = "Các đoạn liên quan trong văn bản:"
SOURCES = "Căn cứ:"
NOTES = "Lưu ý:"
PAGE = "trang {page}"
CHECK_ORIGINAL = (
    "Nội dung trên được trích tự động; xin đối chiếu với văn bản gốc trước khi sử dụng."
)
SHOW_QUOTE = "[{number}] Xem nguyên văn"
SHOW_QUOTE_HINT = "xem nguyên văn [{number}]"
SOURCE_FILE = "Tệp gốc: {source}"
ANSWER_EXPIRED = "Câu trả lời đã cũ, xin hỏi lại."

GOOD, GOOD_TYPED, GOOD_HINT = "👍 Đúng", "đúng", "báo câu trả lời đúng"
BAD, BAD_TYPED, BAD_HINT = "👎 Chưa đúng", "sai", "báo câu trả lời chưa đúng"
THANKS = "Đã ghi nhận, xin cảm ơn."
WHICH_REASON = "Câu trả lời chưa đúng ở điểm nào?"
REASONS = (
    ("a", "Sai căn cứ"),
    ("b", "Đã lỗi thời"),
    ("c", "Còn thiếu"),
    ("d", "Lý do khác"),
)  # in the order of corpus.feedback.Reason
SAY_MORE = "Đã ghi nhận: {reason}. Anh/chị có thể gõ thêm một câu để nói rõ, hoặc gõ «thôi»."
ENOUGH = "thôi"
NOTE_KEPT = "Đã ghi thêm, xin cảm ơn."

PAGE_OF = "Trang {page}/{pages}"
NEXT, NEXT_TYPED, NEXT_HINT = "Tiếp ›", "tiếp", "xem trang sau"
BEFORE, BEFORE_TYPED, BEFORE_HINT = "‹ Trước", "trước", "xem trang trước"
NOTHING_LISTED = "Không có mục nào."
NOTHING_MORE = "Không còn trang nào nữa."
HOW_TO_TYPE = "Gõ {words}."
TYPE_A_NUMBER = "số từ {first} đến {last} để xem nguyên văn đoạn ấy"
TYPE_FOR = "«{typed}» để {hint}"
REST_ON_PAGE = "Phần còn lại ở trang web của cơ quan (cần đăng nhập): {address}"
REST_CUT = "Phần còn lại dài, xin xem ở trang web của cơ quan."
WITHHELD = (
    "Nội dung này có thông tin không được gửi qua ứng dụng nhắn tin ({kinds}). "
    "Xin xem ở trang web của cơ quan."
)
WITHHELD_LINK = "Nội dung này có thông tin không được gửi qua ứng dụng nhắn tin ({kinds}). "
WITHHELD_LINK += "Xin xem ở trang web của cơ quan (cần đăng nhập): {address}"

FOR_ADMINISTRATOR = "Việc này chỉ quản trị viên làm được."
ONLY_IN_PRIVATE = "Việc này chỉ làm khi nhắn riêng."
FILE_REFUSED = "Không nhận được tệp {name}: {reason}"
FILE_KNOWN = "Tệp {name} đã có trong kho: {document}. Không có gì thay đổi."
PREVIEW = "Xem trước, chưa công bố: {name}"
UNSAID = "không ghi"
DOUBT = "• Cần xem lại: {text}"
PUBLISH, PUBLISH_TYPED, PUBLISH_HINT = "✅ Công bố", "công bố", "công bố"
DISCARD, DISCARD_TYPED, DISCARD_HINT = "🗑 Bỏ", "bỏ", "bỏ, không công bố"
REPLACE, REPLACE_TYPED, REPLACE_HINT = (
    "Thay một văn bản…",
    "thay",
    "công bố làm bản mới của một văn bản đã có",
)
REPLACE_WHICH = "Xin gõ mã của văn bản được thay, như /vanban liệt kê; hoặc gõ «thôi»."
PUBLISHED = "Đã công bố {document}; từ lúc này văn bản được dùng để trả lời."
REPLACED = "Đã công bố làm bản mới của {document}; bản cũ vẫn giữ trong lịch sử."
DISCARDED = "Đã bỏ, không công bố {document}."
NO_LONGER_WAITS = "Văn bản này không còn chờ công bố."
WITHDRAWN = (
    "Đã rút {document}; câu trả lời không dùng văn bản này nữa. Gõ /phuchoi {document} để dùng lại."
)
WAS_WITHDRAWN = "{document} đã được rút từ trước."
RESTORED = "Đã dùng lại {document}."
WAS_STANDING = "{document} đang được dùng."
ROLLED_BACK = "Đã dùng lại chỉ mục trước: {status} Gõ lần nữa thì trở về chỉ mục mới."
REINDEXED = "Đã dựng lại chỉ mục: {status}"

LOG_NOBODY_SERVED = (
    "Danh sách người được dùng trợ lý đang trống: trợ lý Telegram không phục vụ ai. "
    "Xin thêm mã Telegram của cán bộ vào cấu hình."
)
LOG_UNREACHABLE = "Chưa kết nối được Telegram (%s); thử lại sau %d giây."
LOG_POLLING_FAULT = "Nhận tin từ Telegram bị gián đoạn (%s); đang thử lại."
LOG_SECOND_POLLER = (
    "Có một tiến trình khác đang dùng cùng mã bí mật của trợ lý Telegram; xin tắt bớt một bên."
)
LOG_ZALO_FAULT = "Nhận tin từ Zalo bị gián đoạn (%s); thử lại sau %d giây."
LOG_QUOTA = "Kênh %s đã gửi %d tin trong tháng, bằng %d %% hạn mức %d."
LOG_NEEDS_CONSENT = (
    "Zalo Official Account %s cần được cấp quyền lại: không rõ kết quả lần đổi mã gần nhất."
)
