"""Figures for whoever watches the platform, in Prometheus' text format.

Requests are counted by the web processes, which share a folder (`lms/wsgi.py` makes it). What is owed,
and who is alive, is asked of the database when somebody looks: every process then tells the same, and
what the workers did needs no port of theirs. Labels are names from our own code, never a path, an
address or a person.
"""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from time import perf_counter

from django.apps import apps
from django.db import DatabaseError
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from lms.backbone.heartbeats import last_beats
from lms.backbone.outbox import OutboxRow

#: Where the processes of one web server count together; named by prometheus-client.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
RECENTLY = timedelta(hours=1)
#: Requests that reached no view, such as an address that does not exist.
NO_VIEW = "none"

_registry = CollectorRegistry()
_requests = Counter(
    "platform_requests",
    "Answered requests.",
    ["view", "method", "status"],
    registry=_registry,
)
_seconds = Histogram(
    "platform_request_seconds",
    "How long answers took, in seconds.",
    ["view"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=_registry,
)
# What a stranger invents as a method must not become a label.
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class CountedRequests:
    """Counts every answer by view and status, and how long it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        view = (match.view_name if match else "") or NO_VIEW
        method = request.method if request.method in _METHODS else "other"
        _requests.labels(view, method, str(response.status_code)).inc()
        _seconds.labels(view).observe(perf_counter() - begun)
        return response


def text(*, at: datetime) -> bytes:
    """Every figure as of `at`; those of the database are missing when it does not answer."""
    if os.environ.get(FOLDER):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
        requests = generate_latest(registry)
    else:
        requests = generate_latest(_registry)
    rows = CollectorRegistry()
    rows.register(_Rows(at))
    return requests + generate_latest(rows)


class _Rows(Collector):
    """What the database says."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def collect(self) -> Iterator[GaugeMetricFamily]:
        answers = 1
        try:
            figures = [*self._outbox(), self._heartbeats()]
        except DatabaseError:
            answers, figures = 0, []
        yield GaugeMetricFamily(
            "platform_database_answers", "1 while the database answers.", value=answers
        )
        yield from figures

    def _outbox(self) -> list[GaugeMetricFamily]:
        rows = GaugeMetricFamily(
            "platform_outbox_rows", "What is owed, by kind and state.", labels=["kind", "state"]
        )
        oldest = GaugeMetricFamily(
            "platform_outbox_oldest_seconds",
            "How long the oldest row has been due that nobody works on.",
            labels=["kind"],
        )
        finished = GaugeMetricFamily(
            "platform_outbox_finished_last_hour",
            "Rows that were finished within the last hour.",
            labels=["kind"],
        )
        for model in _kinds():
            kind, state = model._meta.label_lower, model.State
            overdue = model.objects.overdue(self._at).order_by().values("pk")
            found = model.objects.aggregate(
                owed=Count("pk", filter=Q(state=state.OWED)),
                claimed=Count("pk", filter=Q(state=state.CLAIMED)),
                dead=Count("pk", filter=Q(state=state.DEAD)),
                finished=Count(
                    "pk", filter=Q(state=state.DONE, finished_at__gt=self._at - RECENTLY)
                ),
                due=Min("due_at", filter=Q(state=state.OWED, pk__in=overdue)),
            )
            for name in ("owed", "claimed", "dead"):
                rows.add_metric([kind, name], found[name])
            oldest.add_metric([kind], (self._at - (found["due"] or self._at)).total_seconds())
            finished.add_metric([kind], found["finished"])
        return [rows, oldest, finished]

    def _heartbeats(self) -> GaugeMetricFamily:
        ages = GaugeMetricFamily(
            "platform_heartbeat_age_seconds",
            "How long ago the process was last seen alive.",
            labels=["process"],
        )
        for name, seen in sorted(last_beats().items()):
            ages.add_metric([name], (self._at - seen).total_seconds())
        return ages


def _kinds() -> list[type[OutboxRow]]:
    """Everything that can be owed: mail, certificates, jobs and whatever else follows."""
    return [model for model in apps.get_models() if issubclass(model, OutboxRow)]
