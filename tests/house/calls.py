"""How each function that takes a workspace is called on the walk: beside who, where and when."""

from bot.store.audit import Change as AuditedChange
from bot.store.drafts import Draft, DraftRow
from bot.store.people import PersonRow, Profile
from tests.house.calls_absence import CALLS as ABSENCE
from tests.house.calls_asks import CALLS as ASKS
from tests.house.calls_dependencies import CALLS as DEPENDENCIES
from tests.house.calls_dependencies_doors import CALLS as DEPENDENCY_DOORS
from tests.house.calls_dependencies_graph import CALLS as WAITS
from tests.house.calls_dependencies_lists import CALLS as DEPENDENCY_LISTS
from tests.house.calls_dependencies_time import CALLS as DEPENDENCIES_TIME
from tests.house.calls_home import CALLS as HOME
from tests.house.calls_insights import CALLS as INSIGHTS
from tests.house.calls_insights_alike import CALLS as ALIKE
from tests.house.calls_insights_arrange import CALLS as ARRANGE
from tests.house.calls_insights_digest import CALLS as FOUND
from tests.house.calls_insights_inbound import CALLS as INBOUND
from tests.house.calls_insights_messages import CALLS as MESSAGES
from tests.house.calls_insights_privacy import CALLS as PRIVACY
from tests.house.calls_insights_receipt import CALLS as RECEIPT
from tests.house.calls_insights_themes import CALLS as THEMES
from tests.house.calls_okrs import CALLS as OKRS
from tests.house.calls_okrs_rounds import CALLS as ROUNDS
from tests.house.calls_onboarding import CALLS as ONBOARDING
from tests.house.calls_teams import CALLS as TEAMS
from tests.house.sides import (
    CHANNEL,
    FORM,
    KEY,
    LATER,
    LONG_AGO,
    THEIR_CHANNEL,
    THEIR_KEY,
    THEIR_PERSON,
    THEIR_WORDS,
    Side,
)
from tests.house.walk import Call
from tests.moment import NOW
from workflows.insights.details import Change
from workflows.insights.form import Fields
from workflows.insights.insight import Insight, Origin
from workflows.insights.share import Place


def insight(side: Side) -> int:
    """The id of Lea's insight."""
    return side.insight


def undone(side: Side) -> int:
    """The id of the one she took back."""
    return side.undone


def draft(side: Side) -> int:
    """The id of her draft."""
    return side.draft


def someone(side: Side) -> tuple[int, ...]:
    """Her id."""
    return (side.person.id,)


def changed(side: Side) -> Change:
    """Other words for her insight."""
    return Change(side.insight, _NEW, None)


_PROFILE = Profile("New name", "Europe/Paris", False, "fr")
_EVERYONE = ("U0LEA", "U0MARC", THEIR_PERSON)
_NEW = Fields("Customers wait", said_by="Zoe")
_MENTIONING = Insight(
    **{**vars(_NEW), "words": f"ask @U0MARC and @{THEIR_PERSON}"},
    id=1,
    number=1,
    author="U0LEA",
    author_name="",
    private=False,
    channel="",
    source_author="",
    permalink="",
    kept_at=NOW,
)

CALLS: dict[str, tuple[Call, ...]] = {
    **OKRS,
    **ROUNDS,
    **ONBOARDING,
    **DEPENDENCIES,
    **WAITS,
    **DEPENDENCY_DOORS,
    **DEPENDENCIES_TIME,
    **DEPENDENCY_LISTS,
    **TEAMS,
    **ASKS,
    **ABSENCE,
    **HOME,
    **INSIGHTS,
    **ALIKE,
    **INBOUND,
    **PRIVACY,
    **RECEIPT,
    **ARRANGE,
    **FOUND,
    **MESSAGES,
    **THEMES,
    "bot.store.answers.keep": tuple(
        Call({"key": key, "reply": {}}) for key in (KEY, THEIR_KEY, "trigger:3")
    ),
    "bot.store.answers.find": (Call({"key": KEY}), Call({"key": THEIR_KEY})),
    "bot.store.answers.forget": (
        Call({"now": LATER, "limit": 1}),
        Call({"now": LATER, "limit": 100}),
    ),
    "bot.store.audit.record": (Call({"change": AuditedChange("team.edited", "Billing")}),),
    "bot.store.calendars.of_one": (Call({}),),
    "bot.store.calendars.common": (Call({}),),
    "bot.store.channels.ask": (Call({"channel": CHANNEL}), Call({"channel": THEIR_CHANNEL})),
    "bot.store.channels.current": (
        Call({"channel": CHANNEL, "changes": "1"}),
        Call({"channel": THEIR_CHANNEL, "changes": "1"}),
    ),
    "bot.store.channels.reread": (
        Call({"now": LATER, "limit": 1}),
        Call({"now": LATER, "limit": 100}),
    ),
    "bot.store.channels.make_due": (Call({}),),
    "bot.store.channels.put_off": (
        Call({"channel": CHANNEL, "due": LATER}),
        Call({"channel": THEIR_CHANNEL, "due": LATER}),
    ),
    "bot.store.channels.forget_members": (
        Call({"channel": CHANNEL}),
        Call({"channel": THEIR_CHANNEL}),
    ),
    "bot.store.channels.set_members": (
        Call({"channel": CHANNEL, "people": ("U0LEA",)}),
        Call({"channel": CHANNEL, "people": ()}),
        Call({"channel": THEIR_CHANNEL, "people": ()}),
    ),
    "bot.store.channels.has_bot": (
        Call({"channel": CHANNEL}),
        Call({"channel": THEIR_CHANNEL}),
    ),
    "bot.store.channels.add_member": (
        Call({"channel": CHANNEL, "person": "U0LEA"}),
        Call({"channel": THEIR_CHANNEL, "person": "U0LEA"}),
    ),
    "bot.store.channels.remove_member": (
        Call({"channel": CHANNEL, "person": "U0MARC"}),
        Call({"channel": THEIR_CHANNEL, "person": "U0MARC"}),
    ),
    "bot.store.drafts.save": tuple(
        Call({"draft": Draft(FORM, key, {"text": "new"})}, fresh=True) for key in (KEY, THEIR_KEY)
    ),
    "bot.store.drafts.newest": (Call({"form": FORM}),),
    "bot.store.drafts.about": (Call({"form": FORM, "carried": ""}),),
    "bot.store.drafts.settle_like": (Call({"form": FORM, "like": lambda side: str.__len__}),),
    "bot.store.drafts.find": (Call({"draft": draft}),),
    "bot.store.drafts.settle": (
        Call({"draft": draft}),
        Call({"key": KEY}),
        Call({"key": THEIR_KEY}),
    ),
    "bot.store.drafts.forget": (
        Call({"now": LATER, "limit": 1}),
        Call({"now": LATER, "limit": 100}),
    ),
    "bot.store.jobs.defer": (Call({"name": "people.complete", "word": "U0LEA"}),),
    "bot.store.person.record": (Call({"row": PersonRow(slack_id="U1", kind="member")}),),
    "bot.store.people.find": tuple(Call({"slack_id": each}) for each in _EVERYONE),
    "bot.store.people.meet": tuple(Call({"slack_id": each, "name": "new"}) for each in _EVERYONE),
    "bot.store.people.meet_all": (Call({"slack_ids": _EVERYONE}),),
    "bot.store.person.ceiling_of": (Call({"own": 3}),),
    "bot.store.workspaces.claim": (
        Call({"what": "people", "now": LATER, "again": LATER - NOW}),
        Call({"what": "groups", "now": LATER, "again": LATER - NOW}),
    ),
    "bot.store.workspaces.hasten": (Call({"what": "people", "soonest": LATER - NOW}),),
    "bot.store.people.by_ids": (Call({"ids": someone}),),
    "bot.store.people.ceiling": (Call({}),),
    "bot.store.learning.complete": tuple(
        Call({"slack_id": each, "profile": _PROFILE}) for each in _EVERYONE
    ),
    "bot.store.learning.learn": (Call({"profiles": dict.fromkeys(_EVERYONE, _PROFILE)}),),
    "bot.store.learning.listed": (Call({"slack_ids": _EVERYONE}),),
    "bot.store.learning.unlisted": (Call({"began": LATER, "now": LATER}),),
    "bot.store.people.itself": (Call({}),),
    "bot.store.person.note": (Call({}),),
    "bot.store.people.relearn": (Call({"now": LATER, "limit": 1}),),
    "bot.store.people.make_due": (Call({}),),
    "bot.store.moments.never": (Call({"after": LONG_AGO}),),
    "bot.store.moments.first": (Call({"column": DraftRow.at, "after": LONG_AGO}),),
    "bot.store.answers.next_forgotten": (Call({"after": LONG_AGO}),),
    "bot.store.drafts.next_forgotten": (Call({"after": LONG_AGO}),),
    "bot.store.people.name_product_ops": (Call({"slack_ids": _EVERYONE}),),
    "bot.store.people.product_ops": (Call({}),),
    "bot.store.people.known": (Call({"slack_ids": set(_EVERYONE)}),),
    "bot.store.people.names": (Call({"slack_ids": _EVERYONE}),),
    "workflows.insights.anew.said_anew": tuple(
        Call({"words": words, "since": NOW}) for words in ("Acme waits", THEIR_WORDS)
    ),
    "workflows.insights.capture.capture": tuple(
        Call({"typed": typed, "origin": Origin()})
        for typed in ("Acme waits", THEIR_WORDS, "Customers wait")
    ),
    "workflows.insights.capture.keep": tuple(
        Call({"fields": fields, "origin": Origin(CHANNEL, True)})
        for fields in (Fields(THEIR_WORDS), _NEW)
    ),
    "workflows.insights.details.find": (Call({"insight": insight}), Call({"insight": undone})),
    "workflows.insights.details.numbered": tuple(Call({"number": each}) for each in (1, 2, 4)),
    "workflows.insights.details.own": (Call({"insight": insight}), Call({"insight": undone})),
    "workflows.insights.details.to_change": (Call({"insight": insight}),),
    "workflows.insights.details.change": (Call({"wanted": changed}),),
    "workflows.insights.kept.any_ever": (Call({}),),
    "workflows.insights.insight.reading": (Call({}),),
    "workflows.insights.naming.with_names": (Call({"insights": (_MENTIONING,)}),),
    "workflows.insights.naming.readable": (Call({"words": _MENTIONING.words}),),
    "workflows.insights.search.mine": (Call({}),),
    "workflows.insights.share.shareable": (Call({"insight": insight}),),
    "workflows.insights.share.share": (
        Call({"insight": insight, "place": Place(CHANNEL, "look")}, fresh=True),
    ),
    "workflows.insights.share.latest": (Call({"insight": insight}),),
    "workflows.insights.share.shared": (Call({"insight": insight}),),
    "workflows.insights.undo.undo": (Call({"insight": insight}), Call({"insight": undone})),
    "workflows.insights.undo.put_back": (Call({"insight": undone}),),
    "workflows.insights.narrow.narrow": (Call({"insight": insight}), Call({"insight": undone})),
    "workflows.insights.widen.widen": (Call({"insight": insight}),),
}
