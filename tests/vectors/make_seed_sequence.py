"""Writes the known answers of numpy.random.SeedSequence to standard output.

    pip install numpy==2.4.6
    python tests/vectors/make_seed_sequence.py > tests/vectors/seed_sequence.txt
"""

import numpy as np
from numpy.random import SeedSequence
from numpy.random.bit_generator import _coerce_to_uint32_array

HEADER = f"""\
# Known answers of numpy.random.SeedSequence, made by NumPy {np.__version__} with
#     python tests/vectors/make_seed_sequence.py > tests/vectors/seed_sequence.txt
#
# One known answer a line, fields between semicolons. Entropy is as Python writes it, with the
# 32-bit words, lowest first, that NumPy makes of it; `-` is an empty list. State is hexadecimal.
#
# u32; entropy; words; spawn key; generate_state(n)
# u64; entropy; words; spawn key; generate_state(n, uint64)
#     Entropy: 0, 1, 42, either side of 2**32, 2**64, 2**96, 2**127, 2**128 (the size of the pool) and
#     2**160, two of a thousand bits, and sequences: empty, of zeros, shorter and longer than the
#     pool, with zeros at the end, with elements of more than 32 bits.
#     Spawn keys: of every length from 0 to 5, with 0 and 2**32 - 1 in them, and those of the keys of
#     tiles, (0x6c616e65, j).
#     States: of 17 words, which is four times the pool and one; for entropy 42 and 2**128 of every
#     length from 1.
# spawn; entropy; words; spawn key; calls; spawn key; children; generate_state(4)
#     Calls are steps between `>`: `2+0+3@4` is spawn(2), spawn(0), spawn(3), and then on with the
#     last of the five children. Then the spawn key, the number of children that its parent has
#     spawned, and the state of the child at the end.
"""

INTEGERS = [
    0, 1, 42,
    2**32 - 1, 2**32, 2**32 + 1,
    2**64 - 1, 2**64, 2**96 + 12345,
    2**127 - 1, 2**127, 2**128 - 1, 2**128, 2**128 + 2**64 + 7,
    2**160 - 1, 2**160,
    2**1000 - 1, 3**630,
]
SEQUENCES = [
    [], [0], [0] * 4, [0] * 5, [1, 0], [1, 2, 3], [1, 2, 3, 4], [1, 2, 3, 4, 5],
    [1, 2, 3, 0], [1, 2, 3, 4, 0], [1, 2, 3, 4, 5, 0, 0],
    [2**32, 7, 2**64 + 5], [0, 2**32 - 1, 2**127],
]
SPAWN_KEYS = [
    (), (0,), (1,), (2**32 - 1,), (0, 0), (1, 2), (3, 0, 5), (7, 8, 9, 10), (0, 0, 0, 0, 0),
    (5, 4, 3, 2**32 - 1, 1),
    (0x6C616E65, 0), (0x6C616E65, 1023), (1, 2, 0x6C616E65, 512),
]
EVERY_LENGTH = [42, 2**128]
STATE_WORDS = 17

CALLS = ["1@0", "3@2", "1+1+1@2", "2+0+3@4", "10@9", "2@1>2@0", "3@0>1+4@3>2@1", "1@0>1@0>1@0>1@0>1@0"]


def words(values):
    return " ".join(str(value) for value in values) or "-"


def state(values):
    return " ".join(f"{value:x}" for value in values)


def inputs(entropy, spawn_key):
    return [str(entropy), words(_coerce_to_uint32_array(entropy)), words(spawn_key)]


def line(*fields):
    print("; ".join(fields))


def descend(seed, calls):
    for step in calls.split(">"):
        parent = seed
        counts, index = step.split("@")
        children = [child for count in counts.split("+") for child in parent.spawn(int(count))]
        seed = children[int(index)]
    return seed, parent


print(HEADER, end="")
for entropy in INTEGERS + SEQUENCES:
    for spawn_key in SPAWN_KEYS:
        seed = SeedSequence(entropy, spawn_key=spawn_key)
        first = 1 if entropy in EVERY_LENGTH and len(spawn_key) < 2 else STATE_WORDS
        for n in range(first, STATE_WORDS + 1):
            line("u32", *inputs(entropy, spawn_key), state(seed.generate_state(n)))
            line("u64", *inputs(entropy, spawn_key), state(seed.generate_state(n, np.uint64)))
for entropy in [0, 42, 2**128, [1, 2, 3, 4, 0]]:
    for spawn_key in [(), (6,), (1, 2)]:
        for calls in CALLS:
            child, parent = descend(SeedSequence(entropy, spawn_key=spawn_key), calls)
            line(
                "spawn", *inputs(entropy, spawn_key), calls, words(child.spawn_key),
                str(parent.n_children_spawned), state(child.generate_state(4)),
            )
