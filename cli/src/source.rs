//! Where samples come from: a stream at a position, and the backend that draws.

use anyhow::Context;
use seedbed::{Backend, BackendKind, SeedSequence, Stream, StreamError};
use serde::{Deserialize, Serialize};

use crate::{
    args::{BackendChoice, MachineArgs, SeedArgs, SourceArgs, UsageError},
    distribution::SampleType,
    memory,
    seed::check_spawn_key,
};

/// A stream at the position where the draw starts.
#[derive(Clone)]
pub struct Source {
    pub stream: Stream,
    pub start: u64,
}

impl Source {
    pub fn new(args: &SourceArgs) -> anyhow::Result<Self> {
        if let Some(stream) = args.stream.as_deref() {
            let stream = stream.clone();
            let start = stream.position().try_into().map_err(|_| {
                let message = format!(
                    "--stream: {stream} is at the end of its 2^64 words: take another seed, or a spawn key"
                );
                UsageError::new(message)
            })?;
            return Ok(Source { stream, start });
        }
        let mut stream = Stream::with_engine(args.engine, seed_of(&args.seed)?);
        stream.seek(args.start)?;
        let start = args.start;
        Ok(Source { stream, start })
    }

    /// Samples of `words_each` that are left; 2⁶⁴ at most.
    pub fn samples_left(&self, words_each: usize) -> u128 {
        let words_each = words_each as u128;
        ((1 << 64) - u128::from(self.start).next_multiple_of(words_each)) / words_each
    }

    /// Checks that the stream has `count` samples of a type. Vectors start at any word.
    pub fn check_count(&self, count: u64, of: SampleType) -> Result<(), StreamError> {
        let words_each = of.words;
        let left = match of.dimension {
            None => self.samples_left(words_each),
            Some(_) => self.samples_left(1) / words_each as u128,
        };
        if u128::from(count) <= left {
            return Ok(());
        }
        Err(StreamError::Exhausted {
            position: self.first_word(of),
            count,
            words_each,
        })
    }

    /// The stream behind a draw of `count` samples that it has.
    pub fn after(&self, count: u64, of: SampleType) -> Stream {
        let mut stream = self.stream.clone();
        let end = self.first_word(of) + u128::from(count) * of.words as u128;
        stream.seek(end).expect("the words exist");
        stream
    }

    fn first_word(&self, of: SampleType) -> u128 {
        let aligned = match of.dimension {
            None => of.words,
            Some(_) => 1,
        };
        u128::from(self.start).next_multiple_of(aligned as u128)
    }
}

/// The seed, from the operating system if none is given.
pub fn seed_of(args: &SeedArgs) -> anyhow::Result<SeedSequence> {
    let seed = match &args.seed {
        Some(seed) => seed.clone(),
        None => SeedSequence::from_os_entropy()?,
    };
    check_spawn_key(&args.spawn_key).map_err(UsageError::new)?;
    match (&args.spawn_key[..], seed.spawn_key()) {
        ([], _) => Ok(seed),
        (key, []) => Ok(seed.with_spawn_key(key)),
        _ => {
            let message = format!("--spawn-key: the seed {seed} has a spawn key already");
            Err(UsageError::new(message).into())
        }
    }
}

/// The variable that forces a backend; what it says is read by the library.
const VARIABLE: &str = "SEEDBED_BACKEND";

/// The backend, with as many CPU threads as asked for.
pub fn open_backend(args: &MachineArgs) -> anyhow::Result<Backend> {
    if let Some(threads) = args.threads {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads.get())
            .build_global()
            .with_context(|| {
                let limit = memory::limit();
                format!("cannot start {threads} threads, each of which takes memory{limit}")
            })?;
    }
    match args.backend {
        // Drivers take gigabytes of addresses, and some crash where these are limited.
        BackendChoice::Auto if memory::is_limited() && !is_forced() => Ok(Backend::cpu()),
        BackendChoice::Auto => Ok(Backend::auto()?),
        BackendChoice::Cpu => Ok(Backend::cpu()),
        BackendChoice::Gpu => open_gpu(),
    }
}

fn is_forced() -> bool {
    !["", "auto"].contains(&std::env::var(VARIABLE).unwrap_or_default().as_str())
}

#[cfg(feature = "gpu")]
fn open_gpu() -> anyhow::Result<Backend> {
    Backend::gpu().map_err(|error| anyhow::anyhow!("{error}{}", memory::limit()))
}

#[cfg(not(feature = "gpu"))]
fn open_gpu() -> anyhow::Result<Backend> {
    anyhow::bail!("this seedbed was built without the feature `gpu`: use --backend cpu")
}

/// What drew, for records and people. It says nothing about the samples.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Machine {
    pub backend: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adapter: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver: Option<String>,
    /// Why the GPU was given up in the middle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failover: Option<String>,
}

impl Machine {
    pub fn of(backend: &Backend) -> Self {
        let kind = match backend.kind() {
            BackendKind::Cpu => "cpu",
            BackendKind::Gpu => "gpu",
        };
        Machine {
            backend: kind.to_string(),
            ..gpu_of(backend)
        }
    }
}

#[cfg(feature = "gpu")]
fn gpu_of(backend: &Backend) -> Machine {
    let adapter = backend.adapter();
    Machine {
        adapter: adapter.map(|info| info.name.clone()),
        driver: adapter.map(|info| {
            let driver = format!("{} {}", info.driver, info.driver_info);
            let driver = driver.trim();
            let space = if driver.is_empty() { "" } else { " " };
            format!("{driver}{space}({})", info.backend)
        }),
        failover: backend.failover().map(ToString::to_string),
        ..Machine::default()
    }
}

#[cfg(not(feature = "gpu"))]
fn gpu_of(_: &Backend) -> Machine {
    Machine::default()
}

impl std::fmt::Display for Machine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.backend)?;
        if let (Some(adapter), Some(driver)) = (&self.adapter, &self.driver) {
            write!(f, ": {adapter}, {driver}")?;
        }
        match &self.failover {
            Some(reason) => write!(f, ", after the GPU failed: {reason}"),
            None => Ok(()),
        }
    }
}
