"""The menus of names in an insight's form, completed as they are typed."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot import roles
from bot.folding import sameness
from bot.i18n import Translator
from bot.mrkdwn import clean, excerpt
from bot.replies import Options
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights.reading import NEW_THEME
from workflows.insights import area_changes, areas, customers, permissions, themes
from workflows.insights.form import LONGEST_CHOICE
from workflows.insights.theme import Theme

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


def find_areas(session: Session, workspace: Workspace, person: Person, body: Json) -> Options:
    """The same, for those who change them: by their ids."""
    if not roles.may(person, permissions.ARRANGE):
        return Options(())
    typed = sameness(_typed(body))
    known = area_changes.standing(session, workspace, person)
    found = [area for area in known if typed in sameness(area.content.name)][: areas.OFFERED]
    return Options(tuple((_shown(area.content.name), str(area.id)) for area in found))


def find_customers(session: Session, workspace: Workspace, person: Person, body: Json) -> Options:
    """The customers whose name holds what was typed, for those who change them."""
    if not roles.may(person, permissions.ARRANGE):
        return Options(())
    known = customers.offered(session, workspace, person, _typed(body))
    return Options(tuple((_shown(name), _shown(name)) for name in known))


def offer_themes(
    session: Session, workspace: Workspace, person: Person, body: Json, t: Translator
) -> Options:
    """The themes whose name holds what was typed, and what was typed as a new one."""
    found = _themes(session, workspace, person, body)
    typed = _typed(body)
    options = [(_shown(theme.name), str(theme.id)) for theme in found]
    if typed and sameness(typed) not in (sameness(theme.name) for theme in found):
        options.append((_shown(t("New: {name}", name=typed)), f"{NEW_THEME}{typed}"))
    return Options(tuple(options))


def find_themes(session: Session, workspace: Workspace, person: Person, body: Json) -> Options:
    """The themes whose name holds what was typed."""
    found = _themes(session, workspace, person, body)
    return Options(tuple((_shown(theme.name), str(theme.id)) for theme in found))


def _themes(session: Session, workspace: Workspace, person: Person, body: Json) -> Sequence[Theme]:
    if not roles.may(person, permissions.THEME):
        return ()
    return themes.offered(session, workspace, person, _typed(body))


def _typed(body: Json) -> str:
    return clean(str(body.get("value") or ""))[:LONGEST_CHOICE]


def _shown(name: str) -> str:
    return excerpt(name, LONGEST_CHOICE)
