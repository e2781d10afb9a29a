"""The line reader's recipe: texts, drawn lines, network, training, export, measuring.

In: a seed. Out: ``weights/reader.onnx`` and ``weights/charset.txt``, which ``ocr`` reads by path.
Nothing here is needed to run hoso; training wants the dependency group ``train`` (torch, onnx).
"""
