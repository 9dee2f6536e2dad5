"""The labelled set: controls of real programs, where they truly are, and how well each signal finds them.

- `labels`: which controls, of which programs, in which state
- `programs`: how a program is brought there, and how the truth is learnt (from its tree, or from itself)
- `measuring`: records each picture once, then looks for everything in each condition
- `reports`: the table
"""
