"""Dependencies in all that may become of them, as records, for the tests that read words aloud."""

from dataclasses import replace
from datetime import date

from bot.store.person import Person
from bot.store.team import Team
from tests.moment import NOW
from workflows.dependencies.dependency import Dependency, Made
from workflows.dependencies.rules import RULES, Move, Risk, Side, State

LEA = Person(1, "U0LEA", "Léa Martin", "fr")
MARC = Person(2, "U0MARC", "Marc Lefèvre", "en")
BILLING = Team(1, "Billing", "C1", LEA, None, "", 0)
PAYMENTS = Team(2, "Payments <R&D>", "C2", MARC, None, "", 0)
NEEDED_BY, LATER = date(2026, 3, 24), date(2026, 3, 31)

ASKED = Dependency(
    *(12, 3, "A webhook for refunds <!channel>", "Invoices wait: https://lumen.slack.com/x"),
    *(BILLING, PAYMENTS, LEA, None, None, (), 0, State.ASKED, Risk.NONE, "", NEEDED_BY),
    *(None, None, None, NOW, None, None, None, None, None, 1),
)
COUNTERED = replace(ASKED, proposed=LATER, proposed_by=Side.PROVIDER, owner=MARC, moves=2)
ANSWERED = replace(COUNTERED, proposed_by=Side.REQUESTER, moves=3)
_PROMISED = {"promised": NEEDED_BY, "owner": MARC, "agreed_at": NOW, "sure_at": NOW}
AGREED = replace(ASKED, state=State.AGREED, taken_at=NOW, moves=2, **_PROMISED)
SLIPPED = replace(AGREED, promised=LATER, taken_at=None, moves=3)
RISKY = replace(AGREED, risk=Risk.AT_RISK, risk_why="The bank is slow")
BLOCKED = replace(AGREED, state=State.UNDER_WAY, risk=Risk.BLOCKED, risk_why="No access")
DELIVERED = replace(AGREED, state=State.DELIVERED, delivered_at=NOW)
DECLINED = replace(ASKED, state=State.DECLINED, ended_at=NOW)

_SAID = {
    Move.PROPOSE: "The bank is slow",
    Move.DECLINE: "Not this quarter",
    Move.RISK: "The bank is slow",
    Move.BLOCK: "No access",
    Move.REOPEN: "It is empty",
    Move.SLIP: "The bank is slow",
}


def made(move: Move, place: int = 2) -> Made:
    """A move, made by whose it is; where it may be either's, by the provider."""
    rule = RULES.get(move)
    side = Side.REQUESTER if rule is None else rule.side or Side.PROVIDER
    person = LEA if side is Side.REQUESTER else MARC
    team = {Move.ASK: PAYMENTS.name, Move.REDIRECT: "Platform"}.get(move, "")
    after = LATER if move in (Move.PROPOSE, Move.SLIP) else NEEDED_BY
    words = _SAID.get(move, "")
    return Made(place, move, side, State.ASKED, person, team, NEEDED_BY, after, words, NOW, "C2")


HISTORY = (made(Move.ASK, 1), made(Move.PROPOSE))
