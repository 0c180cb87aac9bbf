//! Paths on the left, densities on the right.

use std::path::Path;

use indicatif::HumanCount;
use plotters::prelude::*;

use crate::{
    chart::{self, Area, COLORS, FAINT_INK, GRID, INK, text},
    spread::{BARS, Spread},
};

pub fn save(
    path: &Path,
    spreads: &[Spread],
    paths: &[Vec<(f64, f64)>],
    particles: u32,
) -> anyhow::Result<()> {
    let last = &spreads[spreads.len() - 1];
    let particles = HumanCount(particles.into());
    let title = format!("{particles} particles after {} s", last.time);
    let subtitle = format!(
        "left: the {} that went furthest, and the root of the mean squared displacement; \
         right: how all have spread, and the Gaussian",
        paths.len()
    );
    chart::save(path, (1700, 980), &title, &subtitle, |area| {
        let (left, right) = area.split_horizontally(860);
        draw_paths(&left, last, paths)?;
        // Early, half way and at the end.
        let shown = [0, spreads.len() / 2 - 1, spreads.len() - 1];
        draw_densities(&right, &shown.map(|i| &spreads[i]))
    })
}

fn draw_paths(area: &Area<'_>, last: &Spread, paths: &[Vec<(f64, f64)>]) -> anyhow::Result<()> {
    let all = paths.iter().flatten();
    let reach = all.fold(0.0, |reach: f64, (x, y)| reach.max(x.abs()).max(y.abs())) * 1.05;
    let mut chart = ChartBuilder::on(area)
        .margin(20)
        .x_label_area_size(60)
        .y_label_area_size(70)
        .build_cartesian_2d(-reach..reach, -reach..reach)?;
    chart
        .configure_mesh()
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .axis_style(FAINT_INK)
        .label_style(text(20))
        .axis_desc_style(text(22))
        .x_label_formatter(&|x| format!("{x}"))
        .y_label_formatter(&|y| format!("{y}"))
        .x_desc("x in micrometres")
        .y_desc("y in micrometres")
        .draw()?;
    for (path, color) in paths.iter().zip(COLORS) {
        // Step by step: the corners of one long line would be spikes.
        let steps = path.windows(2);
        chart.draw_series(steps.map(|step| PathElement::new(step, color.stroke_width(2))))?;
        let end = path.last().copied();
        chart.draw_series(end.map(|end| Circle::new(end, 7, color.filled())))?;
    }
    let radius = last.expected.sqrt();
    let circle = (0..=360).map(|degree| {
        let (sin, cos) = f64::from(degree).to_radians().sin_cos();
        (radius * cos, radius * sin)
    });
    chart.draw_series(LineSeries::new(circle, INK.stroke_width(2)))?;
    chart.draw_series([Circle::new((0.0, 0.0), 5, INK.filled())])?;
    Ok(())
}

fn draw_densities(area: &Area<'_>, spreads: &[&Spread]) -> anyhow::Result<()> {
    let width = spreads[spreads.len() - 1].width * 0.8;
    let highest = spreads[0].gaussian(0.0) * 1.08;
    let mut chart = ChartBuilder::on(area)
        .margin(20)
        .x_label_area_size(60)
        .y_label_area_size(80)
        .build_cartesian_2d(-width..width, 0.0..highest)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .axis_style(FAINT_INK)
        .label_style(text(20))
        .axis_desc_style(text(22))
        .x_label_formatter(&|x| format!("{x}"))
        .x_desc("x in micrometres")
        .y_desc("density")
        .draw()?;
    for (spread, color) in spreads.iter().zip(COLORS) {
        let bar = 2.0 * spread.width / BARS as f64;
        let bars = (0..).zip(&spread.density).map(|(i, &height)| {
            let from = -spread.width + f64::from(i) * bar;
            Rectangle::new(
                [(from, 0.0), (from + bar, height)],
                color.mix(0.35).filled(),
            )
        });
        chart
            .draw_series(bars)?
            .label(format!("after {} s", spread.time))
            .legend(move |(x, y)| {
                Rectangle::new([(x, y - 9), (x + 34, y + 9)], color.mix(0.5).filled())
            });
    }
    for (spread, color) in spreads.iter().zip(COLORS) {
        let curve = (-500..=500).map(|i| width * f64::from(i) / 500.0);
        let curve = curve.map(|x| (x, spread.gaussian(x)));
        chart.draw_series(LineSeries::new(curve, color.stroke_width(2)))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .legend_area_size(44)
        .margin(16)
        .label_font(text(22))
        .background_style(WHITE)
        .border_style(GRID)
        .draw()?;
    Ok(())
}
