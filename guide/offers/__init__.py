"""When guide may come forward by itself, and with what.

Owns the decision and its reasons. It must never know how an offer looks, nor ask anything itself: what it goes by is
handed to it.
"""
