"""The door for other programs: FastAPI under ``/api/v1`` (contract §4).

In: ``Services``. Out: an app that ``hoso`` mounts. Nothing is read at import time. No POST here
changes anything but the access log, so there are no idempotency keys: a repeated request is a
repeated read, and is logged as one.
"""

import anyio
from fastapi import Depends, FastAPI

from reuse.gate import Gate
from reuse.interface import Services
from reuse.metrics import Metrics
from reuse.openapi import describe
from reuse.problems import answer_problems
from reuse.routes import documents, procedures, records, service
from reuse.routes.parts import Door, known_query

_ABOUT = """Dùng lại giấy tờ đã số hóa: tìm giấy của công dân, kiểm tra thành phần hồ sơ, điền mẫu.

Mỗi lần đọc phải nêu **mục đích** (trong nội dung của POST; với GET: tham số `purpose` hoặc tiêu đề
`X-Purpose`) và được ghi vào nhật ký truy cập trước khi trả lời. GET theo mã giấy đọc thay mặt công
dân nào thì ghi `citizen` (mã do `POST /citizens/lookup` trả về) hoặc tiêu đề `X-Citizen`. Số định
danh không bao giờ nằm trong URL. Không POST nào ở đây thay đổi dữ liệu, nên gọi lại là an toàn.
"""


def reuse_app(services: Services) -> FastAPI:
    """The app; one for each server."""
    app = FastAPI(
        title="hoso",
        version="1",
        summary="Dùng lại giấy tờ cư trú, đất đai",
        description=_ABOUT,
        docs_url=None,  # their pages fetch scripts from elsewhere
        redoc_url=None,
    )
    metrics = Metrics()
    app.state.door = Door(services, metrics, anyio.CapacityLimiter(services.threads))
    for part in (records, documents, procedures, service):
        app.include_router(part.router, dependencies=[Depends(known_query)])
    describe(app, services.rules)
    answer_problems(app, services.texts)
    app.add_middleware(Gate, services=services, metrics=metrics)
    return app
