"""What the demo's people chose: their public holidays, their hours, how often they are asked."""

from datetime import datetime, time

from bot.cast import CAST, Cast
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from workflows.settings import own
from workflows.settings.own import Settings

CHOSEN = {
    "priya": Settings(country="GB"),
    "sam": Settings(country="GB"),
    "dan": Settings(country="GB", start=time(8, 30), end=time(17, 30)),
    "nora": Settings(country="US"),
    "kenji": Settings(country="JP", ceiling=3),
    "yuki": Settings(country="JP", start=time(10), end=time(19)),
    "ines": Settings(follows_status=True),
    "awa": Settings(start=time(8, 30), end=time(17, 30)),
}
_DAYS = 62


def seed(session: Session, workspace: Workspace, now: datetime) -> None:
    """Change the settings of who has not changed theirs."""
    cast: Cast = session.info[CAST]
    for name, wanted in CHOSEN.items():
        person = cast.known(session, workspace, name)
        if person and own.read(session, workspace, person) == Settings():
            at = cast.moment(now, name, _DAYS, "11:00")
            own.change(session, workspace, person, wanted, at)
