"""People as an operator names them: by Slack's id, a mention, or their name."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import Refusal
from bot.folding import sameness
from bot.i18n import say
from bot.store.person import Person, PersonRow, record
from bot.store.workspaces import Workspace

# What Slack calls those who were erased begins so, which is nobody's id in Slack.
TOMBSTONE = "erased:"
# Of people with names alike.
_SHOWN = 10

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def named(session: Session, workspace: Workspace, typed: str) -> Person:
    """The person whom someone means.

    Args:
        typed: Slack's id, a mention, or a name, with or without an `@`.

    Raises:
        Refusal: nobody is called so, or several are.
    """
    mention = _MENTION.fullmatch(typed.strip())
    wanted = mention[1] if mention else typed.strip().removeprefix("@")
    found, alike = _called(session, workspace, wanted)
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(
            say(
                "Several people are called {name}: {people}. Give the id of the one you mean.",
                name=wanted,
                people=_listed(found),
            )
        )
    if alike:
        raise Refusal(
            say(
                "Nobody here is called just {name}. There are {people}: give the whole name or the"
                " id.",
                name=wanted,
                people=_listed(alike),
            )
        )
    raise Refusal(
        say(
            "Nobody here is called {name}. Give the id that Slack has for them: on their"
            " profile, ⋮ › Copy member ID. E-mail addresses are not kept.",
            name=wanted,
        )
    )


def _called(
    session: Session, workspace: Workspace, wanted: str
) -> tuple[list[Person], list[Person]]:
    """Whoever has this id, else all who have this name; and those whose name holds it."""
    rows = session.scalars(
        select(PersonRow)
        .where(
            PersonRow.workspace_id == workspace.id,
            ~PersonRow.slack_id.startswith(TOMBSTONE),
        )
        .order_by(PersonRow.id)
    ).all()
    same = sameness(wanted)
    names = [(row, sameness(row.name)) for row in rows if same]
    exact = [row for row in rows if row.slack_id == wanted]
    whole = exact or [row for row, name in names if name == same]
    part = [row for row, name in names if same in name]
    return [record(row, workspace) for row in whole], [record(row, workspace) for row in part]


def _listed(people: list[Person]) -> str:
    shown = [f"{one.name} ({one.slack_id})" for one in people[:_SHOWN]]
    return ", ".join(shown) + (", …" if len(people) > _SHOWN else "")
