"""The queue's own tables, beside procrastinate's in the same database; and how they are made.

``hoso_batches``: what was ordered. ``hoso_files``: every file of every batch and how it ended; one
job of procrastinate works for all rows of one hash. ``hoso_parts``: pages of large files, until
their documents are made. ``hoso_drains``: stores whose queue hands out nothing. Names are bytes,
since names of files are. No citizen's number stands anywhere here, but perhaps in a file's name.
"""

import psycopg
from procrastinate.schema import SchemaManager
from psycopg.rows import DictRow

_SCHEMA = """
CREATE TABLE hoso_batches (
    batch text PRIMARY KEY, store_id text NOT NULL, by_whom text NOT NULL, priority text NOT NULL,
    next_priority integer, began_at timestamptz NOT NULL DEFAULT now(),
    sealed boolean NOT NULL DEFAULT false, finished_at timestamptz);
CREATE TABLE hoso_files (
    batch text NOT NULL REFERENCES hoso_batches ON DELETE CASCADE, n integer NOT NULL,
    store_id text NOT NULL, sha256 text NOT NULL, name bytea NOT NULL, dossier bytea NOT NULL,
    state text NOT NULL DEFAULT 'waiting', tries integer NOT NULL DEFAULT 0,
    losses integer NOT NULL DEFAULT 0, code text, entry jsonb,
    changed_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (batch, n));
CREATE INDEX hoso_files_waiting ON hoso_files (sha256) WHERE state = 'waiting';
CREATE INDEX hoso_files_open ON hoso_files (batch) WHERE state = 'waiting';
CREATE INDEX hoso_files_failed ON hoso_files (store_id, changed_at) WHERE state = 'failed';
CREATE TABLE hoso_parts (
    store_id text NOT NULL, sha256 text NOT NULL, first integer NOT NULL, last integer NOT NULL,
    body bytea, PRIMARY KEY (store_id, sha256, first));
CREATE TABLE hoso_drains (store_id text PRIMARY KEY, since timestamptz NOT NULL DEFAULT now());
CREATE INDEX hoso_jobs_alive ON procrastinate_jobs ((args->>'sha256'))
    WHERE status = 'todo' OR status = 'doing';
"""
_LOCK = 0x686F736F  # "hoso": one makes the tables, others wait


def make_tables(connection: "psycopg.Connection[DictRow]") -> None:
    """Makes what is missing; harmless where everything stands."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        if not _there(connection, "procrastinate_jobs"):
            connection.execute(SchemaManager.get_schema())
        if not _there(connection, "hoso_files"):
            connection.execute(_SCHEMA)


def _there(connection: "psycopg.Connection[DictRow]", table: str) -> bool:
    row = connection.execute("SELECT to_regclass(%s) IS NOT NULL AS there", (table,)).fetchone()
    return row is not None and bool(row["there"])
