"""The suite: real PostgreSQL, real Redis, the web's own login."""
