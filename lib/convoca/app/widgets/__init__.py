"""Reusable widgets; the only callers of HTML are here and go through safe_html."""
