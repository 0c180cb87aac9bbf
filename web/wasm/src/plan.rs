//! Plans of draws, as JavaScript executes them.

use seedbed::plan;
use wasm_bindgen::prelude::wasm_bindgen;

/// What the device allows one dispatch.
#[derive(Clone, Copy, Debug)]
#[wasm_bindgen]
pub struct Limits(pub(crate) plan::Limits);

#[wasm_bindgen]
impl Limits {
    /// The members of `GPUSupportedLimits` of these names.
    #[must_use]
    #[wasm_bindgen(constructor)]
    pub fn new(
        max_storage_buffer_binding_size: f64,
        min_storage_buffer_offset_alignment: u32,
        max_compute_workgroups_per_dimension: u32,
    ) -> Self {
        Limits(plan::Limits {
            max_storage_buffer_binding_size: max_storage_buffer_binding_size as u64,
            min_storage_buffer_offset_alignment,
            max_compute_workgroups_per_dimension,
        })
    }
}

/// A draw, ready to be executed.
#[derive(Clone, Debug)]
#[wasm_bindgen]
pub struct Plan(pub(crate) plan::Plan);

#[wasm_bindgen]
impl Plan {
    /// The kernel's name.
    #[must_use]
    pub fn kernel(&self) -> String {
        self.0.kernel()
    }

    /// The kernel's source.
    #[must_use]
    pub fn wgsl(&self) -> String {
        self.0.wgsl()
    }

    /// Of each dispatch: offset and size of the binding, workgroups in x and y.
    #[must_use]
    pub fn dispatches(&self) -> Vec<f64> {
        let four = |dispatch: &plan::Dispatch| {
            let [x, y] = dispatch.workgroups().map(f64::from);
            [
                dispatch.binding_offset() as f64,
                dispatch.binding_size() as f64,
                x,
                y,
            ]
        };
        self.0.dispatches().iter().flat_map(four).collect()
    }

    /// Of each dispatch: the 64 bytes of its uniform buffer.
    #[must_use]
    pub fn parameters(&self) -> Vec<u8> {
        let dispatches = self.0.dispatches().iter();
        dispatches
            .flat_map(plan::Dispatch::parameters)
            .copied()
            .collect()
    }

    /// The stream's position behind the draw.
    #[must_use]
    pub fn position(&self) -> String {
        self.0.position().to_string()
    }
}
