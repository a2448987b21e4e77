"""`python -m bot.playground`: workspaces in a process of their own, until its input ends."""

import argparse
import json
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from bot.playground import Playground, Rates, lumen, small
from bot.playground.records import Json


def main() -> None:
    """Starts a workspace for each company and says, in one line of JSON, where they are."""
    asked = _arguments()
    manifest = json.loads(asked.manifest.read_text(encoding="utf-8"))
    rates = Rates.faster(asked.rates) if asked.rates else False
    signal.signal(signal.SIGTERM, _end)
    with ExitStack() as stack:
        running = []
        for name in asked.company or ["Small"]:
            seed = lumen() if name == "Lumen" else small(name, asked.rooms)
            playground = Playground(manifest, seed=seed, rate_limits=rates)
            running.append(stack.enter_context(playground))
        places = {"workspaces": [_about(playground) for playground in running]}
        sys.stdout.write(f"{json.dumps(places)}\n")
        sys.stdout.flush()
        # Whoever started this holds the other end: it closes even where they were killed.
        sys.stdin.read()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.playground", description=__doc__)
    parser.add_argument("--manifest", type=Path, default=Path("manifest.json"))
    parser.add_argument("--company", action="append", help="a name; again for each workspace")
    parser.add_argument("--rooms", type=int, default=0, help="further channels in each")
    parser.add_argument(
        "--rates", type=float, default=0, help="Slack's rate limits, so many times over; 0 for none"
    )
    return parser.parse_args()


def _about(playground: Playground) -> Json:
    workspace = playground.workspace
    return {
        "name": workspace.team_name,
        "team_id": playground.team_id,
        "url": playground.url,
        "api_url": playground.api_url,
        "bot_token": playground.bot_token,
        "app_token": playground.app_token,
        "signing_secret": playground.signing_secret,
        "bot_user": workspace.bot_user,
        "people": {one.name: one.id for one in workspace.people.values()},
        "channels": {one.name: one.id for one in workspace.channels.values()},
    }


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    main()
