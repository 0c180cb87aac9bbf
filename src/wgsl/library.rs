//! What a library is asked for, and what its buffers hold.

use alloc::{collections::BTreeSet, string::String, vec::Vec};

use super::{WgslError, draw::Draw};
use crate::{
    coordinates::Coordinates, engine::Engine, plan::kernel::Wide, seed::SeedSequence,
    stream::Stream, tables,
};

/// Where a library's buffers are bound, all as read-only storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bindings {
    /// The bind group.
    pub group: u32,
    /// Of the keys, which hang on the seed.
    pub keys: u32,
    /// Of the tables of continuous distributions.
    pub tables: u32,
    /// Of the thresholds of discrete distributions.
    pub thresholds: u32,
}

impl Default for Bindings {
    /// Group 1, bindings 0, 1 and 2.
    fn default() -> Self {
        Bindings {
            group: 1,
            keys: 0,
            tables: 1,
            thresholds: 2,
        }
    }
}

/// WGSL source with engines, addressing and distributions, for kernels of your own.
///
/// ```
/// use seedbed::{Engine, distr::{Bernoulli, Gamma}, wgsl::{Bindings, Library}};
/// let library = Library::new(Engine::Philox4x32_10)
///     .by_coordinates()
///     .draw("decay_time", &Gamma::new(2.5, 1.0)?)?
///     .draw("absorbed", &Bernoulli::new(0.1)?)?
///     .bindings(Bindings { group: 0, keys: 3, tables: 4, ..Bindings::default() })?;
/// assert!(library.source().contains("fn seedbed_decay_time("));
/// assert_eq!(library.keys(42).len(), 4); // for the buffer at binding 3
/// # assert!(!library.tables().is_empty() && library.thresholds().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Library {
    pub(super) engine: Engine,
    pub(super) wide: Wide,
    pub(super) coordinates: bool,
    pub(super) position: bool,
    pub(super) draws: Vec<Draw>,
    pub(super) bindings: Bindings,
    /// Quads, of which the first are the crate's own tables if any draw needs them.
    pub(super) tables: Vec<u32>,
    pub(super) thresholds: Vec<u32>,
    /// Where the table of the f64 transforms begins, in quads.
    pub(super) table64: Option<usize>,
    /// The names at module scope, from the first draw on.
    pub(super) declared: BTreeSet<String>,
}

impl Default for Library {
    /// Of the default engine.
    fn default() -> Self {
        Library::new(Engine::default())
    }
}

impl Library {
    /// The block function of an engine.
    #[must_use]
    pub fn new(engine: Engine) -> Self {
        Library {
            engine,
            wide: Wide::Portable,
            coordinates: false,
            position: false,
            draws: Vec::new(),
            bindings: Bindings::default(),
            tables: Vec::new(),
            thresholds: Vec::new(),
            table64: None,
            declared: BTreeSet::new(),
        }
    }

    /// Adds sequences by coordinates and step: `seedbed_at_2d` and `seedbed_at_3d`.
    #[must_use]
    pub fn by_coordinates(mut self) -> Self {
        self.coordinates = true;
        self
    }

    /// Adds sequences by word position of a stream: `seedbed_at_position`.
    ///
    /// Behind the last word of the stream they begin anew at position 0, as a kernel can refuse
    /// nothing; on the host a draw there is an error.
    #[must_use]
    pub fn by_position(mut self) -> Self {
        self.position = true;
        self
    }

    /// Multiplies in 64-bit integers, with the same bits: for devices with
    /// `wgpu::Features::SHADER_INT64`, some of which are faster so.
    #[must_use]
    pub fn with_int64(mut self) -> Self {
        self.wide = Wide::Int64;
        self
    }

    /// Binds the buffers elsewhere than [`Bindings::default`] says.
    ///
    /// # Errors
    /// [`WgslError::Binding`] when two buffers have one binding.
    pub fn bindings(mut self, bindings: Bindings) -> Result<Self, WgslError> {
        let Bindings {
            group,
            keys,
            tables,
            thresholds,
        } = bindings;
        if keys == tables || keys == thresholds || tables == thresholds {
            let binding = if keys == tables { keys } else { thresholds };
            return Err(WgslError::Binding { group, binding });
        }
        self.bindings = bindings;
        Ok(self)
    }

    pub(super) fn has_sequences(&self) -> bool {
        self.coordinates || self.position
    }

    pub(super) fn add_table64(&mut self) {
        if self.table64.is_none() {
            self.table64 = Some(self.tables.len() / 4);
            self.tables.extend(tables::float64::words());
        }
    }

    pub(super) fn add_own_tables(&mut self) {
        if self.tables.is_empty() {
            self.tables.extend(tables::PIECES.as_flattened());
        }
    }

    /// The keys of a seed, for the buffer at [`Bindings::keys`]: an array of `u32`.
    ///
    /// Those of coordinates come first, 2 keys, then the 1024 tile keys of the stream.
    #[must_use]
    pub fn keys(&self, seed: impl Into<SeedSequence>) -> Vec<u32> {
        let seed = seed.into();
        let words = self.engine.key_words();
        let mut keys = Vec::new();
        if self.coordinates {
            let coordinates = Coordinates::with_engine(self.engine, seed.clone());
            keys.extend(coordinates.keys().iter().flat_map(|key| &key[..words]));
        }
        if self.position {
            keys.extend(Stream::with_engine(self.engine, seed).tile_keys());
        }
        keys
    }

    /// What the buffer at [`Bindings::tables`] holds: an array of `vec4<u32>`. Empty where nothing asks
    /// for it; then there is no such binding.
    #[must_use]
    pub fn tables(&self) -> &[u32] {
        &self.tables
    }

    /// What the buffer at [`Bindings::thresholds`] holds: an array of `u32`. Empty where nothing asks
    /// for it; then there is no such binding.
    #[must_use]
    pub fn thresholds(&self) -> &[u32] {
        &self.thresholds
    }
}
