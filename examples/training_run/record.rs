//! `run.json`: what a run was made of and what came of it, for people and for `--verify`.

use std::{
    fs::{self, File},
    path::Path,
};

use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Record {
    /// The version that drew: samples may change from one to another.
    pub seedbed: String,
    pub engine: String,
    pub settings: Settings,
    /// The seeds that follow from the master seed.
    pub streams: Streams,
    pub results: Results,
    /// Where it ran, which changes no result.
    pub machine: Machine,
}

/// What decides the results.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct Settings {
    pub seed: u64,
    pub examples: usize,
    pub epochs: u64,
}

#[derive(PartialEq, Serialize, Deserialize)]
pub struct Streams {
    pub data: String,
    pub split: String,
    pub initialisation: String,
    pub batches: String,
    pub augmentation: String,
    pub dropout: String,
}

#[derive(Serialize, Deserialize)]
pub struct Results {
    /// The losses of the first steps.
    pub first_losses: Vec<f32>,
    /// BLAKE3 of the bits of the losses of all steps.
    pub losses_blake3: String,
    /// BLAKE3 of the bits of the last parameters.
    pub parameters_blake3: String,
    pub tested: usize,
    pub told_right: usize,
}

#[derive(Serialize, Deserialize)]
pub struct Machine {
    pub backend: String,
    pub workers: usize,
}

/// Of the bits of floats, in little-endian order.
pub fn blake3(values: &[f32]) -> String {
    let bytes: Vec<u8> = values
        .iter()
        .flat_map(|x| x.to_bits().to_le_bytes())
        .collect();
    blake3::hash(&bytes).to_string()
}

impl Record {
    /// Writes beside, then renames: nobody ever finds half a record.
    pub fn save(&self, path: &Path) -> anyhow::Result<()> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".part");
        let save = || -> anyhow::Result<()> {
            let file = File::create(&beside)?;
            serde_json::to_writer_pretty(&file, self)?;
            file.sync_all()?;
            fs::rename(&beside, path)?;
            Ok(())
        };
        save().with_context(|| format!("cannot write {}", path.display()))
    }

    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let read =
            || -> anyhow::Result<Self> { Ok(serde_json::from_str(&fs::read_to_string(path)?)?) };
        let record = read().with_context(|| format!("cannot read {}", path.display()))?;
        ensure!(
            record.seedbed == seedbed::VERSION,
            "{} is of seedbed {}, and this is {}: take that version to repeat it",
            path.display(),
            record.seedbed,
            seedbed::VERSION
        );
        Ok(record)
    }

    /// Whether another run of the same settings had the same results, bit by bit.
    pub fn compare(&self, again: &Record) -> anyhow::Result<()> {
        ensure!(
            self.engine == again.engine && self.streams == again.streams,
            "the streams differ"
        );
        let (old, new) = (&self.results, &again.results);
        let losses = old.first_losses.iter().zip(&new.first_losses);
        for (step, (old, new)) in losses.enumerate() {
            ensure!(
                old == new,
                "the loss of step {step} is {new}, and was {old}"
            );
        }
        ensure!(
            old.losses_blake3 == new.losses_blake3,
            "the losses of later steps differ"
        );
        ensure!(
            old.parameters_blake3 == new.parameters_blake3,
            "the parameters differ"
        );
        ensure!(
            (old.tested, old.told_right) == (new.tested, new.told_right),
            "the tests differ"
        );
        Ok(())
    }
}
