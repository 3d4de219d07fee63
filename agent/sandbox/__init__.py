"""Practice Clio: an invented law firm behind the part of the Clio Manage API v4 that Tenth uses. Nothing in it is real.

It lets people try Tenth without touching their firm's Clio, and lets tests see what Tenth does when Clio is slow, busy
or cut off. It is written from Clio's documented behaviour and imports nothing else of Tenth, so that the two can
disagree. Start reading at `server.PracticeClio`; `resources` lists what can be read, `behaviour` what the documents
leave open and this server had to decide.

    socket -> wire (misbehaviour, journal, saving) -> gate (version, token, rate limit) -> reads | writes -> firm
"""

from agent.sandbox.server import PracticeClio

__all__ = ["PracticeClio"]
