//! `examples/pi`: a count of integers, equal to the host's.

#[path = "../../../examples/pi/counting.rs"]
mod counting;

use counting::{Counting, cells_inside, on_host};

#[test]
fn pi_counts_as_the_host_does() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let counting = Counting::new(&gpu, 42).unwrap();
    for leg in 0..2 {
        counting.leg(leg, 3).unwrap();
    }
    assert_eq!(counting.inside().unwrap(), on_host(42, 2, 3));
}

/// The number of cells, and its distance from the circle's area.
#[test]
fn cells_of_the_circle() {
    let share = cells_inside() as f64 / 2_f64.powi(32);
    assert!(
        (share - std::f64::consts::FRAC_PI_4).abs() < 3e-8,
        "{share}"
    );
}
