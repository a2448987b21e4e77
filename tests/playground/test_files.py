"""Files: announced, uploaded, shared, looked up and looked at."""

import json
import urllib.request
from typing import Any
from urllib.error import HTTPError

import pytest
from slack_sdk import WebClient

from bot.playground import Actor, Playground, small
from tests.playground.tools import MANIFEST, client, code, section

Json = dict[str, Any]
CHART = b"\x89PNG a chart"


def announced(slack: WebClient, content: bytes = CHART, name: str = "chart.png") -> tuple[str, str]:
    """The id of a file to come, and the address to upload it to."""
    answer = slack.files_getUploadURLExternal(
        filename=name, length=len(content), alt_txt="A chart of visits"
    )
    return answer["file_id"], answer["upload_url"]


def sent(url: str, content: bytes = CHART) -> str:
    """Uploads bytes; returns what Slack says."""
    kind = {"Content-Type": "application/octet-stream"}
    with urllib.request.urlopen(urllib.request.Request(url, content, kind), timeout=30) as answer:
        return str(answer.read().decode())


def uploaded(slack: WebClient, content: bytes = CHART, name: str = "chart.png") -> str:
    """The id of a file that only has to be completed."""
    file, url = announced(slack, content, name)
    assert sent(url, content) == f"OK - {len(content)}"
    return file


def completed(slack: WebClient, file: str, **more: Any) -> Json:
    answer = slack.files_completeUploadExternal(files=[{"id": file, "title": "Visits"}], **more)
    return dict(answer["files"][0])


def refusal(url: str, content: bytes) -> tuple[int, str]:
    with pytest.raises(HTTPError) as caught:
        sent(url, content)
    with caught.value as answer:
        return answer.code, answer.read().decode()


def test_a_picture_is_shared_in_a_channel_and_says_where(
    slack: WebClient, lea: Actor, general: str
) -> None:
    file = uploaded(slack)
    assert completed(slack, file, channel_id=general, initial_comment="This week")["id"] == file
    message = lea.sees("This week", channel="general")
    found = slack.files_info(file=file)["file"]
    assert [share["ts"] for share in found["shares"]["public"][general]] == [message.ts]
    assert found["channels"] == [general]
    shown = slack.conversations_history(channel=general)["messages"][0]["files"][0]
    assert (shown["id"], shown["title"], shown["alt_txt"]) == (file, "Visits", "A chart of visits")
    assert (shown["mimetype"], shown["size"]) == ("image/png", len(CHART))


def test_a_picture_comes_with_blocks_or_a_comment(slack: WebClient, general: str) -> None:
    blocks = json.dumps([section("*Visits*")])
    completed(slack, uploaded(slack), channel_id=general, blocks=blocks)
    shown = slack.conversations_history(channel=general)["messages"][0]
    assert shown["blocks"][0]["text"]["text"] == "*Visits*"
    completed(slack, uploaded(slack), channel_id=general, blocks=blocks, initial_comment="Both")
    shown = slack.conversations_history(channel=general)["messages"][0]
    assert shown["text"] == "Both"
    assert "blocks" not in shown


def test_a_file_stands_in_a_thread_and_in_direct_messages(
    playground: Playground, slack: WebClient, lea: Actor, general: str
) -> None:
    top = slack.chat_postMessage(channel=general, text="Top")["ts"]
    file = uploaded(slack)
    completed(slack, file, channel_id=general, thread_ts=top)
    completed(slack, file, channels=[lea.id])
    shares = slack.files_info(file=file)["file"]["shares"]
    assert shares["public"][general][0]["thread_ts"] == top
    assert list(shares["private"]) == [lea.dm]
    assert lea.sees("Visits", channel=lea.dm).files[0].id == file


def test_every_completion_posts_once_more(slack: WebClient, general: str) -> None:
    file = uploaded(slack)
    for _ in range(2):
        completed(slack, file, channel_id=general)
    shares = slack.files_info(file=file)["file"]["shares"]["public"][general]
    assert len(shares) == 2
    assert len({share["ts"] for share in shares}) == 2


def test_a_file_is_private_without_a_channel(slack: WebClient) -> None:
    file = uploaded(slack)
    assert code(slack.files_info, file=file) == "file_not_found"
    completed(slack, file)
    assert slack.files_info(file=file)["file"]["shares"] == {}


def test_a_deleted_message_shares_nothing(slack: WebClient, lea: Actor, general: str) -> None:
    file = uploaded(slack)
    completed(slack, file, channel_id=general, initial_comment="Soon gone")
    slack.chat_delete(channel=general, ts=lea.sees("Soon gone").ts)
    assert slack.files_info(file=file)["file"]["shares"] == {}
    completed(slack, file, channel_id=general)
    lea.abolishes("general")
    assert slack.files_info(file=file)["file"]["shares"] == {}


def test_slack_may_share_a_file_later_than_it_answers(
    playground: Playground, slack: WebClient, lea: Actor, general: str
) -> None:
    playground.workspace.sharing_seconds = 0.05
    file = uploaded(slack)
    completed(slack, file, channel_id=general, initial_comment="Later")
    lea.sees("Later")
    assert slack.files_info(file=file)["file"]["shares"]["public"][general]


def test_what_is_still_to_be_shared_is_shared_before_the_end(tmp_path: Any) -> None:
    place = tmp_path / "playground.json"
    with Playground(MANIFEST, seed=small(), state_file=place) as playground:
        playground.workspace.sharing_seconds = 60
        slack = client(playground)
        channel = playground.workspace.channel("general").id
        completed(slack, uploaded(slack), channel_id=channel, initial_comment="Last words")
    with Playground(MANIFEST, state_file=place) as playground:
        playground.as_("lea").sees("Last words")


def test_an_upload_must_be_what_was_announced(slack: WebClient, general: str) -> None:
    file, url = announced(slack)
    assert refusal(url, CHART + b"!") == (400, "wrong_length")
    assert refusal(url[:-4] + "none", CHART) == (404, "unknown_upload")
    complete = slack.files_completeUploadExternal
    assert code(complete, files=[{"id": file}], channel_id=general) == "file_not_found"
    sent(url)
    completed(slack, file, channel_id=general)
    assert refusal(url, CHART) == (404, "unknown_upload")


def test_the_form_of_a_browser_uploads_too(slack: WebClient) -> None:
    file, url = announced(slack)
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    whole = body + CHART + b"\r\n--x--\r\n"
    with urllib.request.urlopen(urllib.request.Request(url, whole, kind), timeout=30) as answer:
        assert answer.status == 200
    assert completed(slack, file)["id"] == file


def test_slack_sdks_own_upload_works(slack: WebClient, lea: Actor, general: str) -> None:
    slack.files_upload_v2(
        channel=general, content="a,b\n1,2\n", filename="export.csv", initial_comment="Export"
    )
    (file,) = lea.sees("Export").files
    assert (file.name, file.content) == ("export.csv", b"a,b\n1,2\n")


def test_what_cannot_be_announced_is_refused(slack: WebClient) -> None:
    announce = slack.files_getUploadURLExternal
    assert code(announce, filename="a.png", length=0) == "missing_argument"
    assert code(announce, filename="a.png", length=2_000_000_000) == "file_upload_size_restricted"
    assert code(announce, filename="", length=1) == "invalid_arguments"
    long = "x" * 1_001
    assert code(announce, filename="a.png", length=1, alt_txt=long) == "alt_txt_too_large"


def test_a_file_is_shared_only_where_the_bot_may_post(
    playground: Playground, slack: WebClient, lea: Actor, general: str
) -> None:
    file = uploaded(slack)

    def problem(**more: Any) -> str:
        return code(slack.files_completeUploadExternal, files=[{"id": file}], **more)

    channel = playground.workspace.channel
    assert problem(channel_id=channel("sales-calls").id) == "not_in_channel"
    assert problem(channel_id=channel("pricing-private").id) == "channel_not_found"
    assert problem(channel_id="C0AAAAAAAAA") == "channel_not_found"
    assert problem(channel_id=lea.id) == "invalid_arguments"
    assert problem(channels=["C0AAAAAAAAA"]) == "invalid_channel"
    assert code(slack.files_completeUploadExternal, files=[]) == "invalid_arguments"
    channel("general").restricted = "restricted_action"
    assert problem(channel_id=general) == "posting_to_channel_denied"
    channel("general").restricted = ""
    lea.archives("general")
    assert problem(channel_id=general) == "is_archived"
    assert slack.files_completeUploadExternal(files=[{"id": file}])["ok"]
    assert code(slack.files_info, file="F0AAAAAAAAA") == "file_not_found"


def test_the_bytes_go_to_the_bot_and_to_the_page_only(slack: WebClient, general: str) -> None:
    file = uploaded(slack)
    completed(slack, file, channel_id=general)
    url = slack.files_info(file=file)["file"]["url_private"]

    def get(headers: dict[str, str]) -> tuple[bytes, Any]:
        with urllib.request.urlopen(
            urllib.request.Request(url, None, headers), timeout=30
        ) as found:
            return found.read(), found.headers

    content, headers = get({"Authorization": f"Bearer {slack.token}"})
    assert content == CHART
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert get({"Sec-Fetch-Site": "same-origin"})[0] == CHART
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Authorization": "Bearer xoxb-no"}):
        with pytest.raises(HTTPError, match="403"):
            get(headers)
