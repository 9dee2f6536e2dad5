"""Handing on: what a tutorial becomes outside the program: a page, a paper, a film, a course.

Owns the formats. Never knows a screen or a toolkit; pictures are those of a rehearsal, or the tutorial's own.
"""
