"""`make bench`: the bot beside bare apps, its deliveries beside Slack's rate, its ticks."""
