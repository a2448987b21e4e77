"""Tests in a browser: the playground's page, with real bots behind it."""
