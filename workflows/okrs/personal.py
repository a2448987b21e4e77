"""What the tables of OKRs hold of people: see `bot.personal`."""

from bot.personal import Held, Plan, columns

PERSONAL: Plan = {
    "check_ins": columns(
        "unit", "confidence", zones=Held.TITLE, person_id=Held.STAYS, because=Held.WORDS
    ),
    "key_results": columns(
        *("folded", "unit", "direction", "confidence"),
        title=Held.TITLE,
        zones=Held.TITLE,
        owner_id=Held.CLEARED,
        source=Held.WORDS,
        because=Held.WORDS,
        score_note=Held.WORDS,
    ),
    "kpi_readings": columns(person_id=Held.STAYS),
    "kpis": columns(
        *("folded", "unit"), title=Held.TITLE, owner_id=Held.CLEARED, source=Held.WORDS
    ),
    "objectives": columns("folded", title=Held.TITLE, made_by_id=Held.STAYS),
    "okr_cadences": columns("every"),
    "okr_cycles": columns("folded", name=Held.TITLE),
    "okr_retrospectives": columns(
        person_id=Held.STAYS, worked=Held.WORDS, hindered=Held.WORDS, next=Held.WORDS
    ),
    "okr_round_people": columns("state", person_id=Held.GOES),
    "okr_rounds": columns(comment_by_id=Held.STAYS, comment=Held.WORDS, figures=Held.WORDS),
    "okr_settings": columns("channel"),
}
