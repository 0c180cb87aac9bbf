//! `examples/path_tracer`: its random numbers, and two closed forms.

#[path = "../../../examples/path_tracer/checks.rs"]
mod checks;
#[path = "../../../examples/path_tracer/render.rs"]
mod render;

use render::{Render, Scene, drawn_on_host};

#[test]
fn path_tracer_draws_what_the_host_draws() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let (size, bounces, samples) = (20, 3, 2); // the last workgroup is not full
    let mut render = Render::new(&gpu, 42, size, bounces, Scene::Picture).unwrap();
    for _ in 0..samples {
        render.add_sample().unwrap();
    }
    let drawn = render.drawn().unwrap();
    let on_host: Vec<u32> = (0..size * size)
        .map(|pixel| drawn_on_host(42, [pixel % size, pixel / size], samples, bounces))
        .collect();
    assert_eq!(drawn, on_host);
    let radiance = render.radiance().unwrap();
    assert!(
        radiance
            .as_flattened()
            .iter()
            .all(|r| r.is_finite() && *r >= 0.0)
    );
}

#[test]
fn path_tracer_meets_closed_forms() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let error = checks::furnace_error(&gpu).unwrap();
    assert!(error < 1e-5, "{error}");
    let [ratio, error] = checks::floor_ratio(&gpu).unwrap();
    assert!(
        error < 0.01 && (ratio - 1.0).abs() < 4.0 * error,
        "{ratio} ± {error}"
    );
}
