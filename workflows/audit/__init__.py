"""The audit trail as Product Ops read it: what was changed for others, searched and exported."""
