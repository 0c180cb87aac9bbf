//! The digest of samples, as `seedbed digest` has it: BLAKE3 of their little-endian bytes.

use wasm_bindgen::prelude::wasm_bindgen;

/// A digest in the making.
#[derive(Clone, Debug, Default)]
#[wasm_bindgen]
pub struct Digest(blake3::Hasher);

#[wasm_bindgen]
impl Digest {
    /// Of nothing yet.
    #[must_use]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Digest::default()
    }

    /// Takes in bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// In hexadecimal.
    #[must_use]
    pub fn hex(&self) -> String {
        self.0.finalize().to_hex().as_str().into()
    }
}
