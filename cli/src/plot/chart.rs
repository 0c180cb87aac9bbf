//! A histogram, and the exact density over it.

use plotters::prelude::*;

use super::{
    curve::below,
    page::{Area, BAR, BAR_EDGE, CURVE, Drawn, FAINT_INK, FONT, GRID, INK},
    ticks::{power_of_ten, tick},
};
use crate::{
    density::{Probabilities, Shape},
    histogram::Histogram,
};

const CURVE_STEPS: u32 = 1000;
/// The axis reaches so many times the highest bar or mark.
const HEADROOM: f64 = 1.06;
/// A curve that reaches more than so many times the highest bar is cut.
const STEEP: f64 = 1.3;

pub struct Chart {
    pub shape: Shape,
    pub histogram: Histogram,
}

/// What is beside the axes.
pub struct Labels {
    pub x: &'static str,
    pub x_ticks: usize,
    pub y_ticks: usize,
}

impl Chart {
    /// Empty, with intervals that suit the shape and the number of samples.
    pub fn new(shape: Shape, samples: u64) -> Self {
        let histogram = Histogram::for_shape(&shape, samples);
        Chart { shape, histogram }
    }

    /// What the marks are.
    pub fn exact(&self) -> &'static str {
        match &self.shape {
            Shape::Continuous { .. } => "exact density",
            Shape::Discrete { .. } => "exact probability",
        }
    }

    pub fn draw<B: DrawingBackend>(&self, area: &Area<B>, labels: &Labels) -> Drawn<B> {
        let histogram = &self.histogram;
        let bars: Vec<_> = self.bars().collect();
        let marks = self.marks();
        let highest = self.highest(&bars, &marks);
        // Axes near 1, where their ticks are found; the labels have the numbers.
        let (x_unit, y_unit) = (
            power_of_ten(histogram.low.abs().max(histogram.high.abs())),
            power_of_ten(highest),
        );
        let margin = (histogram.high - histogram.low) * 0.02;
        let (low, high) = (histogram.low - margin, histogram.high + margin);
        let at = |(x, y)| (x / x_unit, y / y_unit);
        let mut chart = ChartBuilder::on(area)
            .margin_right(50)
            .margin_bottom(24)
            .margin_left(20)
            .x_label_area_size(84)
            .y_label_area_size(112)
            .build_cartesian_2d(
                low / x_unit..high / x_unit,
                0.0..HEADROOM * highest / y_unit,
            )?;
        let text = (FONT, 24).into_font().color(&INK);
        chart
            .configure_mesh()
            .disable_x_mesh()
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .axis_style(FAINT_INK)
            .label_style(text.clone())
            .axis_desc_style(text)
            .x_desc(labels.x)
            .y_desc(match (&self.shape, histogram.has_bars()) {
                (Shape::Continuous { .. }, _) => "density",
                (Shape::Discrete { .. }, true) => "probability",
                (Shape::Discrete { .. }, false) => "share of samples in each bar",
            })
            .x_labels(match histogram.has_bars() {
                true => labels.x_ticks.min(histogram.counts.len() + 2),
                false => labels.x_ticks,
            })
            .y_labels(labels.y_ticks)
            .x_label_formatter(&|x| tick(x * x_unit))
            .y_label_formatter(&|y| tick(y * y_unit))
            .draw()?;

        let gap = if histogram.has_bars() { 0.1 } else { 0.0 };
        for style in [BAR.filled(), BAR_EDGE.into()] {
            chart.draw_series(bars.iter().map(|&(from, to, height)| {
                Rectangle::new([at((from + gap, 0.0)), at((to - gap, height))], style)
            }))?;
        }
        if histogram.has_bars() {
            let marks = marks.into_iter().map(at);
            let points = marks.map(|mark| Circle::new(mark, 9, CURVE.filled()));
            chart.draw_series(points)?;
        } else {
            for line in below(&marks, HEADROOM * highest) {
                let line = line.into_iter().map(at);
                chart.draw_series(LineSeries::new(line, CURVE.stroke_width(4)))?;
            }
        }
        Ok(())
    }

    /// `(from, to, height)`: densities, or shares of the samples.
    fn bars(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        let unit = match &self.shape {
            Shape::Continuous { .. } => 1.0,
            Shape::Discrete { .. } => self.histogram.width,
        };
        let densities = self.histogram.densities();
        densities
            .filter(|bar| bar.2 > 0.0)
            .map(move |(from, to, density)| (from, to, density * unit))
    }

    /// What the heights would be if there were no chance: a curve, or the middles of bars.
    fn marks(&self) -> Vec<(f64, f64)> {
        let Histogram {
            low, high, width, ..
        } = self.histogram;
        match &self.shape {
            Shape::Continuous { density, .. } => (0..=CURVE_STEPS)
                .map(|i| low + (high - low) * f64::from(i) / f64::from(CURVE_STEPS))
                .map(|x| (x, density(x)))
                .collect(),
            Shape::Discrete {
                first,
                probabilities,
            } if self.histogram.has_bars() => (0..probabilities.len())
                .map(|i| ((first + i as i128) as f64, probabilities.of(i)))
                .collect(),
            Shape::Discrete {
                probabilities: probabilities @ Probabilities::Equal(_),
                ..
            } => {
                let share = probabilities.of(0) * width;
                vec![(low, share), (high, share)]
            }
            Shape::Discrete { probabilities, .. } => {
                let each = width as u128;
                let len = probabilities.len();
                let bins = (0..len).step_by(width as usize);
                bins.map(|from| {
                    let to = (from + each).min(len);
                    let share = probabilities.of_range(from, to) * width / (to - from) as f64;
                    (low + (from + to) as f64 / 2.0, share)
                })
                .collect()
            }
        }
    }

    /// Of all bars and marks, but for a curve that goes to infinity or nearly so.
    fn highest(&self, bars: &[(f64, f64, f64)], marks: &[(f64, f64)]) -> f64 {
        let highest = |heights: &mut dyn Iterator<Item = f64>| heights.fold(0.0, f64::max);
        let bar = highest(&mut bars.iter().map(|bar| bar.2));
        let mark = highest(&mut marks.iter().map(|mark| mark.1));
        let Shape::Continuous { density, .. } = &self.shape else {
            return bar.max(mark);
        };
        // What the bars would be if there were no chance, or if there is none.
        let Histogram { low, width, .. } = self.histogram;
        let middles = (0..self.histogram.counts.len()).map(|i| low + (i as f64 + 0.5) * width);
        let bar = bar.max(highest(&mut middles.map(density)));
        if mark <= STEEP * bar {
            bar.max(mark)
        } else {
            bar
        }
    }
}
