//! Seeds as people write them, up to a length that every run and every record has.

use seedbed::SeedSequence;

/// Digits of a seed: 33,000 bits. Reading and writing decimals takes a time with the square of it.
const MOST_DIGITS: usize = 10_000;
/// Words of a spawn key: all of them are hashed for each tile key.
const MOST_KEY_WORDS: usize = 4096;

/// Reads a seed, with or without a spawn key.
pub fn parse_seed(text: &str) -> anyhow::Result<SeedSequence> {
    anyhow::ensure!(
        text.len() <= MOST_DIGITS,
        "a seed has at most {MOST_DIGITS} digits, and this one has {} characters",
        text.len()
    );
    let seed: SeedSequence = text.parse()?;
    // A record has its decimals, of which there are more than of hexadecimal digits.
    let digits = entropy(&seed).len();
    anyhow::ensure!(
        digits <= MOST_DIGITS,
        "a seed has at most {MOST_DIGITS} decimal digits, and this one has {digits}"
    );
    check_spawn_key(seed.spawn_key())?;
    Ok(seed)
}

pub fn check_spawn_key(key: &[u32]) -> anyhow::Result<()> {
    anyhow::ensure!(
        key.len() <= MOST_KEY_WORDS,
        "a spawn key has at most {MOST_KEY_WORDS} words, and this one has {}",
        key.len()
    );
    Ok(())
}

/// The entropy of a seed, in decimal, without its spawn key.
pub fn entropy(seed: &SeedSequence) -> String {
    seed.clone().with_spawn_key([]).to_string()
}

/// The beginning of a seed of hundreds of digits.
pub fn shortened(seed: &SeedSequence) -> String {
    const LONGEST: usize = 50;
    let text = seed.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_seeds_are_read_up_to_a_limit() {
        let most = "9".repeat(MOST_DIGITS);
        assert_eq!(entropy(&parse_seed(&most).unwrap()), most);
        for (text, message) in [
            ("9".repeat(MOST_DIGITS + 1), "has 10001 characters"),
            (format!("0x{}", "f".repeat(MOST_DIGITS - 2)), "has 12039"),
            (format!("1{}", "/0".repeat(4097)), "has 4097"),
        ] {
            let error = parse_seed(&text).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }
}
