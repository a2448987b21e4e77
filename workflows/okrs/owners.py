"""Who is to answer for a key result or a KPI: somebody who can be asked."""

from sqlalchemy.orm import Session

from bot import roles
from bot.forms import Errors
from bot.i18n import say
from bot.store import jobs, people
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import permissions


def owner_to_be(
    session: Session, workspace: Workspace, slack_id: str, before: Person | None = None
) -> int | Errors | None:
    """The id of who is chosen, None for nobody; what is wrong where they can't be asked.

    Args:
        slack_id: Slack's id, empty for nobody.
        before: who it was: they may stay, whatever became of them.
    """
    if before is not None and before.slack_id == slack_id:
        return before.id
    if not slack_id:
        return None
    found = people.meet(session, workspace, slack_id)
    if not found.completed:
        jobs.defer(session, workspace, people.COMPLETE, person=slack_id)
    if not roles.may(found, permissions.CHECK_IN):
        return Errors({"owner": say("Choose a person who is still here: they are asked about it.")})
    return found.id
