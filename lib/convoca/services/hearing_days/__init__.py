"""The day of a hearing: its running order and clock, witnesses, parties, documents. Imports what services may."""
