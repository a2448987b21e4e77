"""What Slack calls the buttons and the fields of the audit trail."""

OPEN = "audit.open"
FORM = "audit.form"
WORDS = "audit.words"
PREVIOUS = "audit.previous"
NEXT = "audit.next"
EXPORT = "audit.export"
