"""A Whisper model with random weights, made in a moment: its words are nonsense, everything around them is real."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import whisper_spec
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

WIDTH, HEADS, LAYERS = 64, 2, 2
WORDS = [f"Ġword{n}" for n in range(200)]
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
TOKENS = ["<unk>", *WORDS, *SPECIAL]


def build(folder: Path) -> Path:
    """Write the model's folder and return it."""
    chance = np.random.default_rng(7)

    def weights(*shape: int) -> np.ndarray:
        return chance.standard_normal(shape).astype("f4") * 0.2

    spec = whisper_spec.WhisperSpec(LAYERS, HEADS, LAYERS, HEADS)
    for conv, channels in ((spec.encoder.conv1, 80), (spec.encoder.conv2, WIDTH)):
        conv.weight, conv.bias = weights(WIDTH, channels, 3), weights(WIDTH)
    spec.encoder.position_encodings.encodings = weights(1500, WIDTH)
    spec.decoder.position_encodings.encodings = weights(448, WIDTH)
    spec.decoder.embeddings.weight = weights(len(TOKENS), WIDTH)
    spec.decoder.projection.weight = spec.decoder.embeddings.weight.copy()
    for part in (spec.encoder, spec.decoder):
        _norm(part.layer_norm)
        for layer in part.layer:
            _block(layer, weights, crossed=part is spec.decoder)
    spec.register_vocabulary(TOKENS)
    index = {token: n for n, token in enumerate(TOKENS)}
    spec.config.suppress_ids = [0]
    spec.config.suppress_ids_begin = [index["<|endoftext|>"]]
    spec.config.lang_ids = []
    spec.config.alignment_heads = [[LAYERS - 1, 0]]
    spec.validate()
    spec.optimize(quantization=None)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    tokenizer = Tokenizer(models.WordLevel(index, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "preprocessor_config.json").write_text(json.dumps({"feature_size": 80, "chunk_length": 30}))
    return folder


def _norm(spec: Any) -> None:
    spec.gamma, spec.beta = np.ones(WIDTH, "f4"), np.zeros(WIDTH, "f4")


def _block(layer: Any, weights: Any, *, crossed: bool) -> None:
    attentions = [layer.self_attention, *([layer.attention] if crossed else [])]
    for attention in attentions:
        _norm(attention.layer_norm)
        for linear, size in zip(
            attention.linear, [3, 1] if attention is attentions[0] else [1, 2, 1], strict=True
        ):
            linear.weight, linear.bias = weights(size * WIDTH, WIDTH), np.zeros(size * WIDTH, "f4")
    _norm(layer.ffn.layer_norm)
    layer.ffn.linear_0.weight, layer.ffn.linear_0.bias = weights(4 * WIDTH, WIDTH), np.zeros(4 * WIDTH, "f4")
    layer.ffn.linear_1.weight, layer.ffn.linear_1.bias = weights(WIDTH, 4 * WIDTH), np.zeros(WIDTH, "f4")
