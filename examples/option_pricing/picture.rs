//! The error against the number of paths, both on scales of powers.

use std::path::Path;

use indicatif::HumanCount;
use plotters::prelude::*;

use crate::{
    chart::{self, COLORS, FAINT_INK, GRID, text},
    convergence::{Errors, OPTIONS},
};

/// European and arithmetic Asian.
const SHOWN: [usize; 2] = [0, 2];

pub fn save(
    path: &Path,
    pseudo_random: &Errors,
    quasi_random: &Errors,
    runs: u32,
) -> anyhow::Result<()> {
    let subtitle =
        format!("root mean square of {runs} runs; the thin lines fall as n^-1/2 and n^-1");
    chart::save(
        path,
        (1400, 900),
        "Error of a price against the number of paths",
        &subtitle,
        |area| {
            let all = [pseudo_random, quasi_random];
            let points = all
                .iter()
                .flat_map(|errors| SHOWN.map(|option| errors.points(option)));
            let points: Vec<_> = points.flatten().collect();
            let lowest = points
                .iter()
                .fold(f64::INFINITY, |low, point| low.min(point.1));
            let highest = points
                .iter()
                .fold(0.0, |high: f64, point| high.max(point.1));
            let (first, last) = (points[0].0, points.last().map_or(1.0, |point| point.0));

            let mut chart = ChartBuilder::on(area)
                .margin_right(50)
                .margin_bottom(20)
                .margin_left(20)
                .x_label_area_size(70)
                .y_label_area_size(110)
                .build_cartesian_2d(
                    (first / 1.15..last * 1.15).log_scale(),
                    (lowest / 2.0..highest * 1.5).log_scale(),
                )?;
            chart
                .configure_mesh()
                .bold_line_style(GRID)
                .light_line_style(TRANSPARENT)
                .axis_style(FAINT_INK)
                .label_style(text(22))
                .axis_desc_style(text(22))
                .x_desc("paths")
                .y_desc("error")
                .x_label_formatter(&|&paths| HumanCount(paths as u64).to_string())
                .y_label_formatter(&|error| format!("{error:.0e}"))
                .draw()?;

            // Where the lines would be that fall with these powers from the first error on.
            let (_, start) = pseudo_random.points(0)[0];
            for power in [-0.5, -1.0] {
                let line = [first, last].map(|x| (x, start * (x / first).powf(power)));
                chart.draw_series(LineSeries::new(line, FAINT_INK.stroke_width(1)))?;
            }
            for (name, errors, colors) in [
                ("pseudo-random", pseudo_random, [COLORS[1], COLORS[4]]),
                ("scrambled Sobol", quasi_random, [COLORS[0], COLORS[5]]),
            ] {
                for (option, color) in SHOWN.into_iter().zip(colors) {
                    let points = errors.points(option);
                    let label =
                        format!("{name}, {}: n^{:.2}", OPTIONS[option], errors.slope(option));
                    chart
                        .draw_series(LineSeries::new(points.clone(), color.stroke_width(3)))?
                        .label(label)
                        .legend(move |(x, y)| {
                            PathElement::new([(x, y - 5), (x + 34, y - 5)], color.stroke_width(3))
                        });
                    chart.draw_series(
                        points
                            .into_iter()
                            .map(|point| Circle::new(point, 6, color.filled())),
                    )?;
                }
            }
            chart
                .configure_series_labels()
                .position(SeriesLabelPosition::LowerLeft)
                .legend_area_size(44)
                .margin(16)
                .label_font(text(22))
                .background_style(WHITE.mix(0.9))
                .border_style(GRID)
                .draw()?;
            Ok(())
        },
    )
}
