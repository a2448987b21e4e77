"""What was said lately in Lumen's teams and in its private channels."""

from bot.playground.company import Answered, Said

_BILLING = (
    Said(
        "hugo",
        4,
        "09:45",
        "Cette semaine : l’export CSV, la reprise des avoirs et les relances. Le reste attend.",
        reactions=(("+1", ("awa", "ines")),),
    ),
    Said(
        "awa",
        3,
        "16:40",
        "L’export CSV passe sur 12 000 factures en 40 secondes. Il reste les caractères accentués"
        " dans Excel.",
        replies=(
            Said("lea", 3, "16:52", "Excel needs a BOM in front, we had the same with payments."),
            Said("awa", 3, "17:05", "Ah, merci ! C’était bien ça."),
        ),
    ),
    Said(
        "camille",
        2,
        "11:30",
        "Boréal demande si on peut numéroter les factures par établissement. Ils en ont quatre.",
    ),
    Said("lea", 2, "11:44", "One series for each place, or one with a prefix?"),
    Said(
        "camille",
        2,
        "12:10",
        "Une série par établissement, c’est leur expert-comptable qui l’exige.",
    ),
    Said(
        "ines",
        1,
        "14:15",
        "Le bouton d’export est maintenant en haut de la liste, là où tout le monde le cherchait.",
        reactions=(("raised_hands", ("hugo", "lea", "awa")),),
    ),
    Said("awa", 0, "09:18", "L’export CSV est en recette. Je préviens Léa dès que c’est bon."),
)

_PAYMENTS = (
    Said(
        "marc",
        4,
        "09:30",
        "Bonjour @sam ! Je t’ai mis dans la revue des incidents du mardi : c’est là qu’on apprend"
        " le plus vite.",
        replies=(Said("sam", 4, "09:02", "Merci Marc! I'll be there."),),
    ),
    Said(
        "dan",
        3,
        "11:20",
        "Cards declined for 3-D Secure are down from 7% to 4% since we send the phone number"
        " along.",
        reactions=(("tada", ("marc", "sam", "ines")),),
    ),
    Said(
        "nora", 2, "10:40", "Can a US customer pay by ACH yet? Northwind asks before they roll out."
    ),
    Said("sam", 2, "15:52", "Not yet. How many ask? I'd like to know before I answer."),
    Said("nora", 2, "12:05", "Five that I know of. I'll keep each of them as an insight."),
    Said(
        "marc",
        1,
        "17:10",
        "Les mandats SEPA prennent neuf jours parce qu’on attend la signature papier. On regarde la"
        " signature électronique avec Dan.",
    ),
)

_PLATFORM = (
    Said(
        "kenji",
        3,
        "10:25",
        "About last night: one customer imported 40,000 lines at once. From today an import takes"
        " turns with the others after 5,000 lines.",
        reactions=(("heavy_check_mark", ("yuki", "dan")),),
    ),
    Said("awa", 2, "09:40", "Does that change the time of a usual import?"),
    Said("kenji", 2, "18:05", "No: 95 of 100 have fewer than 2,000 lines."),
    Said(
        "yuki",
        1,
        "15:30",
        "I wrote the test that would have caught it. It is slow, so it runs at night.",
    ),
    Said("kenji", 0, "15:40", "Thank you Yuki. Let's look at the numbers together next week."),
)

_PRICING = (
    Said("nora", 4, "11:05", "The competitor dropped the price of the team plan by 20%."),
    Said("lea", 3, "10:12", "For new customers only, or for renewals too?"),
    Said("nora", 3, "09:45", "New ones. Two of mine asked us to match it, Globex is one of them."),
    Said(
        "priya",
        2,
        "13:30",
        "Let's not answer with a price before we know why people choose them. I'll look at what we"
        " kept this quarter.",
    ),
)

_LEADS = (
    Said(
        "priya",
        4,
        "16:00",
        "Draft of next quarter's priorities is in the usual place. Please read it before the"
        " review, it is not public yet.",
        reactions=(("eyes", ("lea", "hugo", "marc", "kenji")),),
    ),
    Said(
        "hugo",
        3,
        "09:50",
        "Lu. Il manque la facturation électronique, c’est une obligation légale.",
    ),
    Said("marc", 3, "10:15", "D’accord avec Hugo, et ça touche aussi les paiements."),
    Said("priya", 3, "10:05", "Good point, I add it. Kenji, does the API need anything for it?"),
    Said("kenji", 2, "09:20", "A webhook for each status of an invoice. Two weeks of work."),
)

SAID = {
    "billing": _BILLING,
    "payments": _PAYMENTS,
    "platform": _PLATFORM,
    "pricing-private": _PRICING,
    "product-leads": _LEADS,
}

ANSWERED = (
    Answered(
        "product",
        "two signatures above 10,000 dollars",
        (
            Said("hugo", 1, "14:40", "On l’a déjà entendu de deux clients en Allemagne."),
            Said("lea", 1, "14:52", "Then it is worth an hour with Globex. I'll set it up."),
        ),
    ),
    Answered(
        "payments",
        "Direct debit takes nine days",
        (
            Said("marc", 1, "17:20", "Merci Sam, c’est exactement ce qu’il nous fallait."),
            Said("dan", 1, "16:35", "I can show the electronic mandate this week."),
        ),
    ),
    Answered(
        "billing",
        "numéroter les factures par établissement",
        (
            Said("awa", 2, "16:20", "Une série par établissement, c’est faisable sans migration."),
            Said("hugo", 2, "16:31", "Parfait, on l’ajoute à la liste du trimestre."),
        ),
    ),
)
