//! Quantile tables, and samples of them, against the reference implementation, which was written from
//! `docs/quantile_tables.md`.

use crate::golden_vectors::crc32;
use seedbed::{
    Cpu, Engine, Stream,
    catalogue::{CatalogueError, Drawable, Dtype, Erased, by_name},
    distr::{Quantile, QuantileError},
    draw::Planner,
    plan::{Limits, Read},
};

const VECTORS: &str = include_str!("../vectors/quantile_tables.txt");

/// Of a family's parameters, in their order.
fn family(name: &str, p: &[f64]) -> Result<Table, CatalogueError> {
    let Ok(entry) = by_name(name) else {
        return Ok(table(Erased::new(caller(name)?)));
    };
    let values = entry.parameters.iter().zip(p);
    let arguments: Vec<_> = values
        .map(|(parameter, &value)| (parameter.name, value.into()))
        .collect();
    match entry.build(Dtype::F32, &arguments)? {
        Drawable::F32(distribution) => Ok(table(distribution)),
        other => panic!("{name} has other samples: {other:?}"),
    }
}

/// Functions of the caller, in operations of IEEE 754 alone.
fn caller(name: &str) -> Result<Quantile, QuantileError> {
    let infinite = f64::INFINITY;
    match name {
        "by_quantiles" => Quantile::from_quantile(|p| p / (1.0 - p), |q| (1.0 - q) / q),
        "from_0_on" => Quantile::from_cdf(
            |x| x / (1.0 + x),
            |x| 1.0 / ((1.0 + x) * (1.0 + x)),
            (0.0, infinite),
        ),
        "up_to_0" => Quantile::from_cdf(
            |x| 1.0 / (1.0 - x),
            |x| 1.0 / ((1.0 - x) * (1.0 - x)),
            (-infinite, 0.0),
        ),
        "both_sides" => Quantile::from_cdf(
            |x: f64| {
                if x < 0.0 {
                    0.5 / (1.0 - x)
                } else {
                    1.0 - 0.5 / (1.0 + x)
                }
            },
            |x: f64| 0.5 / ((1.0 + x.abs()) * (1.0 + x.abs())),
            (-infinite, infinite),
        ),
        "from_0_to_1" => Quantile::from_cdf(|x| x * x, |x| 2.0 * x, (0.0, 1.0)),
        _ => panic!("{name}"),
    }
}

struct Table {
    /// As kernels read them.
    words: Vec<u32>,
    samples: Vec<u32>,
}

fn table(distribution: Erased<f32>) -> Table {
    let mut stream = Stream::with_engine(Engine::Philox4x32_10, 42);
    let cpu = Cpu::single_threaded();
    let samples = cpu.sample(&mut stream, &distribution, 20_000).unwrap();
    Table {
        words: {
            let stream = Stream::new(0);
            let planner = Planner::new(&stream, &distribution, 4).unwrap();
            let plan = planner.plan(0, 4, 0, Limits::WEBGPU).unwrap();
            let Read::Words(table) = plan.steps()[0].table else {
                panic!("a table")
            };
            plan.words()[table].words()
        },
        samples: samples.into_iter().map(f32::to_bits).collect(),
    }
}

fn crc_of(words: &[u32]) -> String {
    let bytes = words.iter().flat_map(|word| word.to_le_bytes());
    format!("{:08x}", crc32(bytes))
}

#[test]
fn tables_and_samples_are_the_references() {
    let mut families = std::collections::BTreeSet::new();
    let mut count = 0;
    for line in VECTORS.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<_> = line.split("; ").collect();
        let [name, parameters, pieces, of_table, of_samples, first] = fields[..] else {
            panic!("{line}");
        };
        let parameters: Vec<f64> = parameters.split(' ').flat_map(str::parse).collect();
        let Table { words, samples } = family(name, &parameters).unwrap();
        assert_eq!((words.len() / 4 - 128).to_string(), pieces, "{line}");
        assert_eq!(crc_of(&words), of_table, "{line}");
        let found: Vec<_> = samples[..4].iter().map(|f| format!("{f:08x}")).collect();
        assert_eq!(found.join(" "), first, "{line}");
        assert_eq!(crc_of(&samples), of_samples, "{line}");
        families.insert(name);
        count += 1;
    }
    assert_eq!((families.len(), count), (30, 63));
}
