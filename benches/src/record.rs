//! Dated records, one row a case: `benches/records/<device>/<date>.csv`.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde::Serialize;
use time::OffsetDateTime;

use crate::{
    device::{self, Device},
    measure::Measured,
};

#[derive(Serialize)]
struct Row<'a> {
    device: &'a str,
    driver: &'a str,
    seedbed_version: &'a str,
    command: &'a str,
    library: &'a str,
    library_version: &'a str,
    generator: &'a str,
    distribution: &'a str,
    threads: usize,
    samples: usize,
    median_s: f64,
    fastest_s: f64,
    million_samples_per_s: f64,
}

/// Adds the measurements to today's record of the device.
pub fn append(device: &Device, measured: &[Measured]) -> Result<PathBuf> {
    let date = OffsetDateTime::now_utc().date();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("records")
        .join(device::slug(&device.name));
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let path = folder.join(format!("{date}.csv"));
    let is_new = !path.exists();
    let file = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(&path)
        .with_context(|| path.display().to_string())?;
    let mut writer = csv::WriterBuilder::new()
        .has_headers(is_new)
        .from_writer(file);
    let command = command();
    for measured in measured {
        let case = &measured.case;
        writer.serialize(Row {
            device: &device.name,
            driver: &device.driver,
            seedbed_version: env!("CARGO_PKG_VERSION"),
            command: &command,
            library: case.library,
            library_version: &case.version,
            generator: &case.generator,
            distribution: case.distribution,
            threads: case.threads,
            samples: case.samples,
            median_s: measured.median().as_secs_f64(),
            fastest_s: measured.fastest().as_secs_f64(),
            million_samples_per_s: measured.rate(),
        })?;
    }
    writer.flush()?;
    Ok(path)
}

/// The command that measures this again.
fn command() -> String {
    let peers = if env::var_os(crate::PEERS_PYTHON).is_some() {
        " --peers"
    } else {
        ""
    };
    let arguments: Vec<_> = env::args().skip(1).collect();
    format!("cargo xtask bench{peers} -- {}", arguments.join(" "))
}
