//! Prices that need no chance: Black and Scholes 1973, and what follows from it for geometric means.

use std::f64::consts::SQRT_2;

/// An asset, and a call option on it that ends in a year.
#[derive(Clone, Copy)]
pub struct Market {
    pub spot: f64,
    pub strike: f64,
    /// Interest, continuously compounded.
    pub rate: f64,
    pub volatility: f64,
}

/// At the money, a fifth of volatility: the case that textbooks take.
pub const MARKET: Market = Market {
    spot: 100.0,
    strike: 100.0,
    rate: 0.05,
    volatility: 0.2,
};

/// The dates on which an Asian option looks at the price.
pub const DATES: u32 = 16;

/// The arithmetic Asian option on [`MARKET`], which has no closed form.
///
/// Measured apart from this program, in f64: 8 scrambles of 2¹⁸ Sobol points, one of 16 normals (the
/// first principal component) integrated in closed form; their spread says +- 4e-7.
pub const ARITHMETIC_ASIAN: f64 = 6.057_896;

/// The distribution function of the standard normal.
fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z / SQRT_2)
}

impl Market {
    /// What a payment in a year is worth today.
    pub fn discount(&self) -> f64 {
        (-self.rate).exp()
    }

    /// The price of a call on a lognormal value with this mean and standard deviation of its log.
    fn lognormal_call(&self, mean: f64, std: f64) -> f64 {
        let d = (mean - self.strike.ln()) / std;
        let value = (mean + 0.5 * std * std).exp();
        self.discount() * (value * normal_cdf(d + std) - self.strike * normal_cdf(d))
    }

    /// A European call: on the price at the end (Black and Scholes 1973).
    pub fn european(&self) -> f64 {
        let drift = self.rate - 0.5 * self.volatility * self.volatility;
        self.lognormal_call(self.spot.ln() + drift, self.volatility)
    }

    /// A geometric Asian call: on the geometric mean of the prices at [`DATES`] dates, which is
    /// lognormal too (Kemna and Vorst 1990).
    pub fn geometric_asian(&self) -> f64 {
        let n = f64::from(DATES);
        let drift = self.rate - 0.5 * self.volatility * self.volatility;
        let mean = self.spot.ln() + drift * (n + 1.0) / (2.0 * n);
        let variance = (n + 1.0) * (2.0 * n + 1.0) / (6.0 * n * n);
        self.lognormal_call(mean, self.volatility * variance.sqrt())
    }
}
