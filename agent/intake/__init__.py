"""Intake: turns a file somebody else wrote (transcript, e-mail, document) into a source of numbered passages.

    bytes --admission, sniff--> one parser --> Reading --reading--> Source
               (in a child process: guarded, child, confine, wire)

What a file is, its content decides, never its name. Whatever a file does, the outcome is a whole Source or one IntakeError.
Importing this package loads no parser library: the child process starts once per file and must start fast.
"""
