"""Writes a language model of random weights: half a megabyte, no download. It knows nothing: that makes it a good test.

Llama's architecture with two small layers, a vocabulary of the 256 bytes (in the spelling of GPT-2's byte-level tokens), one
merged pair, since the loader wants one, and four control tokens. What it says is noise, held in form by llama.cpp's grammar.
"""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

_WIDTH, _LAYERS, _HEADS, _INNER = 64, 2, 4, 128
_CONTROL = ("<|bos|>", "<|im_start|>", "<|im_end|>", "<|pad|>")
_TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def write_tiny_model(path: Path, *, context_tokens: int, seed: int = 0) -> None:
    """Write the model whose weights a seed gives."""
    tokens = [*_byte_tokens(), "th", *_CONTROL]
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(context_tokens)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(_LAYERS)
    writer.add_feed_forward_length(_INNER)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_rope_dimension_count(_WIDTH // _HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    _add_tokenizer(writer, tokens)
    _add_weights(writer, len(tokens), np.random.default_rng(seed))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _byte_tokens() -> list[str]:
    """Return a visible character for each byte, as GPT-2's tokeniser spells them."""
    visible = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    others = iter(range(0x100, 0x200))
    return [chr(byte) if byte in visible else chr(next(others)) for byte in range(256)]


def _add_tokenizer(writer: gguf.GGUFWriter, tokens: list[str]) -> None:
    control = len(_CONTROL)
    kinds = [gguf.TokenType.NORMAL] * (len(tokens) - control) + [gguf.TokenType.CONTROL] * control
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges(["t h"])
    writer.add_bos_token_id(tokens.index("<|bos|>"))
    writer.add_eos_token_id(tokens.index("<|im_end|>"))
    writer.add_pad_token_id(tokens.index("<|pad|>"))
    writer.add_add_bos_token(True)
    writer.add_chat_template(_TEMPLATE)


def _add_weights(writer: gguf.GGUFWriter, vocabulary: int, random: np.random.Generator) -> None:
    def noise(*shape: int) -> np.ndarray:
        return (random.standard_normal(shape) * 0.2).astype(np.float32)

    ones = np.ones(_WIDTH, np.float32)
    writer.add_tensor("token_embd.weight", noise(vocabulary, _WIDTH))
    writer.add_tensor("output_norm.weight", ones)
    writer.add_tensor("output.weight", noise(vocabulary, _WIDTH))
    for layer in range(_LAYERS):
        place = f"blk.{layer}"
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            writer.add_tensor(f"{place}.{name}.weight", noise(_WIDTH, _WIDTH))
        writer.add_tensor(f"{place}.ffn_gate.weight", noise(_INNER, _WIDTH))
        writer.add_tensor(f"{place}.ffn_up.weight", noise(_INNER, _WIDTH))
        writer.add_tensor(f"{place}.ffn_down.weight", noise(_WIDTH, _INNER))
        writer.add_tensor(f"{place}.attn_norm.weight", ones)
        writer.add_tensor(f"{place}.ffn_norm.weight", ones)
