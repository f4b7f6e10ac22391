"""Units in a sentence: where they are named, under one name each."""

import re
from collections.abc import Iterable

from corpus.obligations import NamedUnit
from ingest.committees import find_committees
from ingest.letters import CAPITALS
from ingest.paper_office import Office, named
from ingest.plain_words import LONGEST, plain_words
from ingest.unit_lexicon import (
    AD_HOC,
    GROUP,
    HEAD,
    LEVELS,
    NOUN,
    OPENING_NAME,
    STAFF,
    STOP,
    STOP_PAIRS,
    TITLE,
    any_known,
    known_names,
)
from ingest.unit_lists import find_unit_lists

_PROPER = re.compile(rf"\s+(?P<name>(?:[{CAPITALS}]\w*|\d{{1,2}})(?:\s+[{CAPITALS}]\w*){{0,3}})")
_PLACE = re.compile(
    r"\s+(?:(?:thuộc|trực thuộc)\s+)?(?:(?:ubnd|ủy ban nhân dân)\s+)?(?P<level>xã|phường"
    r"|thị trấn|huyện|quận|thị xã"
    r"|thành phố|tp|tỉnh)\b\.?"
)
_HAMLETS = re.compile(r"\s+(?:(?:các|từng|ở|tại)\s+)?(?:ấp|khóm|thôn|khu phố|tổ dân phố)\b")
# "Phòng chuyên môn thuộc UBND huyện": whose the unit is, not a second one.
_OWNER = re.compile(r"(?:\bthuộc|(?<!trách nhiệm )(?<!nhiệm vụ )\bcủa|\btại|\btrực thuộc)\s+$")
# "Đơn vị phải báo ngay": every unit is meant.
_ONE = re.compile(
    r"(?:đơn vị|cơ quan)\s+(?:phải|có trách nhiệm|có văn bản|chủ động|báo cáo|gửi|nào)\b"
)
_BEGINS = re.compile(r"(?:^|[,;:]\s*|\bthì\s+|\bcác\s+)$")
_CENTER = re.compile(
    r"^[\s“\"]*(?:(?:giám đốc|giao|yêu cầu|đề nghị)\s+)?(?P<name>trung tâm)"
    r"(?=\s+(?:báo cáo|thực hiện|chủ trì|phối hợp|có (?:trách nhiệm|nhiệm vụ)|chịu|tiếp nhận|gửi"
    r"|công khai|niêm yết|cập nhật|hướng dẫn|theo dõi|tổ chức|thông báo|kiểm tra|lập|bố trí|phải)\b"
    r"|\s*:)"
)
_WHOSE = re.compile(r"\s+(?:thuộc|ubnd|ủy ban nhân dân|cấp)(?:\s.*)?$")
# "Trung tâm Thể thao thành phố": the level says whose it is, as its office does.
_LEVEL_END = re.compile(r"\s+(?:tỉnh|thành phố|huyện|thị xã|quận|phường|xã|thị trấn)$")
_DIGITAL = re.compile(r"\bchuyển\s+(?:đổi\s+)?$")  # "Trung tâm Chuyển đổi số"
_PARTY = re.compile(r"\s+(?:ủy|đoàn|đội)\b")  # "Huyện ủy" is a body, not a level
_WORD = re.compile(r"\s*(?:[-–,&]\s*)?(?P<word>\w[\w./&-]*)")
_NEAR = 80  # characters before a name in which what belongs to it is looked for
_MAX_NAME = 9  # words of a name after its head
_COMPANIES = ("VNPT", "Viettel", "MobiFone", "FPT", "Bưu điện", "Điện lực")
# "Kho bạc Nhà nước khu vực XVII", "Thuế cơ sở 5": the branch that serves the place.
_AREA = re.compile(
    rf"\s+(?:khu vực(?:\s+(?:[IVX]+\b|\d+|[{CAPITALS}]\w*)){{0,4}}|\d{{1,2}}\b(?!\s*[/%.,]\d))"
)
_PROVINCIAL = ("Sở ", "Bộ ", "Văn phòng UBND tỉnh", "Chính phủ", "Quốc hội")


def find_units(text: str, office: Office) -> list[NamedUnit]:
    """The units named in a text, in order, without overlap; offsets count from the text's start.

    A person's post stands for the unit: "Trưởng phòng Nội vụ" is the department, "Chủ tịch UBND
    các xã" the committees.
    """
    text = text[:LONGEST]
    plain = plain_words(text)
    found: list[NamedUnit] = []
    for finder in (find_unit_lists, _known, find_committees, _groups, _unlisted, _staff):
        for unit in finder(text, plain, office):
            if not any(unit.start < other.end and other.start < unit.end for other in found):
                found.append(unit)
        # What one finder took is no part of what the next one reads.
        plain = _masked(plain, found)
    kept = [
        unit for unit in found if not _OWNER.search(plain, max(0, unit.start - _NEAR), unit.start)
    ]
    return sorted(kept, key=lambda unit: unit.start)


def the_one_center(texts: Iterable[str], office: Office) -> str | None:
    """The one center that a paper names, by which its "Trung tâm" is read; None: none or many."""
    names = {
        unit.name
        for text in texts
        if "rung tâm" in text
        for unit in find_units(text, office)
        if unit.name.startswith("Trung tâm ")
    }
    return names.pop() if len(names) == 1 else None


def _masked(plain: str, found: list[NamedUnit]) -> str:
    letters = list(plain)
    for unit in found:
        letters[unit.start : unit.end] = "\0" * (unit.end - unit.start)
    return "".join(letters)


def _known(text: str, plain: str, office: Office) -> list[NamedUnit]:
    found = []
    for match in any_known().finditer(plain):
        name = _known_name(match[0])
        end, at, levels = match.end(), office.name, ""
        hamlets = _HAMLETS.match(plain, end)
        end = hamlets.end() if hamlets else end
        place = _PLACE.match(plain, end)
        if place is not None:
            levels = place["level"]
            end = place.end()
            more = re.match(r"(?:\s*,\s*(?:xã|phường|thị trấn)\b)+", plain[end:])
            proper = _PROPER.match(text, end)
            if more is not None:
                end += more.end()
                name = f"{name} các {plain[place.start('level') : end]}"
            elif proper is not None:
                end = proper.end()
                if proper["name"] != office.place:
                    at = f"Ủy ban nhân dân {levels} {proper['name']}"
            elif levels == "tỉnh" and office.level != "tỉnh":
                at = None
        elif name in _COMPANIES and (branch := _PROPER.match(text, end)):
            end = branch.end()
        if (area := _AREA.match(text, end)) is not None:
            end = area.end()
        if name.startswith(_PROVINCIAL) and office.level != "tỉnh":
            at = None
        found.append(named(name, plain, match.start(), end, at, is_group=" các " in name))
    return found


def _known_name(written: str) -> str:
    return next(name for pattern, name in known_names() if pattern.fullmatch(written))


def _groups(text: str, plain: str, office: Office) -> list[NamedUnit]:
    found = []
    for match in GROUP.finditer(plain):
        # Read in their place: what follows a noun decides whether it is one.
        nouns = [
            " ".join(noun[0].split())
            for noun in NOUN.finditer(plain, match.start("nouns"))
            if noun.end() <= match.end("nouns")
        ]
        modifiers = " ".join(match["modifiers"].split())
        titled = TITLE.search(plain, max(0, match.start() - _NEAR), match.start()) is not None
        many = match["many"] is not None or "các " in match["nouns"]
        before = plain[max(0, match.start() - _NEAR) : match.start()]
        is_one = bool(_ONE.match(plain, match.start()) and _BEGINS.search(before))
        if titled and nouns == ["trung tâm"] and office.center is not None:
            found.append(named(office.center, plain, match.start(), match.end(), office.name))
            continue
        is_one = is_one or _goes_on(plain, found, match.start())
        titled = titled and not set(nouns) <= {"phòng", "ban", "trạm", "trung tâm"}
        if not (many or is_one or len(nouns) > 1 or titled or modifiers.startswith("chuyên môn")):
            continue
        if set(nouns) <= {"doanh nghiệp", "cá nhân", "tổ chức"} and "chính trị" not in modifiers:
            continue
        if (
            not many
            and not titled
            and set(nouns) <= {"xã", "phường", "thị trấn", "huyện", "thành phố"}
        ):
            continue
        if _PROPER.match(text, match.end()) and nouns[-1] in LEVELS:
            continue
        name = _group_name(list(dict.fromkeys(nouns)), modifiers)
        end = match.start() + len(_WHOSE.sub("", match[0]))
        found.append(named(name, plain, match.start(), end, office.name, is_group=True))
    return found


def _goes_on(plain: str, found: list[NamedUnit], start: int) -> bool:
    """True for the second of "các phòng chuyên môn, đơn vị sự nghiệp": its "các" is the first's."""
    return bool(found) and bool(re.fullmatch(r"\s*(?:,|và)\s*", plain[found[-1].end : start]))


def _group_name(nouns: list[str], modifiers: str) -> str:
    if nouns in (["phòng"], ["phòng", "ban"]) or (
        nouns[0] in ("cơ quan", "phòng") and len(nouns) <= 2 and "chuyên môn" in modifiers
    ):
        return "Các phòng chuyên môn"
    return "Các " + ", ".join(nouns) + _kept(modifiers)


def _kept(modifiers: str) -> str:
    """What tells a group from others: not whose it is, nor that it is concerned."""
    kept = re.findall(
        r"chuyên môn|sự nghiệp(?: công lập)?|chính trị [-–] xã hội|(?:có )?liên quan|ngang bộ"
        r"|thuộc chính phủ",
        modifiers,
    )
    words = ["liên quan" if "liên quan" in word else word for word in kept]
    return "".join(f" {word}" for word in words)


def _unlisted(text: str, plain: str, office: Office) -> list[NamedUnit]:
    found: list[NamedUnit] = []
    if text.isupper():  # a heading in capitals does not show where a name ends
        return found
    if office.center is not None and (short := _CENTER.match(plain)):
        found.append(named(office.center, plain, short.start("name"), short.end(), office.name))
    opening = OPENING_NAME.match(plain)
    if opening is not None:
        name = " ".join(text[opening.start("name") : opening.end("name")].split())
        name = name[:1].upper() + name[1:]
        found.append(named(name, plain, opening.start("name"), opening.end("name"), office.name))
    for match in HEAD.finditer(plain):
        end = _name_end(text, plain, match.end()) or _ad_hoc_end(text, plain, match)
        if end is not None:
            name = " ".join(text[match.start() : end].split()).rstrip(".,;:- ")
            name = _LEVEL_END.sub("", name)
            name = name[:1].upper() + name[1:]
            found.append(named(name, plain, match.start(), end, office.name))
    return found


def _name_end(text: str, plain: str, end: int) -> int | None:
    """Where the name that follows a head ends; None where no capital follows."""
    count = 0
    while count < _MAX_NAME and (word := _WORD.match(text, end)):
        written = word["word"]
        is_capital = written[:1].isupper() or written[:1].isdigit()
        joins = written.lower() in ("và", "-")
        if plain[end : word.start("word")].strip() == "," or (count == 0 and not is_capital):
            break
        if joins and not _capital_follows(text, plain, word.end()):
            break
        level = _PLACE.match(plain, end) if count else None
        is_own = level is not None and not _PARTY.match(plain, level.end())
        if level is not None and is_own and not _PROPER.match(text, level.end()):
            return level.end()
        if not joins and not is_capital and _stops(plain, word.start("word")):
            break
        end, count = word.end(), count + 1
    return end if count else None


def _ad_hoc_end(text: str, plain: str, head: re.Match[str]) -> int | None:
    """Where a name in small letters ends, as of "Tổ số hóa": only its head has a capital.

    At a sentence's start every word has one: there a verb must follow.
    """
    if head[0] not in AD_HOC or not text[head.start()].isupper():
        return None
    end, count, is_stopped = head.end(), 0, False
    while count < _MAX_NAME - 3 and (word := _WORD.match(text, end)):
        is_capital = word["word"][:1].isupper() or word["word"][:1].isdigit()
        if count and (level := _PLACE.match(plain, end)) and not _PARTY.match(plain, level.end()):
            return end
        is_stopped = count > 0 and not is_capital and _stops(plain, word.start("word"))
        if is_stopped or plain[end : word.start("word")].strip():
            break
        end, count = word.end(), count + 1
    opens = not plain[: head.start()].strip(' “"-–+')
    return end if count and (is_stopped or not opens) else None


def _stops(plain: str, at: int) -> bool:
    words = plain[at : at + 24].split()
    if words[0] in ("đổi", "số") and _DIGITAL.search(plain, max(0, at - 12), at):
        return False
    return words[0].strip(".,;:") in STOP or " ".join(words[:2]) in STOP_PAIRS


def _capital_follows(text: str, plain: str, end: int) -> bool:
    following = _WORD.match(text, end)
    if following is None or not following["word"][:1].isupper():
        return False
    return HEAD.match(plain, following.start("word")) is None


def _staff(_text: str, plain: str, office: Office) -> list[NamedUnit]:
    return [
        named(
            "Cán bộ, công chức, viên chức",
            plain,
            match.start(),
            match.end(),
            office.name,
            is_group=True,
        )
        for match in STAFF.finditer(plain)
    ]
