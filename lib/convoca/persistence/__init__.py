"""The store: SQLAlchemy Core tables, unit of work, audit, migrations. May import services and below."""
