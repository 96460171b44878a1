"""The only room that knows SQLAlchemy: tables, engine, unit of work, one file a noun."""
