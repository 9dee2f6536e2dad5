"""Each export opened by programs that are not ours: `make exports`. It needs a browser and Node."""
