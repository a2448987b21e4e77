"""The doors of a step: opened, done, confirmed, unclear, answered."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from bot import decoding, filled, resuming
from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Translator, say
from bot.posts import Post
from bot.replies import (
    Answer,
    FormErrors,
    Message,
    OpenForm,
    PushForm,
    UpdateForm,
    message,
    notice,
)
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.onboarding import ids, step_messages, step_views
from workflows.onboarding import doing, hearing, meeting
from workflows.onboarding.enrolment import State, Taken
from workflows.onboarding.hearing import Heard, Unclear

Json = Mapping[str, Any]


def open_step(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> OpenForm:
    """The button that opens a step, in a message and on App Home."""
    which = decoding.number(action["value"])
    found, taken = doing.look(session, workspace, person, which)
    met = meeting.met(session, workspace, taken.step)
    view = step_views.page(t, found, taken, person, met=met)
    if view.get("callback_id"):
        view = resuming.resumed(session, workspace, person, view, t)
    return OpenForm(view)


def do(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Answer:
    """The button *Done* in a message."""
    which = decoding.number(action["value"])
    return Answer(message(step_messages.done(t, *doing.do(session, workspace, person, which, now))))


def do_at_home(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The same on App Home."""
    which = decoding.number(action["value"])
    found, taken = doing.do(session, workspace, person, which, now)
    return OpenForm(step_views.page(t, found, taken, person, step_messages.done(t, found, taken)))


def do_in_form(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The same on the step's page."""
    which = decoding.number(action["value"])
    found, taken = doing.do(session, workspace, person, which, now)
    return UpdateForm(step_views.page(t, found, taken, person, step_messages.done(t, found, taken)))


def skip(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The button on its page that leaves out what would tick itself."""
    which = decoding.number(action["value"])
    found, taken = doing.skip(session, workspace, person, which, now)
    return UpdateForm(step_views.page(t, found, taken, person))


def confirm(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Answer:
    """The button that agrees that somebody's step is done."""
    which = decoding.number(action["value"])
    _, taken = doing.confirm(session, workspace, person, which, True, now)
    return Answer(message(step_messages.confirmed(t, taken)))


def confirm_at_home(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The same on App Home."""
    which = decoding.number(action["value"])
    found, taken = doing.confirm(session, workspace, person, which, True, now)
    said = step_messages.confirmed(t, taken)
    return OpenForm(step_views.page(t, found, taken, person, said))


def not_yet(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Answer:
    """The button that says it is not: whose step it is hears it, and it is theirs once more."""
    which = decoding.number(action["value"])
    _, taken = doing.confirm(session, workspace, person, which, False, now)
    said = step_messages.confirmed(t, taken)
    return Answer(message(said), tell=_back(person, taken, now))


def not_yet_at_home(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The same on App Home."""
    which = decoding.number(action["value"])
    found, taken = doing.confirm(session, workspace, person, which, False, now)
    view = step_views.page(t, found, taken, person, step_messages.confirmed(t, taken))
    return OpenForm(view, tell=_back(person, taken, now))


def open_unclear(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> PushForm:
    """The button *Unclear?* on a step's page."""
    which = decoding.number(action["value"])
    _, taken = doing.look(session, workspace, person, which)
    view = step_views.unclear_form(t, taken)
    return PushForm(resuming.resumed(session, workspace, person, view, t))


def save_unclear(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """That form, submitted: who wrote the step hears it."""
    which = decoding.number(view["private_metadata"])
    words = filled.fields(view, {"words": ids.UNCLEAR_WORDS})["words"]
    kept = hearing.unclear(session, workspace, person, which, words, now)
    if isinstance(kept, Errors):
        return FormErrors(filled.beside(t, view, kept, {"words": ids.UNCLEAR_WORDS}))
    resuming.settle(session, workspace, person, view)
    view = notice(t, t("Unclear?"), step_messages.heard(t, kept))
    # Who looks after the journey has it before them already.
    tell = () if kept.hears.id == person.id else (_question(person, kept, now),)
    return UpdateForm(view, tell=tell)


def save_survey(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """A step's questions, answered."""
    which = decoding.number(view["private_metadata"])
    _, taken = doing.look(session, workspace, person, which)
    named = {each.key: ids.of(ids.ANSWER, each.key) for each in taken.step.questions}
    if not filled.chosen(view).keys() >= set(named.values()):
        raise Refusal(say("These questions have changed meanwhile: open the step again."))
    answers = hearing.check(taken, filled.fields(view, named))
    if isinstance(answers, Errors):
        return FormErrors(filled.beside(t, view, answers, named))
    heard = hearing.answer(session, workspace, person, which, answers, now)
    resuming.settle(session, workspace, person, view)
    said = notice(t, t("How is it going?"), step_messages.answered(t))
    return UpdateForm(said, tell=_answers(person, heard))


def _answers(person: Person, heard: Heard) -> tuple[Post, ...]:
    """What a journey's owner reads of answers in words."""
    if not heard.words or heard.hears.id == person.id:
        return ()
    key = f"onboarding.answers:{heard.taken.id}"
    said = partial(step_messages.answers, person=person, heard=heard)
    return (Post(heard.hears.slack_id, said, key, in_hours=True),)


def _back(person: Person, taken: Taken, now: datetime) -> tuple[Post, ...]:
    """What whose step it is hears, unless it is done all the same."""
    if taken.state is not State.OPEN:
        return ()

    def said(t: Translator) -> Message:
        return step_messages.returned(t, person, taken)

    key = f"onboarding.not_yet:{taken.id}:{now.isoformat()}"
    return (Post(taken.person.slack_id, said, key, in_hours=True, asked_by=person.slack_id),)


def _question(person: Person, kept: Unclear, now: datetime) -> Post:
    """What who looks after a journey hears that is unclear in it."""

    def said(t: Translator) -> Message:
        return step_messages.question(t, person, kept)

    key = f"onboarding.unclear:{kept.taken.id}:{person.id}:{now.isoformat()}"
    return Post(kept.hears.slack_id, said, key, in_hours=True, asked_by=person.slack_id)
