"""Health: what needs the attention of Product Ops in how the bot itself does."""
