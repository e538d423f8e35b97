"""Notices as mail (RFC 5322, 6047) and what carries it. May import services, i18n and below."""
