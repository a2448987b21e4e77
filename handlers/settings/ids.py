"""What Slack calls the buttons and the fields of settings."""

CHANGE = "settings.change"
FORM = "settings.form"

LANGUAGE = "settings.language"
COUNTRY = "settings.country"
REGION = "settings.region"
WEEKDAYS = "settings.weekdays"
START = "settings.start"
END = "settings.end"
CEILING = "settings.ceiling"
STATUS = "settings.status"
