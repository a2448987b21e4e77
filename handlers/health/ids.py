"""What Slack calls the buttons of health."""

RESEND = "health.resend"
