"""What a made-up company is, which a playground starts from, and the least one."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PersonSeed:
    """A person to begin with; `name` is the handle."""

    name: str
    real_name: str
    title: str
    locale: str = "en-US"
    tz: str = "Europe/Paris"
    admin: bool = False
    restricted: bool = False


@dataclass(frozen=True)
class Said:
    """Something that was said before the beginning.

    Args:
        who: their handle.
        days: how many working days before.
        at: their time of day, such as `15:20`.
        text: as they type it, with `@lea` and `#product`.
        reactions: an emoji and the handles of who reacted with it.
        replies: what was said in its thread.
    """

    who: str
    days: int
    at: str
    text: str
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    replies: tuple["Said", ...] = ()


@dataclass(frozen=True)
class Answered:
    """What was said in the thread of something the bot had said in a channel.

    Args:
        channel: its name.
        words: what the bot's message holds.
    """

    channel: str
    words: str
    replies: tuple[Said, ...]


@dataclass(frozen=True)
class ChannelSeed:
    """A channel to begin with."""

    name: str
    members: tuple[str, ...]
    private: bool = False
    bot: bool = False
    topic: str = ""
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Company:
    """A whole workspace to begin with.

    Args:
        groups: user groups: a handle and its members.
        answered: threads under what the bot said.
        begins: when; on the last working day before now where it is None.
        bare: whether nothing was said or kept in it before.
    """

    name: str
    domain: str
    people: tuple[PersonSeed, ...]
    channels: tuple[ChannelSeed, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    answered: tuple[Answered, ...] = ()
    begins: datetime | None = None
    bare: bool = False


LEA = PersonSeed("lea", "Léa Martin", "Product Manager, Billing")
HUGO = PersonSeed("hugo", "Hugo Bernard", "Team lead, Billing", locale="fr-FR")
PRIYA = PersonSeed(
    "priya", "Priya Shah", "Product Ops", locale="en-GB", tz="Europe/London", admin=True
)


def small(name: str = "Small", rooms: int = 0) -> Company:
    """The least a test needs: Léa (English), Hugo (French), Priya (an admin), five channels.

    Two companies of different names have different ids, so both fit in one database.

    Args:
        name: of the company.
        rooms: how many more public channels there are, "room-1" and so on, with the bot in them.
    """
    trio = ("lea", "hugo", "priya")
    more = (ChannelSeed(f"room-{number}", trio, bot=True) for number in range(1, rooms + 1))
    return Company(
        name=name,
        domain=name.lower(),
        people=(LEA, HUGO, PRIYA),
        channels=(
            ChannelSeed("general", trio, bot=True),
            ChannelSeed("product", ("lea", "hugo"), bot=True),
            ChannelSeed("sales-calls", trio),
            ChannelSeed("pricing-private", ("lea", "priya"), private=True),
            ChannelSeed("product-leads", ("lea", "hugo"), private=True, bot=True),
            *more,
        ),
        groups=(("product-ops", ("priya",)),),
    )
