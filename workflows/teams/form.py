"""What a person typed into a team's form, checked field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.forms import Errors
from bot.i18n import Words, say, say_n
from bot.mrkdwn import clean, is_blank
from bot.store.groups import Group
from bot.store.people import Kind, Person
from bot.store.teams import Team

LONGEST_NAME = 60
# Those who are named in one sentence.
NAMED = 5


@dataclass(frozen=True)
class Typed:
    """A form's fields as they were filled; people, channel and group by Slack's ids."""

    name: str = ""
    channel: str = ""
    lead: str = ""
    members: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class Known:
    """What the bot knows of what was typed.

    Attributes:
        people: those it has met, by Slack's id, apps too.
        same: another team that stands and bears a name people take for the same.
        group: the user group, deleted ones too.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    same: Team | None = None
    group: Group | None = None


@dataclass(frozen=True)
class Fields:
    """What a team is to be, checked; with a user group, its people are the members."""

    name: str
    channel: str
    lead: Person
    members: tuple[Person, ...] = ()
    group: Group | None = None


def check(typed: Typed, known: Known) -> Fields | Errors:
    """The fields of a form, or everything that is wrong with them at once."""
    name, lead = " ".join(clean(typed.name).split()), known.people.get(typed.lead)
    members = [known.people.get(each) for each in typed.members]
    group = known.group if typed.group else None
    wrong = {
        "name": _wrong_name(name, known.same),
        "channel": _wrong_channel(typed.channel),
        "lead": _wrong_lead(typed.lead, lead),
        "members": _wrong_members(members),
        "group": _wrong_group(typed, group),
    }
    errors = {field: sentence for field, sentence in wrong.items() if sentence}
    if errors or lead is None:
        return Errors(errors)
    people = {person.id: person for person in members if person}
    return Fields(name, typed.channel, lead, tuple(people.values()), group)


def unknown(typed: Typed, known: Known) -> tuple[str, ...]:
    """Slack's ids of those in a form of whom the bot does not know yet who they are."""
    named = dict.fromkeys(filter(None, (typed.lead, *typed.members)))
    return tuple(each for each in named if not _met(known.people.get(each)))


def _wrong_name(name: str, same: Team | None) -> Words | None:
    if is_blank(name):
        return say("A team needs a name, such as Billing.")
    if len(name) > LONGEST_NAME:
        return say(
            "This name is {length} characters long; {longest} fit. Shorten it.",
            length=len(name),
            longest=LONGEST_NAME,
        )
    if same:
        return say(
            "There is a team “{name}” already: choose another name, or edit that one.",
            name=same.name,
        )
    return None


def _wrong_channel(channel: str) -> Words | None:
    if not channel or channel[:1] in ("C", "G"):
        return None
    return say("Choose a channel: direct messages are no place for a team.")


def _wrong_lead(typed: str, lead: Person | None) -> Words | None:
    if not typed:
        return say("A team needs a lead: choose one, who can hand it over later.")
    if lead is None or not _met(lead):
        return _UNKNOWN
    if lead.kind in (Kind.BOT, Kind.APP):
        return say("An app can't lead a team: choose a person.")
    if not lead.active:
        return say("{name} has left the workspace: choose someone else.", name=_called(lead))
    if lead.kind is Kind.GUEST:
        return say(
            "{name} is a guest of this workspace, and a guest can't lead a team: choose someone"
            " else.",
            name=_called(lead),
        )
    return None


def _wrong_members(members: list[Person | None]) -> Words | None:
    if not all(map(_met, members)):
        return _UNKNOWN
    people = [person for person in members if person]
    apps = [each for each in people if each.kind in (Kind.BOT, Kind.APP)]
    if apps:
        return say_n(
            "{names} is an app: take it off the list.",
            "{names} are apps: take them off the list.",
            len(apps),
            names=_listed(apps),
        )
    left = [each for each in people if not each.active]
    if left:
        return say_n(
            "{names} has left the workspace: take them off the list.",
            "{names} have left the workspace: take them off the list.",
            len(left),
            names=_listed(left),
        )
    return None


def _wrong_group(typed: Typed, group: Group | None) -> Words | None:
    if not typed.group:
        return None
    if group is None or group.gone:
        return say("This user group is gone from Slack: choose another, or choose the members.")
    if typed.members:
        return say(
            "With a user group, its people are the members: empty the field above, or this one."
        )
    return None


def _met(person: Person | None) -> bool:
    """Whether Slack told who someone is."""
    return person is not None and (person.completed or person.kind is Kind.APP)


def _called(person: Person) -> str:
    return person.name or f"@{person.slack_id}"


def _listed(people: list[Person]) -> str:
    named = ", ".join(map(_called, people[:NAMED]))
    return named if len(people) <= NAMED else f"{named}…"


_UNKNOWN = say("I have not met this person yet, and am asking Slack: send this once more.")
