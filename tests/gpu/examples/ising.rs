//! `examples/ising`: every spin as on the host.

#[path = "../../../examples/ising/exact.rs"]
mod exact;
#[path = "../../../examples/ising/simulation.rs"]
mod simulation;
#[path = "../../../examples/ising/twin.rs"]
mod twin;

use simulation::Simulation;

/// Cold, critical and hot; rows of one word and of two, so that neighbours are across words.
#[test]
fn ising_has_the_spins_of_the_host() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    for side in [64, 128] {
        let simulation = Simulation {
            seed: 42,
            side,
            temperatures: vec![1.5, exact::CRITICAL_TEMPERATURE, 3.5],
            warm_up: 6,
            records: 3,
            every: 2,
        };
        let outcome = simulation.run(&gpu, |_| ()).unwrap();
        let on_host = twin::run(&simulation);
        assert_eq!(outcome.records, on_host.records);
        assert!(outcome.spins == on_host.spins, "side {side}");
        // Something happened, and not the same at each temperature.
        let up: Vec<u32> = outcome.records[6..].iter().map(|[up, _]| *up).collect();
        assert!(up[0] > up[1] && up[1] > up[2], "{up:?}");
    }
}

/// Known values: −√2 and the infinite slope at the critical point; limits of low and high temperature.
#[test]
fn exact_solution_of_the_ising_model() {
    use exact::{CRITICAL_TEMPERATURE, energy, magnetisation};
    let root = 2_f64.sqrt();
    assert!((CRITICAL_TEMPERATURE - 2.0 / (1.0 + root).ln()).abs() < 1e-15);
    assert!((energy(CRITICAL_TEMPERATURE + 1e-9) + root).abs() < 1e-7);
    assert!((energy(0.2) + 2.0).abs() < 1e-12 && magnetisation(0.2) == 1.0);
    // Series in 1/T: −2 tanh K − …, to the fourth power of K.
    let k = 0.01_f64;
    assert!((energy(1.0 / k) + 2.0 * k.tanh() + 4.0 * k.powi(3)).abs() < 1e-8);
    assert!((magnetisation(2.0) - 0.911_319_377_877).abs() < 1e-11);
    let nearly_infinite = exact::correlation_length(CRITICAL_TEMPERATURE + 1e-9);
    assert!(nearly_infinite > 1e8);
}
