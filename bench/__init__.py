"""What guide costs, measured beside simpler ways: `python -m bench [NAME…]`, or `make bench`.

Each module measures one thing and prints tables of one style. Screens, programs and peers are real, and measured in
the same run: on another machine the figures differ and the ratios stay.
"""
