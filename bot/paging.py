"""Lists, a page at a time."""

from bot import messages
from bot.actions import page_choices
from bot.inbound import ChatKey
from bot.kept import Listing
from bot.memory import Memory
from bot.parts import Look, Run
from bot.reply import Reply

LINES_ON_A_PAGE = 5


def first_page(memory: Memory, chat: ChatKey, listing: Listing) -> Reply:
    """The first page; the list is kept where there are more."""
    if len(listing.lines) <= LINES_ON_A_PAGE:
        return page_of(listing, "", 1)
    return page_of(listing, memory.keep(chat, listing), 1)


def page_of(listing: Listing, token: str, page: int, *, edits: bool = False) -> Reply:
    """One page, counted from 1; one that there is not is the last."""
    pages = max(1, -(-len(listing.lines) // LINES_ON_A_PAGE))
    page = min(page, pages)
    shown = listing.lines[(page - 1) * LINES_ON_A_PAGE : page * LINES_ON_A_PAGE]
    lines = "\n".join(shown) if shown else messages.NOTHING_LISTED
    number = messages.PAGE_OF.format(page=page, pages=pages)
    foot = ((Run(number, Look.ITALIC),),) if pages > 1 else ()
    choices = page_choices(token, page, pages)
    return Reply(
        paragraphs=((Run(listing.title, Look.BOLD),), (Run(lines),), *foot),
        rows=(choices,) if choices else (),
        edits=edits,
        path=listing.path,
    )
