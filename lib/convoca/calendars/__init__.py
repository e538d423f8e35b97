"""Calendar entries to iCalendar bytes (RFC 5545). May import services, i18n and below."""
