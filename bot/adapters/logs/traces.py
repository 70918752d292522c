"""Traces by OpenTelemetry: what each process did for one request, and how long it took.

On when `OTEL_EXPORTER_OTLP_ENDPOINT` names a collector; `make traces` installs what it needs, and the specification's other
variables (`OTEL_TRACES_SAMPLER`, `OTEL_EXPORTER_OTLP_HEADERS`, ...) work as they are. Otherwise every function here does
nothing. As in the lines of the log: never a text, an address or a conversation's id.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
_PARENT = "traceparent"
"""The header of W3C Trace Context; here a field of what one process tells the next."""

_provider: Any = None


def set_up(process: str) -> None:
    """Send the spans of this process to the collector that the environment names, if it names one.

    Raises:
        ValueError: there is a collector, and what sends to it is not installed; the message says what to do.
    """
    global _provider  # noqa: PLW0603 - a process has one, as it has one log
    if not os.environ.get(ENDPOINT):
        return
    try:
        # Here, since who collects no traces has not installed them.
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError as error:
        raise ValueError(f"{ENDPOINT} is gezet, maar wat sporen stuurt ontbreekt: voer 'make traces' uit") from error
    _provider = TracerProvider(
        resource=Resource.create({"service.namespace": "kennispunt", "service.name": f"kennispunt-{process}"})
    )
    _provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))


def shut_down() -> None:
    """Send what is still waiting, and send nothing more."""
    global _provider  # noqa: PLW0603 - as above
    if _provider is not None:
        _provider.shutdown()
        _provider = None


@contextmanager
def span(name: str, parent: str = "", **attributes: str | int) -> Iterator[None]:
    """What happens within is one span; `parent` is what `passed_on` gave in the process before."""
    if _provider is None:
        yield
        return
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

    context = TraceContextTextMapPropagator().extract({_PARENT: parent}) if parent else None
    tracer = _provider.get_tracer("kennispunt")
    # An exception's text may hold a person's words: that there was one is enough.
    with tracer.start_as_current_span(name, context, attributes=attributes, record_exception=False):
        yield


def describe(name: str, **attributes: str | int) -> None:
    """Give the span that is open the name and attributes that were known only later."""
    if _provider is None:
        return
    from opentelemetry.trace import get_current_span  # noqa: PLC0415

    current = get_current_span()
    current.update_name(name)
    current.set_attributes(attributes)


def passed_on() -> str:
    """What the next process needs to go on in this trace; empty where nothing is traced."""
    if _provider is None:
        return ""
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

    carrier: dict[str, str] = {}
    TraceContextTextMapPropagator().inject(carrier)
    return carrier.get(_PARENT, "")
