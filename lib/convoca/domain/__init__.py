"""What exists in the field: frozen objects, the standard library only."""
