"""What Slack calls the doors, the buttons and the fields of teams."""

COMMAND = "/team"

NEW_FORM = "teams.new_form"
EDIT_FORM = "teams.edit_form"

NEW = "teams.new"
OPEN = "teams.open"
EDIT = "teams.edit"
EDIT_AT_HOME = "teams.edit_at_home"
CONFIRM = "teams.confirm"
CONFIRM_AT_HOME = "teams.confirm_at_home"
CLOSE = "teams.close"
PREVIOUS = "teams.previous"
NEXT = "teams.next"

NAME = "teams.name"
CHANNEL = "teams.channel"
LEAD = "teams.lead"
MEMBERS = "teams.members"
GROUP = "teams.group"
