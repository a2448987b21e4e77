"""A feature for trying the guard: what it does depends on what is typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    InputBlock,
    PlainTextInputElement,
    SectionBlock,
)
from slack_sdk.models.views import View
from sqlalchemy import func, select, text

from bot.errors import Refusal
from bot.feature import Click, Command, Feature, FormClick, MessageShortcut, Submission
from bot.i18n import Translator, say
from bot.replies import (
    Answer,
    Delete,
    Done,
    FormErrors,
    Message,
    OpenForm,
    PushForm,
    Replace,
    UpdateForm,
    form,
    message,
)
from bot.store import drafts
from bot.store.drafts import Draft, DraftRow
from bot.store.engine import Session, Store
from bot.store.people import Person
from bot.store.workspaces import Workspace

FORM = "trial.form"
EFFECT = "trial.effect"


def effects(store: Store) -> int:
    """How many effects the trials had, in committed rows."""
    with store.begin() as session:
        count = select(func.count()).where(DraftRow.form == EFFECT)
        return session.scalar(count) or 0


def command(
    session: Session,
    workspace: Workspace,
    person: Person,
    command: Mapping[str, Any],
    now: datetime,
) -> Answer | OpenForm:
    """`form` opens one; any other word has an effect, and may then be refused or break."""
    typed = command["text"]
    if typed == "form":
        return OpenForm(view())
    _act(session, workspace, person, typed, now)
    buttons = [ButtonElement(text=name, action_id=f"trial.{name}") for name in BUTTONS]
    return Answer(
        message(f"kept {typed}", SectionBlock(text=f"kept {typed}"), ActionsBlock(elements=buttons))
    )


def submit(
    session: Session, workspace: Workspace, person: Person, view: Mapping[str, Any], now: datetime
) -> FormErrors | UpdateForm | PushForm | Done:
    """Like the command, with `bad` for an error, `more` for another form, `receipt` for one."""
    typed = view["state"]["values"]["trial.words"]["trial.words"]["value"]
    if typed == "bad":
        return FormErrors({"trial.words": "not this word"})
    _act(session, workspace, person, typed, now)
    if typed == "more":
        return PushForm(form(View(type="modal", title="Second", blocks=[SectionBlock(text="2")])))
    if typed == "receipt":
        return UpdateForm(form(View(type="modal", title="Kept", blocks=[SectionBlock(text="it")])))
    return Done()


def answer(t: Translator) -> Answer:
    """A button that answers."""
    return Answer(Message(t("Close")))


def replace(session: Session, workspace: Workspace, person: Person, now: datetime) -> Replace:
    """A button that has an effect and replaces its message."""
    _act(session, workspace, person, "replaced", now)
    return Replace(Message("replaced"))


def delete() -> Delete:
    """A button that takes its message away."""
    return Delete()


def opens() -> OpenForm:
    """A button or a shortcut that opens the form."""
    return OpenForm(view())


def update() -> UpdateForm:
    """A button in the form that changes it."""
    return UpdateForm(view("Updated"))


def refuse_in_form() -> UpdateForm:
    """A button in the form that refuses."""
    raise Refusal(say("Close"))


BUTTONS = {"answer": answer, "replace": replace, "delete": delete, "open": opens}


def view(title: str = "Trial") -> dict[str, Any]:
    """A form with a field and two buttons."""
    field = PlainTextInputElement(action_id="trial.words")
    buttons = [
        ButtonElement(text="update", action_id="trial.update"),
        ButtonElement(text="refuse", action_id="trial.refuse"),
    ]
    return form(
        View(
            type="modal",
            callback_id=FORM,
            title=title,
            submit="Send",
            blocks=[
                InputBlock(block_id="trial.words", label="Words", element=field),
                ActionsBlock(elements=buttons),
            ],
        )
    )


def _act(session: Session, workspace: Workspace, person: Person, typed: str, now: datetime) -> None:
    draft = Draft(EFFECT, str(uuid4()), {"text": typed}, offered=False)
    drafts.save(session, workspace, person, draft, now)
    if typed == "refuse":
        raise Refusal(say("Close"))
    if typed == "name":
        who = f"*<@{person.slack_id}>* &amp; Co"
        raise Refusal(say("{who} takes care of this now.", who=who))
    if typed == "break":
        raise ValueError("broken on purpose")
    if typed == "unkept":
        # The constraint is looked at only at the commit, which then fails.
        session.execute(text("CREATE TEMP TABLE once (x int UNIQUE DEFERRABLE INITIALLY DEFERRED)"))
        session.execute(text("INSERT INTO once VALUES (1), (1)"))


FEATURE = Feature(
    "trial",
    listeners=(
        Command("/try", command, draft=FORM, about="Try the guard"),
        MessageShortcut("trial.shortcut", opens, title="Try it", about="Try the guard"),
        Submission(FORM, submit, draft=FORM),
        FormClick("trial.update", update),
        FormClick("trial.refuse", refuse_in_form),
        *(Click(f"trial.{name}", run) for name, run in BUTTONS.items()),
    ),
)
