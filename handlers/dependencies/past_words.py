"""What the people of the demo's company said of what their teams need from each other."""

from dataclasses import dataclass

from workflows.dependencies.rules import Move, Side

P, R = Side.PROVIDER, Side.REQUESTER


@dataclass(frozen=True)
class Said:
    """A move.

    Args:
        ago: working days before the beginning.
        at: the time of their day.
        day: the date it names, in weekdays from the beginning on.
        owner: who sees to it.
    """

    who: str
    move: Move
    side: Side
    ago: int
    at: str
    words: str = ""
    day: int | None = None
    owner: str = ""


@dataclass(frozen=True)
class Need:
    """What somebody asked another team for.

    Args:
        key: what it is called here.
        ago, at: as for what is said.
        by: the day it is needed by, in weekdays from the beginning on.
        for_: the title of the key result it is for.
        serves: the key of the promise that waits for it, and for how long.
    """

    key: str
    who: str
    team: str
    of: str
    needs: str
    ago: int
    at: str
    by: int
    said: tuple[Said, ...]
    why: str = ""
    for_: str = ""
    serves: str = ""
    lag: int = 0


# In the order in which they were asked.
NEEDS = (
    Need(
        *("reference", "lea", "Billing", "Payments"),
        *("The bank's reference on each payment", 52, "10:20", -20),
        why="Accountants match payments with invoices by it, and do it by hand today.",
        for_="Exports for accountants",
        said=(
            Said("marc", Move.ACCEPT, P, 51, "11:05", owner="dan"),
            Said("dan", Move.START, P, 40, "09:50"),
            Said("dan", Move.DELIVER, P, 22, "16:10", "In the API since 4.2, field `bank_ref`."),
            Said("lea", Move.CONFIRM, R, 21, "09:30"),
        ),
    ),
    Need(
        *("sandbox", "marc", "Payments", "Platform"),
        *("Un environnement de test pour les appels de la banque", 46, "15:15", -8),
        why="On teste en production aujourd’hui, avec de vrais mandats.",
        for_="Days until a SEPA mandate is active",
        said=(
            Said("kenji", Move.ACCEPT, P, 45, "10:40", owner="yuki"),
            Said("yuki", Move.DELIVER, P, 12, "15:00", "sandbox.lumen.example, keys in the vault."),
            Said("marc", Move.REOPEN, R, 11, "10:15", "Les certificats de la banque ont expiré."),
            Said(
                *("yuki", Move.SLIP, P, 10, "10:30"),
                "The bank renews its test certificates once a month.",
                day=7,
            ),
            Said("marc", Move.TAKE, R, 10, "14:20"),
        ),
    ),
    Need(
        *("queue", "hugo", "Billing", "Platform"),
        *("Une file d’attente pour les exports de fin de mois", 34, "11:10", 6),
        why="Quand quarante cabinets exportent le même matin, les derniers attendent une heure.",
        for_="Exports for accountants",
        serves="credit-notes",
        lag=3,
        said=(
            Said(
                *("kenji", Move.PROPOSE, P, 33, "10:05"),
                "The new cluster comes first.",
                day=11,
                owner="yuki",
            ),
            Said("hugo", Move.ACCEPT, R, 33, "14:00"),
            Said("yuki", Move.START, P, 9, "11:20"),
            Said("yuki", Move.SURE, P, 3, "10:45"),
        ),
    ),
    Need(
        *("credit-notes", "marc", "Payments", "Billing"),
        *("Credit notes in the monthly export", 30, "14:30", 16),
        why="Disputes are settled by them: a customer waits eleven days today.",
        said=(
            Said("hugo", Move.ACCEPT, P, 29, "10:20", owner="awa"),
            Said("awa", Move.START, P, 6, "09:45"),
        ),
    ),
    Need(
        *("instant", "lea", "Billing", "Payments"),
        *("Les virements instantanés dès janvier", 24, "16:40", 25),
        for_="Invoices paid without a reminder",
        said=(
            Said(
                *("marc", Move.DECLINE, P, 23, "11:30"),
                "La banque ne les ouvre qu’au printemps. Un lien de paiement dans la relance ?",
            ),
        ),
    ),
    Need(
        *("limits", "dan", "Payments", "Platform"),
        *("Rate limits that leave room for the bank's polling", 18, "10:30", 5),
        why="It asks every second at month end, and is turned away.",
        for_="Payments that succeed at the first try",
        said=(
            Said("kenji", Move.ACCEPT, P, 17, "09:40", owner="kenji"),
            Said("kenji", Move.RISK, P, 2, "11:00", "Yuki is on the certificates until Tuesday."),
        ),
    ),
    Need(
        *("wording", "dan", "Payments", "Billing"),
        *("What the invoice e-mail says when a payment fails", 15, "15:50", -1),
        said=(
            Said("hugo", Move.ACCEPT, P, 14, "14:10", owner="ines"),
            Said("ines", Move.START, P, 5, "10:00"),
        ),
    ),
    Need(
        *("invoices", "yuki", "Platform", "Billing"),
        *("200 invoices without customers' names, to test imports", 13, "10:10", 2),
        said=(
            Said("hugo", Move.ACCEPT, P, 12, "17:00", owner="lea"),
            Said("lea", Move.DELIVER, P, 1, "16:30", "In the drive, folder “Samples”."),
        ),
    ),
    Need(
        *("mandates", "awa", "Billing", "Payments"),
        *("Le statut du mandat SEPA sur chaque facture", 5, "09:55", 10),
        why="On relance des clients qui ont déjà signé.",
        for_="Invoices paid without a reminder",
        said=(
            Said(
                *("marc", Move.PROPOSE, P, 1, "15:05"),
                "On finit d’abord l’environnement de test.",
                day=15,
                owner="dan",
            ),
        ),
    ),
)
