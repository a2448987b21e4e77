"""Teams in Slack: `/team`, its forms and buttons, and the teams of a person on App Home."""

from bot.feature import (
    Click,
    Command,
    Feature,
    HomeClick,
    HomePlace,
    HomeSection,
    OptionsRequest,
    Submission,
)
from bot.i18n import say
from handlers.teams import following, home, ids, kinds, listeners, seeding
from workflows.teams import confirming, permissions, seeking

FEATURE = Feature(
    name="teams",
    listeners=(
        Command(
            ids.COMMAND,
            listeners.team,
            about="The teams: who leads them, who is in them",
            hint="[name] | list | new | edit name | help",
        ),
        Click(ids.NEW, listeners.new),
        Click(ids.OPEN, listeners.show),
        Click(ids.EDIT, listeners.edit),
        HomeClick(ids.EDIT_AT_HOME, listeners.edit),
        Click(ids.CONFIRM, listeners.confirm),
        HomeClick(ids.CONFIRM_AT_HOME, listeners.confirm),
        Click(ids.CLOSE, listeners.end),
        Click(ids.PREVIOUS, listeners.turn),
        Click(ids.NEXT, listeners.turn),
        Submission(ids.NEW_FORM, listeners.keep),
        Submission(ids.EDIT_FORM, listeners.save),
        OptionsRequest(ids.GROUP, listeners.offer_groups),
    ),
    asks={confirming.KIND: kinds.CONFIRM, seeking.KIND: kinds.LEAD},
    reacts={
        "group.changed": following.group_changed,
        "person.left": following.person_changed,
        "person.returned": following.person_changed,
        "person.role_changed": following.role_changed,
    },
    changes={
        "team.made": say("Team made"),
        "team.changed": say("Team changed"),
        "team.closed": say("Team closed"),
        "name": say("Name"),
        "lead": say("Lead"),
        "group": say("User group"),
        "members": say("People"),
    },
    home=(HomeSection(HomePlace.YOURS, home.draw),),
    permissions=permissions.ALL,
    seed=seeding.seed,
)
