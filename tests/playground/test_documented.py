"""docs/playground.md names every method, with its rate and its scope."""

from pathlib import Path

from bot.playground.api import METHODS

PAGE = Path(__file__).parents[2] / "docs/playground.md"
# These ask for a scope of the conversation's kind, such as groups:history.
BY_KIND = {
    "conversations.info": "read",
    "conversations.list": "read",
    "conversations.members": "read",
    "conversations.history": "history",
    "conversations.replies": "history",
    "conversations.open": "write",
    "users.conversations": "read",
}


def rows() -> list[str]:
    """The rows of the page's table of methods, as they should be."""
    found = []
    for name, method in METHODS.items():
        scopes = " ".join(f"`{scope}`" for scope in method.scopes)
        scope = f"by kind: `…:{BY_KIND[name]}`" if name in BY_KIND else scopes
        if method.app_token:
            scope = "the app-level token"
        found.append(f"| `{name}` | {method.per_minute} | {scope or '—'} |")
    return found


def test_the_page_on_the_playground_names_every_method() -> None:
    written = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    methods = [line for line in written if "." in line.split("`")[1]]
    assert methods == rows()
