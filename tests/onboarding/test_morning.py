"""Nothing is told twice or lost when processes are killed on a cohort's busiest morning."""

import os
import random
from pathlib import Path

import pytest
from rich.console import Console

from tests.onboarding.morning import AROUND, ARRIVALS, OWN, morning, promised

pytestmark = pytest.mark.chaos

# A run is repeated by saying its seed, which each prints.
SEED = "MORNING_SEED"


def test_sixty_begin_at_nine_while_workers_and_the_clock_are_killed(
    empty_database: str, tmp_path: Path
) -> None:
    seed = int(os.environ.get(SEED) or random.randrange(1_000_000))
    said = Console(soft_wrap=True)
    said.print(f"Repeat it with {SEED}={seed}")
    with morning(empty_database, tmp_path, seed) as scene:
        took = scene.passes(most=10, seconds=80)
        scene.settles()
        said.print(f"Told in {took:.0f} s, killed meanwhile: {', '.join(scene.kills)}")
        assert len(scene.kills) >= 3
        # Lost is what is missing on one side, twice what is more on the other.
        assert scene.told() == promised()
        assert scene.opened() == {1: ARRIVALS * len((*OWN, *AROUND))}
        assert all(end.orderly for crew in scene.crews for end in crew.ends)
