//! Closed forms that the renderer must meet, with errors in the unit that it has.

use std::f64::consts::PI;

use seedbed::Gpu;

use super::render::{FURNACE_ALBEDO, Render, Scene};

const SIZE: u32 = 64;
const SAMPLES: u32 = 16;

fn render(gpu: &Gpu, bounces: u32, scene: Scene) -> anyhow::Result<Vec<[f32; 3]>> {
    let mut render = Render::new(gpu, 42, SIZE, bounces, scene)?;
    for _ in 0..SAMPLES {
        render.add_sample()?;
    }
    render.radiance()
}

/// The white furnace: where everything shines with 1 and reflects ρ, each path of n surfaces brings
/// 1 + ρ + … + ρⁿ⁻¹. The largest relative error of all pixels, which is of rounding alone.
pub fn furnace_error(gpu: &Gpu) -> anyhow::Result<f64> {
    const BOUNCES: i32 = 12;
    let exact = (1.0 - FURNACE_ALBEDO.powi(BOUNCES)) / (1.0 - FURNACE_ALBEDO);
    let pixels = render(gpu, BOUNCES as u32, Scene::Furnace)?;
    let errors = pixels
        .as_flattened()
        .iter()
        .map(|&found| (f64::from(found) / exact - 1.0).abs());
    // A maximum that would not lose a NaN.
    Ok(errors.fold(0.0, |max, error| if error <= max { max } else { error }))
}

/// The lamp's light on the floor of the empty room, over that of the closed form: the mean ratio of the
/// pixels, and its standard error.
pub fn floor_ratio(gpu: &Gpu) -> anyhow::Result<[f64; 2]> {
    let pixels = render(gpu, 1, Scene::EmptyRoom)?;
    let mut ratios = Vec::new();
    for y in 0..SIZE {
        for x in 0..SIZE {
            if let Some([x_floor, z_floor]) = floor_below(x, y) {
                let exact = WHITE_RED * LAMP_RED * lamp_view_factor(x_floor, z_floor);
                ratios.push(f64::from(pixels[(y * SIZE + x) as usize][0]) / exact);
            }
        }
    }
    let n = ratios.len() as f64;
    let mean = ratios.iter().sum::<f64>() / n;
    let variance = ratios
        .iter()
        .map(|ratio| (ratio - mean).powi(2))
        .sum::<f64>()
        / (n - 1.0);
    Ok([mean, (variance / n).sqrt()])
}

// As in kernel.wgsl.
const WHITE_RED: f64 = 0.74;
const LAMP_RED: f64 = 19.0;
const LAMP_HALF: [f64; 2] = [0.3, 0.25];
const EYE: [f64; 3] = [0.0, 1.0, 4.4];

/// Where the ray through the middle of a pixel meets the floor, if it does, away from the walls.
fn floor_below(x: u32, y: u32) -> Option<[f64; 2]> {
    let on_picture = |i: u32| (f64::from(i) + 0.5) / f64::from(SIZE);
    let (across, up) = (2.0 * on_picture(x) - 1.0, 2.0 - 2.0 * on_picture(y));
    // From the eye, through (across, up, 1), down to height 0.
    let t = EYE[1] / (EYE[1] - up);
    let (x, z) = (t * across, EYE[2] + t * (1.0 - EYE[2]));
    (up < 0.98 && x.abs() < 0.9 && z.abs() < 0.9).then_some([x, z])
}

/// The share of the light that leaves a point of the floor and meets the lamp, two units above: the
/// configuration factor of a rectangle parallel to the element (Howell's catalog, B-4, in four parts).
fn lamp_view_factor(x: f64, z: f64) -> f64 {
    let corner = |a: f64, b: f64| {
        let (a, b) = (a / 2.0, b / 2.0);
        let (p, q) = ((1.0 + a * a).sqrt(), (1.0 + b * b).sqrt());
        (a / p * (b / p).atan() + b / q * (a / q).atan()) / (2.0 * PI)
    };
    let [[left, right], [back, front]] = [
        [-LAMP_HALF[0] - x, LAMP_HALF[0] - x],
        [-LAMP_HALF[1] - z, LAMP_HALF[1] - z],
    ];
    corner(right, front) - corner(left, front) - corner(right, back) + corner(left, back)
}
