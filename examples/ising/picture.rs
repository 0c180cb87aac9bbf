//! The curve, and the lattices at three temperatures.

use std::path::Path;

use plotters::prelude::*;

use crate::{
    chart::{self, COLORS, FAINT_INK, GRID, INK, text},
    exact::{CRITICAL_TEMPERATURE, magnetisation},
    simulation::{Outcome, Simulation},
    statistics::Point,
};

const SIZE: (u32, u32) = (1720, 1340);
/// Pixels of the sides of a lattice's picture.
const PICTURE: u32 = 512;

pub fn save(
    path: &Path,
    simulation: &Simulation,
    outcome: &Outcome,
    points: &[Point],
) -> anyhow::Result<()> {
    let title = "Ising model: mean spin against temperature";
    let subtitle = format!(
        "{0} × {0} sites · {1} sweeps · Metropolis in integers · seed {2}",
        simulation.side,
        simulation.sweeps(),
        simulation.seed
    );
    chart::save(path, SIZE, title, &subtitle, |area| {
        let (plot, lattices) = area.split_vertically(620);
        let mut chart = ChartBuilder::on(&plot)
            .margin_left(28)
            .margin_right(40)
            .x_label_area_size(70)
            .y_label_area_size(90)
            .build_cartesian_2d(1.45..3.55, -0.06..1.06)?;
        chart
            .configure_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(GRID)
            .axis_style(FAINT_INK)
            .label_style(text(22))
            .x_desc("temperature, in units of the coupling")
            .y_desc("magnetisation")
            .draw()?;
        let temperature = |i: u32| 1.45 + 2.1 * f64::from(i) / 2000.0;
        let curve = (0..=2000).map(temperature).map(|t| (t, magnetisation(t)));
        chart
            .draw_series(LineSeries::new(curve, COLORS[1].stroke_width(3)))?
            .label("infinite lattice, exact (Yang 1952)")
            .legend(|(x, y)| PathElement::new([(x, y), (x + 30, y)], COLORS[1].stroke_width(3)));
        for point in points {
            let (t, m) = (point.temperature, &point.magnetisation);
            let bar = [(t, m.value - 2.0 * m.error), (t, m.value + 2.0 * m.error)];
            chart.draw_series([PathElement::new(bar, COLORS[0].stroke_width(2))])?;
        }
        let means = points
            .iter()
            .map(|p| (p.temperature, p.magnetisation.value));
        chart
            .draw_series(means.map(|mean| Circle::new(mean, 6, COLORS[0].filled())))?
            .label("simulated, ± 2 standard errors")
            .legend(|(x, y)| Circle::new((x + 15, y), 6, COLORS[0].filled()));
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperRight)
            .margin(20)
            .legend_area_size(44)
            .border_style(TRANSPARENT)
            .background_style(WHITE)
            .label_font(text(24))
            .draw()?;

        // The coldest lattice, the one nearest to the critical temperature, and the hottest.
        let distance = |i: &usize| (points[*i].temperature - CRITICAL_TEMPERATURE).abs();
        let critical = (0..points.len()).min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let chosen = [0, critical.unwrap_or(0), points.len() - 1];
        for (i, panel) in chosen.into_iter().zip(lattices.split_evenly((1, 3))) {
            let (width, _) = panel.dim_in_pixel();
            let (left, top) = ((width - PICTURE) as i32 / 2, 74);
            let label = format!("T = {:.3}", points[i].temperature);
            panel.draw_text(&label, &text(24), (left, 34))?;
            for y in 0..PICTURE {
                for x in 0..PICTURE {
                    let at = |pixel| pixel * simulation.side / PICTURE;
                    let up = is_up(simulation.side, &outcome.spins, i as u32, at(x), at(y));
                    let color = if up { RGBColor(0xf2, 0xf4, 0xf6) } else { INK };
                    panel.draw_pixel((left + x as i32, top + y as i32), &color)?;
                }
            }
        }
        Ok(())
    })
}

/// A spin, from where kernel.wgsl has it.
fn is_up(side: u32, spins: &[u32], lattice: u32, x: u32, y: u32) -> bool {
    let colour = (x + y) % 2;
    let word = ((2 * lattice + colour) * side + y) * (side / 64) + x / 64;
    (spins[word as usize] >> (x / 2 % 32)) & 1 == 1
}
