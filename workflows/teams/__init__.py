"""Teams, the product squads: made, changed, closed, found, and kept with their user groups."""
