"""Figures for Prometheus, without personal data: routes as written in code, never paths.

In: requests as they end. Out: the text of ``/metrics``.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from starlette.types import Message, Scope, Send

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_STEPS = (0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 1, 5)
_METHODS = {"GET", "POST", "HEAD", "OPTIONS"}


class Metrics:
    """Counters of one server."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "hoso_reuse_requests",
            "Requests",
            ["route", "method", "status"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "hoso_reuse_seconds", "Seconds to the end of the answer", ["route"],
            buckets=_STEPS, registry=self._registry,
        )  # fmt: skip
        self._components = Counter(
            "hoso_reuse_components", "Components of dossiers by what was held (domain K12)",
            ["procedure", "state"], registry=self._registry,
        )  # fmt: skip

    @contextmanager
    def measured(self, scope: Scope, send: Send) -> Iterator[Send]:
        """A ``send`` that counts the request when the block ends."""
        began, status = time.perf_counter(), "500"

        async def counting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            yield counting
        finally:
            route = str(getattr(scope.get("route"), "path", "other"))
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._requests.labels(route, method, status).inc()
            self._seconds.labels(route).observe(time.perf_counter() - began)

    def component(self, procedure: str, state: str) -> None:
        """One component of a ``check`` (how often papers serve again: domain K12)."""
        self._components.labels(procedure, state).inc()

    def text(self, figures: Mapping[str, float]) -> bytes:
        """``figures``: what others count, by name."""
        own = [f"# TYPE {name} gauge\n{name} {value}\n" for name, value in figures.items()]
        return generate_latest(self._registry) + "".join(own).encode()
