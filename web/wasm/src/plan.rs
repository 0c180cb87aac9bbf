//! Plans of draws, as JavaScript executes them.

use seedbed::plan::{self, ReadFrom, Step, WriteTo};
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
    /// The kernels' names.
    #[must_use]
    pub fn kernels(&self) -> Vec<String> {
        self.0.shaders().iter().map(plan::Shader::name).collect()
    }

    /// The source of a kernel; empty where there is none.
    #[must_use]
    pub fn wgsl(&self, kernel: usize) -> String {
        let shader = self.0.shaders().get(kernel);
        shader.map_or_else(String::new, plan::Shader::wgsl)
    }

    /// Whether the kernels bind parameters by element.
    #[must_use]
    #[wasm_bindgen(js_name = isByElement)]
    pub fn is_by_element(&self) -> bool {
        self.0.shaders().iter().any(plan::Shader::is_by_element)
    }

    /// Of each step: the kernel; offset and size of the binding; workgroups in x and y; 1 to write to
    /// scratch; 0 to read keys or points, 1 to read scratch, 2 nothing, 3 records; 1 for the table of its
    /// own; offset and size of each parameter by element, 0 bytes of those that are one number, or of the
    /// records in the place of the first.
    #[must_use]
    pub fn steps(&self) -> Vec<f64> {
        let numbers = |step: &Step| {
            let dispatch = &step.dispatch;
            let [x, y] = dispatch.workgroups().map(f64::from);
            let [first, second] = [0, 1].map(|i| dispatch.element_binding(i).unwrap_or_default());
            [
                step.shader as f64,
                dispatch.binding_offset() as f64,
                dispatch.binding_size() as f64,
                x,
                y,
                f64::from(u8::from(step.to == WriteTo::Scratch)),
                match step.from {
                    ReadFrom::TileKeys | ReadFrom::PointSet => 0.0,
                    ReadFrom::Scratch => 1.0,
                    ReadFrom::Nothing => 2.0,
                    ReadFrom::Records => 3.0,
                },
                f64::from(u8::from(step.has_own_table)),
                first.0 as f64,
                first.1 as f64,
                second.0 as f64,
                second.1 as f64,
            ]
        };
        self.0.steps().iter().flat_map(numbers).collect()
    }

    /// Of each step: the 64 bytes of its uniform buffer.
    #[must_use]
    pub fn parameters(&self) -> Vec<u8> {
        let steps = self.0.steps().iter();
        steps
            .flat_map(|step| step.dispatch.parameters())
            .copied()
            .collect()
    }

    /// Bytes of the scratch buffer; 0 where there is none.
    #[must_use]
    #[wasm_bindgen(js_name = scratchBytes)]
    pub fn scratch_bytes(&self) -> f64 {
        self.0.scratch_bytes() as f64
    }

    /// The stream's position behind the draw.
    #[must_use]
    pub fn position(&self) -> String {
        self.0.position().to_string()
    }
}
