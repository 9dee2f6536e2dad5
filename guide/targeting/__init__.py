"""Targeting: where is it on the screen? Found, absent or ambiguous, with a confidence and a reason; never a guess.

Asked again at each event; no answer is kept as a rectangle. Never knows Qt, a session or an operating system.
"""
