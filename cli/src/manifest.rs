//! `FILE.run.json`: all that is needed to make FILE again.

use std::{
    ffi::OsString,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{output::Format, source::Machine};

const SUFFIX: &str = ".run.json";
/// No record has more bytes, not even of 2^20 weights; a file of samples may.
const LONGEST: u64 = 1 << 26;

/// The version whose samples these are.
pub const VERSION: &str = seedbed::VERSION;

#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The version that drew.
    pub seedbed: String,
    /// Text, because few readers of JSON have integers of any size. None where it would change nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<String>,
    pub spawn_key: Vec<u32>,
    /// Of a draw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engine: Option<String>,
    /// A draw has this,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distribution: Option<String>,
    /// and a permutation or a point set this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<String>,
    pub parameters: Map<String, Value>,
    /// In words of a stream, or in elements or points of a sequence.
    pub position: u64,
    /// Of a draw: the stream that goes on where this one ended, for `--stream`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream_after: Option<String>,
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
