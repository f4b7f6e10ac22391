"""How often an address may try a secret, and a person may ask. Counted in this process.

An address is that of the browser, or of the server in front where it is not trusted to tell whom
it passes on (DUNGHAN_TRUSTED_PROXIES): then all who come through it are one.
"""

import ipaddress
import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from corpus.rates import Rates
from corpus.staff import Staff
from web import messages

logger = logging.getLogger(__name__)

TRIES_SECONDS = 300.0
_QUESTION_SECONDS = 60.0
_IPV6_NETWORK = 64  # what one subscriber has
_ALL = ""


class Guard:
    """Tries of a secret: so many of one address, and so many of all together.

    What is counted are tries that failed and tries under way, so that an office behind one
    address can sign in one after the other.
    """

    def __init__(
        self, *, each: int, together: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._each = Rates(each, TRIES_SECONDS, clock)
        self._together = Rates(together, TRIES_SECONDS, clock)
        self._has_warned = False

    def begin(self, connection: HTTPConnection) -> float:
        """Count a try; the seconds to wait where it may not be made, 0 where it may."""
        self._warn_of_proxy(connection)
        address = address_of(connection)
        if not self._each.admit(address):
            return self._each.wait(address)
        if not self._together.admit(_ALL):
            self._each.take_back(address)
            return self._together.wait(_ALL)
        return 0.0

    def succeeded(self, connection: HTTPConnection) -> None:
        """The try was a right one: it does not count."""
        self._each.take_back(address_of(connection))
        self._together.take_back(_ALL)

    def _warn_of_proxy(self, connection: HTTPConnection) -> None:
        """Say once that all who come through a server in front are counted as one."""
        passed_on = connection.headers.get("x-forwarded-for", "").replace(",", " ").split()
        host = connection.client.host if connection.client else ""
        if passed_on and host not in passed_on and not self._has_warned:
            self._has_warned = True
            logger.warning(
                "a server in front is not named in DUNGHAN_TRUSTED_PROXIES: "
                "all who come through it share one limit"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an application holds to."""

    sign_in: Guard
    setup: Guard
    tokens: Guard
    questions: Rates

    def refuse_question(self, staff: Staff | None) -> None:
        """Count a question of a person; None: of a demonstration.

        Raises:
            HTTPException: 429, when the person asked too often.
        """
        who = staff.id if staff else 0
        if not self.questions.admit(who):
            raise too_many(self.questions.wait(who), messages.TOO_MANY_QUESTIONS)


def limits_of(questions_a_minute: int = 30, clock: Callable[[], float] = time.monotonic) -> Limits:
    """The limits of an office."""
    return Limits(
        sign_in=Guard(each=20, together=200, clock=clock),
        setup=Guard(each=10, together=10, clock=clock),
        tokens=Guard(each=60, together=600, clock=clock),
        questions=Rates(questions_a_minute, _QUESTION_SECONDS, clock),
    )


def too_many(seconds: float, text: str = messages.TOO_MANY_TRIES) -> HTTPException:
    """The refusal: what happened, and when to come again."""
    return HTTPException(429, text.format(wait=wait_words(seconds)), retry_after(seconds))


def retry_after(seconds: float) -> dict[str, str]:
    """The header that tells a program when to come again."""
    return {"Retry-After": str(math.ceil(seconds))}


def wait_words(seconds: float) -> str:
    """How long to wait, in words."""
    if seconds <= 60:
        return f"{max(1, math.ceil(seconds))} giây"
    return f"{math.ceil(seconds / 60)} phút"


def address_of(connection: HTTPConnection) -> str:
    """The address that is counted; of IPv6 the network that one subscriber has."""
    host = connection.client.host if connection.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, _IPV6_NETWORK), strict=False))
    return str(address)
