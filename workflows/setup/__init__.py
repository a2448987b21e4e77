"""Set-up: what Product Ops decide for the workspace, four questions at first, changed at will."""
