"""Counts and latencies for Prometheus, and one log line for each request: no content, no names."""

import logging
import time
from dataclasses import dataclass, field
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.daily_backup import DailyBackup
from web.safety import route_of

logger = logging.getLogger(__name__)

TEXT_FORM = "text/plain; version=0.0.4; charset=utf-8"
_BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(slots=True)
class Metrics:
    """What is counted. Each application has its own registry."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    requests: Counter = field(init=False)
    seconds: Histogram = field(init=False)
    answers: Counter = field(init=False)

    def __post_init__(self) -> None:
        self.requests = Counter(
            "dunghan_requests",
            "Requests by address pattern, method and status.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "dunghan_request_seconds",
            "Seconds until the reply is complete.",
            ("route",),
            buckets=_BOUNDS,
            registry=self.registry,
        )
        self.answers = Counter(
            "dunghan_answers",
            "Questions by whether they were answered.",
            ("outcome",),
            registry=self.registry,
        )

    def on_answer(self, answered: bool) -> None:  # noqa: FBT001 -- what is counted
        """Count an answer or a refusal."""
        self.answers.labels("answered" if answered else "refused").inc()

    def watch_backup(self, daily: DailyBackup) -> None:
        """Tell when the newest backup was made, and whether the last attempt failed."""
        newest = Gauge(
            "dunghan_backup_newest_timestamp_seconds",
            "When the newest daily backup was made; 0: none is there.",
            registry=self.registry,
        )
        newest.set_function(lambda: _seconds(daily.state().newest))
        failed = Gauge(
            "dunghan_backup_failed",
            "1 when the last attempt at a daily backup failed.",
            registry=self.registry,
        )
        failed.set_function(lambda: float(bool(daily.state().problem)))

    def text(self) -> bytes:
        """What Prometheus reads."""
        return generate_latest(self.registry)


@dataclass(frozen=True, slots=True)
class Counted:
    """Wraps the application: every request is counted under its route's pattern."""

    app: ASGIApp
    metrics: Metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def send_counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_counted)
        finally:
            route = route_of(scope)
            elapsed = time.perf_counter() - started
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self.metrics.requests.labels(route, method, str(status)).inc()
            self.metrics.seconds.labels(route).observe(elapsed)
            logger.info(
                "request route=%s method=%s status=%d ms=%.1f",
                route,
                method,
                status,
                elapsed * 1000,
            )


def _seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
