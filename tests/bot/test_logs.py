"""No secret reaches a log."""

import json
import logging

import pytest
import structlog

from bot import logs


@pytest.mark.parametrize(
    "line",
    [
        "token xoxb-1-abc",
        "app xapp-1-A1-xyz",
        "postgresql://bot:hunter2@db/x",
        "signing 8f742231b10e8888abcd99yyyzzz85a5",
    ],
)
def test_a_line_is_redacted_wherever_the_secret_stands(line: str) -> None:
    shown = logs.redact(line, ["8f742231b10e8888abcd99yyyzzz85a5"])
    assert "[secret]" in shown
    assert not {"abc", "xyz", "hunter2"} & set(shown.replace(":", " ").replace("@", " ").split())
    assert "8f742231" not in shown


def test_tracebacks_and_libraries_lines_are_redacted_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("json", ["s3cr3t-signing"])
    try:
        raise ValueError("bad xoxb-9-zzz and s3cr3t-signing")
    except ValueError:
        structlog.get_logger().exception("it broke", url="postgres://u:pw123@h/d")
    logging.getLogger("some.library").error("xapp-1-q")
    told = capsys.readouterr().err
    assert "it broke" in told
    for secret in ("zzz", "s3cr3t", "pw123", "xapp-1-q"):
        assert secret not in told
    assert [json.loads(line)["level"] for line in told.splitlines()] == ["error", "error"]
