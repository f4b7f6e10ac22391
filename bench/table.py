"""`python -m bench.table`: the tables of bench/README.md, made of the files of bench/results."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.recorded import RESULTS, Recorded, read_recorded

PAGE = Path(__file__).parent / "README.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One table: the results whose name begins so, what is said above it, its columns."""

    begins: str
    title: str
    words: str
    columns: tuple[tuple[str, str], ...]  # (heading, name of the measure)


_HEAD = """# Kết quả đo

Trang này do `python -m bench.table` viết từ các tệp trong `bench/results/`; đừng sửa bằng tay.
`python -m bench.run --shared THƯ_MỤC` đo lại tất cả. Số đo tốc độ và bộ nhớ chỉ so được với
nhau khi đo trên cùng một máy."""
_SECTIONS = (
    Section(
        begins="retrieval-",
        title="Tìm điều luật",
        words="""Mỗi câu hỏi có sẵn các điều luật đúng; câu không có điều luật nào trong tập
thì bỏ và đếm
riêng.

- nDCG@10: điểm thứ hạng của các điều luật đúng trong 10 kết quả đầu, 1 là xếp đúng hết lên đầu.
- recall@10, recall@100: phần các điều luật đúng có trong 10, trong 100 kết quả đầu.
- bm25s mặc định: thư viện bm25s với bộ tách từ của chính nó. BM25: bm25s với cùng âm tiết và
  cặp âm tiết của chương trình (k1 1,2; b 0,75). Véc-tơ: mô hình nhúng một mình. Chưa xếp lại:
  hai nửa cộng lại. Kết hợp: cách chương trình dùng, có bước xếp hạng lại. Khoảng 95 % lấy bằng
  cách rút lại câu hỏi 2.000 lần.
- bỏ dấu, một lỗi gõ: cùng câu hỏi gõ không dấu; mỗi câu sai một phím ở một từ (bớt, lặp, đổi
  chỗ hoặc gõ nhầm một chữ).
- từ/giây: số từ (theo khoảng trắng) lập chỉ mục trong một giây. mở: từ khi có mô hình đến khi
  xong câu hỏi đầu. ms: thời gian một lần tìm, kể cả xếp hạng lại, trung vị và phân vị 95.
  MiB: bộ nhớ của một tiến trình chỉ mở chỉ mục và hỏi.

Lưu ý: bước xếp hạng chỉ học từ câu hỏi huấn luyện; trọng số cộng hai nửa thì chỉnh trên tập
phát triển; kết quả trên văn bản khác có thể thấp hơn.""",
        columns=(
            ("câu hỏi", "questions"),
            ("bỏ", "left_out"),
            ("điều luật", "articles"),
            ("bm25s mặc định nDCG@10", "bm25_default_ndcg10"),
            ("BM25 nDCG@10", "bm25_ndcg10"),
            ("véc-tơ nDCG@10", "dense_ndcg10"),
            ("chưa xếp lại nDCG@10", "unranked_ndcg10"),
            ("kết hợp nDCG@10", "fused_ndcg10"),
            ("từ", "fused_ndcg10_low"),
            ("đến", "fused_ndcg10_high"),
            ("BM25 recall@10", "bm25_recall10"),
            ("kết hợp recall@10", "fused_recall10"),
            ("kết hợp recall@100", "fused_recall100"),
            ("bỏ dấu nDCG@10", "bare_ndcg10"),
            ("một lỗi gõ nDCG@10", "slip_ndcg10"),
            ("lập chỉ mục (giây)", "index_s"),
            ("từ/giây", "words_per_second"),
            ("mở (giây)", "start_s"),
            ("ms p50", "ms_p50"),
            ("ms p95", "ms_p95"),
            ("MiB", "rss_mib"),
        ),
    ),
    Section(
        begins="questions-",
        title="Trả lời câu hỏi",
        words="""Câu hỏi về các văn bản của một thư mục, mỗi câu có trích dẫn chuẩn hoặc được
đánh dấu là
không có lời đáp.

- có lời đáp, không lời đáp: số câu mỗi loại; câu hỏi nối tiếp câu trước không tính.
- trích đúng: một trích dẫn chuẩn nằm trọn trong các trích dẫn của câu trả lời, đúng tệp (bỏ qua
  khoảng trắng, chữ hoa thường và số chú thích). Hai trích đầu: nằm trong hai trích dẫn đầu tiên.
- BM25: ba đoạn đứng đầu theo BM25 (bm25s) một mình; tra số hiệu: ba đoạn đầu có số hiệu văn bản
  nêu trong câu hỏi. Cả hai luôn trả lời, không từ chối.
- từ chối sai: có lời đáp mà từ chối. Từ chối đúng: không có lời đáp và từ chối.

Lưu ý: số câu ít, hơn kém một hai câu chưa nói lên điều gì; các trọng số được chỉnh trên những
câu cùng loại.""",
        columns=(
            ("có lời đáp", "answerable"),
            ("hai trích đầu", "first_two"),
            ("trích đúng", "quoted"),
            ("từ chối sai", "refused_wrongly"),
            ("không lời đáp", "unanswerable"),
            ("từ chối đúng", "refused_rightly"),
            ("BM25: hai trích đầu", "bm25_first_two"),
            ("BM25: trích đúng", "bm25_quoted"),
            ("tra số hiệu: hai trích đầu", "lookup_first_two"),
            ("tra số hiệu: trích đúng", "lookup_quoted"),
        ),
    ),
    Section(
        begins="procedures",
        title="Thủ tục hành chính",
        words="""Câu hỏi soạn từ chính các bản ghi của một tệp thủ tục: mỗi thủ tục trong mẫu sáu
câu (thời hạn, thành phần hồ sơ, phí, cơ quan, cấp, kết quả), bằng lời thường: bỏ phần trong
ngoặc, rút ngắn, bỏ vài chữ, chữ thường, nhiều câu không dấu.

- đúng: mọi trích dẫn thuộc đúng thủ tục và kết luận chứa trọn mục được hỏi. Sai: trả lời khác
  thế.
- từ chối: không trả lời, hoặc nêu các thủ tục gần nhất; trong đó có đúng: thủ tục được hỏi nằm
  trong số đã nêu. Nhiều thủ tục trùng tên khi bỏ phần trong ngoặc; từ chối khi ấy là phải.

Lưu ý: lời hỏi do chương trình soạn từ tên thủ tục, đều hơn lời người dân.""",
        columns=(
            ("thủ tục", "procedures"),
            ("câu hỏi", "questions"),
            ("đúng", "right"),
            ("từ chối", "refused"),
            ("trong đó có đúng", "listed"),
            ("sai", "wrong"),
            ("ms p50", "ms_p50"),
            ("ms p95", "ms_p95"),
        ),
    ),
    Section(
        begins="speed",
        title="Tốc độ",
        words="""- trang/giây: đọc tệp PDF thành văn bản có cấu trúc, từ lúc mở tệp. pypdf: chỉ
  rút chữ bằng
  pypdf, cùng tệp, cùng lần chạy. Tệp không đọc được (bản quét, tệp hỏng) được đếm và bỏ ở cả
  hai bên.
- ms: thời gian trả lời một câu hỏi khi chương trình đã chạy sẵn, trung vị và phân vị 95.
- khởi động: số giây từ lúc gõ `dunghan ask` đến khi xong, trung vị của 5 lần. MiB: bộ nhớ
  của tiến trình sau khi hỏi.

Lưu ý: lần khởi động đầu sau khi bật máy chậm hơn, vì tệp chưa có trong bộ nhớ đệm
của hệ điều hành.""",
        columns=(
            ("tệp PDF", "pdf_files"),
            ("không đọc được", "pdf_unread"),
            ("trang", "pages"),
            ("trang/giây", "pages_per_second"),
            ("pypdf trang/giây", "bare_pages_per_second"),
            ("câu hỏi", "questions"),
            ("ms p50", "ms_p50"),
            ("ms p95", "ms_p95"),
            ("khởi động (giây)", "cold_ask_s"),
            ("MiB", "rss_mib"),
        ),
    ),
)


def page(found: Iterable[Recorded]) -> str:
    """The whole page in Markdown; a kind of measurement without any result has no section."""
    results = sorted(found, key=lambda recorded: recorded.name)
    parts = [_HEAD]
    for section in _SECTIONS:
        rows = [recorded for recorded in results if recorded.name.startswith(section.begins)]
        if rows:
            parts.append(f"## {section.title}\n\n{section.words}\n\n{_table(section, rows)}")
    return "\n\n".join(parts) + "\n"


def write_page(results: Path = RESULTS, target: Path = PAGE) -> None:
    """Write the page of a folder of results."""
    found = [read_recorded(path) for path in sorted(results.glob("*.json"))]
    target.write_text(page(found), encoding="utf-8")


def _table(section: Section, rows: Sequence[Recorded]) -> str:
    headings = ["phép đo", *(heading for heading, _ in section.columns), "ngày", "bản", "máy"]
    lines = [_line(headings), _line(["---"] + ["---:"] * len(section.columns) + ["---"] * 3)]
    for row in rows:
        values = [_value(row.measures.get(measure)) for _, measure in section.columns]
        machine = f"{row.machine.cores} lõi, Python {row.machine.python}"
        lines.append(_line([row.name, *values, row.made_on, row.program_version, machine]))
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _value(value: float | None) -> str:
    """A number as Vietnamese writes it, with a decimal comma; "–" where it was not measured."""
    if value is None:
        return "–"
    return str(int(value)) if value == int(value) else str(value).replace(".", ",")


if __name__ == "__main__":
    write_page()
