//! Pictures of distributions.

use std::process::ExitCode;

use plotters::prelude::DrawingBackend;
use seedbed::Backend;

use super::{
    Canvas,
    chart::{Chart, Labels},
    joint::Joint,
    page::{Area, Body, Drawn, Page, Swatch},
    title,
};
use crate::{
    args::{PlotArgs, UsageError},
    count::grouped,
    density::{Picture, picture},
    distribution::{Choice, Sample, Visitor},
    draw::{CHUNK, Draws, draw},
    progress::{Progress, samples_of},
    seed::shortened,
    source::{Source, open_backend},
};

pub fn run(choice: Choice<PlotArgs>) -> anyhow::Result<ExitCode> {
    let (specification, args) = choice.split();
    let PlotArgs { count, out, source } = args;
    let sample_type = specification.sample_type().map_err(UsageError::new)?;
    let picture = picture(&specification).map_err(UsageError::new)?;
    let draw_from = Source::new(&source)?;
    draw_from
        .check_count(count, sample_type)
        .map_err(UsageError::new)?;
    let canvas = Canvas::open(out)?;
    let backend = open_backend(&source.machine)?;

    let title = title(specification.name(), &specification.parameters());
    let subtitle = format!(
        "{} {} · seed {} · {}",
        grouped(count),
        sample_type.unit(),
        shortened(draw_from.stream.seed()),
        draw_from.stream.engine(),
    );
    let mut seen = match picture {
        Picture::Single(shape) => Seen::Single(Chart::new(*shape, count)),
        Picture::Joint(marginals) => Seen::Joint(Joint::new(*marginals, count)),
    };
    let visitor = Count {
        backend: &backend,
        source: draw_from,
        seen: &mut seen,
        count,
    };
    specification.visit(visitor)??;
    match seen {
        Seen::Single(chart) => canvas.finish(&page(&chart, title, subtitle), &Single(chart)),
        Seen::Joint(joint) => canvas.finish(&joint.page(title, subtitle), &joint),
    }
}

enum Seen {
    Single(Chart),
    Joint(Joint),
}

fn page(chart: &Chart, title: String, subtitle: String) -> Page {
    let mark = match chart.histogram.has_bars() {
        true => Swatch::Mark,
        false => Swatch::Line,
    };
    Page {
        title,
        subtitle,
        legend: vec![(Swatch::Bar, "samples"), (mark, chart.exact())],
    }
}

/// A page with one chart.
struct Single(Chart);

impl Body for Single {
    fn draw<B: DrawingBackend>(&self, area: &Area<B>) -> Drawn<B> {
        let labels = Labels {
            x: "sample",
            x_ticks: 11,
            y_ticks: 8,
        };
        self.0.draw(area, &labels)
    }
}

/// Draws samples of any type into histograms.
struct Count<'a> {
    backend: &'a Backend,
    source: Source,
    seen: &'a mut Seen,
    count: u64,
}

impl Visitor for Count<'_> {
    type Output = anyhow::Result<()>;

    fn visit<D: Draws>(mut self, distribution: D) -> Self::Output {
        let mut progress = Progress::new(samples_of(&distribution, self.count));
        let row = distribution.dimension().unwrap_or(1);
        draw(
            self.backend,
            &mut self.source.stream,
            &distribution,
            self.count.into(),
            CHUNK,
            |samples| {
                match self.seen {
                    Seen::Single(chart) => chart.histogram.update(samples),
                    Seen::Joint(joint) => samples
                        .chunks_exact(row)
                        .for_each(|row| joint.insert(row[0].to_f64(), row[1].to_f64())),
                }
                progress.advance(samples.len());
                Ok(())
            },
        )
    }
}
