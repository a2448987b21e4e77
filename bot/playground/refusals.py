"""What Slack says instead of doing something, and why the playground may not start."""

from typing import Any

from bot.errors import CannotStart


class PlaygroundError(CannotStart):
    """The playground cannot start; the message says what to do."""


class Refused(Exception):
    """A Web API call that Slack answers with `ok: false`.

    Args:
        code: Slack's error code, such as `channel_not_found`.
        extra: further fields of the answer, such as `needed` for `missing_scope`.
    """

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        """The body Slack sends."""
        return {"ok": False, "error": self.code, **self.extra}


def invalid_arguments(*messages: str) -> Refused:
    """`invalid_arguments`, with one `[ERROR] …` line per message."""
    return Refused(
        "invalid_arguments",
        response_metadata={"messages": [f"[ERROR] {message}" for message in messages]},
    )


def invalid_blocks(problems: list[str]) -> Refused:
    """`invalid_blocks`, with the problems in both places where Slack gives them."""
    return Refused(
        "invalid_blocks",
        errors=problems,
        response_metadata={"messages": [f"[ERROR] {problem}" for problem in problems]},
    )
