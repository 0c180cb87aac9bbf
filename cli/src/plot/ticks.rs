//! Numbers along an axis.

/// The power of ten at or below a positive number.
pub fn power_of_ten(size: f64) -> f64 {
    if size > 0.0 {
        10_f64.powf(size.log10().floor())
    } else {
        1.0
    }
}

/// The shortest decimal for a round number.
pub fn tick(value: f64) -> String {
    let rounded: f64 = format!("{value:.9e}").parse().unwrap_or(value);
    match rounded.abs() {
        size if size == 0.0 || (1e-3..1e6).contains(&size) => format!("{rounded}"),
        _ => format!("{rounded:e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (0.1 + 0.2, "0.3"),
            (-4.0, "-4"),
            (2e9, "2e9"),
            (1.5e-7, "1.5e-7"),
        ] {
            assert_eq!(tick(value), text);
        }
    }
}
