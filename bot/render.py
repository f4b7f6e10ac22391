"""An answer as messages: the conclusion, its numbered sources, notes, and a word of caution.

Nothing here knows a channel: parts carry HTML and the same words plain.
"""

from collections.abc import Iterator

from answer.answers import Answer, Quote, Span
from answer.render import wording_lines
from bot import messages
from bot.parts import Look, Paragraph, Part, Run, to_parts

EXCERPT_CHARACTERS = 240
_SAID_IN_NOTES = frozenset({"small_talk", "case"})  # greetings, and what the register answers
_BEFORE_FOCUS = 60  # characters of an excerpt that stand before the words that answer


def answer_parts(answer: Answer) -> tuple[Part, ...]:
    """The messages of one answer or refusal, in order; at least one."""
    return to_parts(answer_paragraphs(answer))


def answer_paragraphs(answer: Answer) -> tuple[Paragraph, ...]:
    """One answer or refusal, in order.

    An answer without a quote reads as a refusal: the bot states nothing that can not be opened.
    """
    if answer.kind.value in _SAID_IN_NOTES and not answer.quotes:
        return tuple((Run(note),) for note in answer.notes)
    answered = answer.answered and bool(answer.quotes)
    body = (*_wording(answer), *_conclusion(answer)) if answered else tuple(_refusal(answer))
    return (*body, *_sources(answer), *_notes(answer), *_caution(answer))


def quote_parts(quote: Quote, number: int) -> tuple[Part, ...]:
    """The messages that show one quote in full, verbatim, under its place."""
    return to_parts(quote_paragraphs(quote, number))


def quote_paragraphs(quote: Quote, number: int) -> tuple[Paragraph, ...]:
    """One quote in full, verbatim, under its place."""
    source = Run("\n" + messages.SOURCE_FILE.format(source=quote.source))
    return ((*_place(quote, number), source), (Run(quote.text, Look.QUOTE),))


def text_parts(text: str) -> tuple[Part, ...]:
    """The messages of a sentence of our own, cut at its blank lines when it is long."""
    return to_parts([(Run(paragraph),) for paragraph in text.split("\n\n")])


def excerpt(text: str, focus: str, limit: int = EXCERPT_CHARACTERS) -> str:
    """A stretch of `text` on one line around `focus`, cut between words and marked "…".

    Args:
        text: the whole quote.
        focus: the words that answer; "" or words not in the text show the beginning.
        limit: characters, the marks not counted.
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    start = max(0, line.find(" ".join(focus.split())) - _BEFORE_FOCUS)
    if start > 0:
        start = line.find(" ", start) + 1
    end = start + limit
    if end < len(line):
        end = max(line.rfind(" ", start, end), start + limit // 2)
    before, after = ("… " if start > 0 else ""), (" …" if end < len(line) else "")
    return before + line[start:end].strip() + after


def _wording(answer: Answer) -> Iterator[Paragraph]:
    """What a machine wrote, under its mark; the quotations follow as ever."""
    if answer.wording:
        yield (Run(messages.WORDING, Look.ITALIC), Run("\n" + "\n".join(wording_lines(answer))))
        yield (Run(messages.VERBATIM),)


def _conclusion(answer: Answer) -> Iterator[Paragraph]:
    if not answer.conclusion:
        yield (Run(messages.RELATED, Look.BOLD),)
        return
    mark = "• " if len(answer.conclusion) > 1 else ""
    for span in answer.conclusion:
        yield (Run(mark), Run(span.text, Look.BOLD), Run(f" [{span.quote}]"))
    yield (Run(messages.SOURCES),)


def _refusal(answer: Answer) -> Iterator[Paragraph]:
    yield (Run(messages.NOT_FOUND, Look.BOLD),)
    if answer.quotes:
        yield (Run(messages.NEAREST),)


def _sources(answer: Answer) -> Iterator[Paragraph]:
    for number, quote in enumerate(answer.quotes, start=1):
        spans = [span for span in answer.conclusion if span.quote == number]
        shown = _excerpt(quote, spans)
        yield (*_place(quote, number), *((Run("\n"), Run(shown, Look.QUOTE)) if shown else ()))


def _excerpt(quote: Quote, spans: list[Span]) -> str:
    """The excerpt around the first span; "" when the conclusion already says all of the quote."""
    if any(quote.text.strip() == span.text.strip() for span in spans):
        return ""
    return excerpt(quote.text, spans[0].text if spans else "")


def _place(quote: Quote, number: int) -> Paragraph:
    words = [quote.citation.words, messages.PAGE.format(page=quote.page)]
    place = ", ".join(word for word in words if word)
    return (Run(f"[{number}] "), Run(_name(quote), Look.BOLD), Run(f", {place}"))


def _name(quote: Quote) -> str:
    """The paper's title, with its number in front where the title does not say it."""
    if not quote.title or quote.title == quote.document:
        return quote.document
    return quote.title if quote.document in quote.title else f"{quote.document}, {quote.title}"


def _notes(answer: Answer) -> Iterator[Paragraph]:
    if answer.notes:
        lines = [messages.NOTES, *(f"• {note}" for note in answer.notes)]
        yield (Run("\n".join(lines)),)


def _caution(answer: Answer) -> Iterator[Paragraph]:
    if answer.quotes:
        yield (Run(messages.CHECK_ORIGINAL, Look.ITALIC),)
