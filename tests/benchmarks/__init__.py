"""`make bench`: the bot beside two bare Bolt apps, in one run."""
