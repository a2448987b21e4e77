"""What is kept: PostgreSQL through SQLAlchemy, and the tables every feature shares."""
