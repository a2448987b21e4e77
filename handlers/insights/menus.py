"""The menus of names in an insight's form, completed as they are typed."""

from collections.abc import Mapping
from typing import Any

from bot import roles
from bot.folding import sameness
from bot.i18n import Translator
from bot.mrkdwn import clean, excerpt
from bot.replies import Options
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import areas, customers, permissions
from workflows.insights.form import LONGEST_CHOICE

Json = Mapping[str, Any]


def offer_customers(
    session: Session, workspace: Workspace, person: Person, body: Json, t: Translator
) -> Options:
    """The customers whose name holds what was typed, and what was typed as a new one."""
    if not roles.may(person, permissions.READ):
        return Options(())
    typed = _typed(body)
    known = customers.offered(session, workspace, person, typed)
    options = [(_shown(name), _shown(name)) for name in known]
    if typed and sameness(typed) not in map(sameness, known):
        options.append((_shown(t("New: {name}", name=typed)), typed))
    return Options(tuple(options))


def offer_areas(session: Session, workspace: Workspace, person: Person, body: Json) -> Options:
    """The product areas whose name holds what was typed."""
    if not roles.may(person, permissions.READ):
        return Options(())
    known = areas.offered(session, workspace, person, _typed(body))
    return Options(tuple((_shown(name), _shown(name)) for name in known))


def _typed(body: Json) -> str:
    return clean(str(body.get("value") or ""))[:LONGEST_CHOICE]


def _shown(name: str) -> str:
    return excerpt(name, LONGEST_CHOICE)
