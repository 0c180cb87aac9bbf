//! `FILE.run.json`: all that is needed to make FILE again.

use std::{
    ffi::OsString,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail, ensure};
use blake3::Hash;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{args::count_of, format::Format, source::Machine};

const SUFFIX: &str = ".run.json";
/// No record has more bytes, not even of 2^20 weights; a file of samples may.
const LONGEST: u64 = 1 << 26;
/// No record has more values: each takes many times the room of its text.
const MOST_VALUES: usize = 1 << 21;
/// Of a version, with all that semantic versions allow.
const LONGEST_VERSION: usize = 64;

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
    /// Where it is not the count, or that and the components of vectors: axes whose product is the count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Vec<u64>>,
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
            .and_then(|file| file.take(LONGEST + 1).read_to_end(&mut json))
            .with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&json).with_context(|| {
            let record = beside(path);
            let hint = match record.is_file() {
                true => format!("; its record is {}", record.display()),
                false => String::new(),
            };
            format!("{} is not the record of a run{hint}", path.display())
        })
    }

    /// From JSON, with what can be checked without knowing the distribution.
    pub fn parse(json: &[u8]) -> anyhow::Result<Self> {
        check_extent(json)?;
        let manifest: Manifest = serde_json::from_slice(json)?;
        let version = &manifest.seedbed;
        let in_version = |c: char| c.is_ascii_alphanumeric() || ".-+".contains(c);
        ensure!(
            version.len() <= LONGEST_VERSION && version.chars().all(in_version),
            "`seedbed` is not a version"
        );
        manifest.digest()?;
        if let Some(shape) = &manifest.shape {
            match count_of(shape) {
                Ok(count) if count == manifest.count => {}
                Ok(_) => bail!("the product of `shape` is not `count`"),
                Err(error) => bail!("`shape`: {error}"),
            }
        }
        Ok(manifest)
    }

    /// The digest of the samples.
    pub fn digest(&self) -> anyhow::Result<Hash> {
        Hash::from_hex(&self.blake3).context("`blake3` is not a digest of 64 hexadecimal digits")
    }

    pub fn to_json(&self) -> String {
        let json = serde_json::to_string_pretty(self).expect("the keys are strings");
        json + "\n"
    }

    /// Checks that `verify` will read it.
    pub fn check_extent(&self) -> anyhow::Result<()> {
        check_extent(self.to_json().as_bytes())
    }
}

fn check_extent(json: &[u8]) -> anyhow::Result<()> {
    ensure!(
        json.len() as u64 <= LONGEST,
        "a record has at most {LONGEST} bytes"
    );
    let values = 1 + json.iter().filter(|&&byte| byte == b',').count();
    ensure!(
        values <= MOST_VALUES,
        "a record has at most {MOST_VALUES} values"
    );
    Ok(())
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
