"""The conductor: brings session, targeting, desktop and log together for one run. Knows no toolkit.

The player shows what it says; a rehearsal is the player with a performer at the conductor's side.
"""
