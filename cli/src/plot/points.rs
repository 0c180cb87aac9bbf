//! Pictures of point sets: the first two coordinates.

use std::process::ExitCode;

use anyhow::bail;
use seedbed::Backend;

use super::{Canvas, joint::Joint, title};
use crate::{
    args::{PointPlotArgs, UsageError},
    count::grouped,
    density::flat,
    distribution::Sample,
    progress::Progress,
    seed::shortened,
    sequence::{Elements, Part, Sequence, Visitor},
    source::{open_backend, seed_of},
};

/// So many are shown, where there are as many.
const POINTS: u64 = 1024;
/// Points made at a time.
const CHUNK: u64 = 1 << 16;

pub fn run(sequence: Sequence, args: PointPlotArgs) -> anyhow::Result<ExitCode> {
    let seed = match sequence.is_random() {
        true => Some(seed_of(&args.seed)?),
        false => None,
    };
    let part = part(sequence, seed, args.start.index, args.count).map_err(UsageError::new)?;
    let canvas = Canvas::open(args.out)?;
    let backend = open_backend(&args.machine)?;

    let from = match part.start {
        0 => String::new(),
        start => format!(" from point {}", grouped(start)),
    };
    let seed = part
        .seed
        .as_ref()
        .map_or_else(String::new, |seed| format!(" · seed {}", shortened(seed)));
    let subtitle = format!("{} points{from}{seed}", grouped(part.count));
    let mut joint = Joint::new([flat(0.0, 1.0), flat(0.0, 1.0)], part.count);
    let visitor = Insert {
        backend: &backend,
        part: &part,
        joint: &mut joint,
    };
    part.sequence.visit(part.seed.as_ref(), visitor)??;
    let title = title(part.sequence.name(), &part.sequence.parameters());
    canvas.finish(&joint.page(title, subtitle), &joint)
}

/// The points that are shown.
fn part(
    sequence: Sequence,
    seed: Option<seedbed::SeedSequence>,
    start: u64,
    count: Option<u64>,
) -> anyhow::Result<Part> {
    let mut part = Part::new(sequence, seed, start, count)?;
    if count.is_none() {
        part.count = part.count.min(POINTS);
    }
    if part.shape[1] < 2 {
        bail!("a picture shows the first two coordinates: take --dimensions 2 or more");
    }
    Ok(part)
}

struct Insert<'a> {
    backend: &'a Backend,
    part: &'a Part,
    joint: &'a mut Joint,
}

impl Visitor for Insert<'_> {
    type Output = anyhow::Result<()>;

    fn visit<E: Elements>(self, mut elements: E) -> Self::Output {
        let row = elements.dimensions().unwrap_or(1);
        let at_a_time = (CHUNK / row as u64).max(1);
        let mut progress = Progress::new(self.part.count);
        let mut done = 0;
        while done < self.part.count {
            let count = at_a_time.min(self.part.count - done);
            let points = elements.make(self.backend, self.part.start + done, count)?;
            for point in points.chunks_exact(row) {
                self.joint.insert(point[0].to_f64(), point[1].to_f64());
            }
            progress.advance(count as usize);
            done += count;
        }
        Ok(())
    }
}
