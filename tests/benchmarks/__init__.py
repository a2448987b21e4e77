"""`make bench`: the bot beside bare apps, its deliveries beside Slack's permitted rate."""
