"""What the tables of dependencies hold of people: see `bot.personal`."""

from bot.personal import Held, Plan, columns

PERSONAL: Plan = {
    "dependencies": columns(
        *("state", "risk", "proposed_by", "source", "places"),
        needs=Held.WORDS,
        why=Held.WORDS,
        risk_why=Held.WORDS,
        search=Held.INDEX,
        asked_by_id=Held.STAYS,
        owner_id=Held.CLEARED,
    ),
    "dependency_moves": columns(
        *("move", "side", "state"), person_id=Held.CLEARED, words=Held.WORDS
    ),
    "dependency_settings": columns("channel"),
}
