"""Plans, proves, repairs and explains programmes: bit sets and OR-Tools. May import services, scheduling, rules and domain."""
