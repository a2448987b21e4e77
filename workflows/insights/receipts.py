"""Who is told what becomes of an insight, in which message, and what that message says.

An author has one message a day for all of theirs that were looked at for the first time that day;
an insight stays in the message that told of it first. One that was kept from a message is answered
in that message's thread where the bot is in the channel and all who read there may see it.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select, text, update
from sqlalchemy.orm import Session

from bot.store import channels, people
from bot.store.people import Person, PersonRow
from bot.store.person import are_here
from bot.store.workspaces import Workspace
from bot.zones import zone
from workflows.insights.insight import Insight, reading, record
from workflows.insights.receipt import STEM, Fate, Receipt
from workflows.insights.sorting_tables import InsightKeyRow, ThemeMoveRow, ThemeRow
from workflows.insights.tables import InsightRow
from workflows.insights.theme import LISTENING, SHIPPED, Theme, theme_of, themes
from workflows.insights.visibility import visible_to

# Of insights in one message, which Slack ends at about 13,200 characters.
TOGETHER = 10
# What an import brought in somebody's name; see `InsightKeyRow.origin`.
IMPORT = "import"
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('insight_receipts'), CAST(:author AS int))")


def concerned(
    session: Session,
    workspace: Workspace,
    which: Mapping[str, int],
    after: int,
    limit: int,
) -> tuple[int, ...]:
    """The ids of the insights that something happened to, in their order.

    Args:
        which: the id of an `insight`, meant with those that say the same, or of a `theme`.
        after: the last id that was seen to.
        limit: how many at most.
    """
    chosen = _chosen(workspace, which)
    rows = select(InsightRow.id).where(
        InsightRow.workspace_id == workspace.id, chosen, InsightRow.id > after
    )
    return tuple(session.scalars(rows.order_by(InsightRow.id).limit(limit)))


def assign(
    session: Session,
    workspace: Workspace,
    insights: Collection[int],
    by: int,
    now: datetime,
    *,
    threads: Collection[int] = (),
) -> tuple[Receipt, ...]:
    """Say which messages are to be posted or edited because of some insights.

    Args:
        insights: their ids.
        by: the id of who did it: they need not hear of their own insights for the first time.
        threads: of those, the ids of which may be answered where they were kept, in a public
            channel that the bot is in.

    Returns:
        The messages, new ones and those that stand; none for those whose author did not tell it
        themself, who left, and which nobody looked at.
    """
    _hold(session, workspace, insights)
    found: dict[str, Receipt] = {}
    for row, slack_id, timezone in session.execute(_told_by_people(workspace, insights)).all():
        if row.receipt:
            found.setdefault(row.receipt, _standing(row, slack_id))
        elif row.undone_at is None and _decided(row) and row.author_id != by:
            thread = row.id in threads or _among_members(session, workspace, row)
            day = now.astimezone(zone(timezone)).date()
            made = (
                _in_thread(row) if thread else _of_the_day(session, workspace, row, slack_id, day)
            )
            _write(session, workspace, row.id, made.key)
            found.setdefault(made.key, made)
    return tuple(found.values())


def told(session: Session, workspace: Workspace, receipt: Receipt) -> tuple[Fate, ...]:
    """What a message says: what becomes of each of its insights, oldest first.

    In a thread those that say the same count which everyone who reads there may see, else those
    that the author may.
    """
    rows = session.execute(
        reading(workspace)
        .where(InsightRow.receipt == receipt.key)
        .order_by(InsightRow.kept_at, InsightRow.id)
    )
    insights = tuple(map(record, rows))
    authors = people.known(session, workspace, {insight.author for insight in insights})
    return tuple(
        _fate(
            session,
            workspace,
            each,
            _open_in(each) if receipt.of_one else _seen_by(authors.get(each.author)),
        )
        for each in insights
    )


def shipped(session: Session, workspace: Workspace, theme: int) -> Theme | None:
    """A theme that has shipped; None where it has not.

    Args:
        theme: its id.
    """
    row = session.execute(
        themes(workspace).where(ThemeRow.id == theme, ThemeRow.state == SHIPPED)
    ).one_or_none()
    return theme_of(row) if row else None


def authors_of(
    session: Session, workspace: Workspace, theme: int, insights: Collection[int], by: int
) -> Mapping[str, tuple[Insight, ...]]:
    """Who told what a theme is about, by Slack's ids, with all of theirs that is in it.

    Args:
        theme: its id.
        insights: the ids of some of its insights: only who told one of these is meant.
        by: the id of who moved it: they need not be told.
    """
    meant = select(InsightRow.author_id).where(
        InsightRow.workspace_id == workspace.id, InsightRow.id.in_(insights)
    )
    rows = session.execute(
        reading(workspace)
        .where(
            InsightRow.theme_id == theme,
            InsightRow.author_id.in_(meant),
            InsightRow.author_id != by,
            InsightRow.undone_at.is_(None),
            InsightRow.feed_id.is_(None),
            are_here(),
            ~_imported(),
        )
        .order_by(InsightRow.kept_at, InsightRow.id)
    )
    found: dict[str, tuple[Insight, ...]] = {}
    for insight in map(record, rows):
        found[insight.author] = (*found.get(insight.author, ()), insight)
    return found


def in_public(session: Session, workspace: Workspace, insight: int) -> Insight | None:
    """An insight that may be answered in its thread, if the bot is in that public channel.

    None where it can't be, where that is known without asking Slack, and where it was told of.
    """
    row = session.execute(
        reading(workspace).where(
            InsightRow.id == insight,
            InsightRow.receipt == "",
            InsightRow.thread_ts != "",
            InsightRow.channel != "",
            ~InsightRow.private,
        )
    ).one_or_none()
    return record(row) if row else None


def _open_in(insight: Insight) -> ColumnElement[bool]:
    """Whether everyone who reads in the channel of an insight may see another one."""
    own = InsightRow.channel == insight.channel if insight.private else false()
    return or_(~InsightRow.private, own)


def _seen_by(author: Person | None) -> ColumnElement[bool]:
    return visible_to(author) if author else false()


def _fate(
    session: Session, workspace: Workspace, insight: Insight, seen: ColumnElement[bool]
) -> Fate:
    root = insight.same_as_id or insight.id
    same = or_(InsightRow.id == root, InsightRow.same_as_id == root)
    notes = session.scalar(
        select(func.count()).where(
            InsightRow.workspace_id == workspace.id, same, InsightRow.undone_at.is_(None), seen
        )
    )
    path = _path(session, workspace, insight) if insight.theme_id else ()
    return Fate(insight, path, notes or 1)


def _path(session: Session, workspace: Workspace, insight: Insight) -> tuple[str, ...]:
    rows: Sequence[tuple[str, datetime]] = session.execute(
        select(ThemeMoveRow.state, ThemeMoveRow.at)
        .where(ThemeMoveRow.workspace_id == workspace.id, ThemeMoveRow.theme_id == insight.theme_id)
        .order_by(ThemeMoveRow.at, ThemeMoveRow.id)
    ).all()
    since = insight.triaged_at or insight.kept_at
    before = [state for state, at in rows if at <= since]
    states = [before[-1] if before else LISTENING, *(state for state, at in rows if at > since)]
    return tuple(
        state for number, state in enumerate(states) if not number or states[number - 1] != state
    )


def _chosen(workspace: Workspace, which: Mapping[str, int]) -> ColumnElement[bool]:
    if "theme" in which:
        return InsightRow.theme_id == which["theme"]
    root = (
        select(func.coalesce(InsightRow.same_as_id, InsightRow.id))
        .where(InsightRow.workspace_id == workspace.id, InsightRow.id == which["insight"])
        .scalar_subquery()
    )
    return or_(InsightRow.id == root, InsightRow.same_as_id == root)


def _told_by_people(
    workspace: Workspace, insights: Collection[int]
) -> Select[InsightRow, str, str]:
    """Insights that their author told, who is still here."""
    return (
        select(InsightRow, PersonRow.slack_id, PersonRow.timezone)
        .join(PersonRow, PersonRow.id == InsightRow.author_id)
        .where(InsightRow.workspace_id == workspace.id, InsightRow.id.in_(insights))
        .where(InsightRow.feed_id.is_(None), are_here(), ~_imported())
        .order_by(InsightRow.id)
        .execution_options(populate_existing=True)
    )


def _hold(session: Session, workspace: Workspace, insights: Collection[int]) -> None:
    """What two say of one author's insights at once is told in one order, the second with both."""
    authors = select(InsightRow.author_id).where(
        InsightRow.workspace_id == workspace.id, InsightRow.id.in_(insights)
    )
    for author in sorted(set(session.scalars(authors))):
        session.execute(_LOCK, {"author": author})


def _imported() -> ColumnElement[bool]:
    return exists().where(
        InsightKeyRow.workspace_id == InsightRow.workspace_id,
        InsightKeyRow.insight_id == InsightRow.id,
        InsightKeyRow.origin == IMPORT,
    )


def _among_members(session: Session, workspace: Workspace, row: InsightRow) -> bool:
    """Whether it was kept in a private channel whose members see it, and the bot is there."""
    return bool(row.thread_ts) and row.private and channels.has_bot(session, workspace, row.channel)


def _decided(row: InsightRow) -> bool:
    """Whether there is anything to tell of an insight: it was looked at, or says the same."""
    return row.triaged_at is not None or row.same_as_id is not None


def _standing(row: InsightRow, slack_id: str) -> Receipt:
    if Receipt(row.receipt).of_one:
        return Receipt(row.receipt, row.channel, row.thread_ts)
    return Receipt(row.receipt, slack_id)


def _in_thread(row: InsightRow) -> Receipt:
    return Receipt(f"{STEM}:{row.id}", row.channel, row.thread_ts, new=True)


def _of_the_day(
    session: Session, workspace: Workspace, row: InsightRow, slack_id: str, day: date
) -> Receipt:
    """The author's message of the day, or the next one when that has ten insights."""
    stem = f"{STEM}:{row.author_id}:{day}"
    rows = session.execute(
        select(InsightRow.receipt, func.count())
        .where(InsightRow.workspace_id == workspace.id, InsightRow.receipt.startswith(f"{stem}:"))
        .group_by(InsightRow.receipt)
    )
    counts: dict[str, int] = {row[0]: row[1] for row in rows}
    number = len(counts) or 1
    if counts.get(f"{stem}:{number}", 0) >= TOGETHER:
        number += 1
    key = f"{stem}:{number}"
    return Receipt(key, slack_id, new=key not in counts)


def _write(session: Session, workspace: Workspace, insight: int, key: str) -> None:
    session.execute(
        update(InsightRow)
        .where(InsightRow.workspace_id == workspace.id, InsightRow.id == insight)
        .values(receipt=key)
    )
