"""The settings in force, as the administrator's page tells of them; a secret only whether it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

from cli.settings import Settings, read_settings
from web.settings_desk import ShownSetting

_IN_ADDRESS = re.compile(r"(\w://)[^/\s]*@")
_EGRESS = {"mask": "che phần đó (mask)", "block": "không gửi (block)"}


@dataclass(frozen=True, slots=True)
class _Named:
    """A variable, its meaning, and how its value is got."""

    name: str
    words: str
    value: Callable[[Settings], Any]


def _secret(name: str, words: str, value: Callable[[Settings], object]) -> _Named:
    """A setting of which only is told whether it is set."""
    return _Named(name, words, lambda settings: "đã đặt" if value(settings) else "chưa đặt")


_NAMED = (
    _Named("DUNGHAN_HOME", "thư mục của kho, chỉ mục và bản gốc", lambda s: s.home),
    _Named("DUNGHAN_DATABASE_URL", "địa chỉ cơ sở dữ liệu của kho", lambda s: s.database_url),
    _Named("DUNGHAN_MODEL", "mô hình nhúng", lambda s: s.models.model or "mô hình đi kèm"),
    _Named(
        "DUNGHAN_MODEL_QUESTION_PROMPT", "lời dẫn trước câu hỏi", lambda s: s.models.question_prompt
    ),
    _Named(
        "DUNGHAN_MODEL_PASSAGE_PROMPT", "lời dẫn trước đoạn văn", lambda s: s.models.passage_prompt
    ),
    _Named("DUNGHAN_MODEL_BATCH", "số đoạn mô hình đọc một lượt", lambda s: s.models.batch),
    _Named("DUNGHAN_MODEL_TOKENS", "độ dài nhiều nhất của đoạn", lambda s: s.models.tokens),
    _Named("DUNGHAN_MODEL_DIMENSIONS", "số chiều của véc-tơ", lambda s: s.models.dimensions),
    _Named("DUNGHAN_RERANKER", "mô hình xếp lại thứ tự", lambda s: s.models.reranker),
    _Named("DUNGHAN_RERANKED", "số đoạn được xếp lại", lambda s: s.models.reranked),
    _Named("DUNGHAN_READERS", "số tệp đọc cùng lúc", lambda s: s.readers or "số lõi của máy"),
    _Named("DUNGHAN_READ_MEMORY_MIB", "bộ nhớ để đọc một tệp, MiB", lambda s: s.read_memory_mib),
    _Named("DUNGHAN_READ_SECONDS", "số giây chờ một trang", lambda s: s.read_seconds),
    _Named("DUNGHAN_WEB_HOST", "địa chỉ mà trang web nghe", lambda s: s.web_host),
    _Named("DUNGHAN_WEB_PORT", "cổng của trang web", lambda s: s.web_port),
    _Named("DUNGHAN_WEB_HOSTS", "tên máy mà trình duyệt được gọi", lambda s: s.web_hosts),
    _Named(
        "DUNGHAN_TRUSTED_PROXIES",
        "máy chủ đứng trước được cho biết ai gọi",
        lambda s: s.running.trusted_proxies,
    ),
    _Named("DUNGHAN_PUBLIC_URL", "địa chỉ mà cán bộ mở trang web", lambda s: s.chat.public_url),
    _Named("DUNGHAN_AUDIT_DAYS", "số ngày giữ nhật ký", lambda s: s.audit_days),
    _Named(
        "DUNGHAN_QUESTION_DAYS",
        "số ngày giữ góp ý, câu hỏi chưa trả lời được và lịch sử trao đổi",
        lambda s: s.question_days,
    ),
    _Named("DUNGHAN_BACKUP_FOLDER", "nơi sao lưu hằng ngày", lambda s: s.running.backup_folder),
    _Named("DUNGHAN_BACKUP_AT", "giờ sao lưu", lambda s: s.running.backup_at),
    _Named("DUNGHAN_BACKUP_KEEP", "số bản sao lưu được giữ", lambda s: s.running.backup_keep),
    _Named(
        "DUNGHAN_CHAT_RATE",
        "số tin nhiều nhất của một người trong một phút",
        lambda s: s.chat.messages_a_minute,
    ),
    _Named(
        "DUNGHAN_QUESTION_RATE",
        "số câu hỏi nhiều nhất của một người trong một phút, qua chương trình khác",
        lambda s: s.running.questions_a_minute,
    ),
    _Named("DUNGHAN_LOG", "dạng của nhật ký chạy: chữ hoặc json", lambda s: s.running.log),
    _secret("DUNGHAN_TELEGRAM_TOKEN", "mã của bot Telegram", lambda s: s.telegram_token),
    _Named("DUNGHAN_TELEGRAM_BASE_URL", "máy chủ Bot API khác", lambda s: s.telegram_base_url),
    _secret(
        "DUNGHAN_TELEGRAM_PROXY", "máy chủ trung gian tới Telegram", lambda s: s.telegram_proxy
    ),
    _Named("DUNGHAN_TELEGRAM_USERS", "mã những người được hỏi", lambda s: s.telegram_users),
    _Named("DUNGHAN_TELEGRAM_GROUPS", "mã nhóm không cần duyệt", lambda s: s.telegram_groups),
    _Named(
        "DUNGHAN_TELEGRAM_ADMINISTRATORS",
        "mã quản trị viên khi chưa có danh sách cán bộ",
        lambda s: s.chat.telegram_administrators,
    ),
    _Named("DUNGHAN_TELEGRAM_WEBHOOK", "Telegram gọi đến", lambda s: s.chat.telegram_webhook),
    _Named(
        "DUNGHAN_TELEGRAM_EGRESS",
        "thông tin riêng trong câu trả lời nhắn riêng",
        lambda s: _EGRESS[s.chat.telegram_egress],
    ),
    _Named("DUNGHAN_ZALO_EGRESS", "như trên, cho Zalo", lambda s: _EGRESS[s.chat.zalo_egress]),
    _secret("DUNGHAN_ZALO_TOKEN", "mã của bot Zalo", lambda s: s.chat.zalo_token),
    _secret("DUNGHAN_ZALO_SECRET", "mã Zalo gửi kèm mỗi lần gọi", lambda s: s.chat.zalo_secret),
    _Named("DUNGHAN_ZALO_BASE_URL", "địa chỉ khác của Zalo Bot", lambda s: s.chat.zalo_base_url),
    _Named("DUNGHAN_ZALO_QUOTA", "số tin mỗi tháng của gói Zalo", lambda s: s.chat.zalo_quota),
    _Named("DUNGHAN_ZALO_OA_ID", "mã Official Account", lambda s: s.chat.oa_id),
    _Named("DUNGHAN_ZALO_OA_APP_ID", "mã ứng dụng của tài khoản", lambda s: s.chat.oa_app_id),
    _secret("DUNGHAN_ZALO_OA_APP_SECRET", "khóa của ứng dụng", lambda s: s.chat.oa_app_secret),
    _secret("DUNGHAN_ZALO_OA_SECRET_KEY", "khóa của tài khoản", lambda s: s.chat.oa_secret_key),
    _secret(
        "DUNGHAN_ZALO_OA_REFRESH_TOKEN",
        "mã làm mới của lần cấp quyền đầu",
        lambda s: s.chat.oa_refresh_token,
    ),
    _Named("DUNGHAN_ZALO_OA_BASE_URL", "địa chỉ khác của OpenAPI", lambda s: s.chat.oa_base_url),
    _Named("DUNGHAN_ZALO_OAUTH_URL", "địa chỉ khác để đổi mã", lambda s: s.chat.oa_oauth_url),
    _Named(
        "DUNGHAN_WRITING_URL",
        "địa chỉ mô hình viết lời đáp",
        lambda s: s.writing and s.writing.address,
    ),
    _Named(
        "DUNGHAN_WRITING_MODEL", "mô hình viết lời đáp", lambda s: s.writing and s.writing.model
    ),
    _secret("DUNGHAN_WRITING_KEY", "khóa của địa chỉ ấy", lambda s: s.writing and s.writing.key),
    _Named(
        "DUNGHAN_WRITING_SECONDS",
        "số giây chờ mô hình viết",
        lambda s: s.writing and s.writing.seconds,
    ),
)


def shown_settings(settings: Settings) -> tuple[ShownSetting, ...]:
    """Every setting with what is in force; of a secret only whether it is set.

    Names and passwords that stand in an address are left out of it.
    """
    usual = read_settings({"DUNGHAN_HOME": str(settings.home)})
    return tuple(_shown(named, settings, usual) for named in _NAMED)


def _shown(named: _Named, settings: Settings, usual: Settings) -> ShownSetting:
    value = named.value(settings)
    return ShownSetting(
        name=named.name,
        words=named.words,
        value=_told(value),
        is_usual=value == named.value(usual) and named.name != "DUNGHAN_HOME",
    )


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, frozenset | tuple):
        return ", ".join(map(str, sorted(value)))
    return "" if value is None else _IN_ADDRESS.sub(r"\1…@", str(value))
