"""On-site observations and other visits: stages, travel, entry refused, what follows, day sheets (Arts. 53-60)."""
