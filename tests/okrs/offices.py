"""A team's OKRs in the middle of what its people do, at Slack's doors."""

from datetime import timedelta
from decimal import Decimal

from bot.i18n import Translator
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from tests.moment import NOW
from tests.okrs.conftest import Aims
from tests.okrs.test_doors import Visitor
from workflows.okrs import check_ins
from workflows.okrs.check_ins import Told

DAY = timedelta(days=1)


class Office:
    """A team of Léa's and Marc's."""

    def __init__(
        self, given: tuple[Session, Workspace], aims: Aims, lea: Person, t: Translator
    ) -> None:
        self.given = given
        self.aims, self.lea, self.t = aims, lea, t

    def visits(self, person: Person) -> Visitor:
        """Somebody at Slack's doors."""
        return Visitor(*self.given, person, self.t)

    def tells(self, value: str, days: int = 0) -> None:
        """Léa tells of her key result, so many days ago."""
        told = [Told(self.aims.key_result.id, Decimal(value), "on_track")]
        check_ins.tell(*self.given, self.lea, told, NOW - days * DAY)
