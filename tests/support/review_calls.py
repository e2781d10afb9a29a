"""What a program asks of the review door: filing, saving decisions, approving."""

from typing import Any

from fastapi.testclient import TestClient

from review_ui.interface import Services
from storage.record import Record


def filed(office: Any, record: Record) -> Record:
    services: Services = office.services
    return services.store.file_record(record).record


def save(browser: TestClient, record: Record, *decisions: dict[str, Any]) -> Any:
    return browser.post(
        f"/papers/{record.record_id}/decisions",
        json={"version": record.version, "decisions": list(decisions)},
    )


def approve(browser: TestClient, record: Record, seen: str = "") -> Any:
    return browser.post(
        f"/papers/{record.record_id}/approve", json={"version": record.version, "seen": seen}
    )


def value(path: str, text: str, **more: Any) -> dict[str, Any]:
    return {"path": path, "verdict": "value", "value": text} | more
