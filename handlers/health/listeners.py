"""The doors of health."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import home
from bot.i18n import Translator
from bot.replies import PublishHome
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.health.resend import resend as send_again


def resend(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Mapping[str, Any],
    now: datetime,
    t: Translator,
) -> PublishHome:
    """The button that sends once more what failed for a reason."""
    send_again(session, workspace, person, action["value"], now)
    return PublishHome(home.page(session, workspace, person, now, t))
