"""Writes the trained network as ONNX with its charset, and checks it against torch.

``python -m models.line_reader.export FOLDER/last.pt WEIGHTS_FOLDER``: input ``x`` float32
[n, 1, 32, w], output ``y`` float32 [n, w / 4, classes].
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch

from models.line_reader.alphabet import CHARSET, CLASSES
from models.line_reader.network import LineNetwork
from ocr.engine.strips import HEIGHT

_OPSET = 17
_TOLERANCE = 1e-3  # of a logit


class ExportError(RuntimeError):
    """The exported network does not say what the trained one says."""


def export(checkpoint: Path, folder: Path) -> float:
    """Writes ``reader.onnx``, hash and ``charset.txt``; the largest difference in logits."""
    network = LineNetwork(CLASSES)
    state = torch.load(checkpoint, map_location="cpu")
    network.load_state_dict(state["average"])
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "reader.onnx"
    torch.onnx.export(
        network,
        (torch.zeros(1, 1, HEIGHT, 320),),
        str(target),
        input_names=["x"],
        output_names=["y"],
        dynamic_axes={"x": {0: "n", 3: "w"}, "y": {0: "n", 1: "t"}},
        opset_version=_OPSET,
        dynamo=False,
    )
    (folder / "charset.txt").write_text("\n".join(CHARSET) + "\n", encoding="utf-8")
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    target.with_suffix(".sha256").write_text(f"{digest}  {target.name}\n", encoding="ascii")
    return _difference(network, target)


def _difference(network: LineNetwork, target: Path) -> float:
    x = torch.randn(2, 1, HEIGHT, 648, generator=torch.Generator().manual_seed(1))
    session = ort.InferenceSession(str(target), providers=["CPUExecutionProvider"])
    with torch.no_grad():
        apart = float(np.abs(session.run(None, {"x": x.numpy()})[0] - network(x).numpy()).max())
    if apart > _TOLERANCE:
        raise ExportError(f"{target} differs from the trained network by {apart:.4f}")
    return apart


if __name__ == "__main__":
    sys.stdout.write(f"{export(Path(sys.argv[1]), Path(sys.argv[2])):.6f}\n")
