"""agent/transcribe/blocks.py: whole tracks in pieces, side by side in time."""

from agent.domain.transcript import TrackKind
from agent.transcribe.blocks import BLOCK_SECONDS, RATE, Block, blocks_of

ME, THEM = TrackKind.MICROPHONE, TrackKind.SYSTEM
STEP = BLOCK_SECONDS * RATE * 2


def test_tracks_are_cut_side_by_side_and_nothing_is_lost() -> None:
    tracks = {ME: b"ab" * STEP, THEM: b"cd" * 10}
    pieces = list(blocks_of(tracks))
    assert [piece.track for piece in pieces] == [ME, THEM, ME]
    assert {t: b"".join(p.pcm for p in pieces if p.track is t) for t in tracks} == tracks


def test_no_track_gives_no_block() -> None:
    assert list(blocks_of({})) == []
    assert list(blocks_of({ME: b""})) == []


def test_sound_stays_out_of_a_repr() -> None:
    assert "secret" not in repr(Block(ME, b"secret"))
