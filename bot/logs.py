"""Logging: one event after the other, for a person or a machine, never with a secret in it."""

import logging
import re
import sys
from collections.abc import Sequence

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# Slack's tokens, and the password of a URL.
_SECRETS = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=://)([^:/@\s]*):[^@/\s]+(?=@)")


# Libraries of which only warnings matter to who runs the bot.
CHATTY = {"apscheduler", "procrastinate", "alembic", "slack_bolt", "slack_sdk", "waitress"}


class _Redacted(logging.Formatter):
    """Hides secrets in the finished line, wherever in the event they stood."""

    def __init__(self, inner: logging.Formatter, secrets: Sequence[str]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        return redact(self._inner.format(record), self._secrets)


def redact(line: str, secrets: Sequence[str] = ()) -> str:
    """`line` without tokens, without the passwords of URLs and without these `secrets`."""
    for secret in secrets:
        line = line.replace(secret, "[secret]")
    return _SECRETS.sub(lambda found: f"{found[1]}:[secret]" if found[1] else "[secret]", line)


def configure(form: str, secrets: Sequence[str] = (), level: int = logging.INFO) -> None:
    """Send every log line, ours and the libraries', to standard error.

    Args:
        form: `console` or `json`.
        secrets: words that no line may bear.
        level: the least level shown, as in `logging`.
    """
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    render: Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[_unmeta, render]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacted(formatter, secrets))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    handler.addFilter(_matters)


def _matters(record: logging.LogRecord) -> bool:
    # Bolt sets its loggers' levels itself, so the handler leaves out what is mere chatter; and it
    # warns of a token in the environment that it rightly leaves to our client.
    if record.name == "slack_bolt.App" and "`token` will be unused" in record.getMessage():
        return False
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] not in CHATTY


def _unmeta(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    return structlog.stdlib.ProcessorFormatter.remove_processors_meta(logger, name, event)
