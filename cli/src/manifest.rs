//! `FILE.run.json`: all that is needed to draw FILE's samples again.

use std::{
    ffi::OsString,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};
use seedbed::{Engine, SeedSequence, Stream};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    distribution::Specification,
    output::Format,
    source::{Machine, Source},
};

const SUFFIX: &str = ".run.json";
/// No record has more bytes, not even of 2^20 weights; a file of samples may.
const LONGEST: u64 = 1 << 26;

/// The version whose samples these are.
pub const VERSION: &str = seedbed::VERSION;

#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The version that drew.
    pub seedbed: String,
    /// Text, because few readers of JSON have integers of any size.
    pub seed: String,
    pub spawn_key: Vec<u32>,
    pub engine: String,
    pub distribution: String,
    pub parameters: Map<String, Value>,
    /// In words.
    pub position: u64,
    pub count: u64,
    pub dtype: String,
    pub format: Format,
    /// BLAKE3 of the samples in little-endian order.
    pub blake3: String,
    #[serde(flatten)]
    pub machine: Machine,
}

impl Manifest {
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let mut json = Vec::new();
        File::open(path)
            .and_then(|file| file.take(LONGEST).read_to_end(&mut json))
            .with_context(|| format!("cannot read {}", path.display()))?;
        serde_json::from_slice(&json).with_context(|| {
            let record = beside(path);
            let hint = match record.is_file() {
                true => format!("; its record is {}", record.display()),
                false => String::new(),
            };
            format!("{} is not the record of a run{hint}", path.display())
        })
    }

    pub fn to_json(&self) -> String {
        let json = serde_json::to_string_pretty(self).expect("the keys are strings");
        json + "\n"
    }

    /// What to draw, and from where.
    pub fn replay(&self) -> anyhow::Result<(Specification, Source)> {
        let engine: Engine = self.engine.parse()?;
        let seed: SeedSequence = self.seed.parse()?;
        ensure!(
            seed.spawn_key().is_empty(),
            "the seed `{}` has a spawn key, which has its own place",
            self.seed
        );
        let seed = seed.with_spawn_key(&self.spawn_key[..]);
        let mut stream = Stream::with_engine(engine, seed);
        stream.seek(self.position)?;
        let specification = Specification::from_parts(&self.distribution, self.parameters.clone())?;
        let dtype = specification.sample_type()?.dtype;
        ensure!(
            self.dtype == dtype,
            "the dtype of {specification} is {dtype}, not `{}`",
            self.dtype
        );
        let start = self.position;
        Ok((specification, Source { stream, start }))
    }
}

/// The record of a run that wrote `file`.
pub fn beside(file: &Path) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(SUFFIX);
    name.into()
}

/// The file that `record` is beside.
pub fn recorded_file(record: &Path) -> Option<PathBuf> {
    record.to_str()?.strip_suffix(SUFFIX).map(PathBuf::from)
}
