"""The tables of ``state.sqlite``: one script for each version of the file."""

TABLES = (
    """
    CREATE TABLE accounts (
        name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL,
        lang TEXT NOT NULL, created_at REAL NOT NULL, disabled INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0, locked_until REAL NOT NULL DEFAULT 0);
    CREATE TABLE sessions (
        id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
        csrf TEXT NOT NULL, created_at REAL NOT NULL, seen_at REAL NOT NULL);
    CREATE TABLE leases (
        record_id TEXT PRIMARY KEY, holder TEXT NOT NULL, until REAL NOT NULL);
    CREATE TABLE clients (
        name TEXT PRIMARY KEY, scopes TEXT NOT NULL, token TEXT NOT NULL UNIQUE,
        created_at REAL NOT NULL, revoked_at REAL)
    """,
)
