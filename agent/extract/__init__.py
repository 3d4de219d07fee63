"""Finding the billable work in a source. Two brands share all but the choosing: built-in rules, and a local model.

    Source --reading--> passages with speakers, words, terms
           --labels---> what is no work          --facts--> figures, dates, clauses by id (F1..)
           --blocks---> stretches by matter      --deciding-> matter, candidates (M1..), reasons in words
           --narrative, checks--> words that only say what the passages say --suggesting--> Suggestion

Everything here is deterministic: no network, no clock, no chance, and no figure or name that the source or the firm's matter
list does not hold.
"""
