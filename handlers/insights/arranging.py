"""The doors of what Product Ops choose for insights: settings, areas, tags and customers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import decoding, filled, roles
from bot.delivery import reach
from bot.forms import Errors
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.overtaking import Edit, Outdated
from bot.replies import Answer, FormErrors, OpenForm, UpdateForm
from bot.store import teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import arranged, arrangements, ids
from handlers.insights.arranged import Arranged
from handlers.insights.arrangements import NOBODY, Carried, Shown
from workflows.insights import (
    area_changes,
    customer_changes,
    permissions,
    routes,
    settings,
)

Json = Mapping[str, Any]

_SETTINGS = {
    "emoji": ids.EMOJI,
    "digest_channel": ids.DIGEST_CHANNEL,
    "retention_months": ids.MONTHS,
}
_AREA = {"name": ids.AREA_NAME, "owner": ids.AREA_OWNER}
_ROUTE = {"tag": ids.ROUTE_TAG, "team": ids.ROUTE_TEAM}
_CUSTOMER = {
    "name": ids.CUSTOMER_NAME,
    "segment": ids.CUSTOMER_SEGMENT,
    "value": ids.CUSTOMER_VALUE,
}


def answer(session: Session, workspace: Workspace, person: Person, t: Translator) -> Answer:
    """`/insight settings`."""
    areas = area_changes.standing(session, workspace, person)
    tags = routes.standing(session, workspace, person)
    chosen = settings.chosen(session, workspace)
    channels = [chosen.digest_channel, *(route.channel for route in tags)]
    problems = reach.problems(session, workspace, filter(None, channels))
    return Answer(arranged.summary(t, Arranged(chosen, areas, tags, problems)))


def open_settings(
    session: Session, workspace: Workspace, person: Person, t: Translator
) -> OpenForm:
    """The button that changes the emoji, the digest's channel and the months."""
    roles.require(person, permissions.ARRANGE)
    seen = _of_settings(settings.chosen(session, workspace))
    return OpenForm(arrangements.chosen_form(t, Shown(seen, seen)))


def save_settings(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """That form, submitted."""
    said, carried = filled.fields(view, _SETTINGS), _carried(view)
    wanted = settings.check(settings.Typed(**said))
    if isinstance(wanted, Errors):
        return FormErrors(filled.beside(t, view, wanted, _SETTINGS))
    seen = settings.check(settings.Typed(*carried.seen))
    assert not isinstance(seen, Errors), "it was chosen once"
    found = settings.choose(session, workspace, person, Edit(wanted, seen), now)
    if isinstance(found, Outdated):
        emoji, channel, months = _of_settings(found.standing)
        by_now = _by_now(emoji, f"<#{channel}>" if channel else "", months)
        shown = Shown(tuple(said.values()), (emoji, channel, months), outdated=by_now)
        return UpdateForm(arrangements.chosen_form(t, shown))
    return UpdateForm(arrangements.done(t, t("It is as you chose.")))


def add_area(person: Person, t: Translator) -> OpenForm:
    """The button that makes a product area."""
    roles.require(person, permissions.ARRANGE)
    return OpenForm(arrangements.area_form(t, Shown(("", ""), ("", ""))))


def find_area(person: Person, t: Translator) -> OpenForm:
    """The button that asks which area is to be changed."""
    roles.require(person, permissions.ARRANGE)
    return OpenForm(arrangements.finder(t, ids.AREA_FOUND))


def open_area(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> UpdateForm:
    """The menu that found it."""
    area = decoding.number(action["selected_option"]["value"])
    found = area_changes.find(session, workspace, person, area)
    seen = (found.content.name, found.content.owner)
    return UpdateForm(arrangements.area_form(t, Shown(seen, seen, found.id)))


def save_area(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """An area's form, submitted."""
    carried, said = _carried(view), filled.fields(view, _AREA)
    if filled.chosen(view).get(ids.AREA_CLOSE, {}).get("selected_options"):
        closed = area_changes.close(session, workspace, person, carried.id, now)
        name = escape(closed.name)
        return UpdateForm(arrangements.done(t, t("*{area}* is closed.", area=name)))
    wanted = area_changes.check(area_changes.Content(**said))
    if isinstance(wanted, Errors):
        return FormErrors(filled.beside(t, view, wanted, _AREA))
    found = _changed_area(session, workspace, person, (carried, wanted), now)
    if isinstance(found, Errors):
        return FormErrors(filled.beside(t, view, found, _AREA))
    if isinstance(found, Outdated):
        name, owner = found.standing.name, found.standing.owner
        by_now = _by_now(escape(name), f"<@{owner}>" if owner else "")
        shown = Shown(tuple(said.values()), (name, owner), carried.id, by_now)
        return UpdateForm(arrangements.area_form(t, shown))
    name = escape(found.content.name)
    return UpdateForm(arrangements.done(t, t("*{area}* is a product area.", area=name)))


def open_route(session: Session, workspace: Workspace, person: Person, t: Translator) -> OpenForm:
    """The button that says where a tag goes."""
    roles.require(person, permissions.ARRANGE)
    return OpenForm(arrangements.route_form(t, teams.every(session, workspace)))


def save_route(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """That form, submitted."""
    said = filled.fields(view, _ROUTE)
    checked = routes.check(routes.Typed(said["tag"], decoding.number(said["team"] or NOBODY)))
    if isinstance(checked, Errors):
        return FormErrors(filled.beside(t, view, checked, _ROUTE))
    tag = f"#{escape(checked.tag)}"
    if not checked.team:
        routes.remove(session, workspace, person, checked.tag, now)
        return UpdateForm(arrangements.done(t, t("No team hears of {tag} any more.", tag=tag)))
    found = routes.send(session, workspace, person, checked, now)
    if isinstance(found, Errors):
        return FormErrors(filled.beside(t, view, found, _ROUTE))
    told = t("{team} hears of new insights with {tag}.", team=escape(found.team), tag=tag)
    if not found.channel:
        told += " " + t("It has no channel yet: give it one with `/team`.")
    return UpdateForm(arrangements.done(t, told))


def find_customer(person: Person, t: Translator) -> OpenForm:
    """The button that asks which customer is to be changed."""
    roles.require(person, permissions.ARRANGE)
    return OpenForm(arrangements.finder(t, ids.CUSTOMER_FOUND))


def open_customer(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> UpdateForm:
    """The menu that found them."""
    name = action["selected_option"]["value"]
    found = customer_changes.named(session, workspace, person, name)
    seen = _of_customer(found.content)
    return UpdateForm(arrangements.customer_form(t, Shown(seen, seen, found.id)))


def save_customer(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """A customer's form, submitted."""
    carried, said = _carried(view), filled.fields(view, _CUSTOMER)
    wanted = customer_changes.check(customer_changes.Typed(**said))
    if isinstance(wanted, Errors):
        return FormErrors(filled.beside(t, view, wanted, _CUSTOMER))
    seen = customer_changes.check(customer_changes.Typed(*carried.seen))
    assert not isinstance(seen, Errors), "it was so once"
    edit = Edit(wanted, seen)
    found = customer_changes.change(session, workspace, person, carried.id, edit, now)
    if isinstance(found, Errors):
        return FormErrors(filled.beside(t, view, found, _CUSTOMER))
    if isinstance(found, Outdated):
        by_now = _of_customer(found.standing)
        shown = Shown(tuple(said.values()), by_now, carried.id, _by_now(*map(escape, by_now)))
        return UpdateForm(arrangements.customer_form(t, shown))
    name = escape(found.content.name)
    return UpdateForm(arrangements.done(t, t("*{customer}* is up to date.", customer=name)))


def reindex(session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime) -> None:
    """The job: searches find a customer's insights by its new name."""
    customer_changes.reindex(session, workspace, int(args["customer"]), int(args["after"]))


def _changed_area(
    session: Session,
    workspace: Workspace,
    person: Person,
    wish: tuple[Carried, area_changes.Content],
    now: datetime,
) -> area_changes.Area | Errors | Outdated[area_changes.Content]:
    carried, wanted = wish
    if not carried.id:
        return area_changes.add(session, workspace, person, wanted, now)
    edit = Edit(wanted, area_changes.Content(*carried.seen))
    return area_changes.change(session, workspace, person, carried.id, edit, now)


def _of_settings(chosen: settings.Chosen) -> tuple[str, str, str]:
    emoji = f":{chosen.emoji}:" if chosen.emoji else ""
    return emoji, chosen.digest_channel, str(chosen.retention_months or "")


def _of_customer(content: customer_changes.Content) -> tuple[str, str, str]:
    value = "" if content.value is None else str(content.value)
    return content.name, content.segment, value


def _by_now(*said: str) -> str:
    return " · ".join(each or "—" for each in said)


def _carried(view: Json) -> Carried:
    return decoding.read(Carried.loads, view["private_metadata"])
