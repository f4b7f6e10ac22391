"""The settings, read from the environment in this one place. docs/settings.md describes each."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import DungHanError

_LAST_PORT = 65535


class SettingError(DungHanError):
    """A setting has a value that can not be used."""

    def __init__(self, name: str, found: str, expected: str) -> None:
        super().__init__(f"Cài đặt {name} là «{found}», cần {expected}. Hãy sửa rồi chạy lại.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatSettings:
    """What the chat channels share, and the two of Zalo. Secrets are never shown."""

    public_url: str | None  # where staff reach the web pages
    messages_a_minute: int  # of one person
    telegram_administrators: frozenset[int]
    telegram_webhook: bool
    telegram_egress: str  # "mask" or "block"
    zalo_egress: str
    zalo_token: str | None = field(repr=False)
    zalo_secret: str | None = field(repr=False)  # of the webhook; None: it polls
    zalo_base_url: str | None
    zalo_quota: int | None  # messages a month
    oa_id: str | None
    oa_app_id: str
    oa_app_secret: str = field(repr=False)
    oa_secret_key: str = field(repr=False)
    oa_refresh_token: str | None = field(repr=False)  # of the first consent
    oa_base_url: str | None
    oa_oauth_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingSettings:
    """A language model that words answers, at an OpenAI-compatible address."""

    address: str  # without a slash at its end
    model: str
    key: str | None = field(repr=False)
    seconds: int  # an answer waits so long at most


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningSettings:
    """What the running program does besides answering."""

    backup_folder: Path | None  # None: no daily backup
    backup_at: time
    backup_keep: int
    trusted_proxies: tuple[str, ...]  # servers in front that may tell whom they pass on
    questions_a_minute: int  # of one person, by programs
    log: str  # text, or json for programs that read it


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """Which models find and order passages; all but `model` of a static one need [encoder]."""

    model: str | None  # folder or hub name; None: the shipped static one
    question_prompt: str
    passage_prompt: str
    batch: int  # texts that a model reads at once
    tokens: int | None  # of a text at most; None: what the model takes
    dimensions: int | None  # the first of a vector; None: all
    reranker: str | None  # folder or hub name of a cross-encoder; None: the ranking stage stands
    reranked: int  # passages that it looks at


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that an office sets. The token is never shown: not in repr, not in a log."""

    home: Path
    database_url: str
    models: ModelSettings
    readers: int | None  # processes that read files; None: one for each core
    read_memory_mib: int
    read_seconds: int  # without one more page read
    web_host: str
    web_port: int
    web_hosts: tuple[str, ...]  # names by which browsers reach it; empty: this machine only
    audit_days: int  # entries of the audit are kept so long
    question_days: int  # so are opinions and the questions without an answer
    telegram_token: str | None = field(repr=False)
    telegram_base_url: str | None
    telegram_proxy: str | None
    telegram_users: frozenset[int]
    telegram_groups: frozenset[int]
    chat: ChatSettings
    writing: WritingSettings | None  # None: answers are quotations alone
    running: RunningSettings

    @property
    def index_home(self) -> Path:
        """Where the generations of the index are."""
        return self.home / "index"

    @property
    def vectors_file(self) -> Path:
        """Where the vectors of passages are kept from one rebuild to the next."""
        return self.home / "vectors.db"

    @property
    def files_home(self) -> Path:
        """Where the originals of the papers are kept."""
        return self.home / "files"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of an environment; what is not set has its default.

    Raises:
        SettingError: a value is not of its form.
    """
    home = Path(environment.get("DUNGHAN_HOME") or Path.home() / ".dunghan").expanduser().absolute()
    default_url = f"sqlite:///{(home / 'kho.db').as_posix()}"
    return Settings(
        home=home,
        database_url=environment.get("DUNGHAN_DATABASE_URL") or default_url,
        models=_models(environment),
        readers=_count(environment, "DUNGHAN_READERS", 0) or None,
        read_memory_mib=_count(environment, "DUNGHAN_READ_MEMORY_MIB", 3072),
        read_seconds=_count(environment, "DUNGHAN_READ_SECONDS", 120),
        web_host=environment.get("DUNGHAN_WEB_HOST") or "127.0.0.1",
        web_port=_port(environment, "DUNGHAN_WEB_PORT", 8080),
        web_hosts=tuple(environment.get("DUNGHAN_WEB_HOSTS", "").replace(",", " ").split()),
        audit_days=_count(environment, "DUNGHAN_AUDIT_DAYS", 730),
        question_days=_count(environment, "DUNGHAN_QUESTION_DAYS", 90),
        telegram_token=environment.get("DUNGHAN_TELEGRAM_TOKEN") or None,
        telegram_base_url=environment.get("DUNGHAN_TELEGRAM_BASE_URL") or None,
        telegram_proxy=environment.get("DUNGHAN_TELEGRAM_PROXY") or None,
        telegram_users=_numbers(environment, "DUNGHAN_TELEGRAM_USERS"),
        telegram_groups=_numbers(environment, "DUNGHAN_TELEGRAM_GROUPS"),
        chat=_chat(environment),
        writing=_writing(environment),
        running=_running(environment),
    )


def logs_as_json(environment: Mapping[str, str] = os.environ) -> bool:
    """True when the log is to be read by programs. It is set up before any command begins.

    Raises:
        SettingError: the value is not of its form.
    """
    return _log(environment) == "json"


def _log(environment: Mapping[str, str]) -> str:
    return _one_of(environment, "DUNGHAN_LOG", ("text", "json"))


def _running(environment: Mapping[str, str]) -> RunningSettings:
    folder = environment.get("DUNGHAN_BACKUP_FOLDER")
    return RunningSettings(
        backup_folder=Path(folder).expanduser().absolute() if folder else None,
        backup_at=_hour(environment, "DUNGHAN_BACKUP_AT", "02:00"),
        backup_keep=_count(environment, "DUNGHAN_BACKUP_KEEP", 7),
        trusted_proxies=_networks(environment, "DUNGHAN_TRUSTED_PROXIES"),
        questions_a_minute=_count(environment, "DUNGHAN_QUESTION_RATE", 30),
        log=_log(environment),
    )


def _models(environment: Mapping[str, str]) -> ModelSettings:
    get = environment.get
    return ModelSettings(
        model=get("DUNGHAN_MODEL") or None,
        question_prompt=get("DUNGHAN_MODEL_QUESTION_PROMPT", ""),
        passage_prompt=get("DUNGHAN_MODEL_PASSAGE_PROMPT", ""),
        batch=_count(environment, "DUNGHAN_MODEL_BATCH", 32),
        tokens=_count(environment, "DUNGHAN_MODEL_TOKENS", 0) or None,
        dimensions=_count(environment, "DUNGHAN_MODEL_DIMENSIONS", 0) or None,
        reranker=get("DUNGHAN_RERANKER") or None,
        reranked=_count(environment, "DUNGHAN_RERANKED", 32),
    )


def _chat(environment: Mapping[str, str]) -> ChatSettings:
    get = environment.get
    return ChatSettings(
        public_url=get("DUNGHAN_PUBLIC_URL") or None,
        messages_a_minute=_count(environment, "DUNGHAN_CHAT_RATE", 20),
        telegram_administrators=_numbers(environment, "DUNGHAN_TELEGRAM_ADMINISTRATORS"),
        telegram_webhook=_is_on(environment, "DUNGHAN_TELEGRAM_WEBHOOK"),
        telegram_egress=_one_of(environment, "DUNGHAN_TELEGRAM_EGRESS", ("mask", "block")),
        zalo_egress=_one_of(environment, "DUNGHAN_ZALO_EGRESS", ("mask", "block")),
        zalo_token=get("DUNGHAN_ZALO_TOKEN") or None,
        zalo_secret=get("DUNGHAN_ZALO_SECRET") or None,
        zalo_base_url=get("DUNGHAN_ZALO_BASE_URL") or None,
        zalo_quota=_count(environment, "DUNGHAN_ZALO_QUOTA", 0) or None,
        oa_id=get("DUNGHAN_ZALO_OA_ID") or None,
        oa_app_id=get("DUNGHAN_ZALO_OA_APP_ID", ""),
        oa_app_secret=get("DUNGHAN_ZALO_OA_APP_SECRET", ""),
        oa_secret_key=get("DUNGHAN_ZALO_OA_SECRET_KEY", ""),
        oa_refresh_token=get("DUNGHAN_ZALO_OA_REFRESH_TOKEN") or None,
        oa_base_url=get("DUNGHAN_ZALO_OA_BASE_URL") or None,
        oa_oauth_url=get("DUNGHAN_ZALO_OAUTH_URL") or None,
    )


def _writing(environment: Mapping[str, str]) -> WritingSettings | None:
    address = environment.get("DUNGHAN_WRITING_URL")
    if not address:
        return None
    model = environment.get("DUNGHAN_WRITING_MODEL", "")
    if not model:
        raise SettingError(
            "DUNGHAN_WRITING_MODEL", "", "tên mô hình ở địa chỉ DUNGHAN_WRITING_URL, như qwen3:8b"
        )
    key = environment.get("DUNGHAN_WRITING_KEY") or None
    if key and not (key.isascii() and key.isprintable()):
        raise SettingError("DUNGHAN_WRITING_KEY", "…", "chữ và số không dấu")
    return WritingSettings(
        address=_http_address("DUNGHAN_WRITING_URL", address),
        model=model,
        key=key,
        seconds=_count(environment, "DUNGHAN_WRITING_SECONDS", 8),
    )


def _http_address(name: str, written: str) -> str:
    """The address without a slash at its end; a name and password in it are never shown."""
    expected = "địa chỉ như http://127.0.0.1:11434/v1"
    try:
        parts = urlsplit(written)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
        is_address = is_address and parts.port != 0 and not set(written) & set(" ?#")
    except ValueError as error:
        raise SettingError(name, written.rpartition("@")[2], expected) from error
    if "@" in written:
        expected = f"{expected}, không kèm tên và mật khẩu"
    if "@" in written or not is_address:
        raise SettingError(name, written.rpartition("@")[2], expected)
    return written.rstrip("/").removesuffix("/chat/completions")


def _is_on(environment: Mapping[str, str], name: str) -> bool:
    return _one_of(environment, name, ("0", "1")) == "1"


def _one_of(environment: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    """The value; the first of `known` where none is set."""
    written = environment.get(name) or known[0]
    if written not in known:
        raise SettingError(name, written, f"một trong các giá trị {', '.join(known)}")
    return written


def _hour(environment: Mapping[str, str], name: str, default: str) -> time:
    written = environment.get(name) or default
    try:
        return time.fromisoformat(written).replace(tzinfo=None)
    except ValueError as error:
        raise SettingError(name, written, "giờ và phút dạng 02:00") from error


def _networks(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    written = environment.get(name, "").replace(",", " ").split()
    for each in written:
        try:
            ipaddress.ip_network(each, strict=False)
        except ValueError as error:
            expected = "các địa chỉ IP hoặc mạng như 10.0.0.0/24, cách nhau bằng dấu phẩy"
            raise SettingError(name, each, expected) from error
    return tuple(written)


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    written = environment.get(name) or str(default)
    expected = "một số nguyên từ 1 đến 65535"
    try:
        port = int(written)
    except ValueError as error:
        raise SettingError(name, written, expected) from error
    if not 1 <= port <= _LAST_PORT:
        raise SettingError(name, written, expected)
    return port


def _count(environment: Mapping[str, str], name: str, default: int) -> int:
    written = environment.get(name) or str(default)
    if not written.isascii() or not written.isdecimal() or (not int(written) and default):
        raise SettingError(name, written, "một số nguyên lớn hơn 0")
    return int(written)


def _numbers(environment: Mapping[str, str], name: str) -> frozenset[int]:
    written = environment.get(name, "")
    try:
        return frozenset(int(part) for part in written.replace(",", " ").split())
    except ValueError as error:
        raise SettingError(name, written, "các số cách nhau bằng dấu phẩy") from error
