"""What Slack calls the doors, the buttons and the fields of insights."""

COMMAND = "/insight"
KEEP_MESSAGE = "insights.keep_message"

FORM = "insights.form"
DETAILS_FORM = "insights.details_form"

DETAILS = "insights.details"
UNDO = "insights.undo"
PUT_BACK = "insights.put_back"
WIDEN = "insights.widen"
WIDEN_IN_FORM = "insights.widen_in_form"
SHOW = "insights.show"
PREVIOUS = "insights.previous"
NEXT = "insights.next"
START_EMPTY = "insights.start_empty"

WORDS = "insights.words"
SAID_BY = "insights.said_by"
KIND = "insights.kind"
CUSTOMER = "insights.customer"
TAGS = "insights.tags"
LINK = "insights.link"
