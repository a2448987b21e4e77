"""Lumen, which sells invoicing software from Paris, London, New York and Tokyo."""

from dataclasses import replace
from datetime import datetime

from bot.playground import lumen_rooms, lumen_talk
from bot.playground.company import HUGO, LEA, PRIYA, ChannelSeed, Company, PersonSeed

PEOPLE = (
    LEA,
    HUGO,
    PRIYA,
    PersonSeed("sam", "Sam Okafor", "Product Manager, Payments, new hire", tz="Europe/London"),
    PersonSeed("camille", "Camille Roux", "Chargée de clientèle", locale="fr-FR"),
    PersonSeed("nora", "Nora Reyes", "Account Executive", tz="America/New_York"),
    PersonSeed("kenji", "Kenji Mori", "Team lead, Platform", tz="Asia/Tokyo"),
    PersonSeed("ines", "Inès Faure", "Designer", locale="fr-FR"),
    PersonSeed("marc", "Marc Lefèvre", "Team lead, Payments", locale="fr-FR"),
    PersonSeed("awa", "Awa Diop", "Développeuse, Billing", locale="fr-FR"),
    PersonSeed("dan", "Dan Whitfield", "Engineer, Payments", locale="en-GB", tz="Europe/London"),
    PersonSeed("yuki", "Yuki Tanaka", "Engineer, Platform", tz="Asia/Tokyo"),
)
EVERYONE = tuple(person.name for person in PEOPLE)
_CHANNELS = (
    ChannelSeed("general", EVERYONE, bot=True, topic="News for everyone"),
    ChannelSeed(
        "product",
        ("lea", "hugo", "priya", "sam", "kenji", "ines", "marc", "awa", "dan", "yuki"),
        bot=True,
        topic="What we build and why",
    ),
    ChannelSeed(
        "billing",
        ("hugo", "lea", "awa", "ines", "camille"),
        bot=True,
        topic="Factures, avoirs, relances · invoices, credit notes, reminders",
    ),
    ChannelSeed(
        "payments",
        ("marc", "sam", "dan", "ines", "nora"),
        bot=True,
        topic="Cards, SEPA, reconciliation",
    ),
    ChannelSeed(
        "platform", ("kenji", "yuki", "dan", "awa"), bot=True, topic="API, imports, reliability"
    ),
    ChannelSeed(
        "sales-calls", ("nora", "camille", "lea", "sam", "priya"), topic="What customers say"
    ),
    ChannelSeed("pricing-private", ("lea", "priya", "nora"), private=True),
    ChannelSeed(
        "product-leads",
        ("lea", "hugo", "priya", "marc", "kenji"),
        private=True,
        bot=True,
        topic="Before it is decided",
    ),
)
_GROUPS = (
    ("product-ops", ("priya",)),
    ("product-managers", ("lea", "sam")),
    ("platform", ("kenji", "yuki")),
)


def lumen(begins: datetime | None = None, *, bare: bool = False) -> Company:
    """The demo's company, the same every time.

    Args:
        begins: when; what was said was said before. Where it is None, on the last working day
            before now.
        bare: whether nothing was said or kept in it before.
    """
    said = {} if bare else lumen_talk.SAID | lumen_rooms.SAID
    return Company(
        name="Lumen",
        domain="lumen-hq",
        people=PEOPLE,
        channels=tuple(replace(one, said=said.get(one.name, ())) for one in _CHANNELS),
        groups=_GROUPS,
        answered=() if bare else lumen_rooms.ANSWERED,
        begins=begins,
        bare=bare,
    )
