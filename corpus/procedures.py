"""An administrative procedure as it was published: its steps, papers, ways of filing, bases."""

from dataclasses import dataclass

PROCEDURE_KIND = "Thủ tục hành chính"
NO_VALUE = "Không có thông tin"  # what the national portal writes where a field has nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One paper of the file to hand in, as written; counts are None where none is written."""

    name: str
    forms: tuple[str, ...] = ()  # names of the files of the form
    originals: int | None = None
    copies: int | None = None
    case: str | None = None  # "Trường hợp …": when the paper is needed; None: always


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingWay:
    """One way of filing, with the time limit and the fee that hold for it, as written."""

    way: str  # "Trực tiếp", "Trực tuyến", "Dịch vụ bưu chính"
    time_limit: str
    fee: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """A text that the procedure rests on; the number as written, None where none is."""

    name: str
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A procedure. What the publication does not say is empty; `NO_VALUE` is kept as written."""

    code: str  # "1.000178"
    name: str
    level: str  # "Cấp xã", "Cấp bộ, Cấp tỉnh"
    field: str
    decision: str = ""  # the number of the decision that published it
    kind: str = ""
    subjects: str = ""
    deciding_agency: str = ""  # cơ quan có thẩm quyền
    executing_agency: str = ""  # cơ quan thực hiện
    receiving_address: str = ""
    delegated_agency: str = ""
    cooperating_agency: str = ""
    related: str = ""
    steps: tuple[str, ...] = ()
    ways: tuple[FilingWay, ...] = ()
    components: tuple[Component, ...] = ()
    legal_bases: tuple[LegalBasis, ...] = ()
    conditions: str = ""
    results: tuple[str, ...] = ()

    @property
    def time_limits(self) -> tuple[str, ...]:
        """The time limit of each way of filing, once each, in order."""
        return tuple(dict.fromkeys(way.time_limit for way in self.ways))

    @property
    def fees(self) -> tuple[str, ...]:
        """The fee of each way of filing, once each, in order."""
        return tuple(dict.fromkeys(way.fee for way in self.ways))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedProcedure:
    """What tells one procedure from another in a list."""

    code: str
    name: str
    level: str
    field: str
    revision: int  # of its document in the store
