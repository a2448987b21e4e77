"""Pictures and exports go through the same door, once."""

import pytest

from bot.message import Message
from bot.playground.faults import Fault
from bot.posts import Edit, File, Post
from tests.delivery.post_office import PostOffice

CSV = File("insights.csv", b"reference,words\nINS-1,Export\n", "")


def shared(post_office: PostOffice, channel: str) -> list[tuple[str, list[str]]]:
    """What the bot said in a channel, and the names of the files that came with it."""
    world = post_office.playground.workspace
    with world.lock:
        messages = world.channels[channel].messages.values()
        return [
            (one.text, [file.name for file in one.files])
            for one in messages
            if one.user == world.bot_user
        ]


def test_a_file_arrives_with_its_words_and_its_content(
    post_office: PostOffice, general: str
) -> None:
    post_office.post(general, "All of them", "export", file=CSV)
    post_office.deliver()
    assert shared(post_office, general) == [("All of them", ["insights.csv"])]
    delivery = post_office.found("export")
    message = post_office.playground.workspace.channels[general].messages[delivery.ts]
    assert message.files[0].content == CSV.content
    assert delivery.state == "sent"


def test_a_file_reaches_a_person_and_a_public_channel_without_the_bot(
    post_office: PostOffice,
) -> None:
    lea = post_office.as_("lea")
    sales = post_office.channel("sales-calls")
    post_office.post(lea.id, "Yours", "yours", file=CSV)
    post_office.post(sales, "Everyone's", "all", file=CSV)
    post_office.deliver()
    assert shared(post_office, lea.dm) == [("Yours", ["insights.csv"])]
    assert shared(post_office, sales) == [("Everyone's", ["insights.csv"])]


@pytest.mark.parametrize("after", [True, False])
def test_after_a_doubt_a_file_is_shared_once(
    post_office: PostOffice, general: str, after: bool
) -> None:
    faults = post_office.playground.workspace.faults
    faults.error("files.completeUploadExternal", "internal_error", after=after)
    post_office.post(general, "Once", "once", file=CSV)
    post_office.deliver()
    assert shared(post_office, general) == [("Once", ["insights.csv"])]
    assert post_office.found("once").state == "sent"
    assert post_office.calls("files.getUploadURLExternal") == 1


def test_an_upload_that_breaks_off_is_made_once_more(post_office: PostOffice, general: str) -> None:
    post_office.playground.workspace.faults.lose_answer("upload_url")
    post_office.playground.workspace.faults.fail("upload_url")
    post_office.post(general, "Once", "once", file=CSV)
    post_office.deliver()
    assert shared(post_office, general) == [("Once", ["insights.csv"])]


def test_a_file_that_slack_no_longer_has_is_uploaded_anew(
    post_office: PostOffice, general: str
) -> None:
    # What is uploaded and not shared for long, as while a token is refused, Slack throws away.
    post_office.playground.workspace.faults.error("files.completeUploadExternal", "file_not_found")
    post_office.post(general, "Once", "once", file=CSV)
    post_office.deliver()
    assert shared(post_office, general) == [("Once", ["insights.csv"])]
    assert post_office.calls("files.getUploadURLExternal") == 2


def test_a_file_that_slack_never_keeps_fails_in_the_end(
    post_office: PostOffice, general: str
) -> None:
    faults = post_office.playground.workspace.faults
    faults.error("files.completeUploadExternal", "file_not_found", times=100)
    post_office.post(general, "Never", "never", file=CSV)
    post_office.deliver()
    assert post_office.found("never").reason == "file_not_found"


def test_a_file_that_slack_shows_late_holds_its_channel_and_can_be_edited(
    post_office: PostOffice, general: str
) -> None:
    post_office.playground.workspace.sharing_seconds = 2.0
    post_office.put(
        Post(general, Message("Picture"), "picture", file=CSV), Post(general, Message("Next"), "n")
    )
    post_office.deliver()
    assert [text for text, _ in shared(post_office, general)] == ["Picture", "Next"]
    post_office.put(Edit("picture", Message("Better"), "picture:1"))
    post_office.deliver()
    assert [text for text, _ in shared(post_office, general)] == ["Better", "Next"]


def test_every_share_in_doubt_is_still_shared_once(post_office: PostOffice, general: str) -> None:
    faults = post_office.playground.workspace.faults
    faults.sometimes("files.completeUploadExternal", Fault("lose_answer"), 0.7, seed=1)
    for number in range(3):
        post_office.post(general, f"{number}", file=CSV)
    post_office.deliver()
    assert [text for text, _ in shared(post_office, general)] == ["0", "1", "2"]
