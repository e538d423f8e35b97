"""Workbooks and minutes out, tables in. May import services, i18n and below."""
