"""The Commission's year: its periods, board, rapporteurs, mandates and reports (Arts. 7, 14, 15)."""
