"""Words, dates and findings in Spanish, English, Portuguese and French. May import scheduling, rules, domain."""
