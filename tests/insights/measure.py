"""`python -m tests.insights.measure`: how well likely duplicates are found."""

import argparse
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from tests.insights.pairs import LANGUAGES, Pair, held_out, outcome, pairs, shares, tuned_on
from workflows.insights.comparing import ALIKE, Share, compare


def main() -> None:
    """Print precision and recall, and with `--errors` each pair that goes wrong."""
    options = argparse.ArgumentParser(prog="python -m tests.insights.measure")
    errors = "show what goes wrong in the half that was tuned on"
    options.add_argument("--errors", action="store_true", help=errors)
    chosen = options.parse_args()
    said = Console(highlight=False)
    share = shares(pairs())
    halves = {"held out": held_out(), "tuned on": tuned_on()}
    for name, half in halves.items():
        said.print(_table(f"{name}, words counted", half, share))
    said.print(_table("held out, no word counted yet", held_out(), None))
    if chosen.errors:
        for line in _errors(tuned_on(), share):
            said.print(line, markup=False)


def _table(title: str, half: Sequence[Pair], share: Share | None) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in ("", "pairs", "same", "found", "wrong", "precision", "recall"):
        table.add_column(heading, justify="right" if heading else "left")
    for language in (*LANGUAGES, "all"):
        some = [pair for pair in half if language in ("all", pair.language)]
        found = outcome(some, share)
        same = found.right + found.missed
        counts = (len(some), same, found.right, found.wrong)
        figures = (f"{found.precision:.2f}", f"{found.recall:.2f}")
        table.add_row(language, *map(str, counts), *figures)
    return table


def _errors(half: Sequence[Pair], share: Share) -> list[str]:
    lines = []
    for pair in half:
        like = compare(pair.one, pair.other, share)
        if (like.score >= ALIKE) != (pair.kind == "same"):
            words = ", ".join(like.words)
            lines.append(f"{like.score:.2f} {pair.kind}: {pair.one} | {pair.other} [{words}]")
    return lines


if __name__ == "__main__":
    main()
