"""Two processes move the same dependencies at once: one result each, and one clear sentence."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.store.engine import Store
from tests.dependencies.conftest import DAY, NEEDED_BY, Teams
from tests.house.sources import ROOT
from workflows.dependencies import dependency
from workflows.dependencies.dependency import Dependency, Made
from workflows.dependencies.rules import RULES, Move, Side, State, may

P, R = Side.PROVIDER, Side.REQUESTER
# Who speaks for which side: the lead of each, and Product Ops for both.
WHO = {P: ("U0MARC", "U0PRIYA"), R: ("U0LEA", "U0PRIYA")}
# The moves that bring a dependency into a state.
TO: dict[State, tuple[Move, ...]] = {
    State.ASKED: (),
    State.AGREED: (Move.ACCEPT,),
    State.UNDER_WAY: (Move.ACCEPT, Move.START),
    State.DELIVERED: (Move.ACCEPT, Move.DELIVER),
    State.DECLINED: (Move.DECLINE,),
}
PAIRS = 25


@dataclass(frozen=True)
class Race:
    """Two moves of one dependency, each made by a process of its own: whose, which, for whom."""

    which: int
    state: State
    moves: tuple[tuple[str, Move, Side], tuple[str, Move, Side]]


def races(company: Teams) -> Iterator[Race]:
    """Dependencies in all states, and two moves of those that each of them allows."""
    chance = random.Random(9)
    for n in range(PAIRS):
        state = list(TO)[n % len(TO)]
        found = company.asks(f"Thing {n}")
        for each in TO[state]:
            found = company.makes(company.marc, found, each, P, words="Because")
        wanted = [(move, side) for move in Move for side in Side if may(move, side, state, None)]
        one, other = chance.choice(wanted), chance.choice(wanted)
        # Whoever does the same twice does it once: that is no race.
        first = chance.choice(WHO[one[1]])
        second = chance.choice([who for who in WHO[other[1]] if who != first])
        yield Race(found.id, state, ((first, *one), (second, *other)))


def mover(url: str, company: Teams, todo: Sequence[tuple[object, ...]]) -> "subprocess.Popen[str]":
    """A process that is ready to make some moves, one after the other."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.dependencies.mover"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    given = {
        "url": url,
        "workspace": company.workspace.slack_id,
        "day": (NEEDED_BY + 7 * DAY).isoformat(),
        "team": company.platform.id,
        "todo": todo,
    }
    assert process.stdin
    process.stdin.write(f"{json.dumps(given)}\n")
    process.stdin.flush()
    return process


def at_once(url: str, company: Teams, found: Sequence[Race]) -> Iterator[tuple[str, ...]]:
    """What both movers were answered, race by race."""
    both = [
        mover(url, company, [(race.which, *race.moves[place]) for race in found])
        for place in range(2)
    ]
    for process in both:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    said = []
    for process in both:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        out, _ = process.communicate(timeout=60)
        said.append(json.loads(out))
    return zip(*said, strict=True)


def test_two_processes_make_one_result_of_each_dependency(
    empty_database: str, store: Store, company: Teams
) -> None:
    found = list(races(company))
    company.session.commit()
    answers = list(at_once(empty_database, company, found))
    with store.begin() as session:
        for race, said in zip(found, answers, strict=True):
            now = dependency.find(session, company.workspace, race.which)
            history = dependency.history(session, company.workspace, race.which)
            assert_only_listed_moves(now, history)
            added = [(one.move, one.side) for one in history[len(TO[race.state]) + 1 :]]
            won = [pair[1:] for pair, no in zip(race.moves, said, strict=True) if not no]
            assert sorted(added) == sorted(won), (race, said)
    lost = [no for said in answers for no in said if no]
    assert all("was first" in no for no in lost), lost
    assert all(len([no for no in said if no]) < 2 for said in answers), "one of two is made"
    assert PAIRS / 4 < len(lost) < PAIRS


def assert_only_listed_moves(now: Dependency, history: Sequence[Made]) -> None:
    """Each move was the right side's when it was made, and what it made of it stands."""
    assert [one.place for one in history] == list(range(1, now.moves + 1))
    state, proposed_by = State.ASKED, None
    for one in history[1:]:
        assert may(one.move, one.side, state, proposed_by), (one.move, one.side, state)
        state = RULES[one.move].to or state
        assert one.state is state
        if one.move is Move.PROPOSE:
            proposed_by = one.side
        elif one.move in (Move.ACCEPT, Move.ASK_AGAIN, Move.REDIRECT):
            proposed_by = None
    assert (now.state, now.proposed_by) == (state, proposed_by)
