"""The firm's own speech server in place of the engine here: speech leaves this computer, to one host that the lawyer named.

    sound --child: turns -> windows--> engine --flac, wire--> line --TLS--> /v1/audio/transcriptions
                                         ^------ words, checked like a stranger's ------'

Pauses, silence and what is not speech stay here; the same turns, windows and guards hold as for the engine on this computer.
"""
