//! Seeds: [`SeedSequence`], bit-compatible with `numpy.random.SeedSequence`.
//!
//! A seed is entropy, which is a non-negative integer of any size, and a spawn key, which is the
//! path from the root of a tree of seeds to this one. Both are mixed into a pool of 128 bits, from
//! which any number of words of state follow. Equal entropy and spawn key give equal words here
//! and in NumPy, so a program in one can continue the work of a program in the other:
//!
//! ```
//! use seedbed::SeedSequence;
//!
//! // numpy.random.SeedSequence(42).generate_state(4)
//! let seed = SeedSequence::new(42);
//! assert_eq!(seed.generate_state_u32(4), [3444837047, 2669555309, 2046530742, 3581440988]);
//! ```

mod error;
mod pool;
#[cfg(feature = "serde")]
mod serde_form;
mod text;
mod tile_keys;

use alloc::vec::Vec;
use core::fmt;

use smallvec::SmallVec;

pub use error::SeedError;
use pool::{POOL_SIZE, Pool};
pub(crate) use text::parse_integer;
pub(crate) use tile_keys::TileKeys;
#[cfg(all(test, feature = "std"))]
pub(crate) use tile_keys::derived_keys;

/// Words of entropy or of a spawn key: as many as the pool has, which is nearly always enough, without memory
/// of their own.
type Words = SmallVec<[u32; POOL_SIZE]>;

/// Entropy and a spawn key, mixed into well-spread words for seeding generators.
///
/// The words are those of `numpy.random.SeedSequence(entropy, spawn_key=spawn_key)` with NumPy's
/// default `pool_size` of 4. Similar seeds (0, 1, 2, ...) are as good as random ones: every bit of
/// the entropy and of the spawn key affects every word.
///
/// Two seeds are equal when entropy, spawn key and the number of children spawned are. A seed
/// prints as text from which it can be parsed again, entropy and spawn key joined by `/`, so that
/// the seed in a log replays the run; see [`FromStr`](#impl-FromStr-for-SeedSequence).
///
/// ```
/// use seedbed::SeedSequence;
///
/// let mut root = SeedSequence::new(42);
/// let workers = root.spawn(3)?;
/// assert_eq!(workers[2].to_string(), "42/2");
/// assert_eq!(workers[2], "42/2".parse()?);
/// # Ok::<(), seedbed::SeedError>(())
/// ```
///
/// # Not for secrets
///
/// The mixing is a hash of high quality but not a cryptographic one: state words can be traced
/// back to the entropy.
///
/// # Entropy of more than 128 bits
///
/// The pool holds four words. Entropy beyond them is mixed in just as a spawn key is, so `[1, 2, 3,
/// 4, 5]` has the state of `[1, 2, 3, 4]` with spawn key 5, here and in NumPy. Where seeds of more
/// than four words of entropy and children of others are used together, give all of them the same
/// number of words.
///
/// # Source
///
/// Melissa E. O'Neill, ["Developing a seed_seq
/// Alternative"](https://www.pcg-random.org/posts/developing-a-seed_seq-alternative.html), 2015
/// (`seed_seq_fe`), in the form that Robert Kern gave it in NumPy 1.17, with the zero padding of
/// NumPy 1.19.
#[derive(Clone, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(into = "serde_form::SeedForm", try_from = "serde_form::SeedForm")
)]
pub struct SeedSequence {
    entropy: Words,
    spawn_key: Words,
    n_children_spawned: u32,
    pool: Pool,
}

impl SeedSequence {
    /// Makes a seed from an integer.
    ///
    /// For wider integers there are [`from_u128`](Self::from_u128), [`from_words`](Self::from_words)
    /// and, for the integers in logs, parsing.
    ///
    /// ```
    /// use seedbed::SeedSequence;
    ///
    /// let seed = SeedSequence::new(42);
    /// assert_eq!(seed.entropy(), [42]);
    /// ```
    #[must_use]
    pub fn new(entropy: u64) -> Self {
        Self::from(entropy)
    }

    /// Makes a seed from an integer of as many bits as the pool has.
    ///
    /// ```
    /// use seedbed::SeedSequence;
    ///
    /// let seed = SeedSequence::from_u128(243799254704924441050048792905230269161);
    /// assert_eq!(seed.to_string(), "243799254704924441050048792905230269161");
    /// ```
    #[must_use]
    pub fn from_u128(entropy: u128) -> Self {
        Self::from_sequence([entropy])
    }

    /// Makes a seed from the 32-bit words of its entropy, the lowest first.
    ///
    /// The words of the integer *n* give the same seed as *n*. Zeros at the end change nothing
    /// within the first four words, which is the size of the pool, and are dropped there; further
    /// on they count, and make a seed that no single integer makes. No words at all are zero.
    ///
    /// ```
    /// use seedbed::SeedSequence;
    ///
    /// assert_eq!(SeedSequence::from_words([5, 1]), SeedSequence::new((1 << 32) + 5));
    /// assert_eq!(SeedSequence::from_words([5, 0]), SeedSequence::new(5));
    /// assert_ne!(SeedSequence::from_words([5, 0, 0, 0, 0]), SeedSequence::new(5));
    /// ```
    #[must_use]
    pub fn from_words(words: impl Into<Vec<u32>>) -> Self {
        Self::from_entropy(words.into().into())
    }

    fn from_entropy(mut entropy: Words) -> Self {
        // The pool starts as if padded with zeros, so these seeds are the same. One form of each
        // makes equality and text mean the same as equal state.
        while entropy.len() <= POOL_SIZE && entropy.last() == Some(&0) {
            entropy.pop();
        }
        if entropy.is_empty() {
            entropy.push(0);
        }
        let pool = Pool::new(&entropy);
        Self {
            entropy,
            spawn_key: Words::new(),
            n_children_spawned: 0,
            pool,
        }
    }

    /// Makes a seed from several integers, like NumPy's sequence of ints.
    ///
    /// Each integer becomes its 32-bit words, the lowest first and without zeros at the end, but
    /// at least one word; their concatenation is the entropy. As in NumPy, the type of the
    /// integers does not matter, and integers of different sizes can run together: `[1 << 32]` and
    /// `[0, 1]` are the same seed.
    ///
    /// ```
    /// use seedbed::SeedSequence;
    ///
    /// // numpy.random.SeedSequence([12345, 0x10_dead_beef])
    /// let seed = SeedSequence::from_sequence([12345_u64, 0x10_dead_beef]);
    /// assert_eq!(seed.entropy(), [12345, 0xdead_beef, 0x10]);
    /// ```
    #[must_use]
    pub fn from_sequence<I>(integers: I) -> Self
    where
        I: IntoIterator<Item: Into<u128>>,
    {
        let mut entropy = Words::new();
        for integer in integers {
            push_words(&mut entropy, integer.into());
        }
        Self::from_entropy(entropy)
    }

    /// Makes a seed from 128 bits of entropy of the operating system, as NumPy does without one.
    ///
    /// Log the seed, and the run can be replayed.
    ///
    /// ```
    /// use seedbed::SeedSequence;
    ///
    /// let seed = SeedSequence::from_os_entropy()?;
    /// println!("seed {seed}"); // such as: seed 243799254704924441050048792905230269161
    /// # Ok::<(), seedbed::SeedError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`SeedError::OsEntropy`] where the operating system gives none.
    #[cfg(feature = "os_entropy")]
    pub fn from_os_entropy() -> Result<Self, SeedError> {
        use alloc::string::ToString;

        let mut bytes = [0; 4 * POOL_SIZE];
        match getrandom::fill(&mut bytes) {
            Ok(()) => Ok(Self::from_u128(u128::from_le_bytes(bytes))),
            Err(error) => Err(SeedError::OsEntropy {
                reason: error.to_string(),
            }),
        }
    }

    /// Puts the seed at another place in the tree of seeds with the same entropy.
    ///
    /// The key replaces the present one, and counts no children spawned.
    ///
    /// ```
    /// use seedbed::SeedSequence;
    ///
    /// // numpy.random.SeedSequence(42, spawn_key=(1, 2))
    /// let seed = SeedSequence::new(42).with_spawn_key([1, 2]);
    /// assert_eq!(seed.to_string(), "42/1/2");
    /// ```
    #[must_use]
    pub fn with_spawn_key(self, spawn_key: impl Into<Vec<u32>>) -> Self {
        let spawn_key: Words = spawn_key.into().into();
        let mut pool = Pool::new(&self.entropy);
        pool.absorb_all(&spawn_key);
        Self {
            entropy: self.entropy,
            spawn_key,
            n_children_spawned: 0,
            pool,
        }
    }

    /// Sets how many children count as spawned, to go on where a stored seed left off.
    ///
    /// ```
    /// use seedbed::SeedSequence;
    ///
    /// let mut seed = SeedSequence::new(42).with_n_children_spawned(7);
    /// assert_eq!(seed.spawn(1)?[0].spawn_key(), [7]);
    /// # Ok::<(), seedbed::SeedError>(())
    /// ```
    #[must_use]
    pub fn with_n_children_spawned(self, n_children_spawned: u32) -> Self {
        Self {
            n_children_spawned,
            ..self
        }
    }

    /// The 32-bit words of the entropy, the lowest first; at least one.
    #[must_use]
    pub fn entropy(&self) -> &[u32] {
        &self.entropy
    }

    /// The path from the root of the tree of seeds to this one; empty at the root.
    #[must_use]
    pub fn spawn_key(&self) -> &[u32] {
        &self.spawn_key
    }

    /// How many children [`spawn`](Self::spawn) has made, which is the index of the next one.
    #[must_use]
    pub fn n_children_spawned(&self) -> u32 {
        self.n_children_spawned
    }

    /// The first `n_words` words of state, like NumPy's `generate_state(n_words)`.
    ///
    /// Asking for fewer words gives the beginning of the same words.
    ///
    /// ```
    /// use seedbed::SeedSequence;
    ///
    /// assert_eq!(SeedSequence::new(42).generate_state_u32(2), [3444837047, 2669555309]);
    /// ```
    #[must_use]
    pub fn generate_state_u32(&self, n_words: usize) -> Vec<u32> {
        self.pool.state().take(n_words).collect()
    }

    /// The first `n_words` 64-bit words of state, like NumPy's `generate_state(n_words, np.uint64)`.
    ///
    /// Each is two 32-bit words of state, the first of them in the low half.
    ///
    /// ```
    /// use seedbed::SeedSequence;
    ///
    /// let state = SeedSequence::new(42).generate_state_u64(1);
    /// assert_eq!(state, [(2669555309 << 32) + 3444837047]);
    /// ```
    #[must_use]
    pub fn generate_state_u64(&self, n_words: usize) -> Vec<u64> {
        let mut state = self.pool.state().map(u64::from);
        let mut next = || state.next().expect("state words never end");
        (0..n_words).map(|_| next() | next() << 32).collect()
    }

    /// Writes the first words of state, without allocating.
    ///
    /// ```
    /// use seedbed::SeedSequence;
    ///
    /// let mut key = [0; 2];
    /// SeedSequence::new(42).fill_state_u32(&mut key);
    /// assert_eq!(key, [3444837047, 2669555309]);
    /// ```
    pub fn fill_state_u32(&self, state: &mut [u32]) {
        self.pool.fill_state(state);
    }

    /// Makes the next `n_children` children, each with its own index added to the spawn key.
    ///
    /// Children made by different calls differ: the seed counts them.
    ///
    /// ```
    /// use seedbed::SeedSequence;
    ///
    /// let mut seed = SeedSequence::new(42);
    /// let first = seed.spawn(2)?;
    /// let more = seed.spawn(1)?;
    /// assert_eq!(first[1].spawn_key(), [1]);
    /// assert_eq!(more[0].spawn_key(), [2]);
    /// # Ok::<(), seedbed::SeedError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`SeedError::TooManyChildren`] when the seed would have spawned more than 2³² − 1 children
    /// in all, [`SeedError::Memory`] when the children do not fit into memory. It then spawns none and
    /// counts none.
    pub fn spawn(&mut self, n_children: usize) -> Result<Vec<Self>, SeedError> {
        self.spawn_each(n_children, |child| child)
    }

    /// [`spawn`](Self::spawn), and what is made of each child in its place.
    pub(crate) fn spawn_each<T>(
        &mut self,
        n_children: usize,
        each: impl Fn(Self) -> T,
    ) -> Result<Vec<T>, SeedError> {
        let first = self.n_children_spawned;
        let end = u32::try_from(n_children)
            .ok()
            .and_then(|n| first.checked_add(n))
            .ok_or(SeedError::TooManyChildren {
                n_children_spawned: first,
                n_children,
            })?;
        let memory = || SeedError::Memory {
            n_children,
            bytes_each: size_of::<T>(),
        };
        let mut children = Vec::new();
        children
            .try_reserve_exact(n_children)
            .map_err(|_| memory())?;
        for index in first..end {
            let child = self.try_child(&[index]).ok_or_else(memory)?;
            children.push(each(child));
        }
        self.n_children_spawned = end;
        Ok(children)
    }

    /// The descendant whose spawn key is this one's followed by `key_suffix`, without counting it.
    ///
    /// `child(&[i])` is the child of index `i` that [`spawn`](Self::spawn) makes.
    ///
    /// ```
    /// use seedbed::SeedSequence;
    ///
    /// let frame = SeedSequence::new(42).child(&[3, 600]);
    /// assert_eq!(frame.to_string(), "42/3/600");
    /// ```
    #[must_use]
    pub fn child(&self, key_suffix: &[u32]) -> Self {
        let mut spawn_key = Words::with_capacity(self.spawn_key.len() + key_suffix.len());
        spawn_key.extend_from_slice(&self.spawn_key);
        spawn_key.extend_from_slice(key_suffix);
        self.descendant(self.entropy.clone(), spawn_key, key_suffix)
    }

    /// [`child`](Self::child), or none where there is no memory for it.
    fn try_child(&self, key_suffix: &[u32]) -> Option<Self> {
        let entropy = try_concat(&self.entropy, &[])?;
        let spawn_key = try_concat(&self.spawn_key, key_suffix)?;
        Some(self.descendant(entropy, spawn_key, key_suffix))
    }

    fn descendant(&self, entropy: Words, spawn_key: Words, key_suffix: &[u32]) -> Self {
        let mut pool = self.pool;
        pool.absorb_all(key_suffix);
        Self {
            entropy,
            spawn_key,
            n_children_spawned: 0,
            pool,
        }
    }
}

fn try_concat(first: &[u32], second: &[u32]) -> Option<Words> {
    let mut words = Words::new();
    words.try_reserve_exact(first.len() + second.len()).ok()?;
    words.extend_from_slice(first);
    words.extend_from_slice(second);
    Some(words)
}

/// NumPy's `_int_to_uint32_array`: the words of an integer, the lowest first, at least one.
fn push_words(words: &mut Words, mut integer: u128) {
    loop {
        words.push(integer as u32);
        integer >>= 32;
        if integer == 0 {
            break;
        }
    }
}

/// The only integer to convert from, so that literals need no suffix where a function takes
/// `impl Into<SeedSequence>`.
impl From<u64> for SeedSequence {
    fn from(entropy: u64) -> Self {
        Self::from_u128(entropy.into())
    }
}

impl fmt::Debug for SeedSequence {
    /// Shows what NumPy's `repr` shows: not the pool, which follows from the rest.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SeedSequence")
            .field("entropy", &format_args!("{}", text::Entropy(&self.entropy)))
            .field("spawn_key", &self.spawn_key)
            .field("n_children_spawned", &self.n_children_spawned)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use alloc::{format, string::ToString};

    use super::*;

    #[test]
    fn children_past_memory_are_an_error_and_are_not_counted() {
        // Larger than any address, whatever the allocator promises.
        type Huge = [u64; 1 << (usize::BITS - 20)];
        let mut seed = SeedSequence::new(42);
        let error = seed
            .spawn_each::<Huge>(1 << 20, |_| unreachable!("no child was made"))
            .unwrap_err();
        let bytes_each = size_of::<Huge>();
        let n_children = 1 << 20;
        assert_eq!(
            error,
            SeedError::Memory {
                n_children,
                bytes_each
            }
        );
        assert_eq!(seed, SeedSequence::new(42));
        let message = format!(
            "1048576 children of {bytes_each} bytes do not fit into memory: spawn them in parts, or \
             make each by its index when it is wanted, with `SeedSequence::child`"
        );
        assert_eq!(error.to_string(), message);
    }
}
