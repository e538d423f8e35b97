"""Bulk input: a plan that people can read, then all or nothing, then a receipt. May import domain and ports."""
