"""*Keep as insight* on a message, called as the guard calls it."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.errors import Refusal
from bot.replies import UpdateForm
from bot.store import people
from bot.store.people import Person, Profile
from handlers.insights import listeners
from tests.insights.doors import LONG, Visitor, filled, notes, said
from tests.moment import NOW
from tests.office import Office


def test_a_message_fills_the_form_and_is_kept_whole(lea_at: Visitor, lea: Person) -> None:
    text = f"<@{lea.slack_id}> says &lt;b&gt; in <#C1|general>: <https://a.com|A> " + LONG
    view = lea_at.keeps({"text": text, "user": lea.slack_id, "thread_ts": "1699999999.000001"})
    link = "https://lumen.slack.com/archives/C1/p1700000000000100"
    shown = filled(view)
    assert shown["said_by"] == "Léa"
    assert shown["link"] == f"{link}?thread_ts=1699999999.000001&cid=C1"
    assert shown["words"].startswith("@Léa says <b> in #general: A (https://a.com) Acme waits.")
    assert f"<@{lea.slack_id}>" in notes(view)
    assert "characters: all of them are kept" in notes(view)
    lea_at.submits(view)
    (kept,) = lea_at.insights
    assert kept.words.endswith(LONG.strip())
    assert len(kept.words) > 12_000
    assert (kept.source_author, kept.permalink) == (lea.slack_id, shown["link"])
    assert lea_at.drafts == 0


def test_a_channel_named_in_a_message_is_no_tag(lea_at: Visitor) -> None:
    text = "<#C7|product> and <#C8> say: #slow, see <#C9|ops-2>"
    view = lea_at.keeps({"text": text})
    lea_at.leaves(view, tags="!")
    lea_at.submits(lea_at.opens(), tags="ops-2")
    (kept,) = lea_at.insights
    assert kept.words == "#product and #C8 say: #slow, see #ops-2"
    assert kept.tags == ("ops-2", "slow")
    form = lea_at.clicks(listeners.add_details, kept.id).view
    lea_at.submits(form, words=f"{kept.words} #new", customer="Acme")
    assert set(lea_at.insights[0].tags) == {"ops-2", "slow", "new"}
    assert lea_at.drafts == 0


HUGO, NORA = "U0HUGO9999", "U0NORA9999"
STRANGE = {"text": f"Acme leaves, says <@{NORA}>", "user": HUGO}


def known_as(visitor: Visitor, names: Mapping[str, str]) -> None:
    """What the job that completes people does."""
    given = visitor.given
    for slack_id, name in names.items():
        profile = Profile(name, "UTC", True, "en")
        people.complete(given["session"], given["workspace"], slack_id, profile, NOW)


def test_who_is_in_a_message_is_met_and_asked_for_once(lea_at: Visitor) -> None:
    for _ in range(2):
        lea_at.keeps({"text": f"<@{NORA}> and <@{NORA}> and <@{HUGO}>", "user": HUGO})
        known_as(lea_at, {HUGO: "Hugo", NORA: "Nora"})
    jobs = (
        lea_at.given["session"]
        .connection()
        .exec_driver_sql(
            "SELECT args -> 'args' ->> 'person' FROM procrastinate_jobs WHERE task_name = %s",
            (people.COMPLETE,),
        )
    )
    assert sorted(jobs.scalars()) == [HUGO, NORA]


def test_a_message_of_someone_unmet_is_said_by_them_and_then_by_their_name(
    lea_at: Visitor, marc_at: Visitor
) -> None:
    receipt = lea_at.submits(lea_at.keeps(STRANGE))
    assert isinstance(receipt, UpdateForm)
    assert f"Said by: <@{HUGO}>" in json.dumps(receipt.view)
    (kept,) = lea_at.insights
    for told in (lea_at.types("list"), marc_at.types("search acme")):
        assert f"said by <@{HUGO}>" in said(told)
    known_as(lea_at, {HUGO: "Hugo *the* <great>", NORA: "Nora"})
    for told in (lea_at.types("list"), marc_at.types("search acme")):
        assert "said by Hugo *the* &lt;great&gt;" in said(told)
        assert "says @Nora" in said(told)
    opened = said(marc_at.clicks(listeners.show, kept.id))
    assert "Said by: Hugo *the* &lt;great&gt;" in opened
    assert "says @Nora" in opened
    form = lea_at.clicks(listeners.add_details, kept.id).view
    assert filled(form)["words"] == "Acme leaves, says @Nora"
    lea_at.submits(form, said_by="Zoé")
    opened = said(marc_at.clicks(listeners.show, kept.id))
    assert "Said by: Zoé\n" in opened
    assert "From a message by Hugo" in opened


def test_a_name_learnt_while_the_form_is_open_is_kept_with_the_words(lea_at: Visitor) -> None:
    view = lea_at.keeps(STRANGE)
    assert filled(view)["words"] == f"Acme leaves, says @{NORA}"
    known_as(lea_at, {NORA: "Nora"})
    lea_at.submits(view)
    assert "Acme leaves, says @Nora" in said(lea_at.types("search nora"))


def test_a_changed_beginning_goes_with_the_rest_of_the_message(lea_at: Visitor) -> None:
    view = lea_at.keeps({"text": LONG})
    lea_at.submits(view, words="Note: " + filled(view)["words"])
    assert lea_at.insights[0].words == "Note: " + LONG.strip()


def test_a_long_text_whose_rest_is_gone_is_not_kept_in_part(lea_at: Visitor) -> None:
    first, second = lea_at.keeps({"text": LONG}), lea_at.keeps({"text": LONG})
    lea_at.submits(first)
    with pytest.raises(Refusal, match="not here any more"):
        lea_at.submits(second, words="changed")
    lea_at.leaves(second, words="changed")
    assert filled(lea_at.opens())["words"] == "changed"


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "slow"}}]}, "slow"),
        ({"attachments": [{"title": "Ticket", "text": "slow"}]}, "Ticket\nslow"),
        ({"attachments": [{"fallback": "slow"}]}, "slow"),
        ({"files": [{"title": "call.mp3"}]}, "call.mp3"),
        (
            {
                "blocks": [
                    {
                        "type": "rich_text",
                        "elements": [
                            {
                                "type": "rich_text_section",
                                "elements": [
                                    {"type": "text", "text": "ask "},
                                    {"type": "user", "user_id": "U0LEA"},
                                    {"type": "link", "url": "https://a.com"},
                                    {"type": "emoji", "name": "wave"},
                                    {"type": "channel", "channel_id": "C9"},
                                ],
                            }
                        ],
                    }
                ]
            },
            "ask @Léahttps://a.com:wave:#C9",
        ),
    ],
)
def test_a_message_without_text_gives_what_it_has(
    lea_at: Visitor, message: dict[str, Any], words: str
) -> None:
    assert filled(lea_at.keeps({"text": "", **message}))["words"] == words


def test_a_message_that_says_nothing_opens_an_empty_field(lea_at: Visitor) -> None:
    view = lea_at.keeps({"username": "Billing bot"})
    assert "words" not in filled(view)
    assert filled(view)["said_by"] == "Billing bot"


def test_who_wrote_a_message_is_named_though_they_never_met_the_bot(
    either_office: Office,
) -> None:
    either_office.introduce("lea")
    lea, nora, hugo = (either_office.as_(name) for name in ("lea", "nora", "hugo"))
    written = nora.types("@hugo says Acme waits", channel="sales-calls")
    assert written
    lea.shortcut("Keep as insight", written)
    lea.waits_for_modal()
    assert lea.submits() is None
    lea.sees_in_modal("Said by: ")
    lea.closes()
    either_office.jobs_done()
    lea.types("/insight list")
    shown = json.dumps(lea.sees("Your insights").blocks, ensure_ascii=False)
    names = [known.name for known in map(either_office.known, (nora, hugo)) if known]
    assert f"said by {names[0]}" in shown
    assert f"@{names[1]} says Acme waits" in shown
