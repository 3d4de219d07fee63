"""Hearing a call: the microphone and the computer's sound as two tracks, from the sound server of this computer.

    scene.py      what the sound server shows, as values      (Linux: PulseAudio, and PipeWire's PulseAudio)
    routing.py    from where each track is to be heard: rules over a scene
    server.py     asking the server; the only file that imports pulsectl
    parec.py      one child process that hands over one track
    linux.py      the sound card of Linux: children, watched
    piped.py      the sound card of Windows and macOS: children too (listener.py), by portaudio.py and core_audio.py, and by
                  process_loopback.py where Windows' loopback cannot be had the usual way
    from_file.py  a sound file in a sound card's place
    holding.py    who holds the microphone, by Linux' sound server; consent_store.py by Windows', process_list.py by macOS' book
    x11.py        the titles of a call program's windows
    places.toml, never_offered.toml, applications.toml       what is known of laws, occasions and call programs, as data

Nothing here knows of consent: whoever opens a track has asked first (agent/workflow/capturing.py).
"""

OWN_TREE = "TENTH_TREE"
"""The environment's name for the process whose tree process loopback leaves out: its windows play what was recorded."""
