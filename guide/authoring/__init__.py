"""Making tutorials: the draft that is edited, what is to be said about it, review, and the window for all that.

Owns how a tutorial is written. Knows documents, the log's ports and, in its windows alone, Qt; never the player, whose
card it gets to look at through a port that the app fills.
"""
