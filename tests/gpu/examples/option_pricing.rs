//! `examples/option_pricing`: the kernel beside the same paths in f64, and prices beside closed forms.

use seedbed::{
    SeedSequence,
    coordinates::Coordinates,
    distr::Normal,
    qmc::{PointSet, Sobol},
};

use crate::{
    closed_form::{DATES, MARKET, Market},
    convergence::{Errors, OPTIONS},
    pricing::{Payoffs, Pricing},
};

const PATHS: u32 = 1024;

/// What a path pays: the Brownian bridge by halves, one into the other.
fn payoffs(normals: &[f32]) -> [f64; 3] {
    let mut brownian = [f64::NAN; 17];
    brownian[0] = 0.0;
    brownian[16] = f64::from(normals[0]);
    let mut next = normals[1..].iter().map(|&z| f64::from(z));
    for half in [8, 4, 2, 1] {
        for middle in (half..16).step_by(2 * half) {
            let variance = half as f64 / 32.0;
            brownian[middle] = 0.5 * (brownian[middle - half] + brownian[middle + half])
                + variance.sqrt() * next.next().unwrap();
        }
    }
    let drift = MARKET.rate - MARKET.volatility.powi(2) / 2.0;
    let log = |i: usize| drift * i as f64 / 16.0 + MARKET.volatility * brownian[i];
    let logs: Vec<f64> = (1..=16).map(log).collect();
    let mean = logs.iter().map(|log| log.exp()).sum::<f64>() / 16.0;
    let geometric = (logs.iter().sum::<f64>() / 16.0).exp();
    [logs[15].exp(), geometric, mean].map(|ratio| (MARKET.spot * ratio - MARKET.strike).max(0.0))
}

/// The normals are equal, so only the kernel's floats differ.
#[track_caller]
fn compare(found: &[Payoffs], normals: &[f32]) {
    assert_eq!(found.len(), PATHS as usize);
    let mut paid = 0;
    for (path, (found, normals)) in found.iter().zip(normals.chunks(16)).enumerate() {
        for (found, expected) in found.map(f64::from).into_iter().zip(payoffs(normals)) {
            assert!(
                (found - expected).abs() < 1e-3,
                "{path}: {found} {expected}"
            );
            paid += u32::from(expected > 0.0);
        }
    }
    assert!(paid > PATHS, "{paid}");
}

#[test]
fn options_pay_as_in_f64() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let pricing = Pricing::new(&gpu, MARKET, PATHS, 42).unwrap();

    let places = Coordinates::new(42);
    let mut normals = Vec::new();
    for path in 0..PATHS {
        let mut random = places.at_2d([path, 3], 0);
        normals.extend((0..DATES).map(|_| random.sample(&Normal::STANDARD)));
    }
    compare(&pricing.pseudo_random(3).unwrap(), &normals);

    let mut sobol = Sobol::new(16).unwrap().scrambled(7);
    let normals = sobol.random(&Normal::STANDARD, PATHS as usize).unwrap();
    compare(&pricing.quasi_random(7.into()).unwrap(), &normals);
}

#[test]
fn option_prices_converge() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let pricing = Pricing::new(&gpu, MARKET, 1 << 12, 42).unwrap();
    let mut errors = [Errors::new(6, 12), Errors::new(6, 12)];
    let scrambles = SeedSequence::new(42_u64).spawn(16).unwrap();
    for (run, scramble) in (0..).zip(scrambles) {
        errors[0].add(&MARKET, &pricing.pseudo_random(run).unwrap());
        errors[1].add(&MARKET, &pricing.quasi_random(scramble).unwrap());
    }
    for (errors, slopes) in errors.iter().zip([-0.7..-0.3, -1.4..-0.7]) {
        assert_eq!(errors.paths, [64, 128, 256, 512, 1024, 2048, 4096]);
        for (i, option) in OPTIONS.iter().enumerate() {
            let (error, standard_error) = errors.mean(i);
            assert!(error.abs() < 5.0 * standard_error, "{option}: {error}");
            // A price whose model is wrong would be further off than this.
            assert!(standard_error < 0.1, "{option}: {standard_error}");
            let slope = errors.slope(i);
            assert!(i == 3 || slopes.contains(&slope), "{option}: {slope}");
        }
    }
}

/// Hull, *Options, Futures, and Other Derivatives*: a call on 42 at 40 for half a year, at 10 % and
/// 20 %, costs 4.76.
#[test]
fn black_and_scholes() {
    let market = Market {
        spot: 42.0,
        strike: 40.0,
        rate: 0.1 * 0.5,
        volatility: 0.2 * 0.5_f64.sqrt(),
    };
    assert!((market.european() - 4.76).abs() < 0.005);
    // The mean of Kemna and Vorst's is the end's, where there is no volatility to speak of.
    let quiet = Market {
        volatility: 1e-6,
        rate: 0.0,
        ..market
    };
    assert!((quiet.geometric_asian() - 2.0).abs() < 1e-5);
}
