"""What Slack calls the buttons, the forms and the fields of the set-up."""

ANSWER = "setup.answer"

PEOPLE_FORM = "setup.people_form"
LEAVE_FORM = "setup.leave_form"
CHANNEL_FORM = "setup.channel_form"
COUNTRY_FORM = "setup.country_form"
LANGUAGE_FORM = "setup.language_form"
CEILING_FORM = "setup.ceiling_form"

PEOPLE = "setup.people"
CHANNEL = "setup.channel"
COUNTRY = "setup.country"
REGION = "setup.region"
LANGUAGE = "setup.language"
CEILING = "setup.ceiling"
