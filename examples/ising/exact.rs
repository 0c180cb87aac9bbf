//! What is known of the infinite lattice: Onsager (1944), Yang (1952). Energies are in units of the coupling.

use std::f64::consts::PI;

/// 2 / ln(1 + √2), below which there is order.
pub const CRITICAL_TEMPERATURE: f64 = 2.269_185_314_213_022;

/// The mean spin, where the order began with spins up.
pub fn magnetisation(temperature: f64) -> f64 {
    if temperature >= CRITICAL_TEMPERATURE {
        return 0.0;
    }
    (1.0 - (2.0 / temperature).sinh().powi(-4)).powf(0.125)
}

/// The mean energy of a spin.
pub fn energy(temperature: f64) -> f64 {
    let double = 2.0 / temperature;
    // k' = √(1 − k²), where k is the modulus of the complete elliptic integral of the first kind.
    let signed = 2.0 * double.tanh().powi(2) - 1.0;
    let elliptic = PI / (2.0 * arithmetic_geometric_mean(1.0, signed.abs()));
    -(1.0 + 2.0 / PI * signed * elliptic) / double.tanh()
}

fn arithmetic_geometric_mean(mut a: f64, mut b: f64) -> f64 {
    while (a - b).abs() > 1e-15 * a {
        (a, b) = ((a + b) / 2.0, (a * b).sqrt());
    }
    a
}

/// The distance over which spins know of each other, in sites: of the disordered phase, and an upper
/// bound for the ordered one. On a torus many times as wide, means are those of the infinite lattice.
pub fn correlation_length(temperature: f64) -> f64 {
    let coupling = 1.0 / temperature;
    1.0 / (2.0 * coupling + coupling.tanh().ln()).abs()
}
