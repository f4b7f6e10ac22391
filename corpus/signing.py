"""By what authority a paper is signed: NĐ 30/2020/NĐ-CP Điều 13."""

import re

_AUTHORITIES = {
    "TM": "thay mặt",
    "KT": "ký thay",
    "TL": "thừa lệnh",
    "TUQ": "thừa ủy quyền",
    "Q": "quyền",
}
# Party papers write "T/M", "K/T", "T/L".
_MARK = re.compile(r"(?:^|,\s*)(?:(TM|KT|TL|TUQ|Q)\.|(T/M|K/T|T/L)\b)")


def authorities(signer_title: str | None) -> tuple[str, ...]:
    """The authorities that a signature names, in order; empty for a head signing for himself.

    Examples: "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH" gives ("thay mặt", "ký thay").
    """
    return tuple(_AUTHORITIES[_letters(match)] for match in _MARK.finditer(signer_title or ""))


def _letters(match: re.Match[str]) -> str:
    return (match[1] or match[2]).replace("/", "")
