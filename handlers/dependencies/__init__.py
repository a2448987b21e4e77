"""Dependencies: what teams need from each other, as a handshake and one living card."""

from collections.abc import Iterator

from bot.feature import (
    Click,
    Command,
    Feature,
    FormClick,
    HomeClick,
    HomePlace,
    HomeSection,
    Job,
    Listener,
    MessageShortcut,
    OptionsRequest,
    Submission,
)
from bot.i18n import say
from handlers.dependencies import (
    asking_doors,
    buttons,
    exporting,
    following,
    home,
    ids,
    kinds,
    kinds_time,
    listeners,
    lists,
    maps,
    moves,
    reacting,
    seeding,
    team_menu,
    tie_doors,
    time_doors,
    tour,
    verb,
)
from workflows.dependencies import awaiting, permissions
from workflows.dependencies.exporting import EXPORT
from workflows.dependencies.personal import PERSONAL
from workflows.dependencies.rules import RULES, Move


def _doors_of_moves() -> Iterator[Listener]:
    """A move's button is called by its move too, so that several stand in a row."""
    for each in ("", *RULES, buttons.AS_ASKED):
        named = [ids.of(door, each) if each else door for door in _MOVES]
        yield Click(named[0], moves.move)
        yield HomeClick(named[1], moves.move_at_home)
        yield FormClick(named[2], moves.move_in_form)


_MOVES = (ids.MOVE, ids.MOVE_AT_HOME, ids.MOVE_IN_FORM)

FEATURE = Feature(
    name="dependencies",
    listeners=(
        Command(
            ids.COMMAND,
            listeners.dependency,
            about="Ask another team for what yours needs, and see how it stands",
            hint="[what you need | list | DEP-12 | search | export | help]",
        ),
        MessageShortcut(
            ids.SHORTCUT,
            asking_doors.ask_from_message,
            title="Ask another team",
            about="Ask another team for what this message needs",
        ),
        FormClick(ids.REQUESTER, asking_doors.choose_requester),
        Submission(ids.ASK_FORM, asking_doors.save, draft=ids.ASK_FORM),
        *(OptionsRequest(one, team_menu.offer) for one in (ids.PROVIDER, ids.REQUESTER, ids.TEAM)),
        Click(ids.OPEN, moves.open_page),
        HomeClick(ids.OPEN_AT_HOME, moves.open_page),
        FormClick(ids.OPEN_IN_FORM, moves.open_page_in_form),
        *_doors_of_moves(),
        *(Click(ids.of(ids.FOLLOW, each), following.follow) for each in (Move.TAKE, Move.SLIP)),
        FormClick(ids.TIE, tie_doors.open_form),
        Submission(ids.TIE_FORM, tie_doors.save, draft=ids.TIE_FORM),
        Submission(ids.MOVE_FORM, moves.save_move, draft=ids.MOVE_FORM),
        *(Click(each, lists.turn) for each in ids.LISTS),
        *time_doors.LISTENERS,
    ),
    ticks=time_doors.TICKS,
    jobs=(
        Job(awaiting.REACHED, None, reacting.reached),
        Job(maps.MAP, None, maps.send),
        Job(EXPORT, None, exporting.write),
        *time_doors.JOBS,
    ),
    asks={**kinds.KINDS, **kinds_time.KINDS},
    changes={
        "dependencies.exported": say("Dependencies exported"),
        "dependencies.imported": say("Dependencies imported"),
        **time_doors.CHANGES,
    },
    home=(HomeSection(HomePlace.YOURS, home.draw, say("`/dependency list` shows all of it.")),),
    reacts={
        "dependency.moved": reacting.moved,
        "team.changed": reacting.team_changed,
        "person.left": reacting.person_changed,
        "person.returned": reacting.person_changed,
        **time_doors.REACTS,
    },
    cli=verb.cli,
    permissions=permissions.ALL,
    seed=seeding.seed,
    tour=tour.STEPS,
    personal=PERSONAL,
)
