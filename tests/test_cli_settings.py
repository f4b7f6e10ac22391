"""Settings: their defaults, what is refused, and that each one is described."""

import re
from datetime import time
from pathlib import Path

import pytest

from cli.settings import SettingError, WritingSettings, read_settings

ROOT = Path(__file__).parents[1]


def test_nothing_set_gives_the_defaults(tmp_path: Path) -> None:
    settings = read_settings({"DUNGHAN_HOME": str(tmp_path)})
    assert settings.home == tmp_path
    assert settings.index_home == tmp_path / "index"
    assert settings.database_url == f"sqlite:///{(tmp_path / 'kho.db').as_posix()}"
    assert (settings.web_host, settings.web_port) == ("127.0.0.1", 8080)
    assert settings.models.model is None
    assert settings.telegram_token is None
    assert settings.telegram_users == frozenset()


def test_empty_value_is_as_good_as_none(tmp_path: Path) -> None:
    settings = read_settings(
        {"DUNGHAN_HOME": str(tmp_path), "DUNGHAN_WEB_PORT": "", "DUNGHAN_MODEL": ""}
    )
    assert (settings.web_port, settings.models.model) == (8080, None)


def test_home_is_a_full_path() -> None:
    assert read_settings({"DUNGHAN_HOME": "kho"}).home == Path("kho").absolute()


def test_numbers_may_be_parted_by_commas_or_spaces() -> None:
    settings = read_settings(
        {"DUNGHAN_TELEGRAM_USERS": "12, 34 56", "DUNGHAN_TELEGRAM_GROUPS": "-1001,"}
    )
    assert settings.telegram_users == frozenset({12, 34, 56})
    assert settings.telegram_groups == frozenset({-1001})


@pytest.mark.parametrize("written", ["tám nghìn", "80.5", "0", "-1", "65536"])
def test_port_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(SettingError, match=rf"^Cài đặt DUNGHAN_WEB_PORT là «{written}», cần "):
        read_settings({"DUNGHAN_WEB_PORT": written})


def test_user_that_is_no_number_is_refused() -> None:
    with pytest.raises(SettingError, match="DUNGHAN_TELEGRAM_USERS là «12, lan»"):
        read_settings({"DUNGHAN_TELEGRAM_USERS": "12, lan"})


def test_a_daily_backup_is_made_only_where_a_folder_is_named() -> None:
    assert read_settings({}).running.backup_folder is None
    running = read_settings(
        {"DUNGHAN_BACKUP_FOLDER": "/mnt/sao-luu", "DUNGHAN_BACKUP_AT": "23:15"}
    ).running
    assert running.backup_folder == Path("/mnt/sao-luu")
    assert (running.backup_at, running.backup_keep) == (time(23, 15), 7)


def test_an_hour_that_is_none_is_refused() -> None:
    with pytest.raises(SettingError, match="DUNGHAN_BACKUP_AT là «2 giờ», cần giờ và phút"):
        read_settings({"DUNGHAN_BACKUP_AT": "2 giờ"})


def test_servers_in_front_are_addresses_or_networks() -> None:
    running = read_settings({"DUNGHAN_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/24 ::1"}).running
    assert running.trusted_proxies == ("127.0.0.1", "10.0.0.0/24", "::1")
    with pytest.raises(SettingError, match="DUNGHAN_TRUSTED_PROXIES là «nginx», cần các địa chỉ"):
        read_settings({"DUNGHAN_TRUSTED_PROXIES": "127.0.0.1, nginx"})


def test_token_is_never_shown() -> None:
    settings = read_settings({"DUNGHAN_TELEGRAM_TOKEN": "123456:bi-mat"})
    assert settings.telegram_token == "123456:bi-mat"
    assert "bi-mat" not in repr(settings)


WRITING = {"DUNGHAN_WRITING_URL": "http://may-ai:8000/v1/", "DUNGHAN_WRITING_MODEL": "mau"}


def test_no_address_of_a_model_means_quotations_alone() -> None:
    assert read_settings({"DUNGHAN_WRITING_MODEL": "mau"}).writing is None


def test_a_model_has_an_address_and_eight_seconds() -> None:
    assert read_settings(WRITING).writing == WritingSettings(
        address="http://may-ai:8000/v1", model="mau", key=None, seconds=8
    )


def test_the_whole_address_of_the_endpoint_is_as_good() -> None:
    address = "http://may-ai:8000/v1/chat/completions"
    found = read_settings({**WRITING, "DUNGHAN_WRITING_URL": address}).writing
    assert found is not None
    assert found.address == "http://may-ai:8000/v1"


@pytest.mark.parametrize(
    "address",
    [
        "may-ai:8000/v1",
        "ftp://may-ai/v1",
        "file:///etc",
        "http://",
        "http://a b",
        "http://[::1",
        "http://may-ai:99999/v1",
    ],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(
        SettingError, match=r"^Cài đặt DUNGHAN_WRITING_URL là «.*», cần địa chỉ như"
    ):
        read_settings({**WRITING, "DUNGHAN_WRITING_URL": address})


def test_a_password_in_the_address_is_refused_and_not_shown() -> None:
    address = "http://lan:bi-mat@may-ai/v1"
    with pytest.raises(SettingError, match="không kèm tên và mật khẩu") as refused:
        read_settings({**WRITING, "DUNGHAN_WRITING_URL": address})
    assert "bi-mat" not in str(refused.value)


def test_an_address_without_a_model_is_refused() -> None:
    with pytest.raises(SettingError, match="DUNGHAN_WRITING_MODEL là «», cần tên mô hình"):
        read_settings({"DUNGHAN_WRITING_URL": "http://may-ai/v1"})


def test_the_key_of_a_model_is_never_shown() -> None:
    assert "bi-mat" not in repr(read_settings({**WRITING, "DUNGHAN_WRITING_KEY": "bi-mat"}))
    with pytest.raises(SettingError, match="DUNGHAN_WRITING_KEY là «…»") as refused:
        read_settings({**WRITING, "DUNGHAN_WRITING_KEY": "bi-mật\n"})
    assert "bi-m" not in str(refused.value)


def test_every_setting_is_described() -> None:
    code = (ROOT / "cli" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"DUNGHAN_[A-Z_]+", code))
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert read
    assert read == set(re.findall(r"`(DUNGHAN_[A-Z_]+)`", text))
