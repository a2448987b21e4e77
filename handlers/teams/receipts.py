"""What a team's form becomes once it was submitted."""

from bot.i18n import Translator
from bot.replies import Json
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.teams import Team
from bot.store.workspaces import Workspace
from handlers.teams import asking, forms, telling
from workflows.teams import find
from workflows.teams.change import Changed


def made(session: Session, workspace: Workspace, person: Person, team: Team, t: Translator) -> Json:
    """A team was made."""
    sheet = find.sheet(session, workspace, person, team.id)
    problems = asking.problems(session, workspace, sheet)
    return forms.made(t, sheet, problems, telling.hears(person, team))


def changed(
    session: Session, workspace: Workspace, person: Person, change: Changed, t: Translator
) -> Json:
    """A team was changed."""
    sheet = find.sheet(session, workspace, person, change.team.id)
    problems = asking.problems(session, workspace, sheet)
    told = telling.hears(person, change.team) if change.handed_over else None
    return forms.changed(t, sheet, problems, told)
