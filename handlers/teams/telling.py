"""Who hears of what is done to a team: whom it was given to, and whom it was taken from."""

from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk.models.blocks import ActionsBlock, SectionBlock

from bot.blockkit import mrkdwn
from bot.delivery import outbox
from bot.i18n import Translator
from bot.posts import Post, Tell
from bot.replies import Message, message
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.teams import Team
from bot.store.workspaces import Workspace
from handlers.teams import views
from handlers.teams.views import called, fitted
from workflows.teams.change import Changed

# What opens the key of the note that someone leads a team.
NAMED = "named"


@dataclass(frozen=True)
class Note:
    """What someone hears: `by` did it to `team`, and `words` tell it."""

    by: Person
    team: Team
    to: Person | None
    key: str
    words: Callable[[Translator], Message]


def made(session: Session, workspace: Workspace, person: Person, team: Team) -> Tell:
    """Who leads a new team is told what that means, unless they made it themselves."""
    return _told(session, workspace, (_named(person, team),))


def changed(session: Session, workspace: Workspace, person: Person, change: Changed) -> Tell:
    """Where a team was handed over, who leads it now and who did before, unless they did it."""
    if not change.handed_over:
        return ()
    notes = (_named(person, change.team), _handed_over(person, change))
    return _told(session, workspace, notes)


def closed(session: Session, workspace: Workspace, person: Person, team: Team) -> Tell:
    """Who led a team that was closed is told, unless they closed it themselves."""

    def words(t: Translator) -> Message:
        by, name = called(person), fitted(team.name)
        return _said(t("*{by}* closed the team *{team}*, which you led.", by=by, team=name))

    note = Note(person, team, team.lead, "closed", words)
    return _told(session, workspace, (note,))


def hears(person: Person, team: Team) -> Person | None:
    """Who leads a team, where they do not know it from what this person did."""
    return team.lead if team.lead and team.lead.id != person.id else None


def _named(person: Person, team: Team) -> Note:
    def words(t: Translator) -> Message:
        text = t(
            "*{by}* named you lead of the team *{team}*. From now on, what concerns it is asked of"
            " you; you can change its people, name and channel, or hand it over.",
            by=called(person),
            team=fitted(team.name),
        )
        row = [views.open_button(t, team), views.edit_button(t, team)]
        return _said(text, ActionsBlock(elements=row))

    return Note(person, team, team.lead, NAMED, words)


def _handed_over(person: Person, change: Changed) -> Note:
    team, lead = change.team, change.team.lead

    def words(t: Translator) -> Message:
        text = t(
            "*{by}* handed the team *{team}* over to *{lead}*: it is no longer asked of you.",
            by=called(person),
            team=fitted(team.name),
            lead=called(lead),
        )
        return _said(text)

    return Note(person, team, change.before.lead, "handed_over", words)


def _told(session: Session, workspace: Workspace, notes: tuple[Note, ...]) -> Tell:
    posts = (_post(session, workspace, note) for note in notes)
    return tuple(post for post in posts if post)


def _post(session: Session, workspace: Workspace, note: Note) -> Post | None:
    """A note in its reader's working time.

    None to who did it; none of an end either whose beginning is not told yet: nobody hears of it
    then.
    """
    reader, team = note.to, note.team
    if reader is None:
        return None
    whose = f"{team.id}:{reader.id}:"
    untold = outbox.withdraw(session, workspace, f"teams.{NAMED}:{whose}", all_like=True)
    if reader.id == note.by.id or (untold and note.key != NAMED):
        return None
    key = f"teams.{note.key}:{whose}{team.revision}"
    by, about = note.by.slack_id, fitted(team.name)
    return Post(reader.slack_id, note.words, key, asked_by=by, about=about, in_hours=True)


def _said(text: str, *row: ActionsBlock) -> Message:
    return message(text, SectionBlock(text=mrkdwn(text)), *row)
