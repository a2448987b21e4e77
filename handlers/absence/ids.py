"""What Slack calls the doors, the buttons and the fields of absences."""

COMMAND = "/absence"

FORM = "absence.form"

EARLIER = "absence.earlier"
CHANGE = "absence.change"
BACK = "absence.back"
BACK_IN_FORM = "absence.back_in_form"
START_AFRESH = "absence.start_afresh"
HOME_FORM = "absence.home_form"
HOME_BACK = "absence.home_back"

FIRST = "absence.first"
LAST = "absence.last"
DELEGATE = "absence.delegate"
STATUS = "absence.status"
FOLLOW = "absence.follow"
