"""The timetabling problem without a solver: programmes and what makes them clash. May import rules and domain."""
