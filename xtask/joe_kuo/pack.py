"""Packs Joe and Kuo's direction numbers, as SciPy carries them, into src/qmc/joe_kuo_6.bin.

    pip install -r xtask/joe_kuo/requirements.txt
    python xtask/joe_kuo/pack.py            # writes the file
    python xtask/joe_kuo/pack.py --check    # compares with it, and writes nothing

The file is a stream of bits, the lowest bit of a byte first. Dimensions come in order; that of degree s
has the s - 1 inner coefficients of its primitive polynomial, that of x first at the lowest bit, and then
for k = 2 .. s the k - 1 bits of m_k div 2: m_k is odd and below 2^k, and m_1 is 1. Dimension 0 has none.
How many dimensions each degree has is a constant of src/qmc/joe_kuo.rs. Four zero bytes end the file.
"""

import sys
import zlib
from pathlib import Path

import numpy as np
import scipy.stats

ROOT = Path(__file__).resolve().parents[2]
PACKED = ROOT / "src" / "qmc" / "joe_kuo_6.bin"
SOURCE = Path(scipy.stats.__file__).parent / "_sobol_direction_numbers.npz"


def pack():
    with np.load(SOURCE) as source:
        polynomials, m = source["poly"].tolist(), source["vinit"].tolist()
    degrees = [polynomial.bit_length() - 1 for polynomial in polynomials]
    assert degrees == sorted(degrees) and degrees[0] == 0
    stream, length = 0, 0
    parts = []
    for polynomial, s, row in zip(polynomials[1:], degrees[1:], m[1:]):
        assert polynomial & 1 and row[0] == 1 and not any(row[s:])
        record, bits = polynomial >> 1 & (1 << s - 1) - 1, s - 1
        for k in range(2, s + 1):
            assert row[k - 1] & 1 and row[k - 1] < 2**k
            record |= row[k - 1] >> 1 << bits
            bits += k - 1
        stream |= record << length
        length += bits
        parts.append(stream & (1 << length // 8 * 8) - 1)
        parts[-1] = parts[-1].to_bytes(length // 8, "little")
        stream >>= length // 8 * 8
        length %= 8
    parts.append(stream.to_bytes(1, "little") if length else b"")
    counts = [degrees.count(s) for s in range(degrees[-1] + 1)]
    return b"".join(parts) + bytes(4), counts


def main():
    packed, counts = pack()
    print(f"{len(packed)} bytes, CRC-32 {zlib.crc32(packed):#010x}; dimensions of degree 0, 1, ...: {counts}")
    if "--check" in sys.argv[1:]:
        if PACKED.read_bytes() != packed:
            sys.exit(f"{PACKED} differs")
    else:
        PACKED.write_bytes(packed)


if __name__ == "__main__":
    main()
