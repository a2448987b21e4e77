"""What the bot knows that speaks against “on track”: facts, never a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.store.workspaces import Workspace
from workflows.okrs import check_in, cycles, kpi
from workflows.okrs.figures import Band, band
from workflows.okrs.key_result import CONFIDENCES, KeyResult
from workflows.okrs.kpi import Kpi

ON_TRACK = CONFIDENCES[0]
# A value that did not move for so many check-ins running is a fact worth a word.
STUCK = 3


@dataclass(frozen=True)
class Doubt:
    """What speaks against a key result's being on track.

    Attributes:
        stuck: for how many check-ins running its value did not move, 0 for fewer than `STUCK`.
        progress, expected: how far it is and should be, from 0 to 1; None where its pace is kept.
        kpi: a KPI of its team that is outside its bounds, if any.
    """

    key_result: KeyResult
    stuck: int = 0
    progress: float | None = None
    expected: float | None = None
    kpi: Kpi | None = None

    @property
    def is_any(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.stuck) or self.expected is not None or self.kpi is not None


def doubts(
    session: Session, workspace: Workspace, told: Sequence[KeyResult], now: datetime
) -> tuple[Doubt, ...]:
    """What speaks against those of key results that were just told to be on track."""
    green = [each for each in told if each.confidence == ON_TRACK]
    if not green:
        return ()
    day = cycles.today(session, workspace, now)
    tails = check_in.tails(session, workspace, [each.id for each in green], STUCK)
    outside = {
        team: next((one for one in kpi.of(session, workspace, team) if one.breached_at), None)
        for team in {each.team for each in green}
    }
    found = []
    for each in green:
        behind = band(each.progress, each.expected(day)) in (Band.BEHIND, Band.FAR_BEHIND)
        values = {one.value for one in tails.get(each.id, ())}
        still = len(tails.get(each.id, ())) == STUCK and len(values) == 1 and each.progress < 1
        found.append(
            Doubt(
                each,
                STUCK if still else 0,
                each.progress if behind else None,
                each.expected(day) if behind else None,
                outside[each.team],
            )
        )
    return tuple(each for each in found if each.is_any)
