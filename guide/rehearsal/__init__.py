"""Rehearsal: what a tutorial that plays by itself leaves behind: results, pictures, `report.json`, `report.html`.

Owns the report. Never knows a toolkit or a screen; the performing is the conductor's.
"""
