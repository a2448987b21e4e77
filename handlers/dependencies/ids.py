"""What Slack calls the doors, the buttons and the fields of dependencies."""

COMMAND = "/dependency"
SHORTCUT = "dependencies.ask_team"

# A list: its pages, and what else it may show; the value is what is typed behind the command.
PREVIOUS, NEXT, AGAIN = (f"dependencies.list_{what}" for what in ("previous", "next", "again"))
OURS, ON_US, ALL = (f"dependencies.list_{what}" for what in ("ours", "on_us", "all"))
LISTS = (PREVIOUS, NEXT, AGAIN, OURS, ON_US, ALL)

# A dependency's page; the value is its id.
OPEN = "dependencies.open"
OPEN_AT_HOME = "dependencies.open_at_home"
OPEN_IN_FORM = "dependencies.open_in_form"

# A move, in a message, on App Home, on a page; the value is what `carried` writes. In a row of
# several, each needs an id of its own: see `of`.
MOVE = "dependencies.move"
MOVE_AT_HOME = "dependencies.move_at_home"
MOVE_IN_FORM = "dependencies.move_in_form"
MOVE_FORM = "dependencies.move_form"
DAY, OWNER, TEAM, WORDS = (f"dependencies.{field}" for field in ("day", "owner", "team", "words"))

# What follows from a date that slipped elsewhere, in one click: the value is what `carried` writes,
# then a date and the number of what slipped.
FOLLOW = "dependencies.follow"

# What a team asks another one for.
ASK = "dependencies.ask"
ASK_FORM = "dependencies.ask_form"
NEEDS, PROVIDER, REQUESTER, NEEDED_BY, WHY = (
    f"dependencies.{field}" for field in ("needs", "provider", "requester", "needed_by", "why")
)
KEY_RESULT, SERVES, LAG = (f"dependencies.{field}" for field in ("key_result", "serves", "lag"))


# Which promises of the team that needs something wait for it; the button's value is its id.
TIE, TIE_FORM = "dependencies.tie", "dependencies.tie_form"


def of(door: str, move: str) -> str:
    """The id of a move's own button, such as `dependencies.move.accept`."""
    return f"{door}.{move}"


def carried(which: int, move: str, side: str, seen: str = "") -> str:
    """What a move's button carries, such as `12:accept:provider`.

    Args:
        which: the dependency's id.
        seen: how many moves there were, where the date is meant that stood then: no form asks for
            another one.
    """
    return ":".join(filter(None, (str(which), move, side, seen)))


# Where and when all teams hear of dependencies, for Product Ops.
SETTINGS_FORM = "dependencies.settings_form"
CHANNEL, WEEKDAY, HOUR = (f"dependencies.{field}" for field in ("channel", "weekday", "hour"))

# How promises went, as a table.
TRENDS_TABLE = "dependencies.trends_table"
