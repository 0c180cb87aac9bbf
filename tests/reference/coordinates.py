"""Sequences by coordinates, section 12 of docs/streams.md, word for word."""

import numpy as np

from seedbed_reference import MASK, Stream, array, generate_state

TAG = 0x636F6F72


class Sequence(Stream):
    """The sequence of two or three coordinates and a step: a stream in the place of that of the seed."""

    def __init__(self, engine, seed, id, step):
        super().__init__(engine, seed)
        self.key = generate_state(self.entropy, self.spawn_key + [TAG, len(id)], self.KEY_WORDS)
        if len(id) == 2:
            self.low, self.high = id
        else:
            assert all(0 <= i < 2**21 for i in id)
            joined = id[0] + 2**21 * id[1] + 2**42 * id[2]
            self.low, self.high = joined % 2**32, joined // 2**32
        self.step = step

    def word(self, p, x):
        b = p // self.N
        zero = np.zeros_like(b)
        counter = [zero + self.low, zero + self.high, zero + self.step, (b % 2**24 + (x << 24)) & MASK]
        keys = [zero + k for k in self.key]
        block = self.engine(counter, keys)
        return np.stack(block)[(p % self.N).astype(np.int64), np.arange(len(p))]

    def take(self, distribution, n):
        """The bits of the next n samples, each at the next multiple of W."""
        return self.draw(distribution, n).tolist()
