"""Clio Manage, API v4: the one practice system Tenth writes to.

    practice    what the verbs ask for, in Clio's words            connector   signing in and out
    client      the only network code: waiting, repeating          shapes      Clio's records <-> our nouns
    tokens      the sign-in: kept secrets, one refresh at a time   limiter     Clio's requests per minute
    callback    the loopback page that receives the sign-in        time_zones  Clio's zone names -> IANA
    oauth       the sign-in's addresses and forms                  wire        requests out, answers in
    regions     the hosts that may be spoken to                    errors      what can go wrong

Everything but `client` and `callback` works without a network.
"""
