"""`python -m tests.dependencies.mover`: makes the moves it is told, in a process of its own.

It reads what to do as a line of JSON, says `ready`, waits for another line, and prints what each
move was answered: nothing where it was made.
"""

import json
import sys
from datetime import date
from typing import Any

from bot import i18n
from bot.assembly import told_to_sessions
from bot.errors import Refusal
from bot.forms import Errors
from bot.store import people, workspaces
from bot.store.engine import Store, open_store
from handlers import FEATURES
from tests.moment import NOW
from workflows.dependencies import moving
from workflows.dependencies.moving import Wish
from workflows.dependencies.rules import Move, Side

_DATED = (Move.PROPOSE, Move.SLIP)


def move(store: Store, given: dict[str, Any], todo: list[Any]) -> str:
    """Make a move; returns what was answered where it was not made."""
    which, who, move, side = todo
    wish = Wish(
        Move(move),
        Side(side),
        date.fromisoformat(given["day"]) if move in _DATED else None,
        team=given["team"] if move == Move.REDIRECT else None,
        words="Because",
    )
    t = i18n.load()("en")
    with store.begin() as session:
        workspace = workspaces.find(session, given["workspace"])
        assert workspace
        person = people.find(session, workspace, who)
        assert person
        try:
            made = moving.make(session, workspace, person, which, wish, NOW)
        except Refusal as refused:
            return t.words(refused.words)
    assert not isinstance(made, Errors), made
    return ""


def tell(line: str) -> None:
    """Say something to whoever started this process."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Do what stands in the first line, once the second one comes."""
    given = json.loads(sys.stdin.readline())
    store = open_store(given["url"], info=told_to_sessions(FEATURES), pool=1)
    with store.begin():
        tell("ready")
    sys.stdin.readline()
    answers = [move(store, given, todo) for todo in given["todo"]]
    store.close()
    tell(json.dumps(answers))


if __name__ == "__main__":
    main()
