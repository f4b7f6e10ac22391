"""Charts of the figures: PNG for chat, SVG for pages; readable in grey, labels in Vietnamese."""

import io
from collections.abc import Mapping, Sequence
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from cases.figures import Figures

Format = Literal["png", "svg"]
# Told apart by lightness and by hatching, so that a print in grey is read as well.
_STYLES = (
    ("#1b4965", ""),
    ("#7fb069", "//"),
    ("#e0a82e", ".."),
    ("#bc4b51", "xx"),
)
_FONT = {"family": "DejaVu Sans", "size": 10}  # ships with matplotlib and has every letter


def trend(points: Sequence[tuple[str, Mapping[str, int]]], form: Format) -> bytes:
    """Lines over time: each point is a label and the counts of that day, week or month."""
    figure, axes = _canvas("Diễn biến hồ sơ")
    names = list(points[0][1]) if points else []
    markers = ("o", "s", "^", "D")
    for number, name in enumerate(names):
        axes.plot(
            [label for label, _ in points],
            [counts.get(name, 0) for _, counts in points],
            label=name,
            color=_STYLES[number % len(_STYLES)][0],
            marker=markers[number % len(markers)],
            linestyle=("-", "--", "-.", ":")[number % 4],
        )
    axes.tick_params(axis="x", rotation=45)
    axes.set_ylabel("số hồ sơ")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    return _drawn(figure, axes, form)


def by_group(groups: Mapping[str, Figures], form: Format) -> bytes:
    """Stacked bars of each unit or field: early, on time, late, overdue."""
    figure, axes = _canvas("Kết quả giải quyết theo đơn vị, lĩnh vực")
    names = [_shortened(name or "chưa rõ") for name in groups]
    left = [0] * len(names)
    columns = (("trước hạn", "early"), ("đúng hạn", "on_time"), ("trễ hạn", "late"))
    for (label, column), (color, hatch) in zip(
        (*columns, ("quá hạn", "overdue")), _STYLES, strict=True
    ):
        counts = [int(getattr(figures, column)) for figures in groups.values()]
        axes.barh(names, counts, left=left, label=label, color=color, hatch=hatch, edgecolor="w")
        left = [before + count for before, count in zip(left, counts, strict=True)]
    axes.invert_yaxis()
    axes.set_xlabel("số hồ sơ")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return _drawn(figure, axes, form)


def ageing(days_overdue: Sequence[int], form: Format) -> bytes:
    """Bars of how long open cases have been overdue, in working days."""
    figure, axes = _canvas("Hồ sơ quá hạn theo số ngày làm việc đã quá")
    bands = (("1-2", 1, 2), ("3-5", 3, 5), ("6-10", 6, 10), ("11-20", 11, 20), (">20", 21, None))
    counts = [
        sum(first <= days and (last is None or days <= last) for days in days_overdue)
        for _, first, last in bands
    ]
    bars = axes.bar([band[0] for band in bands], counts, color="#bc4b51", hatch="//", edgecolor="w")
    axes.bar_label(bars)
    axes.set_xlabel("số ngày làm việc đã quá")
    axes.set_ylabel("số hồ sơ")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    return _drawn(figure, axes, form)


def _canvas(title: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(title, fontdict=_FONT | {"size": 12})
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _drawn(figure: Figure, axes: Axes, form: Format) -> bytes:
    if axes.get_legend_handles_labels()[0]:
        axes.legend(frameon=False, loc="best")
    out = io.BytesIO()
    # Without a date the same figures give the same picture.
    metadata = {"Software": None} if form == "png" else {"Date": None}
    figure.savefig(out, format=form, metadata=metadata)
    return out.getvalue()


def _shortened(name: str, longest: int = 34) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
