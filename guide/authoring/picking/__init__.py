"""Pointing at a control to take it as a target: what is under the pointer, how well it is found again, what is taken.

Owns nothing of the screen: the app brings pointer, windows and pictures. Nothing here knows Qt.
"""
