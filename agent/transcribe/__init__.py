"""Sound to words: faster-whisper on this computer, in a child process of its own.

    file --sound/decode--> Block... --engine/child--> worker: turns -> windows -> whisper -> guards --> Segment...

Nothing leaves the computer and nothing plain touches the disk: sound goes to the child and words come back through pipes.
"""
