"""The made-up companies a playground can start from."""

from dataclasses import dataclass


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
class ChannelSeed:
    """A channel to begin with; `said` are (who, text) pairs, oldest first."""

    name: str
    members: tuple[str, ...]
    private: bool = False
    bot: bool = False
    topic: str = ""
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Company:
    """A whole workspace to begin with; `groups` maps a handle to its members."""

    name: str
    domain: str
    people: tuple[PersonSeed, ...]
    channels: tuple[ChannelSeed, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()


LEA = PersonSeed("lea", "Léa Martin", "Product Manager, Billing")
HUGO = PersonSeed("hugo", "Hugo Bernard", "Team lead, Billing", locale="fr-FR")
PRIYA = PersonSeed(
    "priya", "Priya Shah", "Product Ops", locale="en-GB", tz="Europe/London", admin=True
)
CAMILLE = PersonSeed("camille", "Camille Roux", "Chargée de clientèle", locale="fr-FR")
SAM = PersonSeed("sam", "Sam Okafor", "Product Manager, new hire", tz="Europe/London")
NORA = PersonSeed("nora", "Nora Reyes", "Account Executive", tz="America/New_York")
KENJI = PersonSeed("kenji", "Kenji Mori", "Engineer, Billing", tz="Asia/Tokyo")
INES = PersonSeed("ines", "Inès Faure", "Designer", locale="fr-FR")

EVERYONE = ("lea", "hugo", "priya", "camille", "sam", "nora", "kenji", "ines")


def lumen() -> Company:
    """Lumen, which sells invoicing software from Paris, London, New York and Tokyo."""
    return Company(
        name="Lumen",
        domain="lumen-hq",
        people=(LEA, HUGO, PRIYA, CAMILLE, SAM, NORA, KENJI, INES),
        channels=_lumen_channels(),
        groups=(
            ("product-ops", ("priya",)),
            ("product-managers", ("lea", "sam")),
            ("platform", ("kenji", "sam", "ines")),
        ),
    )


def _lumen_channels() -> tuple[ChannelSeed, ...]:
    return (
        ChannelSeed(
            "general",
            EVERYONE,
            bot=True,
            topic="News for everyone",
            said=(
                ("priya", "Welcome to Sam, who joins the billing team today!"),
                ("sam", "Thanks! Happy to be here."),
            ),
        ),
        ChannelSeed(
            "product",
            ("lea", "hugo", "priya", "sam", "kenji", "ines"),
            bot=True,
            topic="What we build and why",
            said=(
                ("lea", "Export of invoices is the most wanted item of this month."),
                ("hugo", "On peut livrer l'export CSV en premier, le PDF ensuite."),
            ),
        ),
        ChannelSeed(
            "sales-calls",
            ("nora", "camille", "lea", "priya"),
            topic="What customers say",
            said=(
                ("nora", "Acme cannot export invoices for their auditors & may leave in May."),
                ("camille", "Bonduel demande la facturation en plusieurs devises."),
            ),
        ),
        ChannelSeed(
            "pricing-private",
            ("lea", "priya", "nora"),
            private=True,
            said=(("nora", "The competitor dropped the price of the team plan by 20 %."),),
        ),
        ChannelSeed("product-leads", ("lea", "hugo", "priya"), private=True, bot=True),
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
