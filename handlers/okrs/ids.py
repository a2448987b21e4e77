"""What Slack calls the doors, the buttons and the fields of OKRs."""

COMMAND = "/okr"

# The check-in.
CHECK_IN = "okrs.check_in"
CHECK_IN_AT_HOME = "okrs.check_in_at_home"
NO_CHANGE = "okrs.no_change"
NO_CHANGE_AT_HOME = "okrs.no_change_at_home"
CHECK_IN_FORM = "okrs.check_in_form"
START_EMPTY = "okrs.start_empty"
NEXT_PART = "okrs.next_part"
ALIVE = "okrs.alive"
DROP = "okrs.drop"
VALUE, CONFIDENCE, BECAUSE, KPI_VALUE = (
    f"okrs.{field}" for field in ("value", "confidence", "because", "kpi_value")
)

# A key result, and its correction.
SHOW = "okrs.show"
SHOW_IN_FORM = "okrs.show_in_form"
CORRECT = "okrs.correct"
CORRECT_FORM = "okrs.correct_form"
PICTURE = "okrs.picture"

# What is aimed at.
PLAN = "okrs.plan"
PLAN_TEAM = "okrs.plan_team"
OBJECTIVE_ADD = "okrs.objective_add"
OBJECTIVE_CHANGE = "okrs.objective_change"
OBJECTIVE_FORM = "okrs.objective_form"
OBJECTIVE_TITLE = "okrs.objective_title"
OBJECTIVE_PARENT = "okrs.objective_parent"
DROPPED = "okrs.dropped"
KEY_RESULT_ADD = "okrs.key_result_add"
KEY_RESULT_CHANGE = "okrs.key_result_change"
KEY_RESULT_FORM = "okrs.key_result_form"
TITLE = "okrs.title"
UNIT = "okrs.unit"
START = "okrs.start"
TARGET = "okrs.target"
DIRECTION = "okrs.direction"
ZONES = "okrs.zones"
OWNER = "okrs.owner"
SOURCE = "okrs.source"
KPI_ADD = "okrs.kpi_add"
KPI_CHANGE = "okrs.kpi_change"
KPI_FORM = "okrs.kpi_form"
FLOOR = "okrs.floor"
CEILING = "okrs.ceiling"
CADENCE = "okrs.cadence"
CADENCE_FORM = "okrs.cadence_form"
EVERY = "okrs.every"
WEEKDAY = "okrs.weekday"
HOUR = "okrs.hour"
FRESH = "okrs.fresh"
CYCLE_ADD = "okrs.cycle_add"
CYCLE_CHANGE = "okrs.cycle_change"
CYCLE_FORM = "okrs.cycle_form"
CYCLE_NAME = "okrs.cycle_name"
STARTS = "okrs.starts"
ENDS = "okrs.ends"
SETTINGS_CHANGE = "okrs.settings_change"
SETTINGS_FORM = "okrs.settings_form"
CHANNEL = "okrs.channel"

PLAN_CYCLE = "okrs.plan_cycle"
COPY = "okrs.copy"
COPY_FORM = "okrs.copy_form"
FATE = "okrs.fate"

# The end of a cycle.
CLOSE_CYCLE = "okrs.close_cycle"
SCORES = "okrs.scores"
SCORES_AT_HOME = "okrs.scores_at_home"
AS_PROPOSED = "okrs.as_proposed"
AS_PROPOSED_AT_HOME = "okrs.as_proposed_at_home"
SCORES_FORM = "okrs.scores_form"
SCORE = "okrs.score"
SCORE_NOTE = "okrs.score_note"
ANSWER = "okrs.answer"

# Who takes over.
HAND_OVER = "okrs.hand_over"
HAND_OVER_AT_HOME = "okrs.hand_over_at_home"
HAND_OVER_FORM = "okrs.hand_over_form"
TAKER = "okrs.taker"
LEAVE = "okrs.leave"
LEAVE_AT_HOME = "okrs.leave_at_home"

# What comes of it.
REPORT = "okrs.report"
REPORT_TEAM = "okrs.report_team"
REPORT_PICTURE = "okrs.report_picture"
COMMENT = "okrs.comment"
COMMENT_FORM = "okrs.comment_form"
COMMENT_TEXT = "okrs.comment_text"


def of(field: str, which: int) -> str:
    """What a field is called in a form that has it for several things, by their ids."""
    return f"{field}.{which}"
