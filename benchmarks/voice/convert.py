"""Turn trained weights into the int8 model folder that faster-whisper loads (no torch in the result).

    python convert.py OUT.pt MODEL_FOLDER
"""
import json
import pathlib
import sys

import numpy as np
import torch
from ctranslate2.specs import whisper_spec
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

from synthesise import SECONDS
from train import CONTENT, DECODER, ENCODER, GUIDED, HEADS, ID, TOKENS


def norm(spec, w, key):
    spec.gamma, spec.beta = w[key + ".weight"], w[key + ".bias"]


def linear(spec, w, *keys):
    spec.weight = np.concatenate([w[k + ".weight"] for k in keys])
    spec.bias = np.concatenate([w.get(k + ".bias", np.zeros(len(w[k + ".weight"]), "f4")) for k in keys])


def block(spec, w, key, cross):
    norm(spec.self_attention.layer_norm, w, key + ".n1")
    linear(spec.self_attention.linear[0], w, *(f"{key}.a.{x}" for x in "qkv"))
    linear(spec.self_attention.linear[1], w, key + ".a.o")
    if cross:
        norm(spec.attention.layer_norm, w, key + ".n2")
        linear(spec.attention.linear[0], w, key + ".c.q")
        linear(spec.attention.linear[1], w, key + ".c.k", key + ".c.v")
        linear(spec.attention.linear[2], w, key + ".c.o")
    norm(spec.ffn.layer_norm, w, key + ".n3")
    linear(spec.ffn.linear_0, w, key + ".f1")
    linear(spec.ffn.linear_1, w, key + ".f2")


def main(weights, folder):
    w = {k: v.numpy().astype("f4") for k, v in torch.load(weights, map_location="cpu").items()}
    out = pathlib.Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    spec = whisper_spec.WhisperSpec(ENCODER, HEADS, DECODER, HEADS)
    for name, conv in (("c1", spec.encoder.conv1), ("c2", spec.encoder.conv2)):
        conv.weight, conv.bias = w[name + ".weight"], w[name + ".bias"]
    spec.encoder.position_encodings.encodings = np.concatenate([w["pe"], np.repeat(w["pad"][None], 1500 - CONTENT, 0)])
    norm(spec.encoder.layer_norm, w, "en")
    for i, layer in enumerate(spec.encoder.layer):
        block(layer, w, f"enc.{i}", False)
    spec.decoder.embeddings.weight, spec.decoder.projection.weight = w["emb.weight"], w["emb.weight"].copy()
    spec.decoder.position_encodings.encodings = w["pos"]
    norm(spec.decoder.layer_norm, w, "dn")
    for i, layer in enumerate(spec.decoder.layer):
        block(layer, w, f"dec.{i}", True)
    spec.register_vocabulary(TOKENS)
    spec.config.suppress_ids = [ID[t] for t in ("<unk>", "<|translate|>", "<|transcribe|>", "<|startoflm|>",
                                                "<|startofprev|>", "<|nospeech|>")]
    spec.config.suppress_ids_begin = [ID["<|endoftext|>"]]
    spec.config.lang_ids = []
    spec.config.alignment_heads = [[DECODER - 1, h] for h in range(GUIDED)]
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(out))
    tokenizer = Tokenizer(models.WordLevel(ID, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in TOKENS if t.startswith("<|")])
    tokenizer.save(str(out / "tokenizer.json"))
    (out / "preprocessor_config.json").write_text(json.dumps(
        {"feature_size": 80, "sampling_rate": 16000, "hop_length": 160, "chunk_length": SECONDS, "n_fft": 400}) + "\n")
    (out / "tenth.json").write_text(json.dumps({"turns_per_window": 1, "hotwords": False}) + "\n")
    for file in sorted(out.iterdir()):
        print(f"{file.stat().st_size:9d} {file.name}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
