"""People as an operator names them: by Slack's id, a mention, or their name."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import Refusal
from bot.folding import near, sameness
from bot.i18n import Words, say
from bot.store.person import Person, PersonRow, record
from bot.store.workspaces import Workspace

# What Slack calls those who were erased begins so, which is nobody's id in Slack.
TOMBSTONE = "erased:"
# Of people with names alike.
_SHOWN = 10

# As Slack writes an id: nobody is called like it.
_ID = re.compile(r"[UW](?=[A-Z]*[0-9])[A-Z0-9]+")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


class Everybody:
    """The people of a workspace by what they are called: read once, for many who are named."""

    def __init__(self, session: Session, workspace: Workspace) -> None:
        rows = session.scalars(
            select(PersonRow)
            .where(
                PersonRow.workspace_id == workspace.id,
                ~PersonRow.slack_id.startswith(TOMBSTONE),
            )
            .order_by(PersonRow.id)
        )
        self._known = [
            (one, sameness(one.name)) for one in (record(row, workspace) for row in rows)
        ]

    def named(self, typed: str) -> Person:
        """The person whom someone means.

        Args:
            typed: Slack's id, a mention, or a name, with or without an `@`.

        Raises:
            Refusal: nobody is called so, or several are.
        """
        mention = _MENTION.fullmatch(typed.strip())
        wanted = mention[1] if mention else typed.strip().removeprefix("@")
        found, alike = self._called(wanted)
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
                    "Nobody here is called just {name}. There are {people}: give the whole name or"
                    " the id.",
                    name=wanted,
                    people=_listed(alike),
                )
            )
        raise Refusal(self._nobody(wanted))

    def here(self, typed: str) -> Person:
        """The same, for who is still in the workspace.

        Raises:
            Refusal: nobody is called so, several are, it is an app, or they left.
        """
        found = self.named(typed)
        called = found.name or found.slack_id
        if not found.is_human:
            raise Refusal(say("{name} is an app: name a person.", name=called))
        if not found.active:
            raise Refusal(
                say("{name} has left this workspace: name somebody who is here.", name=called)
            )
        return found

    def _called(self, wanted: str) -> tuple[list[Person], list[Person]]:
        """Whoever has this id, else all who have this name; and those whose name holds it."""
        same = sameness(wanted)
        exact = [one for one, _ in self._known if one.slack_id == wanted]
        named = [(one, name) for one, name in self._known if same]
        whole = exact or [one for one, name in named if name == same]
        return whole, [one for one, name in named if same in name]

    def _nobody(self, wanted: str) -> Words:
        """That nobody is called so, with those who may be meant."""
        before, at, _ = wanted.partition("@")
        here = [one.name for one, name in self._known if name and one.here]
        meant = "" if _ID.fullmatch(wanted) else near(before, here)
        if at and meant:
            return say(
                "E-mail addresses are not kept: write a name or Slack's id instead of {name}. Did"
                " you mean {near}?",
                name=wanted,
                near=meant,
            )
        if before and at:
            return say(
                "E-mail addresses are not kept: write a name or Slack's id instead of {name}.",
                name=wanted,
            )
        if meant:
            return say(
                "Nobody here is called {name}. Did you mean {near}?", name=wanted, near=meant
            )
        return say(
            "Nobody here is called {name}. Give the id that Slack has for them: on their"
            " profile, ⋮ › Copy member ID. E-mail addresses are not kept.",
            name=wanted,
        )


def named(session: Session, workspace: Workspace, typed: str) -> Person:
    """The person whom someone means; as `Everybody.named`, for one.

    Raises:
        Refusal: nobody is called so, or several are.
    """
    return Everybody(session, workspace).named(typed)


def _listed(people: list[Person]) -> str:
    shown = [f"{one.name} ({one.slack_id})" for one in people[:_SHOWN]]
    return ", ".join(shown) + (", …" if len(people) > _SHOWN else "")
