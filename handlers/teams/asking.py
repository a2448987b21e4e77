"""What `/team` answers, and the buttons under it."""

from bot import roles
from bot.delivery import reach
from bot.i18n import Translator
from bot.replies import Answer, Message, OpenForm
from bot.store import teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.teams import forms, opening, reading, views
from handlers.teams.reading import Verb
from handlers.teams.views import Problems
from workflows.teams import find, permissions
from workflows.teams.change import changes
from workflows.teams.find import Sheet


def answer(
    session: Session, workspace: Workspace, person: Person, text: str, t: Translator
) -> Answer | OpenForm:
    """The answer to `/team` and what was typed behind it."""
    verb, name = _meant(session, workspace, text)
    if verb is Verb.HELP:
        return Answer(views.explained(t))
    if verb is Verb.LIST:
        return Answer(page(session, workspace, person, t))
    if verb is Verb.NEW:
        return OpenForm(forms.team_form(t, opening.for_new(session, workspace, person, name)))
    team = find.named(session, workspace, person, name)
    if verb is Verb.EDIT:
        return OpenForm(forms.team_form(t, opening.for_team(session, workspace, person, team.id)))
    return Answer(shown(session, workspace, person, team.id, t))


def page(
    session: Session, workspace: Workspace, person: Person, t: Translator, number: int = 1
) -> Message:
    """A page of the teams."""
    makes = roles.may(person, permissions.MAKE)
    return views.listed(t, find.page(session, workspace, person, number), makes)


def shown(
    session: Session, workspace: Workspace, person: Person, team: int, t: Translator
) -> Message:
    """All about a team, with the buttons of who may change or close it."""
    sheet = find.sheet(session, workspace, person, team)
    row = [views.edit_button(t, sheet.team)] if changes(person, sheet.team) else []
    if roles.may(person, permissions.CLOSE):
        row.append(views.close_button(t, sheet.team))
    return views.shown(t, sheet, problems(session, workspace, sheet), row)


def problems(session: Session, workspace: Workspace, *sheets: Sheet) -> Problems:
    """Why the channels of teams could not be reached, by Slack's id."""
    channels = {sheet.team.channel for sheet in sheets if sheet.team.channel}
    return reach.problems(session, workspace, channels) if channels else {}


def _meant(session: Session, workspace: Workspace, text: str) -> tuple[Verb, str]:
    """What a command asks for; a team whose name begins like a verb is meant by its whole name."""
    verb, name = reading.asked(text)
    if verb in (Verb.NEW, Verb.EDIT):
        whole = reading.whole(text)
        if teams.named(session, workspace, whole):
            return Verb.SHOW, whole
    return verb, name
