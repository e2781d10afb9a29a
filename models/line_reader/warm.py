"""A checkpoint made from weights that were exported: training can go on where none was kept.

``python -m models.line_reader.warm FOLDER [WEIGHTS.onnx]`` writes ``FOLDER/last.pt``. The export
folds the normalisation into the convolutions; here it is taken apart again by what drawn lines of
``FOLDER/shards`` show behind every convolution, so that the network says the same. Layers of the
network that the weights lack start as they would in a new one (they add nothing at first).
"""

from __future__ import annotations

import sys
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from models.line_reader.alphabet import CLASSES
from models.line_reader.network import LineNetwork
from models.line_reader.shards import read_shard
from ocr.engine.strips import as_input

SHIPPED = Path(__file__).parent / "weights" / "reader.onnx"
PEAK = 1.2e-3  # learning rate of a network that reads already
_SEEN = 192  # lines


class WarmError(RuntimeError):
    """The weights do not fit the network."""


def warm(folder: Path, weights: Path = SHIPPED) -> Path:
    """Writes the checkpoint and returns its path. Raises ``WarmError``."""
    torch.manual_seed(1)
    network = LineNetwork(CLASSES)
    graph = onnx.load(str(weights)).graph
    stored = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    pairs = [
        (stored[node.input[1]], stored[node.input[2]])
        for node in graph.node
        if node.op_type == "Conv"
    ]
    lines = read_shard(sorted((folder / "shards").glob("full*.npy"))[0])[:_SEEN]
    lines = sorted(lines, key=lambda line: line.strip.shape[1])[_SEEN // 4 : -_SEEN // 4]
    seen = torch.from_numpy(as_input([line.strip for line in lines]))
    _fill_convolutions(network, pairs, seen)
    _fill_rest(network, graph, stored)
    target = folder / "last.pt"
    progress = {"peak": PEAK, "short": 0.0}
    torch.save({"network": network.state_dict(), "progress": progress}, target)
    return target


def _fill_convolutions(
    network: LineNetwork, pairs: list[tuple[Tensor, Tensor]], seen: Tensor
) -> None:
    """Kernels in the order of the graph; each normalisation set when its input first flows by."""
    modules = list(network.eye.modules())
    places = [n for n, module in enumerate(modules) if isinstance(module, nn.Conv2d)]
    hooks = []
    for at in places:
        if not pairs or modules[at].weight.shape != pairs[0][0].shape:
            continue  # a layer that the weights lack
        kernel, bias = pairs.pop(0)
        modules[at].weight.data.copy_(kernel)
        hooks.append(modules[at + 1].register_forward_pre_hook(_Undone(bias)))
    if pairs:
        raise WarmError(f"{len(pairs)} convolutions of the weights have no place in the network")
    network.eval()
    with torch.no_grad():
        network.see(seen)
    for hook in hooks:
        hook.remove()


class _Undone:
    """Sets a normalisation so that what it just saw only gains ``bias``."""

    def __init__(self, bias: Tensor) -> None:
        self.bias = bias

    def __call__(self, norm: nn.BatchNorm2d, inputs: tuple[Tensor, ...]) -> None:
        mean, spread = inputs[0].mean((0, 2, 3)), inputs[0].var((0, 2, 3), unbiased=False)
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(spread)
        norm.weight.data.copy_((spread + norm.eps).sqrt())
        norm.bias.data.copy_(mean + self.bias)


def _fill_rest(network: LineNetwork, graph: onnx.GraphProto, stored: dict[str, Tensor]) -> None:
    """The LSTM, its gates put in torch's order, and the head."""
    lstm = next(node for node in graph.node if node.op_type == "LSTM")
    head = next(node for node in graph.node if node.op_type == "MatMul")
    inner, outer, bias = (stored[name] for name in lstm.input[1:4])
    for way, suffix in enumerate(("", "_reverse")):
        before, after = bias[way].chunk(2)
        for name, value in (
            ("weight_ih", inner[way]), ("weight_hh", outer[way]),
            ("bias_ih", before), ("bias_hh", after),
        ):  # fmt: skip
            getattr(network.memory, f"{name}_l0{suffix}").data.copy_(_in_order(value))
    network.head.weight.data.copy_(stored[head.input[1]].T)
    network.head.bias.data.copy_(stored["head.bias"])


def _in_order(gates: Tensor) -> Tensor:
    """From ONNX's order of gates (input, output, forget, cell) to torch's."""
    i, o, f, c = gates.chunk(4)
    return torch.cat([i, f, c, o])


if __name__ == "__main__":
    sys.stdout.write(f"{warm(Path(sys.argv[1]), *map(Path, sys.argv[2:3]))}\n")
