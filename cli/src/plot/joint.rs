//! Two coordinates: where the samples lie in the plane, and the histogram of each.

use plotters::prelude::*;

use super::{
    cells::Cells,
    chart::{Chart, Labels},
    page::{Area, Body, DEEP, Drawn, FAINT_INK, FONT, GRID, INK, Page, Swatch, shade},
    ticks::{power_of_ten, tick},
};
use crate::{density::Shape, histogram::Histogram};

/// So many samples are drawn as points; of more, how many lie in each cell.
const MOST_POINTS: u64 = 20_000;
/// So few are drawn large.
const FEW_POINTS: u64 = 2_000;
/// Width of the plane with its labels, such that it is a square.
const PLANE: u32 = 868;

pub struct Joint {
    charts: [Chart; 2],
    plane: Plane,
    samples: u64,
}

enum Plane {
    Points(Vec<(f64, f64)>),
    Cells(Cells),
}

impl Joint {
    /// Empty, for so many samples.
    pub fn new(marginals: [Shape; 2], samples: u64) -> Self {
        let charts = marginals.map(|shape| Chart::new(shape, samples));
        let plane = match samples {
            ..=MOST_POINTS => Plane::Points(Vec::new()),
            _ => Plane::Cells(Cells::new(charts.each_ref().map(|c| ends(&c.histogram)))),
        };
        Joint {
            charts,
            plane,
            samples,
        }
    }

    pub fn insert(&mut self, x: f64, y: f64) {
        let [of_x, of_y] = &mut self.charts;
        of_x.histogram.insert(x);
        of_y.histogram.insert(y);
        match &mut self.plane {
            Plane::Points(points) => points.push((x, y)),
            Plane::Cells(cells) => cells.insert(x, y),
        }
    }

    pub fn page(&self, title: String, subtitle: String) -> Page {
        let in_plane = match self.plane {
            Plane::Points(_) => (Swatch::Point, "samples"),
            Plane::Cells(_) => (Swatch::Shades, "few to many samples"),
        };
        Page {
            title,
            subtitle,
            legend: vec![
                in_plane,
                (Swatch::Bar, "of one component"),
                (Swatch::Line, self.charts[0].exact()),
            ],
        }
    }

    fn draw_plane<B: DrawingBackend>(&self, area: &Area<B>) -> Drawn<B> {
        let [x, y] = self.charts.each_ref().map(|chart| {
            let (low, high) = ends(&chart.histogram);
            let unit = power_of_ten(low.abs().max(high.abs()));
            let margin = (high - low) * 0.02;
            ((low - margin) / unit..(high + margin) / unit, unit)
        });
        let ((x_range, x_unit), (y_range, y_unit)) = (x, y);
        let at = |(x, y)| (x / x_unit, y / y_unit);
        let mut plane = ChartBuilder::on(area)
            .margin_bottom(24)
            .margin_left(20)
            .margin_right(16)
            .x_label_area_size(84)
            .y_label_area_size(112)
            .build_cartesian_2d(x_range, y_range)?;
        let text = (FONT, 24).into_font().color(&INK);
        plane
            .configure_mesh()
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .axis_style(FAINT_INK)
            .label_style(text.clone())
            .axis_desc_style(text)
            .x_desc("x[0]")
            .y_desc("x[1]")
            .x_labels(7)
            .y_labels(7)
            .x_label_formatter(&|x| tick(x * x_unit))
            .y_label_formatter(&|y| tick(y * y_unit))
            .draw()?;
        match &self.plane {
            Plane::Points(points) => {
                let radius = if self.samples <= FEW_POINTS { 4 } else { 2 };
                let inside = points.iter().filter(|&&(x, y)| {
                    let [a, b] = self.charts.each_ref().map(|c| ends(&c.histogram));
                    (a.0..=a.1).contains(&x) && (b.0..=b.1).contains(&y)
                });
                let marks =
                    inside.map(|&point| Circle::new(at(point), radius, DEEP.mix(0.75).filled()));
                plane.draw_series(marks)?;
            }
            Plane::Cells(cells) => {
                let filled = cells.filled().map(|([low, high], part)| {
                    Rectangle::new([at(low), at(high)], shade(part).filled())
                });
                plane.draw_series(filled)?;
            }
        }
        Ok(())
    }
}

impl Body for Joint {
    fn draw<B: DrawingBackend>(&self, area: &Area<B>) -> Drawn<B> {
        let (left, right) = area.split_horizontally(PLANE);
        self.draw_plane(&left)?;
        let (_, height) = right.dim_in_pixel();
        let (upper, lower) = right.split_vertically(height / 2);
        for ((chart, area), x) in self.charts.iter().zip([upper, lower]).zip(["x[0]", "x[1]"]) {
            let labels = Labels {
                x,
                x_ticks: 7,
                y_ticks: 5,
            };
            chart.draw(&area, &labels)?;
        }
        Ok(())
    }
}

fn ends(histogram: &Histogram) -> (f64, f64) {
    (histogram.low, histogram.high)
}
