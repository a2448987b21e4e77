"""OKRs: cycles, objectives, key results and KPIs; check-ins, and what teams read of them."""
