//! `seedbed plot`: a histogram, and the exact density over it.

use std::process::ExitCode;

use anyhow::{Context, anyhow};
use plotters::{
    coord::Shift,
    prelude::*,
    style::{
        FontStyle, register_font,
        text_anchor::{HPos, Pos, VPos},
    },
};
use seedbed::{Backend, SeedSequence};

use crate::{
    args::{PlotArgs, PlotCommand, UsageError},
    count::grouped,
    density::{Probabilities, Shape, shape},
    distribution::{Specification, Visitor, short},
    draw::{CHUNK, Draws, draw},
    histogram::Histogram,
    interrupt,
    output::{Unfinished, finish},
    progress::Progress,
    source::{Source, open_backend},
};

const SIZE: (u32, u32) = (1600, 1000);
/// Height of the title, the subtitle and the legend.
const HEADER: u32 = 172;
/// Where they start: above the axis.
const LEFT: i32 = 132;
/// So many characters fit in the full size.
const LONGEST_TITLE: usize = 56;
const CURVE_STEPS: u32 = 1000;
/// The axis reaches so many times the highest bar or mark.
const HEADROOM: f64 = 1.06;
/// A curve that reaches more than so many times the highest bar is cut.
const STEEP: f64 = 1.3;
const FONT: &str = "DejaVu Sans";
const INK: RGBColor = RGBColor(0x22, 0x28, 0x31);
const FAINT_INK: RGBColor = RGBColor(0x6b, 0x74, 0x80);
const GRID: RGBColor = RGBColor(0xe6, 0xe9, 0xed);
const BAR: RGBColor = RGBColor(0x8f, 0xb8, 0xde);
const BAR_EDGE: RGBColor = RGBColor(0x6a, 0x9b, 0xc9);
const CURVE: RGBColor = RGBColor(0xd1, 0x49, 0x2e);

pub fn run(command: PlotCommand) -> anyhow::Result<ExitCode> {
    let (specification, args) = command.distribution.split();
    let PlotArgs { count, out, source } = args;
    let sample_type = specification.sample_type().map_err(UsageError::new)?;
    let shape = shape(&specification).map_err(UsageError::new)?;
    let draw_from = Source::new(&source)?;
    draw_from
        .check_count(count, sample_type)
        .map_err(UsageError::new)?;
    interrupt::install()?;
    let mut file = Unfinished::create(&out)?;
    let backend = open_backend(&source.machine)?;

    let subtitle = format!(
        "{} samples · seed {} · {}",
        grouped(count),
        shortened(draw_from.stream.seed()),
        draw_from.stream.engine(),
    );
    let visitor = Count {
        backend: &backend,
        source: draw_from,
        histogram: Histogram::for_shape(&shape, count),
        count,
    };
    let histogram = specification.visit(visitor)??;
    let picture = Picture {
        title: title(&specification),
        subtitle,
        shape,
        histogram,
    };
    file.write(&picture.png()?)?;
    finish([file])?;
    eprintln!("{}: {}", out.display(), picture.subtitle);
    Ok(ExitCode::SUCCESS)
}

/// Draws samples of any type into a histogram.
struct Count<'a> {
    backend: &'a Backend,
    source: Source,
    histogram: Histogram,
    count: u64,
}

impl Visitor for Count<'_> {
    type Output = anyhow::Result<Histogram>;

    fn visit<D: Draws>(mut self, distribution: D) -> Self::Output {
        let mut progress = Progress::new(self.count);
        draw(
            self.backend,
            &mut self.source.stream,
            &distribution,
            self.count.into(),
            CHUNK,
            |samples| {
                self.histogram.update(samples);
                progress.advance(samples.len());
                Ok(())
            },
        )?;
        Ok(self.histogram)
    }
}

fn title(specification: &Specification) -> String {
    let parameters: Vec<_> = specification
        .parameters()
        .iter()
        .map(|(name, value)| {
            let value = short(value).replace(".0,", ",").replace(".0]", "]");
            format!("{name} = {}", value.strip_suffix(".0").unwrap_or(&value))
        })
        .collect();
    match parameters[..] {
        [] => specification.name().to_string(),
        _ => format!("{}: {}", specification.name(), parameters.join(", ")),
    }
}

/// The beginning of a seed of hundreds of digits.
fn shortened(seed: &SeedSequence) -> String {
    const LONGEST: usize = 50;
    let text = seed.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

struct Picture {
    title: String,
    subtitle: String,
    shape: Shape,
    histogram: Histogram,
}

impl Picture {
    fn png(&self) -> anyhow::Result<Vec<u8>> {
        for (style, bytes) in [
            (FontStyle::Normal, dejavu::sans::regular()),
            (FontStyle::Bold, dejavu::sans::bold()),
        ] {
            register_font(FONT, style, bytes)
                .map_err(|_| anyhow!("the built-in font is broken"))?;
        }
        let mut pixels = vec![0; 3 * (SIZE.0 * SIZE.1) as usize];
        {
            let area = BitMapBackend::with_buffer(&mut pixels, SIZE).into_drawing_area();
            self.draw(&area)
                .and_then(|()| area.present())
                .map_err(|error| anyhow!("{error}"))
                .context("cannot draw the picture")?;
        }
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, SIZE.0, SIZE.1);
        encoder.set_color(png::ColorType::Rgb);
        encoder.write_header()?.write_image_data(&pixels)?;
        Ok(png)
    }

    fn draw<B: DrawingBackend>(
        &self,
        area: &DrawingArea<B, Shift>,
    ) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
        area.fill(&WHITE)?;
        let left = Pos::new(HPos::Left, VPos::Top);
        let size = 40 * LONGEST_TITLE / self.title.chars().count().max(LONGEST_TITLE);
        let title = (FONT, size as u32, FontStyle::Bold)
            .into_font()
            .color(&INK)
            .pos(left);
        let subtitle = (FONT, 24).into_font().color(&FAINT_INK).pos(left);
        area.draw_text(&self.title, &title, (LEFT, 34))?;
        area.draw_text(&self.subtitle, &subtitle, (LEFT, 88))?;
        self.draw_legend(area)?;
        let (_, plot) = area.split_vertically(HEADER);

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
        let mut chart = ChartBuilder::on(&plot)
            .margin_right(50)
            .margin_bottom(24)
            .margin_left(20)
            .x_label_area_size(84)
            .y_label_area_size(112)
            .build_cartesian_2d(
                low / x_unit..high / x_unit,
                0.0..HEADROOM * highest / y_unit,
            )?;
        let labels = (FONT, 24).into_font().color(&INK);
        chart
            .configure_mesh()
            .disable_x_mesh()
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .axis_style(FAINT_INK)
            .label_style(labels.clone())
            .axis_desc_style(labels)
            .x_desc("sample")
            .y_desc(match (&self.shape, histogram.has_bars()) {
                (Shape::Continuous { .. }, _) => "density",
                (Shape::Discrete { .. }, true) => "probability",
                (Shape::Discrete { .. }, false) => "share of samples in each bar",
            })
            .x_labels(match histogram.has_bars() {
                true => 11.min(histogram.counts.len() + 2),
                false => 11,
            })
            .y_labels(8)
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

    /// In the header, where it hides no bar.
    fn draw_legend<B: DrawingBackend>(
        &self,
        area: &DrawingArea<B, Shift>,
    ) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
        let middle = Pos::new(HPos::Left, VPos::Center);
        let text = (FONT, 24).into_font().color(&INK).pos(middle);
        let (left, y) = (LEFT, HEADER as i32 - 26);
        let swatch = [(left, y - 9), (left + 34, y + 9)];
        area.draw(&Rectangle::new(swatch, BAR.filled()))?;
        area.draw_text("samples", &text, (left + 48, y + 3))?;
        let left = left + 190;
        let exact = match &self.shape {
            Shape::Continuous { .. } => "exact density",
            Shape::Discrete { .. } => "exact probability",
        };
        if self.histogram.has_bars() {
            area.draw(&Circle::new((left + 17, y), 9, CURVE.filled()))?;
        } else {
            let line = [(left, y), (left + 34, y)];
            area.draw(&PathElement::new(line, CURVE.stroke_width(4)))?;
        }
        area.draw_text(exact, &text, (left + 48, y + 3))?;
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

/// The parts of a curve that are not above `height`, each from where it comes from there to where it
/// goes there.
fn below(curve: &[(f64, f64)], height: f64) -> Vec<Vec<(f64, f64)>> {
    let crossing = |(x0, y0): (f64, f64), (x1, y1): (f64, f64)| {
        let part = match y1.is_finite() {
            true => (height - y0) / (y1 - y0),
            false => 1.0,
        };
        (x0 + part * (x1 - x0), height)
    };
    let mut lines = Vec::new();
    let mut line = Vec::new();
    let mut last_above = None;
    for &point in curve {
        if point.1 <= height {
            if let Some(above) = last_above.take() {
                line.push(crossing(point, above));
            }
            line.push(point);
            continue;
        }
        if let Some(&inside) = line.last() {
            line.push(crossing(inside, point));
            lines.push(std::mem::take(&mut line));
        }
        last_above = Some(point);
    }
    lines.push(line);
    lines
}

/// The power of ten at or below a positive number.
fn power_of_ten(size: f64) -> f64 {
    if size > 0.0 {
        10_f64.powf(size.log10().floor())
    } else {
        1.0
    }
}

/// The shortest decimal for a round number.
fn tick(value: f64) -> String {
    let rounded: f64 = format!("{value:.9e}").parse().unwrap_or(value);
    match rounded.abs() {
        size if size == 0.0 || (1e-3..1e6).contains(&size) => format!("{rounded}"),
        _ => format!("{rounded:e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_cut_at_a_height() {
        let curve = [(0.0, f64::INFINITY), (1.0, 2.0), (2.0, 4.0), (3.0, 1.0)];
        let lines = below(&curve, 3.0);
        assert_eq!(lines[0], [(0.0, 3.0), (1.0, 2.0), (1.5, 3.0)]);
        assert_eq!(lines[1], [(2.0 + 1.0 / 3.0, 3.0), (3.0, 1.0)]);
        assert_eq!(lines.len(), 2);
        assert_eq!(below(&curve, f64::INFINITY), [curve]);
    }

    #[test]
    fn ticks_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (0.1 + 0.2, "0.3"),
            (-4.0, "-4"),
            (2e9, "2e9"),
            (1.5e-7, "1.5e-7"),
        ] {
            assert_eq!(tick(value), text);
        }
    }
}
