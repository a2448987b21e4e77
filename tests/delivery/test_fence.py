"""What a guarded call says leaves only if the guard lets it, at the last moment."""

import pytest

from bot.delivery.fence import FencedClient
from tests.delivery.post_office import PostOffice


class TooLate(Exception):
    """What a guard raises."""


@pytest.fixture
def client(post_office: PostOffice) -> FencedClient:
    """A client of the post office's workspace."""
    playground = post_office.playground
    return FencedClient(
        token=playground.bot_token, base_url=playground.api_url, timeout=30, retry_handlers=[]
    )


def test_a_call_that_is_in_time_says_its_words(
    post_office: PostOffice, client: FencedClient, general: str
) -> None:
    looks: list[int] = []
    with client.guarded(lambda: looks.append(post_office.calls("chat.postMessage"))):
        client.chat_postMessage(channel=general, text="Été à l'heure")
        client.conversations_history(channel=general)
    assert post_office.said(general) == ["Été à l'heure"]
    assert looks[0] == 0


def test_a_call_that_comes_too_late_says_nothing_although_it_is_connected(
    post_office: PostOffice, client: FencedClient, general: str
) -> None:
    def late() -> None:
        raise TooLate

    with client.guarded(late), pytest.raises(TooLate):
        client.chat_postMessage(channel=general, text="Too late")
    client.chat_postMessage(channel=general, text="Later, and unguarded")
    assert post_office.said(general) == ["Later, and unguarded"]
    assert post_office.calls("chat.postMessage") == 1
