"""Healing: notices that a target is found by less than it was described by, and proposes how to describe it now.

Owns the search for what a control has become, and the proposal as a change of the tutorial's text. It never changes
anything by itself, and proposes nothing that it has not found again by the proposal alone. Needs no toolkit.
"""
