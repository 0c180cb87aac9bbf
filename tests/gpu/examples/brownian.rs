//! `examples/brownian`: displacements equal to the host's, together and alone; how particles spread.

use seedbed::{coordinates::Coordinates, distr::Normal};

#[path = "../../../examples/brownian/diffusion.rs"]
mod diffusion;
#[allow(dead_code, reason = "the density is the picture's")]
#[path = "../../../examples/brownian/spread.rs"]
mod spread;

use diffusion::{Diffusion, on_host};
use spread::Spread;

#[test]
fn a_displacement_alone_is_that_of_the_run() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    // No multiple of a workgroup.
    let particles = 1000;
    let displacement = Normal::new(0.0, 0.25).unwrap();
    let places = Coordinates::new(42);
    let host = |particle, step| on_host(&places, &displacement, particle, step);
    let run = Diffusion::new(&gpu, particles, &displacement, 42).unwrap();
    run.steps(0, 5).unwrap();
    let drawn = run.last().unwrap();
    run.steps(5, 7).unwrap();

    let alone = Diffusion::new(&gpu, particles, &displacement, 42).unwrap();
    alone.steps(4, 1).unwrap();
    assert_eq!(alone.last().unwrap(), drawn);
    for (particle, (drawn, position)) in (0..).zip(drawn.iter().zip(run.positions().unwrap())) {
        assert_eq!(host(particle, 4).map(f32::to_bits), *drawn, "{particle}");
        let sum = (0..12).fold([0.0; 2], |[x, y], step| {
            let [dx, dy] = host(particle, step).map(f64::from);
            [x + dx, y + dy]
        });
        for (found, expected) in position.into_iter().zip(sum) {
            assert!((f64::from(found) - expected).abs() < 1e-5, "{particle}");
        }
    }
}

#[test]
fn particles_spread_as_the_square_root_of_time() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let displacement = Normal::new(0.0, 0.5).unwrap();
    let run = Diffusion::new(&gpu, 20_000, &displacement, 42).unwrap();
    run.steps(0, 12).unwrap();
    let positions = run.positions().unwrap();
    let spread = Spread::of(&positions, 0.25 * 12.0, 1.0);
    assert!(spread.deviation().abs() < 5.0, "{}", spread.mean_square);
    assert!(spread.distance < 2.2, "{}", spread.distance);
    // A step too many would show.
    let wrong = Spread::of(&positions, 0.25 * 13.0, 1.0);
    assert!(wrong.deviation() < -5.0 && wrong.distance > 2.2);
}
