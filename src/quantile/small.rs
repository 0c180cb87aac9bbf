//! Differences that vanish at 0 to second order, without cancellation.

/// eʸ − 1 − y.
pub(super) fn expm1_less(y: f64) -> f64 {
    if y.abs() > 0.3 {
        return libm::expm1(y) - y;
    }
    // Taylor; the first term left out is 0.3¹² / 13! of the sum.
    let mut sum = 1.0;
    for k in (3..=13).rev() {
        sum = 1.0 + sum * y / f64::from(k);
    }
    0.5 * y * y * sum
}

/// ln(1 + w) − w, w > −1.
pub(super) fn log1p_less(w: f64) -> f64 {
    if w.abs() > 0.3 {
        return libm::log1p(w) - w;
    }
    // ln(1 + w) = 2 artanh r, r = w / (2 + w), and 2r = w − wr.
    let r = w / (2.0 + w);
    let square = r * r;
    let mut sum = 0.0;
    for k in (1..=11).rev() {
        sum = 1.0 / f64::from(2 * k + 1) + square * sum;
    }
    r * (2.0 * square * sum - w)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Digits by mpmath 1.4.1.
    #[test]
    fn digits() {
        let close = |x: f64, exact: f64| ((x - exact) / exact).abs() < 6e-16;
        for (y, exp, log) in VALUES {
            assert!(close(expm1_less(y), exp), "{y} {:e}", expm1_less(y));
            assert!(close(log1p_less(y), log), "{y} {:e}", log1p_less(y));
        }
    }

    const VALUES: [(f64, f64, f64); 8] = [
        (-0.5, 0.10653065971263342, -0.19314718055994531),
        (-0.296875, 0.04001189866875832, -0.0553455935893521),
        (-0.1015625, 0.004987213533086711, -0.0055356355563671005),
        (-0.0009765625, 4.7668197566223473e-07, -4.77147826612786e-07),
        (
            9.5367431640625e-07,
            4.547474954467883e-13,
            -4.547470617660916e-13,
        ),
        (0.015625, 0.00012270858668574745, -0.00012081346403474585),
        (0.25, 0.034025416687741485, -0.026856448685790246),
        (0.75, 0.3670000166126747, -0.1903842120645773),
    ];
}
