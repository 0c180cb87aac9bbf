//! Seeds as text: `42`, `0x2a`, `42/1/2`.

use alloc::borrow::ToOwned;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use super::{POOL_SIZE, SeedError, SeedSequence};

impl fmt::Display for SeedSequence {
    /// Writes the entropy in decimal, then each word of the spawn key after a `/`.
    ///
    /// Entropy that no integer makes, because it has more than four words and ends in zero, is
    /// written as a list of its words: `[1, 2, 3, 4, 0]`. NumPy takes either as it stands. How many
    /// children were spawned is not written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Entropy(&self.entropy).fmt(f)?;
        self.spawn_key
            .iter()
            .try_for_each(|word| write!(f, "/{word}"))
    }
}

impl FromStr for SeedSequence {
    type Err = SeedError;

    /// Parses entropy, then each word of the spawn key after a `/`.
    ///
    /// Entropy is an integer of any size, or a list of such integers in brackets, taken as in
    /// [`from_sequence`](SeedSequence::from_sequence). Integers are decimal, or hexadecimal after
    /// `0x`; `_` may separate digits.
    ///
    /// ```
    /// use seedbed::SeedSequence;
    ///
    /// let seed: SeedSequence = "0xdead_beef/1/2".parse()?;
    /// assert_eq!(seed, SeedSequence::new(0xdead_beef).with_spawn_key([1, 2]));
    /// # Ok::<(), seedbed::SeedError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`SeedError::InvalidInteger`] for text of any other form, and
    /// [`SeedError::SpawnKeyTooLarge`] for a word of the spawn key of 2³² or more.
    fn from_str(seed: &str) -> Result<Self, SeedError> {
        let mut parts = seed.split('/');
        let entropy = parse_entropy(seed, parts.next().unwrap_or_default())?;
        let spawn_key = parts
            .map(|part| parse_spawn_key_word(seed, part))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self::from_words(entropy).with_spawn_key(spawn_key))
    }
}

/// The words of some entropy, which print as Python writes the entropy.
pub(super) struct Entropy<'a>(pub &'a [u32]);

impl fmt::Display for Entropy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.len() > POOL_SIZE && self.0.last() == Some(&0) {
            write!(f, "{:?}", self.0)
        } else {
            write_decimal(f, self.0)
        }
    }
}

/// Parses `entropy`, a part of `seed`, to words.
pub(super) fn parse_entropy(seed: &str, entropy: &str) -> Result<Vec<u32>, SeedError> {
    match entropy
        .strip_prefix('[')
        .and_then(|list| list.strip_suffix(']'))
    {
        None => parse_part(seed, entropy),
        Some(list) if list.trim().is_empty() => Ok(Vec::new()),
        Some(list) => {
            let integers = list
                .split(',')
                .map(|integer| parse_part(seed, integer.trim()));
            Ok(integers.collect::<Result<Vec<_>, _>>()?.concat())
        }
    }
}

fn parse_spawn_key_word(seed: &str, part: &str) -> Result<u32, SeedError> {
    match parse_part(seed, part)?[..] {
        [word] => Ok(word),
        _ => Err(SeedError::SpawnKeyTooLarge {
            seed: seed.to_owned(),
            part: part.to_owned(),
        }),
    }
}

/// Parses a part of `seed` to the words of an integer.
fn parse_part(seed: &str, part: &str) -> Result<Vec<u32>, SeedError> {
    parse_integer(part).ok_or_else(|| SeedError::InvalidInteger {
        seed: seed.to_owned(),
        part: part.to_owned(),
    })
}

/// Parses a non-negative integer, decimal or hexadecimal after `0x`, to its words, the lowest first, at
/// least one.
pub(crate) fn parse_integer(text: &str) -> Option<Vec<u32>> {
    match text.strip_prefix("0x") {
        Some(digits) => parse_digits(digits, 16),
        // As in Rust's literals, an underscore cannot come first.
        None if text.starts_with('_') => None,
        None => parse_digits(text, 10),
    }
}

fn parse_digits(digits: &str, radix: u32) -> Option<Vec<u32>> {
    let mut words = Vec::new();
    let (mut group, mut scale) = (0, 1);
    let mut any = false;
    for digit in digits.chars().filter(|&digit| digit != '_') {
        group = group * u64::from(radix) + u64::from(digit.to_digit(radix)?);
        scale *= u64::from(radix);
        any = true;
        // One pass over the words for as many digits as a word holds.
        if scale * u64::from(radix) > 1 << 32 {
            multiply_add(&mut words, scale, group);
            (group, scale) = (0, 1);
        }
    }
    multiply_add(&mut words, scale, group);
    if words.is_empty() {
        words.push(0);
    }
    any.then_some(words)
}

/// `words = words * factor + term`, for `factor` up to 2³² and `term` below 2³².
fn multiply_add(words: &mut Vec<u32>, factor: u64, term: u64) {
    let mut carry = term;
    for word in words.iter_mut() {
        let product = u64::from(*word) * factor + carry;
        *word = product as u32;
        carry = product >> 32;
    }
    if carry != 0 {
        words.push(carry as u32);
    }
}

/// Writes words, the lowest first, as one integer, by dividing off nine digits at a time.
fn write_decimal(f: &mut fmt::Formatter<'_>, words: &[u32]) -> fmt::Result {
    const GROUP: u64 = 1_000_000_000;
    let mut quotient = words.to_vec();
    let mut groups = Vec::new();
    while !quotient.is_empty() {
        let mut remainder = 0;
        for word in quotient.iter_mut().rev() {
            let dividend = remainder << 32 | u64::from(*word);
            *word = (dividend / GROUP) as u32;
            remainder = dividend % GROUP;
        }
        groups.push(remainder);
        while quotient.last() == Some(&0) {
            quotient.pop();
        }
    }
    write!(f, "{}", groups.pop().unwrap_or(0))?;
    groups
        .iter()
        .rev()
        .try_for_each(|group| write!(f, "{group:09}"))
}
