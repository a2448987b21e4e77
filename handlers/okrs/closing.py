"""The end of a cycle: scores to be confirmed with three questions, and what teams read of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot import decoding, filled, i18n, resuming
from bot.delivery import outbox
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.posts import Post
from bot.replies import Answer, FormErrors, Message, OpenForm, UpdateForm, message
from bot.store import teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs import ids, score_views
from handlers.okrs.planner import Planner
from workflows.okrs import closing, cycles, diagnosis, ending, reopening, rollup, settings
from workflows.okrs.closing import QUESTIONS, Looking
from workflows.okrs.cycles import Cycle
from workflows.okrs.diagnosis import Diagnosis
from workflows.okrs.scoring import Scored

Json = Mapping[str, Any]


def close_early(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The button that closes a cycle before its days are over."""
    found = closing.ask_scores(session, workspace, person, decoding.number(action["value"]), now)
    head = t("*{cycle}*: owners are asked for their scores.", cycle=escape(found.name))
    return UpdateForm(Planner(session, workspace, person, now, t).page(0, head))


def reopen(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The button that takes that back."""
    which = decoding.number(action["value"])
    found = reopening.reopen(session, workspace, person, which, now)
    head = t("*{cycle}* goes on: nobody is asked for scores.", cycle=escape(found.name))
    return UpdateForm(Planner(session, workspace, person, now, t).page(0, head, found.id))


def open_scores(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> OpenForm:
    """The button that looks at the scores."""
    which = decoding.number(action["value"])
    view = score_views.scores_form(t, closing.asked(session, workspace, person, which))
    return OpenForm(resuming.resumed(session, workspace, person, view, t))


def save_scores(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """That form, submitted."""
    which = decoding.number(view["private_metadata"])
    found = closing.asked(session, workspace, person, which)
    said = _scores(view, found), filled.fields(view, _questions())
    kept = closing.confirm(session, workspace, person, which, said, now)
    resuming.settle(session, workspace, person, view)
    return UpdateForm(score_views.told(t, kept))


def as_proposed(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Answer:
    """The button that confirms them as they are proposed, in a message."""
    which = decoding.number(action["value"])
    kept = closing.confirm(session, workspace, person, which, ((), {}), now)
    return Answer(message("\n".join(score_views.lines(t, kept))))


def as_proposed_at_home(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The same on App Home."""
    which = decoding.number(action["value"])
    return OpenForm(
        score_views.told(t, closing.confirm(session, workspace, person, which, ((), {}), now))
    )


def tell(session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime) -> None:
    """The job: each team reads what came of its cycle; who reads of all teams does 48 hours later.

    A team without a channel has it sent to who leads it.
    """
    cycle = cycles.find(session, workspace, int(args["cycle"]))
    found = diagnosis.diagnose(session, workspace, cycle)
    t = i18n.load()(workspace.language)
    known = {team.id: team for team in teams.every(session, workspace)}
    posts: list[Post] = []
    for each in found:
        team = known.get(each.team) if each.team else None
        to = (team.channel or (team.lead.slack_id if team.lead else "")) if team else ""
        if to:
            key = f"okrs.closed:{cycle.id}:{each.team}"
            due = ending.told_when(session, workspace, team, now)
            posts.append(Post(to, score_views.for_team(t, cycle, team, each), key, due=due))
    seen = max([post.due or now for post in posts], default=now)
    if found:
        posts += _for_all(session, workspace, cycle, found, seen + ending.AHEAD)
    outbox.put(session, workspace, posts, now)


def _questions() -> dict[str, str]:
    return {name: ids.of(ids.ANSWER, place) for place, name in enumerate(QUESTIONS)}


def _scores(view: Json, found: Looking) -> list[Scored]:
    scores = []
    for each in found.key_results:
        named = {"score": ids.of(ids.SCORE, each.id), "note": ids.of(ids.SCORE_NOTE, each.id)}
        said = filled.fields(view, named)
        known = {score_views.tenth(one): one for one in score_views.TENTHS}
        if said["score"] in known:
            scores.append(Scored(each.id, known[said["score"]], said["note"]))
    return scores


def _for_all(
    session: Session,
    workspace: Workspace,
    cycle: Cycle,
    found: Sequence[Diagnosis],
    due: datetime,
) -> list[Post]:
    known = {team.id: team for team in teams.every(session, workspace)}
    channel = settings.chosen(session, workspace).channel
    key = f"okrs.closed:{cycle.id}:all"

    def said(t: Translator) -> Message:
        return score_views.for_all(t, cycle, [(known.get(each.team or 0), each) for each in found])

    if channel:
        return [Post(channel, said, key, due=due)]
    readers = rollup.readers(session, workspace)
    return [
        Post(person.slack_id, said, f"{key}:{person.id}", due=due, in_hours=True)
        for person in readers
    ]
