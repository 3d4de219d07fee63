"""The desk's sound: every clip is silence of the length that was asked for."""

from __future__ import annotations

import base64
import io
import wave

from tests.panel.firm import Json


class SoundDesk:
    """What can be listened to."""

    def sources_clip(self, body: Json) -> Json:
        return {
            "media_type": "audio/wav",
            "data": base64.b64encode(_silence((body["end_ms"] - body["start_ms"]) / 1000)).decode(),
        }


def _silence(seconds: float) -> bytes:
    data = io.BytesIO()
    with wave.open(data, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * int(8000 * seconds)))
    return data.getvalue()
