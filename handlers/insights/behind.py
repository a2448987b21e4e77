"""What stands behind a form: the draft it was filled from, and the words it shows only in part."""

from collections.abc import Iterator
from dataclasses import replace

from bot.mrkdwn import clean, unescape
from bot.store import drafts
from bot.store.drafts import Draft
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import reading
from handlers.insights.reading import Carried
from workflows.insights import form
from workflows.insights.form import Typed


def carrying(channel: str, name: str) -> Carried:
    """What a form carries that is opened in a channel; the name is as for `reading.origin`."""
    origin = reading.origin(channel, name)
    return Carried(origin.channel, origin.private)


def before(draft: Draft) -> Carried:
    """What was carried where a draft was typed."""
    typed = draft.typed
    if "text" in typed:
        return carrying(typed.get("channel") or "", typed.get("channel_name") or "")
    return Carried.loads(typed.get("metadata", ""))


def typed_in(
    session: Session, workspace: Workspace, person: Person, draft: Draft, carried: Carried
) -> Typed:
    """The fields of a draft, the words whole; what is gone of them is left out."""
    if "text" in draft.typed:
        return Typed(commanded(draft))
    if "words" in draft.typed:
        return Typed(draft.typed["words"])
    if "message" in draft.typed:
        return Typed(draft.typed["message"]["text"])
    typed = reading.typed(draft.typed["values"])
    text = text_of(session, workspace, person, carried) or ""
    return replace(typed, words=clean(form.whole(typed.words, text)))


def commanded(draft: Draft) -> str:
    """The words of a command's draft; none of another's."""
    return clean(unescape(draft.typed.get("text", "")))


def text_of(session: Session, workspace: Workspace, person: Person, carried: Carried) -> str | None:
    """The text whose beginning a form showed; None when the form needs it and it is gone."""
    if not carried.cut:
        return ""
    draft = drafts.find(session, workspace, person, carried.draft) if carried.draft else None
    return typed_in(session, workspace, person, draft, before(draft)).words if draft else None


def drafts_of(
    session: Session, workspace: Workspace, person: Person, carried: Carried
) -> Iterator[Draft]:
    """The draft a form was filled from, then the one that one was filled from, and so on."""
    while draft := drafts.find(session, workspace, person, carried.draft):
        yield draft
        carried = before(draft)


def is_cut(typed: Typed) -> bool:
    """Whether the words are longer than a field shows."""
    return form.beginning(typed.words) != typed.words
