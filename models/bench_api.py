"""``make bench-api RECORDS=100000``: how many lookups a second the API answers, and how fast.

Fills a store with drawn records of invented people (kept between runs), starts ``hoso serve`` on
it, and asks for citizens from several connections at once, on the same cores. One in ten is nobody.
Prints requests a second and the times they took (median, 95th and 99th percentile).
"""

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from storage.layout import record_id
from storage.objects.s3_settings import S3Settings
from storage.record import Record, State
from storage.store import open_store

HOSO = Path(sys.executable).parent / "hoso"
_CHUNK = 500
_NAMES = ("NGUYỄN VĂN AN", "TRẦN THỊ BÌNH", "LÊ HOÀNG CƯỜNG", "PHẠM THU DUNG", "VÕ MINH ĐỨC")


def number_of(n: int) -> str:
    """An invented citizen's number, well-formed; the last digits are a test's (domain §7.2)."""
    return f"001{n % 4}{50 + n // 20000 % 50:02}{n % 1_000_000:06}"


def record_of(n: int) -> Record:
    """A confirmed paper of one citizen; every third has a second one."""
    citizen = n if n % 3 else n // 3
    name = _NAMES[n % len(_NAMES)]
    sha256 = f"{n:064x}"

    def field(value: str) -> dict[str, Any]:
        evidence = {"raw": value, "confidence": 0.99, "status": "accepted", "method": "ocr"}
        return {"value": value, **evidence, "page": 1, "box": [0.1, 0.1, 0.5, 0.12], "doubts": []}

    number = number_of(citizen)
    holder = {"role": "subject", "full_name": name, "citizen_id": number, "certain": True}
    fields = {"full_name": field(name), "citizen_id": field(number)}
    fields |= {f"note_{i}": field(f"Giá trị thứ {i} của giấy này") for i in range(12)}
    fields["issue_date"] = field("2026-03-01")
    document = {
        "source": {"file": f"{n}.pdf", "sha256": sha256, "pages": [1], "dossier": "bench"},
        "type": "ct07",
        "type_confidence": 0.99,
        "citizen_id": number,
        "holders": [holder],
        "fields": fields,
        "doubts": [],
    }
    return Record(
        record_id=record_id(sha256, 1),
        document=document,
        state=State.APPROVED,
        approved_by="rule:complete@1",
        approved_at="2026-03-02T08:00:00+00:00",
    )


def fill(url: str, secrets: Path, s3: S3Settings | None, numbers: range) -> int:
    """Files these records; again after an interruption it does no harm."""
    store = open_store(url, secrets_folder=secrets, s3=s3, durable=False)
    for n in numbers:
        store.file_record(record_of(n))
    return len(numbers)


def _fill_all(url: str, state: Path, s3: S3Settings | None, count: int) -> None:
    done_file = state / "filled"
    done = int(done_file.read_text()) if done_file.exists() else 0
    if done >= count:
        return
    open_store(url, secrets_folder=state / "secrets", s3=s3)
    started = time.monotonic()
    chunks = [range(n, min(n + _CHUNK, count)) for n in range(done, count, _CHUNK)]
    with ProcessPoolExecutor(4) as pool:
        jobs = [pool.submit(fill, url, state / "secrets", s3, chunk) for chunk in chunks]
        for filled, job in enumerate(jobs, 1):
            done += job.result()
            done_file.write_text(str(done))
            if filled % 20 == 0:
                seconds = time.monotonic() - started
                sys.stdout.write(f"{done} of {count} records, {seconds:.0f} s\n")


async def _ask(
    port: int, token: str, numbers: Iterator[str], until: float, times: list[float]
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.monotonic() < until:
        body = json.dumps({"citizen_id": next(numbers), "purpose": "1.004222"}).encode()
        head = (
            f"POST /api/v1/citizens/lookup HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        begun = time.monotonic()
        writer.write(head.encode() + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = int(answer.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        if not answer.startswith(b"HTTP/1.1 200"):
            raise SystemExit(answer.decode(errors="replace"))
        times.append(time.monotonic() - begun)
    writer.close()


async def _load(port: int, token: str, count: int, seconds: float, connections: int) -> list[float]:
    rng = random.Random(7)

    def numbers() -> Iterator[str]:
        while True:
            nobody = rng.random() < 0.1
            yield f"0012009{rng.randrange(10**5):05}" if nobody else number_of(rng.randrange(count))

    times: list[float] = []
    until = time.monotonic() + seconds
    await asyncio.gather(*(_ask(port, token, numbers(), until, times) for _ in range(connections)))
    return times


def main() -> None:
    """Fills, serves, asks, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--store", default="")
    parser.add_argument("--folder", type=Path, default=Path("work/bench-api"))
    asked = parser.parse_args()
    folder = asked.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    url = asked.store or str(folder / "store")
    env = os.environ
    s3 = None
    if url.startswith("s3://"):
        s3 = S3Settings(
            endpoint=env["HOSO_S3_ENDPOINT"],
            access_key=env["HOSO_S3_ACCESS_KEY"],
            secret_key=env["HOSO_S3_SECRET_KEY"],
            region=env.get("HOSO_S3_REGION", "us-east-1"),
            secure=False,
        )
    state = folder / ("state-s3" if s3 else "state")
    state.mkdir(exist_ok=True)
    _fill_all(url, state, s3, asked.records)
    own = {**env, "HOSO_STATE": str(state), "HOSO_STORE": url}
    name = f"bench-{time.time_ns()}"
    made = subprocess.run(
        [HOSO, "client", "add", name, "--scopes", "records procedures", "--json"],
        env=own,
        capture_output=True,
        text=True,
        check=True,
    )
    token = json.loads(made.stdout)["token"]
    server = subprocess.Popen(
        [HOSO, "serve", "--port", "0", "--lang", "en"], env=own, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline().split("://127.0.0.1:")[1].split("/")[0])
        asyncio.run(_load(port, token, asked.records, 2, asked.connections))  # warm
        started = time.monotonic()
        times = sorted(
            asyncio.run(_load(port, token, asked.records, asked.seconds, asked.connections))
        )
        wall = time.monotonic() - started
    finally:
        server.terminate()
        server.wait(10)
    at = {p: times[min(len(times) - 1, int(len(times) * p / 100))] * 1000 for p in (50, 95, 99)}
    sys.stdout.write(
        f"{asked.records} records, {'S3' if s3 else 'folder'}, {asked.connections} connections:"
        f" {len(times) / wall:.0f} lookups/s; ms: median {at[50]:.1f},"
        f" p95 {at[95]:.1f}, p99 {at[99]:.1f}\n"
    )


if __name__ == "__main__":
    main()
