"""What teams and leads read: the summary of a round, the weekly roll-up, and `/okr report`."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement
from slack_sdk.models.views import View

from bot import decoding, filled, i18n, pictures, resuming
from bot.delivery import outbox
from bot.errors import Refusal
from bot.i18n import Translator, say
from bot.mrkdwn import escape
from bot.posts import Edit, File, Post
from bot.replies import (
    Answer,
    Message,
    OpenForm,
    UpdateForm,
    form,
    message,
    notice,
)
from bot.store import jobs, people, teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.team import Team
from bot.store.workspaces import Workspace
from handlers.okrs import ids, report_views
from handlers.okrs.pictures import lines, paces, paces_alt, row
from workflows.okrs import cycles, ending, report, rollup, settings
from workflows.okrs.answering import State
from workflows.okrs.cycles import Cycle
from workflows.okrs.ending import LONGEST_COMMENT, Round
from workflows.okrs.report import Sheet

Json = Mapping[str, Any]

# The job that sends a team's picture to who asked for it.
PICTURE = "okrs.picture"


def answer(
    session: Session,
    workspace: Workspace,
    person: Person,
    name: str,
    now: datetime,
    t: Translator,
) -> Answer:
    """`/okr report`, of all teams or of one by its name."""
    cycle = _cycle(session, workspace, now)
    readable = report.readable(session, workspace, person)
    if name:
        team = teams.named(session, workspace, name)
        if team is None or team.id not in {each.id for each in readable}:
            raise Refusal(say("There is no such team. `/team` lists them."))
        found = report.sheet(session, workspace, person, team, cycle, now)
        return Answer(report_views.sheet(t, found, person.timezone))
    every = report.for_reader(session, workspace, person, cycle, now)
    aiming = report.with_objectives(session, workspace, cycle)
    choices = [team for team in readable if team.id in aiming]
    return Answer(report_views.overview(t, every, choices))


def show_all(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Answer:
    """The button that shows all teams."""
    return answer(session, workspace, person, "", now, t)


def show_team(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Answer:
    """The menu of teams under a report."""
    which = decoding.number(action.get("value") or action["selected_option"]["value"])
    found = _sheet(session, workspace, person, which, now)
    return Answer(report_views.sheet(t, found, person.timezone))


def ask_picture(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Answer:
    """The button that has a team's picture sent, in direct messages."""
    which = decoding.number(action["value"])
    found = _sheet(session, workspace, person, which, now)
    if found.figures is None or not found.figures.lines:
        raise Refusal(say("There is nothing to draw yet."))
    whose = {"team": str(which), "person": person.slack_id}
    jobs.defer(session, workspace, PICTURE, 0, at=now.isoformat(), **whose)
    return Answer(message(t("It is on its way: look at the messages of this app.")))


def send_picture(
    session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime
) -> None:
    """The job: a team's key results against their pace, for who asked for it."""
    person = people.find(session, workspace, args["person"])
    if person is None or not person.here:
        return
    found = _sheet(session, workspace, person, int(args["team"]), now)
    if found.figures is None:
        return
    t = i18n.load()(person.language)
    name = found.team.name if found.team else t("The whole company")
    rows = lines(t, found.figures)
    subtitle = " · ".join((found.cycle.name, t("key results")))
    chart = paces(t, name, subtitle, rows)
    file = File(f"okrs-{args['team']}.png", pictures.draw(chart), paces_alt(t, rows))
    key = f"okrs.picture:{args['team']}:{person.id}:{args['at']}"
    outbox.put(
        session, workspace, [Post(person.slack_id, message(escape(name)), key, file=file)], now
    )


def tell_summary(
    session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime
) -> None:
    """The job: a team's summary in its channel, and its picture in the thread to discuss it.

    A team without a channel has it sent to who leads it. Where everybody was away, nothing is said.
    """
    found = ending.find(session, workspace, int(args["round"]))
    if found is None or not _is_news(found):
        return
    team = teams.find(session, workspace, found.team) if found.team else None
    to = _place(session, workspace, team)
    if not to:
        return
    t = i18n.load()(workspace.language)
    due = found.seen_at
    rows = lines(t, found.figures)
    title = team.name if team else t("The whole company")
    chart = paces(t, title, t.weekday(found.day, year=True), rows)
    file = File(f"okrs-{found.day}.png", pictures.draw(chart), paces_alt(t, rows))
    key = _key(found)
    posts = [
        Post(to, summary_of(session, workspace, found, t), key, due=due),
        Post(to, report_views.discussion(t, found.figures), f"{key}:thread", under=key, file=file),
    ]
    outbox.put(session, workspace, posts, now)


def tell_rollup(
    session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime
) -> None:
    """The job: all teams at once, in the channel that was chosen or to leads and Product Ops."""
    cycle = cycles.current(session, workspace, now)
    if cycle is None or not cycle.covers(date.fromisoformat(args["week"])):
        return
    found = report.overview(session, workspace, cycle, now)
    if found.is_empty:
        return
    channel = settings.chosen(session, workspace).channel
    key = f"okrs.rollup:{args['week']}"
    # Who was away reads this week's, and not all those before.
    before = date.fromisoformat(args["week"]) - timedelta(weeks=1)
    outbox.withdraw(session, workspace, f"okrs.rollup:{before}", all_like=True)
    if channel:
        t = i18n.load()(workspace.language)
        rows = [
            row(t, each.team.name if each.team else t("The whole company"), each.figures)
            for each in found.sheets
            if each.figures
        ]
        chart = paces(t, cycle.name, t("all teams"), rows)
        file = File("okrs.png", pictures.draw(chart), paces_alt(t, rows)) if rows else None
        said = report_views.overview(t, found, ())
        outbox.put(session, workspace, [Post(channel, said, key, file=file)], now)
        return
    posts = []
    for person in rollup.readers(session, workspace):
        theirs = found
        if not person.product_ops:
            theirs = found.missing_in(report.led(session, workspace, person))
        if theirs.is_empty:
            continue
        shown = partial(report_views.overview, found=theirs, teams=())
        posts.append(Post(person.slack_id, shown, f"{key}:{person.id}", in_hours=True))
    outbox.put(session, workspace, posts, now)


def open_comment(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> OpenForm:
    """The button under a summary that says something with it."""
    which = decoding.number(action["value"])
    found = ending.find(session, workspace, which)
    if found is None or not ending.in_team(session, workspace, person, found.team):
        raise Refusal(say("Only the team itself comments on its figures: ask its lead."))
    field = InputBlock(
        block_id=ids.COMMENT_TEXT,
        label=t("What should readers of these figures know?"),
        element=PlainTextInputElement(
            action_id=ids.COMMENT_TEXT,
            multiline=True,
            max_length=LONGEST_COMMENT,
            initial_value=found.comment or None,
        ),
        hint=t("It travels with them wherever they are shown. Leave it empty to take it back."),
        optional=True,
    )
    view = form(
        View(
            type="modal",
            callback_id=ids.COMMENT_FORM,
            title=t("With these figures"),
            submit=t("Save"),
            close=t("Cancel"),
            private_metadata=str(which),
            blocks=[field],
        )
    )
    return OpenForm(resuming.resumed(session, workspace, person, view, t))


def save_comment(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> UpdateForm:
    """That form, submitted: the summary says it from now on."""
    which = decoding.number(view["private_metadata"])
    said = filled.fields(view, {"text": ids.COMMENT_TEXT})["text"]
    found = ending.comment(session, workspace, person, which, said, now)
    resuming.settle(session, workspace, person, view)
    tell: tuple[Edit, ...] = ()
    if outbox.find(session, workspace, _key(found)):
        shown = summary_of(session, workspace, found, i18n.load()(workspace.language))
        tell = (Edit(_key(found), shown, f"{_key(found)}:comment:{now.isoformat()}"),)
    text = t("It travels with the figures.") if found.comment else t("It is taken back.")
    return UpdateForm(notice(t, t("With these figures"), text), tell=tell)


def summary_of(session: Session, workspace: Workspace, found: Round, t: Translator) -> Message:
    """What a team reads of its round."""
    team = teams.find(session, workspace, found.team) if found.team else None
    known = people.by_ids(session, workspace, found.figures.who(State.AWAY))
    return report_views.summary(t, team, found, known)


def _sheet(
    session: Session, workspace: Workspace, person: Person, which: int, now: datetime
) -> Sheet:
    cycle = _cycle(session, workspace, now)
    team = None
    if not which and not person.own:
        raise Refusal(say("There is no such team. `/team` lists them."))
    if which:
        team = next(
            (one for one in report.readable(session, workspace, person) if one.id == which), None
        )
        if team is None:
            raise Refusal(say("There is no such team. `/team` lists them."))
    return report.sheet(session, workspace, person, team, cycle, now)


def _cycle(session: Session, workspace: Workspace, now: datetime) -> Cycle:
    found = cycles.current(session, workspace, now)
    if found is None:
        raise Refusal(say("There is no cycle yet: Product Ops make one with `/okr plan`."))
    return found


def _place(session: Session, workspace: Workspace, team: Team | None) -> str:
    if team is None:
        return settings.chosen(session, workspace).channel
    return team.channel or (team.lead.slack_id if team.lead else "")


def _is_news(found: Round) -> bool:
    asked = found.figures.who(State.ANSWERED, State.FRESH, State.MISSED)
    return bool(asked) and bool(found.figures.lines)


def _key(found: Round) -> str:
    return f"okrs.summary:{found.id}"
