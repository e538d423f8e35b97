"""Sessions of the Commission: order of business, attendance, who takes part, votes, elections, explanations."""
