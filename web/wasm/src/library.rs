//! Libraries for kernels of the page's own, as JavaScript makes them.

use seedbed::{
    SeedSequence,
    wgsl::{self, Bindings, Family},
};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{distribution::Distribution, error::WebError};

/// WGSL with engines, addressing and distributions.
#[derive(Clone, Debug)]
#[wasm_bindgen]
pub struct Library(wgsl::Library);

#[wasm_bindgen]
impl Library {
    /// Of an engine, with sequences by coordinates, by position of a stream, or both.
    ///
    /// # Errors
    /// An argument error for an unknown engine.
    #[wasm_bindgen(constructor)]
    pub fn new(engine: &str, coordinates: bool, position: bool) -> Result<Self, WebError> {
        let mut library = wgsl::Library::new(engine.parse().map_err(WebError::argument)?);
        if coordinates {
            library = library.by_coordinates();
        }
        if position {
            library = library.by_position();
        }
        Ok(Library(library))
    }

    /// Binds the buffers elsewhere than in group 1 at 0, 1 and 2.
    ///
    /// # Errors
    /// An argument error when two have one binding.
    pub fn bind(
        &mut self,
        group: u32,
        keys: u32,
        tables: u32,
        thresholds: u32,
    ) -> Result<(), WebError> {
        let bindings = Bindings {
            group,
            keys,
            tables,
            thresholds,
        };
        let library = self.0.clone().bindings(bindings);
        self.0 = library.map_err(WebError::argument)?;
        Ok(())
    }

    /// Adds a distribution.
    ///
    /// # Errors
    /// An argument error for a name that cannot be one, and for samples that kernels do not draw.
    pub fn draw(&mut self, name: &str, distribution: &Distribution) -> Result<(), WebError> {
        self.0 = distribution.draws().add_to(self.0.clone(), name)?;
        Ok(())
    }

    /// Adds a distribution whose parameters are arguments.
    ///
    /// # Errors
    /// An argument error for a name that cannot be one, and for other distributions.
    #[wasm_bindgen(js_name = drawWithParameters)]
    pub fn draw_with_parameters(&mut self, name: &str, family: &str) -> Result<(), WebError> {
        let family = match family {
            "normal" => Family::Normal,
            "uniform" => Family::Uniform,
            "exponential" => Family::Exponential,
            "laplace" => Family::Laplace,
            "bernoulli" => Family::Bernoulli,
            _ => {
                return Err(WebError::Argument(format!(
                    "{family} cannot have its parameters as arguments: normal, uniform, exponential, \
                     laplace and bernoulli can"
                )));
            }
        };
        let library = self.0.clone().draw_with_parameters(name, family);
        self.0 = library.map_err(WebError::argument)?;
        Ok(())
    }

    /// The source.
    #[must_use]
    pub fn source(&self) -> String {
        self.0.source()
    }

    /// The keys of a seed.
    ///
    /// # Errors
    /// An argument error for text that is no seed.
    pub fn keys(&self, seed: &str) -> Result<Vec<u32>, WebError> {
        let seed: SeedSequence = seed.parse().map_err(WebError::argument)?;
        Ok(self.0.keys(seed))
    }

    /// Tables of continuous distributions; empty where there are none.
    #[must_use]
    pub fn tables(&self) -> Vec<u32> {
        self.0.tables().into()
    }

    /// Thresholds of discrete distributions; empty where there are none.
    #[must_use]
    pub fn thresholds(&self) -> Vec<u32> {
        self.0.thresholds().into()
    }
}
