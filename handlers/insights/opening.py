"""What a form opens with, and what stands in it when it comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.errors import Refusal
from bot.i18n import say
from bot.mrkdwn import clean
from bot.store import channels, drafts
from bot.store.drafts import Draft
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import behind, conversations, ids, lines, messages, reading
from handlers.insights.lines import Line
from handlers.insights.reading import Carried
from workflows.insights import details, form, naming, tags
from workflows.insights.anew import said_anew
from workflows.insights.form import Typed
from workflows.insights.insight import Insight

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Opened:
    """A form about to be shown.

    Attributes:
        typed: what stands in its fields, the words whole.
        carried: what it carries unseen.
        reference: of the insight it completes; empty for a new one.
        since: when the words were typed that it offers again.
        restart: what the form carries instead when it is emptied.
        thread: whether the whole thread of its message is wanted.
        outdated: what the insight says by now in fields that said something else when the form
            was opened; None when nobody changed it.
    """

    typed: Typed
    carried: Carried
    reference: str = ""
    since: datetime | None = None
    restart: Carried | None = None
    outdated: Mapping[str, str] | None = None
    thread: bool = False


def for_command(session: Session, workspace: Workspace, person: Person, command: Json) -> Opened:
    """The form of `/insight` alone: the newest draft if there is one, or empty."""
    place = behind.carrying(command["channel_id"], command["channel_name"])
    here = _shared(session, workspace, place)
    draft = _resumable(session, workspace, person)
    if draft is None:
        return Opened(Typed(), here)
    before = behind.before(draft)
    typed = behind.typed_in(session, workspace, person, draft, before)
    resumed = replace(_shared(session, workspace, before), draft=draft.id, cut=behind.is_cut(typed))
    reference = ""
    if before.insight:
        try:
            reference = details.to_change(session, workspace, person, before.insight).reference
        except Refusal:
            # It was undone since: what was typed about it is a new insight's.
            resumed = replace(resumed, insight=0)
    thread = conversations.wanted(draft.typed.get("values") or {})
    return Opened(typed, resumed, reference, draft.at, here, thread=thread)


def for_insight(
    session: Session, workspace: Workspace, person: Person, insight: Insight, now: datetime
) -> Opened:
    """The form that completes an insight; a long one's words wait in a draft for it."""
    opened = completing(insight)
    if not opened.carried.cut:
        return opened
    key = f"details:{insight.id}:{now.isoformat()}"
    stash = Draft(ids.FORM, key, {"words": insight.words}, offered=False)
    draft = drafts.save(session, workspace, person, stash, now)
    return replace(opened, carried=replace(opened.carried, draft=draft))


def completing(insight: Insight) -> Opened:
    """The form of an insight's details; tags that its words bear are left to them."""
    in_words = tags.tags_in(insight.words)
    typed = Typed(
        words=insight.words,
        said_by=insight.said_by,
        kind=insight.kind,
        customer=insight.customer,
        tags=" ".join(tag for tag in insight.tags if tag not in in_words),
        link=insight.link,
        source=insight.source,
        severity=insight.severity,
        area=insight.area,
    )
    carried = Carried(
        channel=insight.channel,
        private=insight.private,
        attended=insight.attended,
        insight=insight.id,
        changed=insight.changed_at.isoformat() if insight.changed_at else "",
        cut=behind.is_cut(typed),
    )
    return Opened(typed, carried, insight.reference)


def for_outdated(
    session: Session,
    workspace: Workspace,
    person: Person,
    view: Json,
    insight: Insight,
    now: datetime,
) -> Opened:
    """The form of an insight that was changed since it was opened, with all that was typed.

    Args:
        view: the form as it was submitted; it is a draft until it is submitted again.
        insight: what the insight says by now.
    """
    carried, typed, _ = submitted(session, workspace, person, view)
    typed = replace(typed, words=clean(typed.words))
    current = completing(insight)
    values = {"values": view["state"]["values"], "metadata": view["private_metadata"]}
    key = f"outdated:{view['id']}:{current.carried.changed}"
    draft = drafts.save(session, workspace, person, Draft(ids.FORM, key, values), now)
    before, by_now = reading.shown(view), vars(current.typed)
    differing = {
        field: said
        for field, said in by_now.items()
        if form.beginning(said) != getattr(before, field)
    }
    carried = replace(
        carried, draft=draft, changed=current.carried.changed, cut=behind.is_cut(typed)
    )
    return Opened(typed, carried, insight.reference, outdated=differing)


def for_message(
    session: Session, workspace: Workspace, person: Person, shortcut: Json, now: datetime
) -> Opened:
    """The form of a message's shortcut; the whole text waits in a draft for its submission."""
    message, channel = shortcut["message"], shortcut["channel"]
    heard = messages.heard(session, workspace, channel, message)
    stash = Draft(
        ids.FORM,
        f"message:{channel['id']}:{message['ts']}",
        {"message": {"text": heard.typed.words, "channels": heard.channels}},
        offered=False,
    )
    draft = drafts.save(session, workspace, person, stash, now)
    carried = _shared(session, workspace, heard.carried)
    # Of direct messages the bot reads nothing.
    threaded = bool(message.get("thread_ts") and carried.channel)
    carried = replace(carried, draft=draft, cut=behind.is_cut(heard.typed), threaded=threaded)
    return Opened(heard.typed, carried)


def submitted(
    session: Session, workspace: Workspace, person: Person, view: Json
) -> tuple[Carried, Typed, frozenset[str]]:
    """What a submitted form carries, its fields, the words whole, and what in them is no tag.

    Raises:
        Refusal: it showed only the beginning of a text whose rest is gone.
    """
    carried = Carried.loads(view["private_metadata"])
    typed = reading.typed(view["state"]["values"])
    text = behind.text_of(session, workspace, person, carried)
    if text is None:
        raise Refusal(
            say(
                "The rest of this long text is not here any more: it was kept already, or left."
                " Copy what you need, close this form and start again."
            )
        )
    words = naming.readable(session, workspace, form.whole(typed.words, text))
    return carried, replace(typed, words=words), _untagged(session, workspace, person, carried)


def searched(
    session: Session, workspace: Workspace, person: Person, value: str
) -> tuple[Line, Carried]:
    """The line in the value of a button under a search, and what is let go once it is kept.

    Raises:
        Refusal: it waited in a draft, which is gone.
    """
    line, figures = lines.loads(value)
    if line:
        return line, Carried()
    draft = drafts.find(session, workspace, person, figures.get("draft", 0))
    if draft is None:
        raise Refusal(say("These words are not here any more: they were kept already, or left."))
    return Line(**draft.typed), Carried(draft=draft.id)


def settle(session: Session, workspace: Workspace, person: Person, carried: Carried) -> None:
    """Let go of the draft a form was filled from, and of those that one was filled from."""
    for draft in behind.drafts_of(session, workspace, person, carried):
        drafts.settle(session, workspace, person, draft=draft.id)


def _untagged(
    session: Session, workspace: Workspace, person: Person, carried: Carried
) -> frozenset[str]:
    """The channels that a kept message names: in its words they look like tags."""
    if carried.insight:
        insight = details.own(session, workspace, person, carried.insight)
        return frozenset(tags.tags_in(insight.words)).difference(insight.tags)
    found = behind.drafts_of(session, workspace, person, carried)
    messages = [draft.typed["message"] for draft in found if "message" in draft.typed]
    return frozenset(tags.tag(name) for each in messages for name in each.get("channels", ()))


def _shared(session: Session, workspace: Workspace, carried: Carried) -> Carried:
    """The same, and whether others see what is private there."""
    there = carried.private and channels.has_bot(session, workspace, carried.channel)
    return replace(carried, attended=there)


def _resumable(session: Session, workspace: Workspace, person: Person) -> Draft | None:
    """The newest draft; a command's whose words were said anew since is let go."""
    while draft := drafts.newest(session, workspace, person, ids.FORM):
        words = behind.commanded(draft)
        if not (words and draft.at and said_anew(session, workspace, person, words, draft.at)):
            return draft
        drafts.settle(session, workspace, person, draft=draft.id)
    return None
