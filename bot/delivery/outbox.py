"""The outbox: what others must hear, in the transaction of the change it tells about."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import clock, i18n
from bot.delivery import homes, hours, limits, wake
from bot.delivery.reasons import UNKNOWN
from bot.delivery.tables import AFRESH, DeliveryRow, FileRow
from bot.message import Json, Message
from bot.posts import Edit, File, Home, Post, Wording, is_person
from bot.store import people
from bot.store.workspaces import Workspace

_GIVEN = (
    "kind",
    "target",
    "priority",
    "due",
    "body",
    "parent_id",
    "thread_ts",
    "asked_by",
    "about",
    "in_hours",
)
_LITERALS = {name: "NULL" if value is None else repr(value) for name, value in AFRESH.items()}
# On the path of commands: written out, it costs less than built anew. What failed, and certainly
# did not arrive, is tried again as given.
_INSERT = f"""
    INSERT INTO deliveries (workspace_id, key, {", ".join(_GIVEN)})
    VALUES (:workspace_id, :key, :{", :".join(_GIVEN)})
    ON CONFLICT (workspace_id, key) DO UPDATE SET
        {", ".join(f"{name} = excluded.{name}" for name in _GIVEN)},
        {", ".join(f"{name} = {literal}" for name, literal in _LITERALS.items())}
    WHERE deliveries.state = 'failed' AND deliveries.reason <> '{UNKNOWN}'
"""  # noqa: S608 - names and constants of ours
_PUT, _PUT_FILE = text(_INSERT), text(f"{_INSERT} RETURNING id")

_Row = dict[str, Any]
_Render = Callable[[Wording, str], Json]


@dataclass(frozen=True)
class Delivery:
    """A delivery as it stands.

    Attributes:
        state: `waiting`, `sending`, `sent`, `failed`, or `overtaken`, taken back too.
        channel: where it is, once sent; for a person their direct messages, `D…`.
        ts: Slack's name of the message there.
        reason: Slack's code of why it failed; `bot.delivery.reasons` has words for it.
    """

    key: str
    state: str
    channel: str
    ts: str
    reason: str


def put(
    session: Session, workspace: Workspace, tell: Iterable[Post | Edit | Home], now: datetime
) -> None:
    """Put what is told in the outbox; it goes out once this transaction has committed.

    Args:
        tell: in the order in which it is to be read; thousands at once are welcome. A key that is
            there already is left alone; only a post that failed is tried again, as given here.
        now: product time.

    Raises:
        Refusal: a message is over one of Slack's limits.
        LookupError: an edit, or a post under another, names a key that is not in the outbox.
    """
    told = list(tell)
    posts = [one for one in told if isinstance(one, Post)]
    edits = [one for one in told if isinstance(one, Edit)]
    views = [one for one in told if isinstance(one, Home)]
    if posts:
        named = {post.to for post in posts if is_person(post.to)}
        known = people.known(session, workspace, named) if named else {}
        posts = hours.planned(session, workspace, posts, known, now)
        reader = _Reader(known, workspace, _renderer())
        # In their order; what stands under another may stand under one of the same call.
        for _, some in groupby(posts, lambda post: (bool(post.under), post.file is not None)):
            _put_posts(session, workspace, list(some), reader, now)
    for edit in edits:
        _put_edit(session, workspace, edit, now)
    homes.put(session, workspace, views, now)
    due = [post for post in posts if post.due is None or post.due <= now]
    if due or edits or views:
        wake.once(session, workspace)


def find(session: Session, workspace: Workspace, key: str) -> Delivery | None:
    """The delivery with this key, if it was ever put in the outbox."""
    row = _parents(session, workspace, [key]).get(key)
    if row is None:
        return None
    return Delivery(key, row.state, row.channel or "", row.ts or "", row.reason or "")


def withdraw(session: Session, workspace: Workspace, key: str, *, all_like: bool = False) -> bool:
    """Take back a post that has not gone, and certainly did not arrive; False where it may have.

    Args:
        all_like: whether every post is meant whose key begins so.
    """
    meant = DeliveryRow.key.startswith(key, autoescape=True) if all_like else DeliveryRow.key == key
    taken = session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.workspace_id == workspace.id, meant, _untold())
        .values(state="overtaken", done_at=clock.now())
        .returning(DeliveryRow.id)
    )
    return taken.first() is not None


@dataclass(frozen=True)
class _Reader:
    """Who reads a post, and so in which language."""

    known: Mapping[str, people.Person]
    workspace: Workspace
    render: _Render

    def body(self, post: Post) -> Json:
        reader = self.known.get(post.to)
        return self.render(post.message, reader.language if reader else self.workspace.language)


def _put_posts(
    session: Session, workspace: Workspace, posts: Sequence[Post], reader: _Reader, now: datetime
) -> None:
    parents = _parents(session, workspace, [post.under for post in posts if post.under])
    rows = [_row(workspace, post, parents, reader.body(post), now) for post in posts]
    if posts[0].file is None:
        session.connection().execute(_PUT, rows)
        return
    for post, row in zip(posts, rows, strict=True):
        assert post.file is not None
        _put_file(session, post.file, row)


def _put_file(session: Session, file: File, row: _Row) -> None:
    limits.check_file(file.content, file.alt)
    made = session.connection().execute(_PUT_FILE, row).scalar()
    if made is None:
        return
    values = {"name": file.name, "alt": file.alt, "content": file.content, "slack_id": None}
    session.execute(
        insert(FileRow)
        .values(delivery_id=made, workspace_id=row["workspace_id"], **values)
        .on_conflict_do_update(index_elements=["delivery_id"], set_=values)
    )


def _row(
    workspace: Workspace, post: Post, parents: Mapping[str, DeliveryRow], body: Json, now: datetime
) -> _Row:
    due = post.due or now
    row = {
        "workspace_id": workspace.id,
        "key": post.key,
        "kind": "post" if post.file is None else "file",
        "target": post.to,
        "priority": int(post.priority),
        "due": due,
        "body": json.dumps(body),
        "parent_id": None,
        "thread_ts": post.thread_ts or None,
        "asked_by": post.asked_by or None,
        "about": post.about or None,
        "in_hours": post.in_hours,
    }
    return row | _behind(parents, post.under, due) if post.under else row


def _behind(parents: Mapping[str, DeliveryRow], key: str, due: datetime) -> _Row:
    """Where a delivery stands that follows another: in its line, behind it."""
    parent = parents.get(key)
    if parent is None:
        raise LookupError(f"Nothing with the key {key} is in the outbox.")
    return {
        "target": parent.target,
        "priority": parent.priority,
        "due": max(due, parent.due),
        "parent_id": parent.id,
    }


def _put_edit(session: Session, workspace: Workspace, edit: Edit, now: datetime) -> None:
    # Locked: what becomes of the post meanwhile is written before this edit, or sees it.
    parents = _parents(session, workspace, [edit.of], lock=True)
    behind = _behind(parents, edit.of, now)
    reader = (
        people.find(session, workspace, behind["target"]) if is_person(behind["target"]) else None
    )
    language = reader.language if reader else workspace.language
    body = _renderer(edit=True)(edit.message, language)
    heard = {"asked_by": edit.asked_by or None, "about": edit.about or None}
    made = session.scalar(
        insert(DeliveryRow)
        .values(workspace_id=workspace.id, key=edit.key, kind="edit", body=body, **behind, **heard)
        .on_conflict_do_nothing()
        .returning(DeliveryRow.id)
    )
    if made is None:
        return
    unsaid = _unsaid(session, workspace, behind["parent_id"], body)
    # One that failed would bring its old words back if it was sent again.
    session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.workspace_id == workspace.id,
            DeliveryRow.parent_id == behind["parent_id"],
            DeliveryRow.kind == "edit",
            DeliveryRow.state.in_(("waiting", "failed")),
            DeliveryRow.id <= made if unsaid else DeliveryRow.id < made,
        )
        .values(state="overtaken", done_at=clock.now())
    )


def _unsaid(session: Session, workspace: Workspace, post: int, body: Json) -> bool:
    """Write a new body into a post that has not gone: it is said right the first time."""
    changed = session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.workspace_id == workspace.id,
            DeliveryRow.id == post,
            _untold(),
        )
        .values(body=body)
        .returning(DeliveryRow.id)
    )
    return changed.first() is not None


def _untold() -> ColumnElement[bool]:
    """Whether a post has not gone, or certainly did not arrive."""
    lost = and_(DeliveryRow.state == "failed", DeliveryRow.reason != UNKNOWN)
    return or_(DeliveryRow.state == "waiting", lost)


def _parents(
    session: Session, workspace: Workspace, keys: Sequence[str], lock: bool = False
) -> Mapping[str, DeliveryRow]:
    if not keys:
        return {}
    which = select(DeliveryRow).where(
        DeliveryRow.workspace_id == workspace.id, DeliveryRow.key.in_(set(keys))
    )
    if lock:
        which = which.with_for_update(key_share=True)
    rows = session.scalars(which, execution_options={"populate_existing": True})
    return {row.key: row for row in rows}


def _renderer(edit: bool = False) -> _Render:
    """Writes and checks each wording once in each language."""
    languages = i18n.load()
    written: dict[tuple[int, str], Json] = {}

    def render(wording: Wording, language: str) -> Json:
        # The caller holds the wordings, so an id names one of them.
        place = (id(wording), language)
        if place not in written:
            said = wording if isinstance(wording, Message) else wording(languages(language))
            if edit:
                said = limits.fit(said)
            limits.check(said, edit)
            written[place] = said.body
        return written[place]

    return render
