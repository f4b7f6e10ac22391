"""`dunghan model train|info`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bench.collections import read_articles, read_asked
from cli.models import embedder_of
from cli.settings import read_settings
from index.errors import EncoderMissingError
from index.static_model import CARD_FILE, SHIPPED

app = typer.Typer(help="Huấn luyện và xem mô hình nhúng.", no_args_is_help=True)


@app.command()
def train(
    articles: Annotated[Path, typer.Option(help="Điều luật: .jsonl hoặc .jsonl.gz.", exists=True)],
    questions: Annotated[Path, typer.Option(help="Câu hỏi có đáp án: .jsonl.", exists=True)],
    out: Annotated[Path, typer.Option(help="Thư mục mô hình sẽ ghi.")] = SHIPPED,
) -> None:
    """Huấn luyện mô hình nhúng tĩnh từ các điều luật (cần cài thêm «dunghan[encoder]»).

    Ví dụ:  dunghan model train --articles dieu.jsonl.gz --questions train.jsonl --out mo-hinh
    """
    try:
        # Only here: it takes torch, which the core does without.
        from index.training import Recipe, TrainingQuestion, TrainingText  # noqa: PLC0415
        from index.training import train as train_model  # noqa: PLC0415
    except ImportError as error:
        raise EncoderMissingError("Lệnh «dunghan model train»") from error

    train_model(
        [TrainingText(id=article.id, text=article.text) for article in read_articles(articles)],
        [TrainingQuestion(text=asked.text, articles=asked.gold) for asked in read_asked(questions)],
        out,
        Recipe(),
        lambda line: typer.echo(line, err=True),
    )
    typer.echo(f"Đã ghi mô hình vào {out}.")


@app.command()
def info() -> None:
    """In tên, số chiều và cách huấn luyện của mô hình nhúng, và mô hình xếp lại nếu có.

    Ví dụ:  dunghan model info
    """
    models = read_settings().models
    embedder = embedder_of(models)
    typer.echo(f"tên: {embedder.name}\nsố chiều: {embedder.dimension}")
    card = Path(models.model or SHIPPED) / CARD_FILE
    if card.exists():
        recipe = json.loads(card.read_text(encoding="utf-8"))["recipe"]
        typer.echo("\n".join(f"{name}: {value}" for name, value in recipe.items()))
    if models.reranker:
        typer.echo(f"mô hình xếp lại: {models.reranker} ({models.reranked} đoạn đầu)")
