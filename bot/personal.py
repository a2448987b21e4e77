"""What the tables hold of people, so that all of it can be given to them, and erased.

Each feature says it of its own tables (`Feature.personal`); `OWN` says it of those that all share.
A house test holds that no column that can hold a person is left out.
"""

from collections.abc import Iterable, Mapping
from enum import Enum, auto

# In a session's `info`: the whole plan.
PERSONAL = "personal"


class Held(Enum):
    """What a column holds, and what becomes of it when a person is erased.

    The first three name a person: by our id, or by Slack's. The others are text.

    Attributes:
        STAYS: the row stays, and names someone of whom nothing is known.
        CLEARED: the row stays, and names nobody.
        GOES: the row goes, and what hangs on it.
        WORDS: what somebody wrote, or the bot of them: a person is taken out of it.
        FOLDED: the same, as `bot.folding` spells it, to be searched.
        INDEX: the same, as a text-search vector.
        TITLE: what a thing is called: it keeps its name, even where that is a person's.
        PLAIN: a code, a key, a place: it holds no person.
        SECRET: it holds none either, and is not shown to one.
    """

    STAYS = auto()
    CLEARED = auto()
    GOES = auto()
    WORDS = auto()
    FOLDED = auto()
    INDEX = auto()
    TITLE = auto()
    PLAIN = auto()
    SECRET = auto()


Columns = Mapping[str, Held]
Plan = Mapping[str, Columns]


def _plain(*names: str) -> dict[str, Held]:
    return dict.fromkeys(names, Held.PLAIN)


def columns(*plain: str, **others: Held) -> Columns:
    """The columns of a table: those that hold no person, and the others."""
    return {**_plain(*plain), **others}


OWN: Plan = {
    "absences": columns("source", person_id=Held.GOES, delegate_id=Held.CLEARED, status=Held.WORDS),
    "answers": columns(key=Held.WORDS, reply=Held.WORDS),
    "ask_lines": columns("part"),
    "ask_messages": columns(person_id=Held.GOES),
    "ask_turns": columns("part", person_id=Held.GOES),
    "asks": columns(
        *("kind", "state"),
        title=Held.WORDS,
        offer_note=Held.WORDS,
        person_id=Held.GOES,
        opened_for_id=Held.STAYS,
        offered_to_id=Held.CLEARED,
        offered_by_id=Held.CLEARED,
        declined_by_id=Held.CLEARED,
        escalated_to_id=Held.CLEARED,
    ),
    "audit": columns(
        "action",
        person_id=Held.STAYS,
        subject=Held.WORDS,
        before=Held.WORDS,
        after=Held.WORDS,
        search=Held.FOLDED,
    ),
    "channel_members": columns("channel", person=Held.GOES),
    "channels": columns("channel"),
    "deliveries": columns(
        *("mark", "kind", "state", "thread_ts", "channel", "ts"),
        target=Held.GOES,
        asked_by=Held.CLEARED,
        key=Held.WORDS,
        body=Held.WORDS,
        about=Held.WORDS,
        reason=Held.WORDS,
    ),
    "delivery_files": columns("slack_id", name=Held.WORDS, alt=Held.WORDS, content=Held.WORDS),
    "destinations": columns("conversation", "problem", target=Held.GOES),
    "drafts": columns("form", person_id=Held.GOES, key=Held.WORDS, typed=Held.WORDS),
    # A digest that tells nobody's id.
    "erasures": columns("digest"),
    "homes": columns(person_id=Held.GOES),
    "pauses": columns("method", "reason"),
    # Of the person's own row nothing is left, whatever these say: see `workflows.privacy.erase`.
    "people": columns(
        *("language", "timezone", "kind", "chosen_language", "country", "region", "weekdays"),
        slack_id=Held.STAYS,
        name=Held.TITLE,
    ),
    "refusals": columns("command", "sentence"),
    "team_members": columns(person_id=Held.GOES),
    "teams": columns(
        *("channel", "group", "folded"),
        name=Held.TITLE,
        lead_id=Held.CLEARED,
        named_by_id=Held.CLEARED,
    ),
    "ticks": columns("name"),
    "user_groups": columns("slack_id", handle=Held.TITLE, name=Held.TITLE, people=Held.CLEARED),
    "workspaces": columns(
        *("slack_id", "name", "url", "bot_user", "language", "chosen_language"),
        *("country", "region", "announcements", "set_up"),
    ),
}


def whole(plans: Iterable[Plan]) -> Plan:
    """The plan of all tables.

    Args:
        plans: what each feature says of its own.
    """
    return {**OWN, **{table: held for plan in plans for table, held in plan.items()}}
