"""What was said lately where all of Lumen reads: news, product and customers."""

from bot.playground.company import Said

_GENERAL = (
    Said(
        "priya",
        5,
        "10:05",
        "Morning all! The next product review is in a week. What we keep as insights until then"
        " is in it, so if a customer told you something, now is the time.",
        reactions=(("+1", ("lea", "nora", "marc")),),
    ),
    Said(
        "camille",
        4,
        "09:20",
        "Petit rappel pour les Parisiens : les nouveaux badges sont à l’accueil, l’ancien ne marche"
        " plus à la fin du mois.",
    ),
    Said(
        "kenji",
        3,
        "10:10",
        "The status page is back to green. An import of 40,000 lines kept the queue busy from 02:10"
        " to 02:50 Tokyo time, nothing was lost. What we learnt is in #platform.",
        reactions=(("pray", ("dan", "hugo", "nora")),),
    ),
    Said(
        "nora",
        2,
        "09:30",
        "Signed this morning: Northwind, 1,200 seats, after four months of talks. Thank you @sam"
        " and @ines for the demo, they still talk about it!",
        reactions=(
            ("tada", ("lea", "priya", "marc", "camille", "hugo")),
            ("rocket", ("sam", "ines")),
        ),
        replies=(
            Said("ines", 2, "15:52", "Bravo Nora ! Et merci à Dan pour les données de la démo."),
            Said("sam", 2, "15:10", "My first one. I could get used to this."),
        ),
    ),
    Said(
        "priya",
        1,
        "09:15",
        "Please welcome @sam properly: three weeks in, product manager of Payments, and already the"
        " one who reads every support ticket.",
        reactions=(("wave", ("kenji", "yuki", "awa", "camille")),),
    ),
    Said("sam", 1, "09:22", "Thanks! I still ask a lot of questions. Keep the answers coming."),
    Said(
        "hugo",
        0,
        "09:12",
        "Bonjour à tous ! Je suis au bureau aujourd’hui, passez me voir si vous voulez parler de"
        " l’export.",
    ),
)

_PRODUCT = (
    Said(
        "lea",
        5,
        "11:10",
        "Export of invoices is the most wanted item of this quarter: nine customers so far, and not"
        " the small ones. I'd like to settle what we ship first.",
        replies=(
            Said("hugo", 5, "11:24", "On peut livrer l’export CSV en premier, le PDF ensuite."),
            Said(
                "awa",
                5,
                "11:31",
                "Le CSV, c’est quatre jours. Le PDF groupé, plutôt trois semaines.",
            ),
            Said(
                "lea",
                5,
                "11:40",
                "CSV first then. I'll tell the three who can't wait for the PDF.",
                reactions=(("white_check_mark", ("hugo", "awa")),),
            ),
        ),
    ),
    Said(
        "kenji",
        4,
        "17:20",
        "For everybody who plans with us: the public API gets its new limits in two weeks. Who"
        " depends on bulk reads, please tell me in the coming days.",
        replies=(
            Said(
                "dan", 4, "09:40", "Reconciliation reads in bulk at night. Can we keep 50 a second?"
            ),
            Said("kenji", 3, "09:05", "At night yes. I'll write it down."),
        ),
    ),
    Said(
        "ines",
        3,
        "14:35",
        "J’ai mis les maquettes des relances dans le dossier partagé. Deux versions : un ton"
        " neutre, un ton plus ferme après 30 jours. Vos avis m’intéressent.",
        reactions=(("eyes", ("lea", "hugo", "awa")),),
        replies=(
            Said("hugo", 3, "15:02", "La deuxième, mais avec le montant dû tout en haut."),
            Said("lea", 3, "15:30", "Same here. And let people turn the firm one off."),
        ),
    ),
    Said(
        "marc",
        2,
        "10:20",
        "Point paiements : le rapprochement automatique reconnaît 83 % des virements, contre 61 %"
        " le mois dernier. Le reste, ce sont surtout des libellés tronqués par les banques.",
        reactions=(("chart_with_upwards_trend", ("lea", "priya", "sam")),),
    ),
    Said(
        "sam",
        2,
        "15:30",
        "Just off a call with Acme: they still copy invoices by hand every month. Two days for"
        " their accountant.",
        replies=(
            Said(
                "kenji",
                1,
                "10:10",
                "The export itself works, it's the PDF that times out above 500 lines.",
            ),
            Said(
                "hugo",
                1,
                "09:32",
                "On regarde ça cette semaine, le CSV part avec la prochaine version :tada:",
            ),
        ),
    ),
    Said(
        "priya",
        1,
        "15:20",
        "I'm collecting what we learnt about exports for the review. If it isn't kept yet: the menu"
        " of any message here has *Keep as insight*.",
        reactions=(("memo", ("sam", "lea")),),
    ),
    Said(
        "yuki",
        0,
        "16:05",
        "Imports are 30% faster since this morning's release, measured on ten customers.",
    ),
)

_SALES = (
    Said(
        "nora",
        5,
        "10:15",
        "Acme cannot export invoices for their auditors & may leave in May. Their head of finance,"
        " Marta, will join our next call.",
        reactions=(("eyes", ("lea", "priya")),),
        replies=(
            Said("lea", 4, "09:35", "Thank you. Do they need PDF, or would CSV do for the audit?"),
            Said(
                "nora", 4, "09:10", "CSV does for the auditors. The PDF is for their own clients."
            ),
        ),
    ),
    Said(
        "camille",
        4,
        "10:50",
        "Maison Fabre demande la facturation en plusieurs devises : ils vendent en Suisse depuis"
        " janvier et refont tout dans un tableur.",
    ),
    Said(
        "camille",
        3,
        "11:15",
        "Troisième appel cette semaine sur les relances : les clients veulent voir ce qui partira"
        " avant que ça parte.",
        reactions=(("+1", ("lea",)),),
        replies=(
            Said("lea", 3, "11:48", "Kept. Would a preview the evening before be enough?"),
            Said(
                "camille",
                3,
                "12:04",
                "Oui, un récapitulatif la veille au soir leur irait très bien.",
            ),
        ),
    ),
    Said(
        "nora",
        2,
        "14:25",
        "Globex compared us with two others. We win on reminders and lose on approvals: they need"
        " two signatures above 10,000 dollars.",
    ),
    Said(
        "sam",
        1,
        "16:10",
        "Initech pays by card because direct debit takes us nine days to set up. Nine!",
        reactions=(("thinking_face", ("nora", "lea")),),
    ),
    Said(
        "camille",
        0,
        "09:26",
        "Transports Lemaire vient d’appeler : leurs avoirs ne sont pas repris dans l’export"
        " comptable. Je prépare un ticket.",
    ),
)

SAID = {"general": _GENERAL, "product": _PRODUCT, "sales-calls": _SALES}
