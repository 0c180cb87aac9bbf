//! The losses, and what the network thinks of each place.

use std::path::Path;

use plotters::prelude::*;

use crate::{
    chart::{self, COLORS, FAINT_INK, GRID, text},
    network,
    record::Settings,
    training::Training,
};

const SIZE: (u32, u32) = (1700, 960);
/// Pixels of the sides of the map, and how far it reaches.
const MAP: u32 = 760;
const REACH: f64 = 3.5;

pub fn save(
    path: &Path,
    training: &Training<'_>,
    settings: Settings,
    curves: &[[f32; 2]],
) -> anyhow::Result<()> {
    let title = "Two spirals: the same run on every backend";
    let subtitle = format!(
        "{} examples for training, {} for testing · {} epochs · seed {}",
        training.train.len(),
        training.test.len(),
        settings.epochs,
        settings.seed
    );
    chart::save(path, SIZE, title, &subtitle, |area| {
        let (left, right) = area.split_horizontally(SIZE.0 - MAP - 60);
        let highest = curves
            .iter()
            .flatten()
            .fold(0.0, |max: f32, loss| max.max(*loss));
        let mut losses = ChartBuilder::on(&left)
            .margin_left(24)
            .margin_right(40)
            .margin_bottom(20)
            .x_label_area_size(64)
            .y_label_area_size(104)
            .build_cartesian_2d(0.0..curves.len() as f64, 0.0..1.1 * f64::from(highest))?;
        losses
            .configure_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(GRID)
            .axis_style(FAINT_INK)
            .label_style(text(22))
            .x_labels(6)
            .x_label_formatter(&|epoch| format!("{epoch:.0}"))
            .x_desc("epoch")
            .y_desc("mean loss")
            .draw()?;
        let named = ["training, with dropout and augmentation", "testing"];
        for (i, (name, color)) in named.into_iter().zip(COLORS).enumerate() {
            let points = curves.iter().enumerate();
            let points = points.map(|(epoch, losses)| (1.0 + epoch as f64, f64::from(losses[i])));
            losses
                .draw_series(LineSeries::new(points, color.stroke_width(3)))?
                .label(name)
                .legend(move |(x, y)| {
                    PathElement::new([(x, y), (x + 30, y)], color.stroke_width(3))
                });
        }
        losses
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperRight)
            .margin(16)
            .legend_area_size(44)
            .border_style(TRANSPARENT)
            .background_style(WHITE)
            .label_font(text(22))
            .draw()?;

        // From the colour of one spiral through white to that of the other.
        for y in 0..MAP {
            for x in 0..MAP {
                let place = |i: u32| (2.0 * (f64::from(i) + 0.5) / f64::from(MAP) - 1.0) * REACH;
                let at = [place(x) as f32, -place(y) as f32];
                let p = 1.0 / (1.0 + (-network::logit(&training.state.parameters, at)).exp());
                let color =
                    COLORS[usize::from(p > 0.5)].mix(f64::from((2.0 * p - 1.0).abs()) * 0.4);
                right.draw_pixel((x as i32, y as i32), &color)?;
            }
        }
        let pixel = |c: f32| ((f64::from(c) / REACH + 1.0) / 2.0 * f64::from(MAP)) as i32;
        for example in &training.test {
            let at = (pixel(example.at[0]), pixel(-example.at[1]));
            let color = COLORS[usize::from(example.label)];
            right.draw(&Circle::new(at, 6, WHITE.filled()))?;
            right.draw(&Circle::new(at, 5, color.filled()))?;
        }
        let caption = "where the network sees each spiral, and the test examples";
        right.draw_text(caption, &text(22), (0, MAP as i32 + 16))?;
        Ok(())
    })
}
