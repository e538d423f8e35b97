"""A workbook goes out to be edited by somebody else and comes back: what changed, cell by cell, against what changed here meanwhile."""
