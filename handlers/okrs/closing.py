"""The end of a cycle: scores to be confirmed with three questions, and what teams read of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DividerBlock,
    InputBlock,
    PlainTextInputElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot import decoding, filled, i18n
from bot.blockkit import mrkdwn
from bot.delivery import outbox
from bot.i18n import Translator
from bot.mrkdwn import escape, quote
from bot.posts import Post
from bot.replies import Answer, FormErrors, Message, OpenForm, UpdateForm, form, message
from bot.store import teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.team import Team
from bot.store.workspaces import Workspace
from handlers.okrs import ids, report_views, sayings
from handlers.okrs.fields import choice
from handlers.okrs.planner import Planner
from workflows.okrs import closing, cycles, diagnosis, ending, rollup, settings
from workflows.okrs.closing import LONGEST_ANSWER, QUESTIONS, Looking, Scored
from workflows.okrs.cycles import Cycle
from workflows.okrs.diagnosis import Diagnosis, Question

Json = Mapping[str, Any]

# A form holds 100 blocks: so many key results are scored in it, the others as proposed.
_SCORED = 30
_TENTHS = tuple(Decimal(tenth) / 10 for tenth in range(11))
# So many answers of each question stand in a message.
_ANSWERS = 6


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


def open_scores(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> OpenForm:
    """The button that looks at the scores."""
    which = decoding.number(action["value"])
    return OpenForm(_form(t, closing.asked(session, workspace, person, which)))


def save_scores(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """That form, submitted."""
    which = decoding.number(view["private_metadata"])
    found = closing.asked(session, workspace, person, which)
    said = _scores(view, found), filled.fields(view, _questions())
    kept = closing.confirm(session, workspace, person, which, said, now)
    return UpdateForm(_told(t, kept))


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
    return Answer(message("\n".join(_lines(t, kept))))


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
    return OpenForm(_told(t, closing.confirm(session, workspace, person, which, ((), {}), now)))


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
            posts.append(Post(to, _for_team(t, cycle, team, each), key, due=due))
    seen = max([post.due or now for post in posts], default=now)
    if found:
        posts += _for_all(session, workspace, cycle, found, seen + ending.AHEAD)
    outbox.put(session, workspace, posts, now)


def verdict(t: Translator, found: Diagnosis) -> str:
    """The question that a team's cycle asks it: results and rhythm apart."""
    return {
        Question.KEEP: t("Reached, and updated regularly: what is worth keeping?"),
        Question.STRATEGY: t(
            "Updated regularly, and not reached: the rhythm was there, so the question is one of"
            " strategy. Was it the right bet?"
        ),
        Question.CADENCE: t(
            "Neither reached nor updated regularly: before the strategy, the question is one of"
            " cadence. What would make a check-in worth its minute?"
        ),
        Question.AMBITION: t(
            "Reached almost without updates: was it ambitious enough to need the team's attention?"
        ),
    }[found.question]


def _form(t: Translator, found: Looking) -> dict[str, Any]:
    head = t(
        "*{cycle}* is over. The scores say how far your key results came: change one where the"
        " figures don't tell it all.",
        cycle=escape(found.cycle.name),
    )
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head))]
    for each in found.key_results[:_SCORED]:
        score = _text(closing.proposed(each))
        options = [(_text(one), t.number(float(one))) for one in _TENTHS]
        action, note = ids.of(ids.SCORE, each.id), ids.of(ids.SCORE_NOTE, each.id)
        where = f"{sayings.value(t, each, each.value)} · {sayings.aim(t, each)}"
        blocks += [
            SectionBlock(text=mrkdwn(f"*{sayings.titled(each.title)}*\n{where}")),
            InputBlock(block_id=action, label=t("Score"), element=choice(action, options, score)),
            _text_field(note, t("Why, if it is another one"), each.score_note),
        ]
    blocks.append(DividerBlock())
    labels = {
        "worked": t("What worked, and should stay?"),
        "hindered": t("What got in the way?"),
        "next": t("What would you do otherwise next time?"),
    }
    blocks += [
        _text_field(ids.of(ids.ANSWER, place), labels[name], found.answers[name])
        for place, name in enumerate(QUESTIONS)
    ]
    return form(
        View(
            type="modal",
            callback_id=ids.SCORES_FORM,
            title=t("Scores"),
            submit=t("Confirm"),
            close=t("Cancel"),
            private_metadata=str(found.id),
            blocks=blocks,
        )
    )


def _text_field(action: str, label: str, said: str) -> InputBlock:
    element = PlainTextInputElement(
        action_id=action, multiline=True, max_length=LONGEST_ANSWER, initial_value=said or None
    )
    return InputBlock(block_id=action, label=label, element=element, optional=True)


def _questions() -> dict[str, str]:
    return {name: ids.of(ids.ANSWER, place) for place, name in enumerate(QUESTIONS)}


def _scores(view: Json, found: Looking) -> list[Scored]:
    scores = []
    for each in found.key_results:
        named = {"score": ids.of(ids.SCORE, each.id), "note": ids.of(ids.SCORE_NOTE, each.id)}
        said = filled.fields(view, named)
        known = {_text(one): one for one in _TENTHS}
        if said["score"] in known:
            scores.append(Scored(each.id, known[said["score"]], said["note"]))
    return scores


def _told(t: Translator, kept: Looking) -> dict[str, Any]:
    return report_views.notice(t, t("Scores"), "\n".join(_lines(t, kept)))


def _lines(t: Translator, kept: Looking) -> list[str]:
    head = t("✅ The scores of *{cycle}* are confirmed.", cycle=escape(kept.cycle.name))
    return [
        head,
        *(_score_line(t, each.title, closing.proposed(each)) for each in kept.key_results),
    ]


def _score_line(t: Translator, title: str, score: Decimal) -> str:
    return f"• {sayings.titled(title)}: {_said(t, score)}"


def _for_team(t: Translator, cycle: Cycle, team: Team | None, found: Diagnosis) -> Message:
    name = escape(team.name) if team else t("The whole company")
    head = f"*{escape(cycle.name)} · {name}*"
    parts = [
        head + "\n" + _measures(t, found),
        "\n".join(_score_line(t, each.title, closing.proposed(each)) for each in found.key_results),
        verdict(t, found),
    ]
    labels = {
        "worked": t("What worked"),
        "hindered": t("What got in the way"),
        "next": t("Otherwise next time"),
    }
    for question in QUESTIONS:
        said = found.answers[question][:_ANSWERS]
        if said:
            parts.append("\n".join([f"*{labels[question]}*", *(quote(one) for one in said)]))
    return message("\n".join(parts), *report_views.sections(parts))


def _measures(t: Translator, found: Diagnosis) -> str:
    score = _said(t, Decimal(str(round(found.score, 1))))
    if found.rhythm is None:
        return t("Score {score}; no check-in was asked for.", score=score)
    rhythm = sayings.percent(t, found.rhythm)
    return t("Score {score}; {rhythm} of the check-ins answered.", score=score, rhythm=rhythm)


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
        lines = [
            f"• *{_name(t, known, each)}*: {_measures(t, each)}\n   {verdict(t, each)}"
            for each in found
        ]
        head = f"*{escape(cycle.name)}* · " + t("all teams")
        return message("\n".join([head, *lines]), *report_views.sections([head, *lines]))

    if channel:
        return [Post(channel, said, key, due=due)]
    readers = rollup.readers(session, workspace)
    return [
        Post(person.slack_id, said, f"{key}:{person.id}", due=due, in_hours=True)
        for person in readers
    ]


def _name(t: Translator, known: Mapping[int, Team], found: Diagnosis) -> str:
    team = known.get(found.team) if found.team else None
    return escape(team.name) if team else t("The whole company")


def _text(score: Decimal) -> str:
    return f"{score:.1f}"


def _said(t: Translator, score: Decimal) -> str:
    return t.number(float(score))
