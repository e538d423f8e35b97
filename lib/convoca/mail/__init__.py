"""Notices as mail (RFC 5322, 6047) and the servers that carry it. May import services, i18n and below."""
