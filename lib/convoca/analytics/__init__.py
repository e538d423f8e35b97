"""Read models to pandas DataFrames. May import services, i18n and below."""
