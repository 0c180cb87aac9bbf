//! Streams, as JavaScript holds them.

use std::rc::Rc;

use seedbed::{Engine, SeedError, SeedSequence, draw::Planner};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    distribution::Distribution,
    draws::Draws,
    error::WebError,
    plan::{Planned, Work},
};

/// An engine, a seed and a position.
#[derive(Clone, Debug)]
#[wasm_bindgen]
pub struct Stream(seedbed::Stream);

#[wasm_bindgen]
impl Stream {
    /// At position 0; the seed as text, entropy and spawn key joined by `/`.
    ///
    /// # Errors
    /// An argument error for an unknown engine or text that is no seed.
    #[wasm_bindgen(constructor)]
    pub fn new(engine: &str, seed: &str) -> Result<Self, WebError> {
        let engine: Engine = engine.parse().map_err(WebError::argument)?;
        let seed: SeedSequence = seed.parse().map_err(WebError::argument)?;
        Ok(Stream(seedbed::Stream::with_engine(engine, seed)))
    }

    /// As [`state`](Self::state) gave it.
    ///
    /// # Errors
    /// An argument error for other text.
    #[wasm_bindgen(js_name = fromState)]
    pub fn from_state(state: &str) -> Result<Self, WebError> {
        state.parse().map(Stream).map_err(WebError::argument)
    }

    /// Engine, seed, position and children spawned as one line of text.
    #[must_use]
    pub fn state(&self) -> String {
        self.0.to_string()
    }

    /// The default engine's name.
    #[must_use]
    #[wasm_bindgen(js_name = defaultEngine)]
    pub fn default_engine() -> String {
        Engine::default().name().into()
    }

    /// The same stream.
    #[must_use]
    pub fn copy(&self) -> Self {
        self.clone()
    }

    /// The engine's name.
    #[must_use]
    pub fn engine(&self) -> String {
        self.0.engine().name().into()
    }

    /// The seed as text.
    #[must_use]
    pub fn seed(&self) -> String {
        self.0.seed().to_string()
    }

    /// The position in words, in decimal.
    #[must_use]
    pub fn position(&self) -> String {
        self.0.position().to_string()
    }

    /// Moves to a position, in decimal.
    ///
    /// # Errors
    /// A stream error past 2⁶⁴, an argument error for text that is no position.
    pub fn seek(&mut self, position: &str) -> Result<(), WebError> {
        let position: u128 = position.parse().map_err(|_| {
            WebError::Argument(format!("the position {position} is not in 0 ..= 2^64"))
        })?;
        Ok(self.0.seek(position)?)
    }

    /// Leaves out the next `count` samples.
    ///
    /// # Errors
    /// A stream error past the stream's end.
    pub fn advance(&mut self, distribution: &Distribution, count: f64) -> Result<(), WebError> {
        let draws = distribution.draws();
        let (words, alignment) = (draws.words() as u128, draws.alignment() as u128);
        let start = self.0.position().next_multiple_of(alignment);
        // At most 2⁵³ times a length in memory.
        let end = start + count as u128 * words;
        self.0.seek(end).map_err(|_| {
            WebError::Stream(format!(
                "{count} samples of {words} word(s) from position {start} go past the stream's end \
                 at 2^64 words: spawn another stream, or seek back"
            ))
        })
    }

    /// The next `n` children.
    ///
    /// # Errors
    /// An argument error when they cannot be numbered in 32 bits, a memory error when there is no room for
    /// them.
    pub fn spawn(&mut self, n: usize) -> Result<Vec<Stream>, WebError> {
        let children = self.0.spawn(n).map_err(|error| match error {
            SeedError::Memory { .. } => WebError::Memory(format!(
                "{n} streams do not fit into memory: spawn them in parts, or make each when it is wanted, \
                 with the seed `{}/{}` and so on",
                self.0.seed(),
                self.0.seed().n_children_spawned()
            )),
            other => WebError::argument(other),
        })?;
        Ok(children.into_iter().map(Stream).collect())
    }

    /// The next `count` samples as words of memory, made here; of a draw from its sample `first` on.
    ///
    /// # Errors
    /// A stream error past the stream's end, a memory error.
    pub fn sample(
        &mut self,
        distribution: &Distribution,
        first: usize,
        count: usize,
    ) -> Result<Vec<u32>, WebError> {
        distribution.draws().sample(&mut self.0, first, count)
    }

    /// The next `count` samples for a device; the stream stays.
    ///
    /// # Errors
    /// A stream error past the stream's end.
    pub fn work(&self, distribution: &Distribution, count: f64) -> Result<Work, WebError> {
        Work::new(Drawn {
            stream: self.0.clone(),
            draws: distribution.shared(),
            count: count as u64,
        })
    }
}

/// The next samples of a stream.
struct Drawn {
    stream: seedbed::Stream,
    draws: Rc<dyn Draws>,
    count: u64,
}

impl Planned for Drawn {
    fn with(&self, use_it: &mut dyn FnMut(&Planner<'_>)) -> Result<(), WebError> {
        use_it(&self.draws.planner(&self.stream, self.count)?);
        Ok(())
    }
}
