"""What the tables of onboarding hold of people: see `bot.personal`."""

from bot.personal import Held, Plan, columns

PERSONAL: Plan = {
    "enrolments": columns(
        *("pace", "ended_why"),
        person_id=Held.GOES,
        manager_id=Held.CLEARED,
        buddy_id=Held.CLEARED,
        made_by_id=Held.STAYS,
    ),
    "journey_steps": columns(
        *("key", "state", "asked_as"),
        content=Held.WORDS,
        person_id=Held.STAYS,
        done_by_id=Held.CLEARED,
    ),
    "journeys": columns("key", content=Held.WORDS, owner_id=Held.CLEARED),
    "onboarding_settings": columns("joins"),
    "survey_answers": columns("question", words=Held.WORDS),
    "unclear_steps": columns("key", person_id=Held.CLEARED, words=Held.WORDS),
}
