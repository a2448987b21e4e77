"""Replies are kept and said again as they were."""

import pytest

from bot import replies
from bot.replies import (
    Answer,
    Delete,
    Done,
    FormErrors,
    Message,
    OpenForm,
    Options,
    PublishHome,
    PushForm,
    Replace,
    Reply,
    UpdateForm,
)

VIEW = {"type": "modal"}
EVERY: tuple[Reply, ...] = (
    Answer(Message("a", ({"type": "divider"},))),
    Replace(Message("b")),
    Delete(),
    OpenForm(VIEW),
    UpdateForm(VIEW),
    PushForm(VIEW),
    FormErrors({"field": "why"}),
    Done(),
    PublishHome(VIEW),
    Options((("text", "value"),)),
)


@pytest.mark.parametrize("reply", EVERY, ids=lambda reply: type(reply).__name__)
def test_a_kept_reply_comes_back_as_it_was(reply: Reply) -> None:
    assert replies.load(replies.dump(reply)) == reply


def test_no_reply_comes_back_as_none() -> None:
    assert replies.load(replies.dump(None)) is None


def test_a_message_without_blocks_is_text_alone() -> None:
    assert Message("only words").body == {"text": "only words"}
