"""`dunghan bench …`: the measurements, on any files of the right shapes."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from cli.ask import parse_day
from cli.models import embedder_of, reranking_of
from cli.settings import read_settings

app = typer.Typer(help="Đo chất lượng và tốc độ (cần cài «dunghan[test]»).", no_args_is_help=True)
_File = Annotated[Path, typer.Option(exists=True, dir_okay=False)]
_Folder = Annotated[Path, typer.Option(exists=True, file_okay=False)]


@app.command()
def retrieval(articles: _File, questions: _File) -> None:
    """Đo việc tìm điều luật: BM25 một mình, véc-tơ một mình, và kết hợp.

    Ví dụ:  dunghan bench retrieval --articles dieu.jsonl.gz --questions hoi.jsonl
    """
    from bench.collections import read_articles, read_asked  # noqa: PLC0415 -- as below
    from bench.retrieval import measure  # noqa: PLC0415 -- bm25s is of the [test] extra

    found = measure(
        list(read_articles(articles)),
        {questions.stem: list(read_asked(questions))},
        embedder_of(read_settings().models),
        _say,
    )[questions.stem]
    for name in ("bm25_default", "bm25", "dense", "unranked", "fused", "bare", "slip"):
        typer.echo(f"{name}: {asdict(getattr(found, name))}")
    typer.echo(f"{found.questions} câu hỏi, bỏ {found.left_out} câu không có điều luật trong tệp")
    typer.echo(json.dumps(found.closing_line()))


@app.command(name="questions")
def questions_(
    documents: _Folder,
    questions: _File,
    today: Annotated[str | None, typer.Option("--today", help="Ngày xét.")] = None,
    details: Annotated[bool, typer.Option("--details", help="In từng câu.")] = False,  # noqa: FBT002 -- typer's way
    no_accents: Annotated[bool, typer.Option("--no-accents", help="Bỏ dấu các câu hỏi.")] = False,  # noqa: FBT002 -- typer's way
) -> None:
    """Đo trả lời trên các văn bản của một thư mục, với câu hỏi có trích dẫn chuẩn.

    Ví dụ:  dunghan bench questions --documents samples/papers --questions samples/questions.json
    """
    from bench.questions import (  # noqa: PLC0415 -- not for --help
        assistant_over,
        judge,
        read_questions,
        score,
        without_accents,
    )
    from bench.risk import risk_curve  # noqa: PLC0415 -- not for --help

    asked = read_questions(questions)
    asked = without_accents(asked) if no_accents else asked
    models = read_settings().models
    with assistant_over(documents, embedder_of(models), reranking_of(models)) as assistant:
        judged = list(judge(assistant, asked, parse_day(today)))
    if details:
        for each in judged:
            typer.echo(
                f"{each.question.id}\t{'trả lời' if each.answer.answered else 'từ chối'}"
                f"\t{each.found}\t{each.answer.confidence:.3f}\t{each.question.text}"
            )
    for point in risk_curve(judged):
        typer.echo(
            f"mức {point.bound:.2f}\ttrả lời {point.coverage:.3f}\tsai {point.risk:.3f}"
            f"\tgiá {point.cost:.3f}"
        )
    typer.echo(json.dumps(asdict(score(judged))))


@app.command()
def references(
    documents: Annotated[
        list[Path], typer.Option(help="Thư mục có các tệp; ghi nhiều lần được.", file_okay=False)
    ],
    truth: Annotated[
        Path | None, typer.Option(help="Tệp dẫn chiếu chuẩn; mặc định tệp đi kèm.", dir_okay=False)
    ] = None,
    details: Annotated[bool, typer.Option("--details", help="In từng chỗ sai.")] = False,  # noqa: FBT002 -- typer's way
) -> None:
    """Đo việc tìm dẫn chiếu: độ chính xác và độ đầy đủ so với dẫn chiếu đọc bằng mắt.

    Ví dụ:  dunghan bench references --documents van-ban --truth dan-chieu.json
    """
    from bench.references import TRUTH, compare, score  # noqa: PLC0415 -- not for --help

    compared = compare(tuple(documents), truth or TRUTH)
    for each in compared:
        typer.echo(f"{each.file}: {each.gold.total()} chuẩn, {each.found.total()} tìm được")
        if details:
            for mark, rows in (("thiếu", each.missed), ("thừa", each.wrong)):
                for row in rows:
                    typer.echo(f"  {mark}\t" + "\t".join(row))
    typer.echo(json.dumps(score(compared).measures))


@app.command()
def speed(
    documents: _Folder,
    papers: Annotated[
        Path | None,
        typer.Option(
            help="Thư mục tệp PDF để đo việc đọc; mặc định là --documents.", file_okay=False
        ),
    ] = None,
    questions: Annotated[
        Path | None, typer.Option(help="Tệp câu hỏi; không có thì không đo.", dir_okay=False)
    ] = None,
    today: Annotated[str | None, typer.Option("--today", help="Ngày xét.")] = None,
) -> None:
    """Đo tốc độ đọc tệp PDF, trả lời, khởi động, và bộ nhớ.

    Ví dụ:  dunghan bench speed --documents samples/papers --questions samples/questions.json
    """
    from bench.questions import read_questions  # noqa: PLC0415 -- not for --help
    from bench.speed import measure  # noqa: PLC0415 -- not for --help

    found = measure(
        papers or documents,
        documents,
        read_questions(questions) if questions else (),
        embedder_of(read_settings().models),
        parse_day(today),
    )
    typer.echo(json.dumps(found.measures()))


@app.command()
def reading(
    files: _Folder,
    docling_python: Annotated[
        Path | None,
        typer.Option(help="Python có cài docling; mặc định là Python này.", dir_okay=False),
    ] = None,
) -> None:
    """Đo việc đọc tệp: phần đọc được, tốc độ so với pypdf, pdfminer, docling, và ký tự bị mất.

    Ví dụ:  dunghan bench reading --files samples/papers
    """
    from bench.reading import measure  # noqa: PLC0415 -- not for --help

    found = measure(files, typer.echo, docling_python)
    for remark in found.remarks:
        _say(remark)
    typer.echo(json.dumps(found.measures()))


@app.command()
def scale(
    sizes: Annotated[
        str, typer.Option(help="Các số đoạn văn bản, cách nhau bằng dấu phẩy.")
    ] = "10000,100000,1000000",
    articles: Annotated[
        Path | None,
        typer.Option(help="Tệp .jsonl.gz lấy câu chữ; mặc định là văn bản mẫu.", dir_okay=False),
    ] = None,
) -> None:
    """Đo tìm kiếm khi kho lớn dần: mili giây, bộ nhớ, thời gian lập và mở chỉ mục.

    Ví dụ:  dunghan bench scale --sizes 10000,100000
    """
    from bench.collections import read_articles  # noqa: PLC0415 -- not for --help
    from bench.scale import lines_of, measure, sample_texts  # noqa: PLC0415 -- not for --help

    try:
        wanted = [int(size) for size in sizes.split(",")]
    except ValueError as error:
        raise typer.BadParameter("cần các số nguyên cách nhau bằng dấu phẩy") from error
    texts = (each.text for each in read_articles(articles)) if articles else sample_texts()
    for found in measure(lines_of(texts), wanted, embedder_of(read_settings().models), _say):
        typer.echo(json.dumps(found.measures()))


@app.command()
def procedures(
    file: _File,
    seed: Annotated[int, typer.Option(help="Số chọn mẫu; số khác cho mẫu khác.")] = 2026,
    sample: Annotated[int, typer.Option(min=1, help="Số thủ tục trong mẫu.")] = 200,
    details: Annotated[bool, typer.Option("--details", help="In từng câu.")] = False,  # noqa: FBT002 -- typer's way
) -> None:
    """Đo trả lời về thủ tục hành chính, với câu hỏi soạn từ chính các bản ghi.

    Ví dụ:  dunghan bench procedures --file thu-tuc.jsonl.gz
    """
    from bench.procedures import measure, measures  # noqa: PLC0415 -- not for --help

    found = measure(file, embedder_of(read_settings().models), parse_day(None), seed, sample)
    if details:
        for each in found:
            typer.echo(
                f"{each.verdict}\t{each.question.code}\t{each.question.part}\t{each.question.text}"
            )
    typer.echo(json.dumps(measures(found)))


@app.command(name="cases")
def cases_(
    rows: Annotated[int, typer.Option(min=100, help="Số dòng của sổ.")] = 100_000,
) -> None:
    """Đo việc nạp sổ hồ sơ, lập danh sách, số liệu, trả lời trên một sổ mẫu lớn.

    Ví dụ:  dunghan bench cases --rows 100000
    """
    from bench.cases import measure  # noqa: PLC0415 -- not for --help

    typer.echo(json.dumps(measure(rows).measures()))


@app.command(name="tasks")
def tasks_(
    documents: _Folder,
    gold: Annotated[list[Path], typer.Option(exists=True, dir_okay=False, help="Tệp chuẩn.")],
    details: Annotated[bool, typer.Option("--details", help="In chỗ thiếu, chỗ thừa.")] = False,  # noqa: FBT002 -- typer's way
) -> None:
    """Đo việc rút nhiệm vụ: đơn vị, thời hạn, chỉ tiêu, so với tệp đánh dấu bằng tay.

    Ví dụ:  dunghan bench tasks --documents van-ban --gold bench/truth/obligations-004.json
    """
    from bench.obligations import measures, score_files  # noqa: PLC0415 -- not for --help

    scored = list(score_files(documents, gold))
    for one in scored:
        for kind, share in one.shares.items():
            typer.echo(
                f"{one.file}\t{kind}\tchuẩn {share.marked}\trút {share.found}"
                f"\tđúng {share.right}\t{share.precision:.3f}\t{share.recall:.3f}"
            )
        for line in one.differences if details else ():
            typer.echo(f"{one.file}\t{line}")
    typer.echo(json.dumps(measures(scored)))


@app.command()
def legacy(
    files: Annotated[
        Path,
        typer.Option(help="Thư mục có TÊN.* và TÊN.expected.txt.", file_okay=False, exists=True),
    ],
) -> None:
    """Đo việc đọc văn bản gõ bằng bảng mã cũ (TCVN3, VNI…), so với bản chép.

    Ví dụ:  dunghan bench legacy --files van-ban-cu
    """
    from bench.legacy import measure  # noqa: PLC0415 -- not for --help

    typer.echo(json.dumps(measure(files, typer.echo).closing_line()))


def _say(line: str) -> None:
    typer.echo(line, err=True)
