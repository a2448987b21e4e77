"""What follows from an outcome: written in the ledger, in one transaction, with whom to tell."""

import structlog
from sqlalchemy.orm import Session

from bot import clock
from bot.delivery import notes, reasons, rules
from bot.delivery.ledger import EVERYTHING, Ledger, Pause
from bot.delivery.load import Load
from bot.delivery.outcome import (
    Absent,
    Limited,
    Outcome,
    Pending,
    Published,
    Refused,
    Sent,
    TokenRefused,
    Unknown,
    Unreached,
    Uploaded,
)
from bot.delivery.pace import Pace
from bot.delivery.rules import Rules
from bot.store.workspaces import Workspace

# So many mishaps in a row, and the whole workspace rests before the next attempt.
MISHAPS = 3

log = structlog.get_logger()


class Settling:
    """Settles the outcomes of one drain.

    Args:
        session: on the postman's own line.
        pause: the workspace's, where Slack refused its token before.

    Attributes:
        paused: nothing more may be begun.
        probing: Slack refused the token, and has taken nothing since.
    """

    def __init__(
        self,
        session: Session,
        workspace: Workspace,
        ledger: Ledger,
        rules: Rules,
        pace: Pace,
        pause: Pause | None,
    ) -> None:
        self._session = session
        self._workspace = workspace
        self._ledger = ledger
        self._rules = rules
        self._pace = pace
        self._pause = pause
        self._mishaps = 0
        self.paused = pause is not None and pause.seconds > 0

    @property
    def probing(self) -> bool:
        """Whether Slack refused the token, and has taken nothing since."""
        return self._pause is not None

    def hopeless(self, load: Load) -> None:
        """It can't arrive, which is known without asking Slack."""
        with self._session.begin():
            self._fail(load, load.hopeless)

    def settle(self, load: Load, outcome: Outcome, looking: bool) -> None:
        """Write what became of a delivery.

        Args:
            looking: whether an earlier attempt was looked for.
        """
        with self._session.begin():
            if isinstance(outcome, Sent | Published | Uploaded | Pending | Refused):
                self._answered(load, looking)
            if isinstance(outcome, Sent):
                self._ledger.sent(load, outcome)
            elif isinstance(outcome, Published):
                self._ledger.published(load)
            elif isinstance(outcome, Uploaded):
                self._ledger.uploaded(load, outcome.file_id)
            elif isinstance(outcome, Refused):
                self._fail(load, outcome.code)
            elif isinstance(outcome, TokenRefused):
                self._refused_token(load, outcome.code, looking)
            elif isinstance(outcome, Limited):
                self._limited(load, outcome, looking)
            else:
                self._retry(load, outcome, looking)

    def _answered(self, load: Load, looking: bool) -> None:
        """Slack is well and takes the token."""
        self._mishaps = 0
        if not looking:
            self._pace.went_well(load.method)
        if self._pause is not None:
            log.info("delivery resumes", workspace=self._workspace.slack_id)
            notes.resumed(self._session, self._workspace, self._pause, clock.now())
            self._ledger.resume(EVERYTHING)
            self._pause = None

    def _refused_token(self, load: Load, code: str, looking: bool) -> None:
        self._back(load, 0.0, looking)
        if self._ledger.pause(EVERYTHING, code, self._rules.pause):
            log.error("delivery pauses", workspace=self._workspace.slack_id, code=code)
        self.paused = True

    def _limited(self, load: Load, outcome: Limited, looking: bool) -> None:
        self._ledger.pause(outcome.method, "ratelimited", outcome.seconds)
        self._pace.limited(outcome.method, outcome.seconds)
        if looking:
            # Whichever method looks: looking as such is paced as one.
            self._pace.rest(rules.HISTORY, outcome.seconds)
        # The pace holds back what ends in this method; for the others, this delivery waits.
        own = outcome.method == load.method
        self._back(load, 0.0 if own and not looking else outcome.seconds, looking)

    def _retry(self, load: Load, outcome: Outcome, looking: bool) -> None:
        seconds = self._rules.wait(load.attempts)
        if isinstance(outcome, Unknown | Unreached):
            self._mishap()
        if isinstance(outcome, Absent):
            if load.age > self._rules.give_up:
                self._fail(load, reasons.GAVE_UP)
            else:
                # The doubt was a wait already; what is in doubt again and again waits longer.
                self._ledger.again(load, seconds if load.attempts > 1 else 0.0)
        elif looking and load.age > self._patience(outcome):
            self._fail(load, reasons.UNKNOWN)
        elif isinstance(outcome, Unreached) and not looking and load.age > self._rules.give_up:
            self._fail(load, reasons.GAVE_UP)
        elif isinstance(outcome, Unknown | Pending):
            self._ledger.unknown(load, seconds)
        else:
            self._back(load, seconds, looking)

    def _patience(self, outcome: Outcome) -> float:
        return self._rules.sharing if isinstance(outcome, Pending) else self._rules.give_up

    def _mishap(self) -> None:
        self._mishaps += 1
        if self._mishaps >= MISHAPS:
            seconds = self._rules.wait(self._mishaps - MISHAPS)
            for method in (rules.POST, rules.EDIT, rules.PUBLISH, rules.COMPLETE, rules.HISTORY):
                self._pace.rest(method, seconds)

    def _back(self, load: Load, seconds: float, looking: bool) -> None:
        """As it was before: a doubt stays one, what certainly did not arrive waits."""
        if looking:
            self._ledger.unknown(load, seconds)
        else:
            self._ledger.again(load, seconds)

    def _fail(self, load: Load, reason: str) -> None:
        self._ledger.failed(load, reason, unreachable=reason in reasons.UNREACHABLE)
        log.warning(
            "delivery failed",
            workspace=self._workspace.slack_id,
            target=load.target,
            reason=reason,
        )
        if load.asked_by:
            notes.failed(self._session, self._workspace, load, reason, clock.now())
