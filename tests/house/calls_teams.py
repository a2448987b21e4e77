"""How the functions of teams and user groups are called on the walk."""

from dataclasses import replace
from datetime import timedelta

from bot.store.groups import Group, Moves, Told
from bot.store.people import Person, PersonRow
from bot.store.teams import Content, Team, TeamRow
from tests.house.sides import LATER, THEIR_PERSON, Side
from tests.house.squads import GROUP, TEAM, THEIR_GROUP, THEIR_TEAM
from tests.house.walk import Call
from tests.moment import NOW
from workflows.teams.change import Wanted
from workflows.teams.form import Fields, Typed


def team(side: Side) -> int:
    """The id of Lea's team."""
    return side.team


def group(side: Side) -> int:
    """The id of the user group it follows."""
    return side.group


def her(side: Side) -> Person:
    """Lea."""
    return side.person


def whole(side: Side) -> Team:
    """Her team."""
    return Team(side.team, TEAM, "C1", side.person, side.person.id, GROUP, 0)


def content(side: Side) -> Content:
    """What a team of hers is to be."""
    return Content("Payments", "C1", side.person.id, side.person.id, GROUP, (side.person.id,))


def fields(side: Side) -> Fields:
    """A form of hers."""
    return Fields("Payments", "C1", side.person, (side.person,))


def follower(side: Side) -> Fields:
    """A form whose team follows a user group."""
    return replace(fields(side), members=(), group=_GROUP)


def wanted(side: Side) -> Wanted:
    """A change of hers."""
    return Wanted(side.team, fields(side), 0)


def persons(side: Side) -> tuple[int, ...]:
    """Her id."""
    return (side.person.id,)


def several(side: Side) -> tuple[int, ...]:
    """The id of her team."""
    return (side.team,)


_GROUP = Group(1, GROUP, "billing", "", ("U0LEA", "U0MARC", THEIR_PERSON))
_TOLD = [Told(each, "new", "New", ("U0LEA", THEIR_PERSON), 2) for each in (GROUP, THEIR_GROUP)]
_MOVES = [Moves(each, ("U0NEW",), ("U0MARC",), 1, 2) for each in (GROUP, THEIR_GROUP)]
_SOON = NOW + timedelta(minutes=1)

CALLS: dict[str, tuple[Call, ...]] = {
    "bot.store.groups.find": tuple(Call({"slack_id": each}) for each in (GROUP, THEIR_GROUP)),
    "bot.store.groups.by_id": (Call({"group": group}),),
    "bot.store.groups.search": (Call({"typed": ""}), Call({"typed": "bill"})),
    "bot.store.groups.learn": (Call({"told": _TOLD, "now": _SOON}),),
    "bot.store.groups.move": tuple(Call({"moves": each, "now": _SOON}) for each in _MOVES),
    "bot.store.groups.unlisted": (
        Call({"slack_ids": (), "now": _SOON}),
        Call({"slack_ids": (GROUP,), "now": _SOON}),
    ),
    "bot.store.groups.reread": (Call({"now": LATER, "limit": 1}),),
    "bot.store.groups.make_due": (Call({}),),
    "bot.store.team.team_of": (
        Call(
            {
                "row": TeamRow(id=1, name="Billing", revision=0),
                "lead": PersonRow(slack_id="U1", kind="member"),
            }
        ),
    ),
    "bot.store.teams.lock": (Call({}),),
    "bot.store.teams.find": (Call({"team": team}),),
    "bot.store.teams.by_ids": (Call({"which": lambda side: [team(side)]}),),
    "bot.store.teams.every": (Call({}),),
    "bot.store.teams.any_ever": (Call({}),),
    "bot.store.teams.named": tuple(Call({"name": each}) for each in (TEAM, THEIR_TEAM)),
    "bot.store.teams.of": (Call({"person": her}),),
    "bot.store.teams.around": (Call({"person": her}),),
    "bot.store.teams.following": tuple(Call({"group": each}) for each in (GROUP, THEIR_GROUP)),
    "bot.store.teams.lead_of": (Call({"team": team}),),
    "bot.store.teams.members": (Call({"team": team}),),
    "bot.store.teams.chosen": (Call({"team": team}),),
    "bot.store.teams.sizes": (Call({"teams": several}),),
    "bot.store.teams.add": (Call({"content": content}, fresh=True),),
    "bot.store.teams.write": (Call({"team": team, "content": content}),),
    "bot.store.teams.close": (Call({"team": team}),),
    "bot.store.teams.set_members": (Call({"team": team, "people": persons}),),
    "workflows.teams.change.to_change": (Call({"team": team}),),
    "workflows.teams.change.change": (Call({"wanted": wanted}),),
    "workflows.teams.close.close": (Call({"team": team}),),
    "workflows.teams.confirming.ask": (Call({"team": whole}),),
    "workflows.teams.confirming.confirm": (Call({"team": team}),),
    "workflows.teams.confirming.drop": (Call({"team": team}),),
    "workflows.teams.confirming.rename": (Call({"team": whole}),),
    "workflows.teams.confirming.heir": (Call({"team": team}),),
    "workflows.teams.find.page": (Call({"number": 1}),),
    "workflows.teams.find.named": tuple(Call({"name": each}) for each in (TEAM, THEIR_TEAM)),
    "workflows.teams.find.sheet": (Call({"team": team}),),
    "workflows.teams.find.mine": (Call({"person": her}),),
    "workflows.teams.following.follow": (Call({"group": group, "now": _SOON}),),
    "workflows.teams.known.look_up": (
        Call({"typed": Typed(TEAM, "C1", "U0LEA", ("U0MARC", THEIR_PERSON), GROUP), "team": team}),
        Call({"typed": Typed(THEIR_TEAM, "C1", "U0LEA", (), THEIR_GROUP), "team": team}),
    ),
    "workflows.teams.leaving.follow": (Call({"person": her}),),
    "workflows.teams.make.content": (Call({"fields": follower, "named_by": None}, fresh=True),),
    "workflows.teams.make.make": (Call({"fields": fields}),),
    "workflows.teams.roster.people_of": (Call({"group": _GROUP}),),
    "workflows.teams.roster.told": (Call({"team": whole}),),
    "workflows.teams.seeking.seek": (Call({"team": whole}),),
    "workflows.teams.seeking.reconsider": (Call({}),),
}
