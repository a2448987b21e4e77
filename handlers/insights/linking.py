"""The doors of likely duplicates: same, not the same, and what takes either back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import roles
from bot.i18n import Translator
from bot.replies import Message, Replace, UpdateForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import asking, forms, likenesses, reading, views
from workflows.insights import details, likeness, linking, permissions, undo
from workflows.insights.insight import Insight
from workflows.insights.leisure import at_leisure
from workflows.insights.likeness import Alike

Json = Mapping[str, Any]


def alike(
    session: Session, workspace: Workspace, person: Person, insight: Insight
) -> tuple[Alike, ...]:
    """What a receipt asks about: what is most like an insight, for those who may link it.

    In a rush it asks nothing, so that no receipt waits; triage does.
    """
    if not (roles.may(person, permissions.TRIAGE) and at_leisure(session, workspace)):
        return ()
    return likeness.similar_to(session, workspace, person, insight, likenesses.OFFERED)


def receipt(
    session: Session,
    workspace: Workspace,
    person: Person,
    insight: Insight,
    now: datetime,
    t: Translator,
) -> Message:
    """An insight was kept, and below it what is most like it."""
    kept = views.receipt(t, insight, undo.until(insight, now))
    return likenesses.below(kept, t, insight, alike(session, workspace, person, insight))


def same(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Replace:
    """The button that links an insight to a likely duplicate."""
    pair = reading.part(action["value"])
    one, other = linking.link(session, workspace, person, *pair, now)
    shown = asking.shown(person, one, now, t)
    head = likenesses.same(t, one, other)
    return Replace(likenesses.headed(head, shown, likenesses.unlinking(t, one)))


def same_in_form(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The same button in the receipt that a form becomes."""
    pair = reading.part(action["value"])
    one, other = linking.link(session, workspace, person, *pair, now)
    return UpdateForm(forms.told(t, one, likenesses.same(t, one, other)))


def not_same(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Replace:
    """The button that tells an insight apart from one that only looks like it."""
    pair = reading.part(action["value"])
    one, other = linking.distinguish(session, workspace, person, *pair, now)
    rest = likenesses.below(
        asking.shown(person, one, now, t), t, one, alike(session, workspace, person, one)
    )
    back = likenesses.taking_back(t, one, other)
    return Replace(likenesses.headed(likenesses.not_same(t, one, other), rest, back))


def not_same_in_form(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The same button in the receipt that a form becomes."""
    pair = reading.part(action["value"])
    one, other = linking.distinguish(session, workspace, person, *pair, now)
    view = forms.told(t, one, likenesses.not_same(t, one, other))
    rest = alike(session, workspace, person, one)
    return UpdateForm(likenesses.below_in_form(view, t, one, rest))


def compare_again(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Replace:
    """The button that takes *Not the same* back."""
    pair = reading.part(action["value"])
    one, _ = linking.confuse(session, workspace, person, *pair)
    shown = asking.shown(person, one, now, t)
    found = alike(session, workspace, person, one)
    return Replace(likenesses.below(shown, t, one, found))


def unlink(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Replace:
    """The button that takes an insight out of those it is linked to."""
    shown, out = reading.part(action["value"])
    taken, _ = linking.unlink(session, workspace, person, out, now)
    found = details.find(session, workspace, person, shown)
    whole = asking.card(session, workspace, person, found, now, t)
    return Replace(likenesses.headed(likenesses.unlinked(t, taken), whole))
