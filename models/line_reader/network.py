"""The network: convolutions, mixing along the line, one bidirectional LSTM; 1.13 M parameters.

In: grey lines [n, 1, 32, w], -1 (black) to 1 (white), w a multiple of 8. Out: logits
[n, w / 4, classes], class 0 the CTC blank.
"""

from __future__ import annotations

from torch import Tensor, nn


def _layer(inputs: int, outputs: int, stride: int | tuple[int, int] = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class _Residual(nn.Module):  # type: ignore[misc]
    """Adds what ``body`` makes of its input."""

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.body = body

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = x + self.body(x)
        return out


def _closer(channels: int) -> _Residual:
    """A second look at the same rows, where marks are told apart; adds nothing at first."""
    last = nn.BatchNorm2d(channels)
    nn.init.zeros_(last.weight)
    return _Residual(
        nn.Sequential(
            _layer(channels, channels), nn.Conv2d(channels, channels, 1, bias=False), last
        )
    )


def _mixer(channels: int) -> _Residual:
    """Depthwise 1×7 along the line, then a small net per column."""
    return _Residual(
        nn.Sequential(
            nn.Conv2d(channels, channels, (1, 7), 1, (0, 3), groups=channels, bias=False),
            nn.BatchNorm2d(channels),
            nn.Conv2d(channels, 2 * channels, 1, bias=False),
            nn.BatchNorm2d(2 * channels),
            nn.ReLU(inplace=True),
            nn.Conv2d(2 * channels, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )
    )


class LineNetwork(nn.Module):  # type: ignore[misc]
    """Rows 32 → 16 → 8 → 4 → 1, columns w → w/2 → w/4."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.eye = nn.Sequential(
            _layer(1, 24, 2),
            _layer(24, 32),
            _closer(32),
            _layer(32, 64, 2),
            _Residual(_layer(64, 64)),
            _closer(64),
            _layer(64, 128, (2, 1)),
            _Residual(_layer(128, 128)),
            nn.Conv2d(128, 192, (4, 1), bias=False),
            nn.BatchNorm2d(192),
            nn.ReLU(inplace=True),
            _mixer(192),
            _mixer(192),
        )
        self.memory = nn.LSTM(192, 128, batch_first=True, bidirectional=True)
        self.head = nn.Linear(256, classes)

    def forward(self, x: Tensor) -> Tensor:
        return self.speak(self.see(x))

    def see(self, x: Tensor) -> Tensor:
        """Features [n, w / 4, 192]: most of the work, and safe in bfloat16."""
        frames: Tensor = self.eye(x).squeeze(2).transpose(1, 2)
        return frames

    def speak(self, frames: Tensor) -> Tensor:
        """Logits from features."""
        logits: Tensor = self.head(self.memory(frames)[0])
        return logits
