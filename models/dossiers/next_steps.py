"""The last words of ``make run``: where to go next, with a number that is in the store.

In: the truth folder of the drawn batch. Out: lines on standard output. All people are invented.
"""

import json
import sys
from pathlib import Path

_TEXT = """
Xong: mọi người trên các giấy này đều là bịa. / Done: all people on these papers are invented.
Tiếp theo / next:
  echo 'mat-khau-cua-toi' | .venv/bin/hoso user add toi --role admin --password-stdin
  .venv/bin/hoso serve                 # http://127.0.0.1:8000: rà soát, duyệt / review and approve
  .venv/bin/hoso client add thu --scopes "records procedures"   # /api/v1
  .venv/bin/hoso get {number}          # hồ sơ của một công dân / one citizen's records
  .venv/bin/hoso get {number} --json   # cho chương trình khác / for other programs
  .venv/bin/hoso read demo/scans/{file}
  .venv/bin/hoso scan THU-MUC          # số hóa thư mục của bạn / digitise your own folder
  .venv/bin/hoso doctor                # kiểm tra cài đặt / check the installation
"""


def main(truth: Path) -> None:
    """Prints the commands with the first holder's number."""
    for path in sorted(truth.rglob("*.json")):
        for document in json.loads(path.read_text(encoding="utf-8")):
            for holder in document["holders"]:
                if number := holder.get("citizen_id"):
                    file = path.relative_to(truth).as_posix().removesuffix(".json")
                    sys.stdout.write(_TEXT.format(number=number, file=file))
                    return


if __name__ == "__main__":
    main(Path(sys.argv[1]))
