"""A large file is read in parts by many workers; what they have read waits here for the last one.

In: pages of parts, as JSON in the queue's database. Out: all of them, and jobs for what is missing.
Parts are kept until their file's documents stand in the store.
"""

from procrastinate.jobs import Job

from hoso.intake import Intake
from hoso.queue.database import Connection, Database
from hoso.queue.jobs import ALIVE, defer, job_of, queue_name
from hoso.queue.taken import Taken
from hoso.queue.wire import pack_pages, unpack_pages
from ocr.errors import PageError
from ocr.page import Page

PART = 32  # pages of one job: about a minute of work


class Parts:
    """The parts of one store's files. ``taken`` is the job at hand."""

    def __init__(self, database: Database, store_id: str) -> None:
        self._database = database
        self._store_id = store_id

    def gathered(
        self, taken: Taken, page_count: int
    ) -> tuple[dict[int, Page], dict[int, PageError]]:
        """Every page that was read; where some were not, there are jobs for them now."""
        starts = range(1, page_count + 1, PART)
        wanted = [(first, min(first + PART - 1, page_count)) for first in starts]

        def work(connection: Connection) -> list[dict[str, bytes]]:
            with connection.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO hoso_parts (store_id, sha256, first, last)"
                    " VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
                    [(self._store_id, taken.sha256, *one) for one in wanted],
                )
            found = connection.execute(
                "SELECT first, last, body FROM hoso_parts WHERE store_id = %s AND sha256 = %s"
                " FOR UPDATE",
                (self._store_id, taken.sha256),
            ).fetchall()
            open_ones = [(row["first"], row["last"]) for row in found if row["body"] is None]
            busy = {
                row["first"]
                for row in connection.execute(
                    "SELECT (j.args->>'first')::int AS first"  # noqa: S608 - words of our own
                    f" FROM procrastinate_jobs j WHERE j.args->>'sha256' = %s AND {ALIVE}"
                    " AND j.queue_name = %s AND j.args ? 'first'",
                    (taken.sha256, queue_name(self._store_id)),
                )
            }
            jobs = [
                self._job(taken, n, first, last)
                for n, (first, last) in enumerate(sorted(open_ones))
                if first not in busy
            ]
            defer(connection, jobs)
            return [] if open_ones else found

        pages: dict[int, Page] = {}
        lost: dict[int, PageError] = {}
        for row in self._database.run(work):
            some, others = unpack_pages(row["body"])
            pages |= some
            lost |= others
        return pages, lost

    def keep(self, taken: Taken, numbers: range, intake: Intake) -> None:
        """Keeps what was read; the last part calls for the documents."""
        body = pack_pages(intake.pages.values(), intake.lost)

        def work(connection: Connection) -> None:
            # All parts at once, in one order: two last ones must not pass one another unseen.
            rows = connection.execute(
                "SELECT first, body IS NULL AS open FROM hoso_parts"
                " WHERE store_id = %s AND sha256 = %s ORDER BY first FOR UPDATE",
                (self._store_id, taken.sha256),
            ).fetchall()
            connection.execute(
                "UPDATE hoso_parts SET body = %s"
                " WHERE store_id = %s AND sha256 = %s AND first = %s",
                (body, self._store_id, taken.sha256, numbers.start),
            )
            # Tries are counted for each part: whatever was lost before, it goes on.
            connection.execute(
                "UPDATE hoso_files SET tries = 0, losses = 0 WHERE sha256 = %s AND store_id = %s"
                " AND state = 'waiting'",
                (taken.sha256, self._store_id),
            )
            if rows and not any(row["open"] and row["first"] != numbers.start for row in rows):
                args: dict[str, object] = {"sha256": taken.sha256}
                defer(connection, [job_of(self._store_id, taken.priority, args)])

        self._database.run(work)

    def forget(self, sha256: str) -> None:
        """The file's documents are in the store."""
        self._database.rows(
            "DELETE FROM hoso_parts WHERE store_id = %(store)s AND sha256 = %(sha256)s"
            " RETURNING first",
            store=self._store_id,
            sha256=sha256,
        )

    def _job(self, taken: Taken, n: int, first: int, last: int) -> Job:
        args: dict[str, object] = {"sha256": taken.sha256, "first": first, "last": last}
        # Each a little later than the one before: other files get their turn between them.
        return job_of(self._store_id, taken.priority - n, args)
