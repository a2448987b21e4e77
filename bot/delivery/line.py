"""A postman's own line to the database: as long as it is up, nobody else delivers."""

from sqlalchemy import Engine, NullPool, create_engine, text
from sqlalchemy.orm import Session

from bot.store.engine import BACKGROUND, connect_args
from bot.store.workspaces import Workspace

# The first key of the postmen's advisory locks; the second is the workspace's id.
LOCK = 1_886_352_244
# A machine that was lost is noticed after 25 s, and its lock freed.
KEEPALIVES = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
_HELD = text("""
    SELECT EXISTS (
        SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = :lock AND objsubid = 2
            AND objid = CAST(:workspace AS oid) AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    )
""")


def open_lines(url: str) -> Engine:
    """Opens lines for postmen: never pooled, so that a closed one has no lock.

    Args:
        url: `postgresql+psycopg://…`.
    """
    arguments = connect_args(
        {
            "timezone": "UTC",
            "lock_timeout": str(BACKGROUND.lock),
            "statement_timeout": str(BACKGROUND.statement),
            **{f"tcp_{name}": str(value) for name, value in KEEPALIVES.items()},
        }
    )
    # Plans made for one backlog are wrong for the next: nothing is prepared.
    arguments |= {**KEEPALIVES, "prepare_threshold": None}
    return create_engine(url, poolclass=NullPool, connect_args=arguments)


def lock(session: Session, workspace: Workspace) -> bool:
    """Become the workspace's only postman; False when another is.

    Args:
        session: on the postman's own line, and on no other for as long as it delivers.
    """
    with session.begin():
        return bool(
            session.scalar(
                text("SELECT pg_try_advisory_lock(:lock, CAST(:workspace AS int))"),
                {"lock": LOCK, "workspace": workspace.id},
            )
        )


def unlock(session: Session, workspace: Workspace) -> None:
    """Let another be the workspace's postman."""
    with session.begin():
        session.execute(
            text("SELECT pg_advisory_unlock(:lock, CAST(:workspace AS int))"),
            {"lock": LOCK, "workspace": workspace.id},
        )


def held(session: Session, workspace: Workspace) -> bool:
    """Whether some postman is at work in a workspace."""
    return bool(session.scalar(_HELD, {"lock": LOCK, "workspace": workspace.id}))
