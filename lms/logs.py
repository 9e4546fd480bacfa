"""What a log line looks like, and what it may never hold.

Mailed links open what they open, so their secret part goes; so do email addresses, wherever a library
or a database's error names one.
"""

import re
from collections.abc import MutableMapping
from logging import LogRecord
from typing import Any

import structlog
from structlog.typing import Processor

#: Addresses whose next part is a one-time secret, as they stand in a line about a request.
_SECRET = re.compile(r"(/[rcg]/|/accounts/confirm-email/|/accounts/password/reset/key/)[^/\s\"'?]+")
_ADDRESS = re.compile(r"[\w.+%-]+@(?=[\w-]+(\.[\w-]+)+)")
#: PostgreSQL repeats the row that a constraint refused.
_ROW = re.compile(r"(DETAIL:).*")


def clean(line: str) -> str:
    """The line without secrets of addresses, email addresses and refused rows."""
    return _ROW.sub(r"\1 ...", _ADDRESS.sub("...@", _SECRET.sub(r"\1...", line)))


def hide_secrets(record: LogRecord) -> bool:
    """A logging filter that lets every record through, cleaned."""
    if isinstance(record.msg, dict):
        return True  # Of structlog's; `cleaned` sees each of its values.
    message = record.getMessage()
    shown = clean(message)
    if shown != message:
        record.msg, record.args = shown, ()
    return True


def cleaned(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """The last step before a line is written: tracebacks have become text by then."""
    return {
        name: clean(value) if isinstance(value, str) else value for name, value in event.items()
    }


#: For lines of ours and of libraries alike.
_BOTH: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def formatter(*, json: bool) -> dict[str, Any]:
    """A formatter for `LOGGING`: one JSON object a line, or a line that people read."""
    finish: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if json
        else structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback
        )
    )
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [*_BOTH, structlog.stdlib.ExtraAdder([])],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            cleaned,
            finish,
        ],
    }


def configure() -> None:
    """Lines of structlog go through Python's own logging, so that there is one set of rules."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_BOTH,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
