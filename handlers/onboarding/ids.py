"""What Slack calls the doors, the buttons and the fields of onboarding."""

COMMAND = "/onboard"

# A step.
OPEN = "onboarding.open"
OPEN_AT_HOME = "onboarding.open_at_home"
DONE = "onboarding.done"
DONE_AT_HOME = "onboarding.done_at_home"
DONE_IN_FORM = "onboarding.done_in_form"
CONFIRM = "onboarding.confirm"
CONFIRM_AT_HOME = "onboarding.confirm_at_home"
NOT_YET = "onboarding.not_yet"
NOT_YET_AT_HOME = "onboarding.not_yet_at_home"
SKIP = "onboarding.skip"
UNCLEAR = "onboarding.unclear"
UNCLEAR_FORM = "onboarding.unclear_form"
UNCLEAR_WORDS = "onboarding.unclear_words"
SURVEY_FORM = "onboarding.survey_form"
ANSWER = "onboarding.answer"

# How fast it goes.
STEER_AT_HOME = "onboarding.steer_at_home"

# Who arrives.
ENROL = "onboarding.enrol"
ENROL_FORM = "onboarding.enrol_form"
JOURNEY, PERSON, STARTS, MANAGER, BUDDY = (
    f"onboarding.{field}" for field in ("journey", "person", "starts", "manager", "buddy")
)

# Who has joined.
BEGIN = "onboarding.begin"
BEGIN_AT_HOME = "onboarding.begin_at_home"
CHOOSE = "onboarding.choose"
CHOOSE_AT_HOME = "onboarding.choose_at_home"
NO_JOURNEY = "onboarding.no_journey"
NO_JOURNEY_AT_HOME = "onboarding.no_journey_at_home"
SETTINGS_FORM = "onboarding.settings_form"
JOINS = "onboarding.joins"
JOINS_CHANNEL = "onboarding.joins_channel"

# A journey that somebody is on.
SHOW = "onboarding.show"
MOVE = "onboarding.move"
MOVE_FORM = "onboarding.move_form"
STEER = "onboarding.steer"
STOP = "onboarding.stop"

# Journeys, as they are written for everybody.
JOURNEYS = "onboarding.journeys"
JOURNEY_OPEN = "onboarding.journey_open"
JOURNEY_NEW = "onboarding.journey_new"
JOURNEY_DETAILS = "onboarding.journey_details"
JOURNEY_FORM = "onboarding.journey_form"
JOURNEY_NAME, JOURNEY_ABOUT, JOURNEY_ROLE, JOURNEY_OWNER, JOURNEY_OFFERED, JOURNEY_LIKE = (
    f"onboarding.journey_{field}" for field in ("name", "about", "role", "owner", "offered", "like")
)
STEP_CHANGE = "onboarding.step_change"
STEP_ADD = "onboarding.step_add"
STEP_FORM = "onboarding.step_form"
STEP_TITLE, STEP_TEXT, STEP_DAY, STEP_FOR, STEP_KIND = (
    f"onboarding.step_{field}" for field in ("title", "text", "day", "for", "kind")
)
STEP_MEETS, STEP_MEETS_NAME, STEP_QUESTIONS, STEP_DONE, STEP_CHANNEL = (
    f"onboarding.step_{field}" for field in ("meets", "meets_name", "questions", "done", "channel")
)
STEP_NEEDS, STEP_LINKS, STEP_DROP, STEP_REACH = (
    f"onboarding.step_{field}" for field in ("needs", "links", "drop", "reach")
)
# All journeys at once.
OVERVIEW = "onboarding.overview"
OVERVIEW_JOURNEY = "onboarding.overview_journey"
PICTURE = "onboarding.picture"
TABLE = "onboarding.table"


def of(field: str, key: str) -> str:
    """A field that belongs to a question, by its key."""
    return f"{field}.{key}"


def in_(field: str, language: str) -> str:
    """A field that is written in one language."""
    return f"{field}_{language}"
