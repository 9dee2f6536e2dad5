"""What tests share: a synthetic person at a real screen, windows as the X server tells them, pictures."""
