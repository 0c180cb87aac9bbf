"""Fills arrays, one of float32 where it can, with the generators of NumPy and of MKL, and says how long it took.

Arguments: samples, threads. For each line `library generator distribution threads` on standard
input, one line with the seconds; for `generators library`, their names; for `version library`.
With several threads each has a generator and a slice of the array of its own. MKL is called
through its C interface, because mkl_random has no float32 and no output arrays.
"""

import ctypes
import glob
import importlib.metadata
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial

import numpy as np

SAMPLES = int(sys.argv[1])
OUT = np.zeros(SAMPLES, dtype=np.float32)
POOL = ThreadPoolExecutor(int(sys.argv[2]))
SEED = 42
MEANS = {
    "uniform": 0.5, "normal": 0.0, "exponential": 1.0,
    "gamma(2.5)": 2.5, "beta(2,3)": 0.4, "student_t(4)": 0.0, "poisson(3.5)": 3.5, "binomial(10,0.3)": 3.0,
}


class NumPy:
    version = np.__version__
    generators = ["PCG64", "PCG64DXSM", "Philox", "SFC64", "MT19937"]
    methods = {
        "uniform": "random",
        "normal": "standard_normal",
        "exponential": "standard_exponential",
    }
    # All but the first know float64 and int64 alone, and make their arrays themselves.
    families = {
        "gamma(2.5)": lambda rng, out: rng.standard_gamma(2.5, dtype=np.float32, out=out),
        "beta(2,3)": lambda rng, out: rng.beta(2.0, 3.0, out.size),
        "student_t(4)": lambda rng, out: rng.standard_t(4.0, out.size),
        "poisson(3.5)": lambda rng, out: rng.poisson(3.5, out.size),
        "binomial(10,0.3)": lambda rng, out: rng.binomial(10, 0.3, out.size),
    }

    @staticmethod
    def fills(generator, distribution, slices):
        seeds = np.random.SeedSequence(SEED).spawn(len(slices))
        for seed, out in zip(seeds, slices):
            rng = np.random.Generator(getattr(np.random, generator)(seed))
            if distribution in NumPy.families:
                yield partial(NumPy.families[distribution], rng, out)
            else:
                fill = getattr(rng, NumPy.methods[distribution])
                yield partial(fill, dtype=np.float32, out=out)


class MKL:
    # Those with a period above 2**64. Numbers of mkl_vsl_defines.h.
    version = importlib.metadata.version("mkl")
    generators = {
        "MT19937": 8 << 20,
        "SFMT19937": 13 << 20,
        "MT2203": 9 << 20,
        "MRG32K3A": 3 << 20,
        "ARS5": 15 << 20,
        "PHILOX4X32X10": 16 << 20,
    }

    @staticmethod
    @cache
    def library():
        pattern = os.path.join(sys.prefix, "**", "*mkl_rt*")
        paths = [p for p in glob.glob(pattern, recursive=True) if not p.endswith(".lib")]
        return ctypes.CDLL(paths[0])

    @staticmethod
    def fills(generator, distribution, slices):
        vsl = MKL.library()
        # Function and method; 2 is inversion, for normals the fastest method. All take two numbers.
        function, method, a, b = {
            "uniform": (vsl.vsRngUniform, 0, 0.0, 1.0),
            "normal": (vsl.vsRngGaussian, 2, 0.0, 1.0),
            "exponential": (vsl.vsRngExponential, 0, 0.0, 1.0),
        }[distribution]
        for i, out in enumerate(slices):
            stream = ctypes.c_void_p()
            # MT2203 is a family of generators, one for each thread.
            brng = MKL.generators[generator] + (i if generator == "MT2203" else 0)
            status = vsl.vslNewStream(ctypes.byref(stream), brng, ctypes.c_uint(SEED + i))
            if status != 0:
                raise RuntimeError(f"vslNewStream: {status}")
            yield partial(
                function,
                method,
                stream,
                ctypes.c_int(out.size),
                out.ctypes.data_as(ctypes.POINTER(ctypes.c_float)),
                ctypes.c_float(a),
                ctypes.c_float(b),
            )


LIBRARIES = {"numpy": NumPy, "mkl": MKL}


@cache
def fills(library, generator, distribution, threads):
    """The functions that fill the slices, tried once."""
    slices = np.array_split(OUT, threads)
    fills = list(LIBRARIES[library].fills(generator, distribution, slices))
    OUT.fill(0)
    made = [fill() for fill in fills]
    arrays = [a if isinstance(a, np.ndarray) else out for a, out in zip(made, slices)]
    mean = sum(float(a.sum(dtype=np.float64)) for a in arrays) / SAMPLES
    if abs(mean - MEANS[distribution]) > 20 / SAMPLES**0.5:
        raise RuntimeError(f"mean {mean}")
    return fills


def seconds(library, generator, distribution, threads):
    all_fills = fills(library, generator, distribution, int(threads))
    start = time.perf_counter()
    if len(all_fills) == 1:
        all_fills[0]()
    else:
        list(POOL.map(lambda fill: fill(), all_fills))
    return time.perf_counter() - start


def answer(words):
    if words[0] == "version":
        return LIBRARIES[words[1]].version
    if words[0] == "generators":
        return " ".join(LIBRARIES[words[1]].generators)
    return repr(seconds(*words))


for line in sys.stdin:
    try:
        print(answer(line.split()), flush=True)
    except Exception as error:
        print("error", type(error).__name__, error, flush=True)
