//! The mixing of entropy into a pool, and of the pool into state: `seed_seq_fe` as in NumPy.
//!
//! Names and constants are those of
//! [numpy/random/bit_generator.pyx](https://github.com/numpy/numpy/blob/main/numpy/random/bit_generator.pyx)
//! (MIT License, © 2015 Melissa E. O'Neill, © 2019 NumPy Developers), which takes them from
//! <https://gist.github.com/imneme/540829265469e673d045>.

/// NumPy's `DEFAULT_POOL_SIZE`, in words.
pub(super) const POOL_SIZE: usize = 4;

const INIT_A: u32 = 0x43b0_d7e5;
const MULT_A: u32 = 0x931e_8875;
const INIT_B: u32 = 0x8b51_f9dd;
const MULT_B: u32 = 0x58f3_8ded;
const MIX_MULT_L: u32 = 0xca01_f9dd;
const MIX_MULT_R: u32 = 0x4973_f715;
const XSHIFT: u32 = 16;

/// The entropy pool after some words, ready to absorb the next one.
///
/// NumPy mixes entropy and spawn key in one go, the entropy padded with zeros to the size of the
/// pool when a spawn key follows. Short entropy without a spawn key is mixed as if so padded, too.
/// The pool of a seed is therefore always a prefix of the mixing of its children, and a child
/// costs only the words that it adds to the spawn key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Pool {
    words: [u32; POOL_SIZE],
    /// The multiplier of `hashmix`, which moves on with every use.
    hash_const: u32,
}

impl Pool {
    pub(super) fn new(entropy: &[u32]) -> Self {
        let mut hash_const = INIT_A;
        let (first, rest) = entropy.split_at(entropy.len().min(POOL_SIZE));
        let mut words = [0; POOL_SIZE];
        words[..first.len()].copy_from_slice(first);
        for word in &mut words {
            *word = hashmix(*word, &mut hash_const);
        }
        // Late words affect early ones, too.
        for src in 0..POOL_SIZE {
            for dst in 0..POOL_SIZE {
                if src != dst {
                    words[dst] = mix(words[dst], hashmix(words[src], &mut hash_const));
                }
            }
        }
        let mut pool = Self { words, hash_const };
        pool.absorb_all(rest);
        pool
    }

    /// Mixes a word that lies beyond the size of the pool with every word of the pool.
    pub(super) fn absorb(&mut self, word: u32) {
        for pooled in &mut self.words {
            *pooled = mix(*pooled, hashmix(word, &mut self.hash_const));
        }
    }

    pub(super) fn absorb_all(&mut self, words: &[u32]) {
        for &word in words {
            self.absorb(word);
        }
    }

    /// NumPy's `generate_state`, without end.
    pub(super) fn state(&self) -> impl Iterator<Item = u32> {
        let words = self.words;
        let mut hash_const = INIT_B;
        (0_usize..).map(move |i| {
            let word = words[i % POOL_SIZE] ^ hash_const;
            hash_const = hash_const.wrapping_mul(MULT_B);
            let word = word.wrapping_mul(hash_const);
            word ^ word >> XSHIFT
        })
    }

    pub(super) fn fill_state(&self, state: &mut [u32]) {
        for (out, word) in state.iter_mut().zip(self.state()) {
            *out = word;
        }
    }
}

fn hashmix(value: u32, hash_const: &mut u32) -> u32 {
    let value = value ^ *hash_const;
    *hash_const = hash_const.wrapping_mul(MULT_A);
    let value = value.wrapping_mul(*hash_const);
    value ^ value >> XSHIFT
}

fn mix(x: u32, y: u32) -> u32 {
    let result = MIX_MULT_L
        .wrapping_mul(x)
        .wrapping_sub(MIX_MULT_R.wrapping_mul(y));
    result ^ result >> XSHIFT
}
