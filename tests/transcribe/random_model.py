"""A Whisper model with random weights, made in a moment: its words are nonsense, everything around them is real."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import whisper_spec
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

SPECIAL = [
    f"<|{name}|>"
    for name in (
        *(
            "endoftext",
            "startoftranscript",
            "translate",
            "transcribe",
            "startoflm",
            "startofprev",
            "nospeech",
        ),
        *("notimestamps", *(f"{n * 0.02:.2f}" for n in range(1501))),
    )
]


@dataclass(frozen=True)
class Size:
    """How large a model is; `spread` of its weights, so that the numbers of a large one stay numbers."""

    width: int = 64
    heads: int = 2
    layers: int = 2
    words: int = 200
    spread: float = 0.2
    decoders: int | None = None  # layers, where they are not as many as the encoder's
    mels: int = 80
    quantization: str | None = None  # "float16", as the published ones are kept


SMALL = Size(width=768, heads=12, layers=12, words=50_000, spread=0.02)
"""The layers of Whisper "small"."""


def build(folder: Path, size: Size | None = None) -> Path:
    """Write the model's folder and return it."""
    size = size or Size()
    width = size.width
    tokens = ["<unk>", *(f"Ġword{n}" for n in range(size.words)), *SPECIAL]
    chance = np.random.default_rng(7)

    def weights(*shape: int) -> np.ndarray:
        return chance.standard_normal(shape).astype("f4") * np.float32(size.spread)

    decoding = size.layers if size.decoders is None else size.decoders
    spec = whisper_spec.WhisperSpec(size.layers, size.heads, decoding, size.heads)
    for conv, channels in ((spec.encoder.conv1, size.mels), (spec.encoder.conv2, width)):
        conv.weight, conv.bias = weights(width, channels, 3), weights(width)
    spec.encoder.position_encodings.encodings = weights(1500, width)
    spec.decoder.position_encodings.encodings = weights(448, width)
    spec.decoder.embeddings.weight = weights(len(tokens), width)
    spec.decoder.projection.weight = spec.decoder.embeddings.weight.copy()
    for part in (spec.encoder, spec.decoder):
        _norm(part.layer_norm, width)
        for layer in part.layer:
            _block(layer, weights, width, crossed=part is spec.decoder)
    spec.register_vocabulary(tokens)
    index = {token: n for n, token in enumerate(tokens)}
    spec.config.suppress_ids = [0]
    spec.config.suppress_ids_begin = [index["<|endoftext|>"]]
    spec.config.lang_ids = []
    spec.config.alignment_heads = [[decoding - 1, 0]]
    spec.validate()
    spec.optimize(quantization=size.quantization)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    tokenizer = Tokenizer(models.WordLevel(index, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "preprocessor_config.json").write_text(
        json.dumps({"feature_size": size.mels, "chunk_length": 30})
    )
    return folder


def _norm(spec: Any, width: int) -> None:
    spec.gamma, spec.beta = np.ones(width, "f4"), np.zeros(width, "f4")


def _block(layer: Any, weights: Any, width: int, *, crossed: bool) -> None:
    attentions = [layer.self_attention, *([layer.attention] if crossed else [])]
    for attention in attentions:
        _norm(attention.layer_norm, width)
        for linear, size in zip(
            attention.linear, [3, 1] if attention is attentions[0] else [1, 2, 1], strict=True
        ):
            linear.weight, linear.bias = weights(size * width, width), np.zeros(size * width, "f4")
    _norm(layer.ffn.layer_norm, width)
    layer.ffn.linear_0.weight, layer.ffn.linear_0.bias = weights(4 * width, width), np.zeros(4 * width, "f4")
    layer.ffn.linear_1.weight, layer.ffn.linear_1.bias = weights(width, 4 * width), np.zeros(width, "f4")
