"""The pictures of OKRs: progress against pace, and a key result's history; jobs that send them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate

from bot import i18n, pictures
from bot.delivery import outbox
from bot.delivery.limits import ALT
from bot.i18n import Translator
from bot.pictures import History, PacePoint, PaceRow, Paces, Point
from bot.posts import File, Post
from bot.replies import message
from bot.store import people
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.okrs import sayings
from workflows.okrs import check_in, key_result, numbers
from workflows.okrs.check_in import CheckIn
from workflows.okrs.figures import Band, band
from workflows.okrs.key_result import CONFIDENCES, KeyResult
from workflows.okrs.standing import Figures

# The job that sends a key result's picture.
HISTORY = "okrs.history"
# Rows of a chart: what is more makes it too small to read.
_ROWS = 20
# Of what Slack takes as a picture's description, with room for how many more there are.
_LONGEST_ALT, _BETWEEN = ALT - 50, "; "


def send_history(
    session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime
) -> None:
    """The job: a key result's history, for who asked for it."""
    found = key_result.find(session, workspace, int(args["key_result"]))
    every = check_in.history(session, workspace, found.id)
    told = [each for each in every if each.is_comparable(found)]
    person = people.find(session, workspace, args["person"])
    if not told or person is None:
        return
    t = i18n.load()(person.language)
    chart = history(t, found, told)
    post = Post(
        person.slack_id,
        message(f"*{sayings.titled(found.title)}*"),
        f"okrs.history:{found.id}:{person.id}:{told[-1].id}",
        file=File(f"key-result-{found.id}.png", pictures.draw(chart), history_alt(t, found, told)),
    )
    outbox.put(session, workspace, [post], now)


def history(t: Translator, found: KeyResult, told: Sequence[CheckIn]) -> History:
    """A key result's values, beside the straight way from its start to its target."""
    points = [
        Point(
            each.at.date(),
            float(each.value),
            _said(t, found, each.value),
            each.confidence,
            each.corrected,
        )
        for each in told
    ]
    ends = (
        PacePoint(found.begins, float(found.aim.start), _said(t, found, found.aim.start)),
        PacePoint(found.ends, float(found.aim.target), _said(t, found, found.aim.target)),
    )
    names = {
        "on_track": t("on track"),
        "at_risk": t("at risk"),
        "off_track": t("off track"),
        "corrected": t("corrected"),
    }
    days = {found.begins, found.ends, *_mondays(found.begins, found.ends)}
    return History(
        title=found.title,
        subtitle=f"{found.team_name or t('The whole company')} · {found.objective_title}",
        pace=t("its pace"),
        points=points,
        line=ends,
        names=names,
        day_names={day: t.short_day(day) for day in sorted(days)},
    )


def history_alt(t: Translator, found: KeyResult, told: Sequence[CheckIn]) -> str:
    """What that picture shows, in words."""
    last = next(each for each in reversed(told) if not each.corrected)
    return t(
        "{title}: {start} to {target}; {count} check-ins, the last one at {value}, {confidence}.",
        title=found.title,
        start=_said(t, found, found.aim.start),
        target=_said(t, found, found.aim.target),
        count=t.number(len(told)),
        value=_said(t, found, last.value),
        confidence=dict(zip(CONFIDENCES, _names(t), strict=True))[last.confidence],
    )


def paces(t: Translator, title: str, subtitle: str, rows: Sequence[PaceRow]) -> Paces:
    """Progress against pace, a bar for each of these rows."""
    bands = {
        "behind": sayings.band(t, Band.BEHIND),
        "far_behind": sayings.band(t, Band.FAR_BEHIND),
    }
    return Paces(title, subtitle, t("progress"), t("expected by now"), rows[:_ROWS], bands)


def row(t: Translator, name: str, figures: Figures) -> PaceRow:
    """A team's row."""
    said = sayings.percent(t, figures.progress)
    return PaceRow(name, figures.progress, figures.expected, said, str(figures.band))


def lines(t: Translator, figures: Figures) -> list[PaceRow]:
    """A team's key results, a row each."""
    return [
        PaceRow(
            line.title,
            line.progress,
            line.expected,
            sayings.percent(t, line.progress),
            str(band(line.progress, line.expected)),
        )
        for line in figures.lines
    ]


def paces_alt(t: Translator, rows: Sequence[PaceRow]) -> str:
    """What a picture of paces shows, in words."""
    said = [
        t(
            "{name}: {progress}, {expected} expected",
            name=row.name,
            progress=row.said,
            expected=sayings.percent(t, row.expected),
        )
        for row in rows[:_ROWS]
    ]
    lengths = accumulate(len(each) + len(_BETWEEN) for each in said)
    fitting = said[: sum(1 for length in lengths if length <= _LONGEST_ALT)]
    more = len(rows) - len(fitting)
    return _BETWEEN.join([*fitting, *([t.n("and {n} more", "and {n} more", more)] if more else [])])


def _names(t: Translator) -> tuple[str, ...]:
    return (t("on track"), t("at risk"), t("off track"))


def _said(t: Translator, found: KeyResult, value: Decimal) -> str:
    if found.zones:
        return found.zones[min(max(int(value), 0), len(found.zones) - 1)]
    return numbers.write(value, found.unit, t.language)


def _mondays(first: date, last: date) -> list[date]:
    day = first + timedelta(days=(7 - first.weekday()) % 7)
    found = []
    while day <= last:
        found.append(day)
        day += timedelta(weeks=1)
    return found
