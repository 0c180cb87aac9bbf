//! `seedbed plot`: a histogram, and the exact density over it.

use std::process::ExitCode;

use anyhow::{Context, anyhow};
use plotters::{
    prelude::*,
    style::{
        FontStyle, register_font,
        text_anchor::{HPos, Pos, VPos},
    },
};
use seedbed::{Backend, distr::Distribution};

use crate::{
    args::{PlotArgs, PlotCommand, UsageError},
    count::grouped,
    density::{Shape, shape},
    distribution::{Sample, Specification, Visitor},
    draw::{CHUNK, draw},
    histogram::Histogram,
    interrupt,
    output::{Unfinished, finish},
    progress::Progress,
    source::{Source, open_backend},
};

const SIZE: (u32, u32) = (1600, 1000);
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
    draw_from.check_count(count, sample_type.words)?;
    interrupt::install()?;
    let mut file = Unfinished::create(&out)?;
    let backend = open_backend(&source.machine)?;

    let subtitle = format!(
        "{} samples · seed {} · {}",
        grouped(count),
        draw_from.stream.seed(),
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

    fn visit<D: Distribution<Output: Sample>>(mut self, distribution: D) -> Self::Output {
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
        .map(|(name, value)| format!("{name} = {}", value.to_string().trim_matches('"')))
        .collect();
    match parameters[..] {
        [] => specification.name().to_string(),
        _ => format!("{}: {}", specification.name(), parameters.join(", ")),
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
                .and_then(|()| Ok(area.present()?))
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
        area: &DrawingArea<B, plotters::coord::Shift>,
    ) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
        area.fill(&WHITE)?;
        let left = Pos::new(HPos::Left, VPos::Top);
        let title = (FONT, 40, FontStyle::Bold)
            .into_font()
            .color(&INK)
            .pos(left);
        let subtitle = (FONT, 24).into_font().color(&FAINT_INK).pos(left);
        area.draw_text(&self.title, &title, (132, 34))?;
        area.draw_text(&self.subtitle, &subtitle, (132, 90))?;
        let (_, plot) = area.split_vertically(130);

        let histogram = &self.histogram;
        let margin = (histogram.high - histogram.low) * 0.02;
        let x_range = histogram.low - margin..histogram.high + margin;
        let mut chart = ChartBuilder::on(&plot)
            .margin_right(50)
            .margin_bottom(24)
            .margin_left(20)
            .x_label_area_size(84)
            .y_label_area_size(112)
            .build_cartesian_2d(x_range, 0.0..self.highest() * 1.12)?;
        let labels = (FONT, 24).into_font().color(&INK);
        let (quantity, exact) = match &self.shape {
            Shape::Continuous { .. } => ("density", "exact density"),
            Shape::Discrete { .. } => ("probability of each value", "exact probability"),
        };
        chart
            .configure_mesh()
            .disable_x_mesh()
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .axis_style(FAINT_INK)
            .label_style(labels.clone())
            .axis_desc_style(labels.clone())
            .x_desc("sample")
            .y_desc(quantity)
            .x_labels(11)
            .y_labels(8)
            .x_label_formatter(&|x| tick(*x))
            .y_label_formatter(&|y| tick(*y))
            .draw()?;

        let gap = if histogram.has_bars() { 0.1 } else { 0.0 };
        let bars = histogram.densities().filter(|bar| bar.2 > 0.0);
        chart
            .draw_series(bars.clone().map(|(from, to, height)| {
                Rectangle::new([(from + gap, 0.0), (to - gap, height)], BAR.filled())
            }))?
            .label("samples")
            .legend(|(x, y)| Rectangle::new([(x, y - 9), (x + 34, y + 9)], BAR.filled()));
        chart.draw_series(bars.map(|(from, to, height)| {
            Rectangle::new([(from + gap, 0.0), (to - gap, height)], BAR_EDGE)
        }))?;

        let curve = CURVE.stroke_width(4);
        match &self.shape {
            Shape::Discrete {
                probabilities,
                first,
            } if histogram.has_bars() => {
                let points = (0..probabilities.len())
                    .map(|i| ((*first + i as i128) as f64, probabilities.of(i)));
                chart
                    .draw_series(points.map(|point| Circle::new(point, 9, CURVE.filled())))?
                    .label(exact)
                    .legend(|(x, y)| Circle::new((x + 17, y), 9, CURVE.filled()));
            }
            shape => {
                chart
                    .draw_series(LineSeries::new(curve_of(shape, histogram), curve))?
                    .label(exact)
                    .legend(move |(x, y)| PathElement::new([(x, y), (x + 34, y)], curve));
            }
        }
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperRight)
            .margin(16)
            .legend_area_size(54)
            .border_style(GRID)
            .background_style(WHITE.mix(0.9))
            .label_font(labels)
            .draw()?;
        Ok(())
    }

    /// The top of the highest bar or of the curve.
    fn highest(&self) -> f64 {
        let bars = self.histogram.densities().map(|bar| bar.2);
        let curve = curve_of(&self.shape, &self.histogram).into_iter();
        bars.chain(curve.map(|point| point.1)).fold(0.0, f64::max)
    }
}

/// Points of the exact density.
fn curve_of(shape: &Shape, histogram: &Histogram) -> Vec<(f64, f64)> {
    const STEPS: u32 = 1000;
    let at =
        |i: u32| histogram.low + (histogram.high - histogram.low) * f64::from(i) / f64::from(STEPS);
    match shape {
        Shape::Continuous { density, .. } => (0..=STEPS).map(|i| (at(i), density(at(i)))).collect(),
        Shape::Discrete { probabilities, .. } => (0..probabilities.len().min(2))
            .map(|i| (at(i as u32 * STEPS), probabilities.of(i)))
            .collect(),
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
