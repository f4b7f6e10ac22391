"""`dunghan units`."""

import json
from typing import Annotated

import typer

from answer.validity_words import day_words, mark_words
from corpus.areas import Area, AreaHistory, load_areas
from corpus.errors import DungHanError
from corpus.validity_list import Mark


class UnknownUnitError(DungHanError):
    """The facts hold no unit of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Không có đơn vị hành chính «{name}» trong bảng sắp xếp năm 2025. "
            "Hãy ghi tên như «phường Sa Đéc», «huyện Lấp Vò», có dấu hoặc không dấu."
        )


def units(
    name: Annotated[str, typer.Argument(help="Tên đơn vị, có dấu hoặc không dấu.")],
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,  # noqa: FBT002 -- typer's way
) -> None:
    """Một đơn vị hành chính trước đây là gì, nay thuộc đâu, từ ngày nào, theo văn bản nào.

    Ví dụ:  dunghan units "thành phố Sa Đéc"
    """
    found = load_areas().named(name)
    if not found:
        raise UnknownUnitError(name)
    if as_json:
        rows = [_history_json(history) for history in found]
        typer.echo(json.dumps({"name": name, "units": rows}, ensure_ascii=False))
        return
    if len({history.unit.province for history in found}) > 1:
        typer.echo(f"«{name}» là tên của {len(found)} đơn vị; xem tỉnh, thành phố của từng đơn vị.")
    for history in found:
        typer.echo("\n".join(_history_lines(history)))


def _history_lines(history: AreaHistory) -> list[str]:
    unit = history.unit
    state = "trước sắp xếp" if unit.is_former else "hiện nay"
    lines = [f"{unit.title}, {unit.province} ({state})"]
    if history.predecessors:
        lines.append("  gồm trước đây: " + ", ".join(u.title for u in history.predecessors))
    if history.successors:
        lines.append("  nay thuộc: " + ", ".join(u.title for u in history.successors))
    if history.is_partial:
        lines.append("  có đơn vị chỉ nhập một phần; cần xem nghị quyết.")
    if history.predecessors or history.successors:
        lines.append(
            f"  từ ngày {day_words(history.changed_on)}, theo {history.instrument} "
            f"({mark_words(Mark(history.mark))})"
        )
    return lines


def _unit_json(unit: Area) -> dict[str, object]:
    return {
        "kind": unit.kind,
        "name": unit.name,
        "province": unit.province,
        "district": unit.district,
        "is_former": unit.is_former,
    }


def _history_json(history: AreaHistory) -> dict[str, object]:
    return {
        **_unit_json(history.unit),
        "predecessors": [_unit_json(unit) for unit in history.predecessors],
        "successors": [_unit_json(unit) for unit in history.successors],
        "is_partial": history.is_partial,
        "changed_on": history.changed_on.isoformat(),
        "instrument": history.instrument,
        "mark": history.mark,
    }
