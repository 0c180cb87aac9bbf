//! Counts and bounds as people write them: `1e9`, `1_000_000`, `2^24`, without rounding.

use std::fmt;

/// Why a text is not a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountError {
    /// Not a number in one of the forms.
    Form,
    /// A number, but not a whole one.
    Fraction,
    /// Below 0.
    Negative,
    /// 2⁶⁴ or more.
    TooLarge,
    /// 2³² or more, where that is too large.
    TooLarge32,
}

impl fmt::Display for CountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CountError::Form => "write an integer, as in 1000000, 1_000_000, 1e6 or 2^20",
            CountError::Fraction => "it must be a whole number",
            CountError::Negative => "it must be 0 or more",
            CountError::TooLarge => "it must be below 2^64 = 18446744073709551616",
            CountError::TooLarge32 => "it must be below 2^32 = 4294967296",
        })
    }
}

impl std::error::Error for CountError {}

/// Reads a count or a position.
pub fn parse_count(text: &str) -> Result<u64, CountError> {
    match text.strip_prefix('-') {
        Some(rest) if magnitude(rest).is_ok() => Err(CountError::Negative),
        _ => u64::try_from(magnitude(text)?).map_err(|_| CountError::TooLarge),
    }
}

/// Reads a count below 2³².
pub fn parse_count32(text: &str) -> Result<u32, CountError> {
    match parse_count(text) {
        Ok(count) => u32::try_from(count).map_err(|_| CountError::TooLarge32),
        Err(CountError::TooLarge) => Err(CountError::TooLarge32),
        Err(error) => Err(error),
    }
}

/// Reads the bound of a range of integers, which may be negative.
pub fn parse_bound(text: &str) -> Result<i128, CountError> {
    let (digits, sign) = match text.strip_prefix('-') {
        Some(rest) => (rest, -1),
        None => (text, 1),
    };
    match magnitude(digits)? {
        size if size <= 1 << 64 => Ok(sign * size as i128),
        _ => Err(CountError::TooLarge),
    }
}

fn magnitude(text: &str) -> Result<u128, CountError> {
    if let Some((base, exponent)) = text.split_once('^') {
        let base: u128 = digits(base)?;
        return match u32::try_from(digits(exponent)?) {
            Ok(exponent) => base.checked_pow(exponent),
            Err(_) => (base < 2).then_some(base),
        }
        .ok_or(CountError::TooLarge);
    }
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, signed_exponent(exponent)?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let fraction = fraction.trim_end_matches('0');
    let places = fraction.chars().filter(|&c| c != '_').count() as i64;
    let value = match (whole, fraction) {
        (_, "") => digits(whole)?,
        _ => digits(&format!("{whole}{fraction}"))?,
    };
    scale(value, exponent.saturating_sub(places))
}

/// `value · 10^exponent`.
fn scale(value: u128, exponent: i64) -> Result<u128, CountError> {
    if value == 0 {
        return Ok(0);
    }
    let power = u32::try_from(exponent.unsigned_abs())
        .ok()
        .and_then(|exponent| 10_u128.checked_pow(exponent));
    match (power, exponent < 0) {
        (Some(power), false) => value.checked_mul(power).ok_or(CountError::TooLarge),
        (Some(power), true) if value.is_multiple_of(power) => Ok(value / power),
        (_, true) => Err(CountError::Fraction),
        (None, false) => Err(CountError::TooLarge),
    }
}

/// An exponent of ten that only 0 survives; larger ones need not be told apart.
const HOPELESS: u128 = 1_000_000;

fn signed_exponent(text: &str) -> Result<i64, CountError> {
    let (text, sign) = match text.strip_prefix('-') {
        Some(rest) => (rest, -1),
        None => (text.strip_prefix('+').unwrap_or(text), 1),
    };
    match digits(text) {
        Ok(value) => Ok(sign * value.min(HOPELESS) as i64),
        Err(CountError::TooLarge) => Ok(sign * HOPELESS as i64),
        Err(error) => Err(error),
    }
}

/// Decimal digits, which `_` may separate.
fn digits(text: &str) -> Result<u128, CountError> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(CountError::Form);
    }
    let mut value: u128 = 0;
    for digit in text.chars().filter(|&c| c != '_') {
        let digit = digit.to_digit(10).ok_or(CountError::Form)?;
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(digit.into()))
            .ok_or(CountError::TooLarge)?;
    }
    Ok(value)
}

/// Writes a count with a comma between thousands.
pub fn grouped(count: impl Into<u128>) -> String {
    let digits = count.into().to_string();
    let first = (digits.len() + 2) % 3 + 1;
    let mut text = digits[..first].to_string();
    for start in (first..digits.len()).step_by(3) {
        text.push(',');
        text.push_str(&digits[start..start + 3]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_exactly() {
        for (text, count) in [
            ("0", 0),
            ("42", 42),
            ("1e9", 1_000_000_000),
            ("1E+3", 1000),
            ("1.5e3", 1500),
            ("1_000_000", 1_000_000),
            ("2^24", 1 << 24),
            ("1000e-3", 1),
            ("2.000", 2),
            ("0e99999999999999999999", 0),
            ("1^99999999999", 1),
            // Between the f64 neighbours 9007199254740992 and 9007199254740994.
            ("9007199254740993", 9_007_199_254_740_993),
            ("1.8446744073709551615e19", u64::MAX),
            ("18446744073709551615", u64::MAX),
        ] {
            assert_eq!(parse_count(text), Ok(count), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_count_says_why() {
        for (text, error) in [
            ("", CountError::Form),
            ("many", CountError::Form),
            ("_1", CountError::Form),
            ("1e", CountError::Form),
            ("2^", CountError::Form),
            ("2^-1", CountError::Form),
            ("0x10", CountError::Form),
            ("--5", CountError::Form),
            ("nan", CountError::Form),
            ("inf", CountError::Form),
            ("1.5", CountError::Fraction),
            ("1.50", CountError::Fraction),
            ("1e-3", CountError::Fraction),
            ("1e-99999999999999999999", CountError::Fraction),
            ("-1", CountError::Negative),
            ("-1e9", CountError::Negative),
            ("2^64", CountError::TooLarge),
            ("1e20", CountError::TooLarge),
            ("1e99999999999999999999", CountError::TooLarge),
            ("2^99999999999999999999", CountError::TooLarge),
            ("18446744073709551616", CountError::TooLarge),
        ] {
            assert_eq!(parse_count(text), Err(error), "{text}");
        }
    }

    #[test]
    fn counts_of_32_bits_end_there() {
        assert_eq!(parse_count32("4294967295"), Ok(u32::MAX));
        assert_eq!(parse_count32("2^32"), Err(CountError::TooLarge32));
        assert_eq!(parse_count32("1e20"), Err(CountError::TooLarge32));
        assert_eq!(parse_count32("-1"), Err(CountError::Negative));
    }

    #[test]
    fn bounds_may_be_negative() {
        assert_eq!(parse_bound("-2^63"), Ok(i64::MIN.into()));
        assert_eq!(parse_bound("2^64"), Ok(1 << 64));
        assert_eq!(parse_bound("-1e3"), Ok(-1000));
        assert_eq!(parse_bound("2^65"), Err(CountError::TooLarge));
    }

    #[test]
    fn thousands_are_grouped() {
        for (count, text) in [
            (0_u64, "0"),
            (999, "999"),
            (1000, "1,000"),
            (12_345, "12,345"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(count), text);
        }
    }
}
