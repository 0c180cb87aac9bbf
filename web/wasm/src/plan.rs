//! Draws for a device, and their plans, as JavaScript executes them.

use std::rc::Rc;

use seedbed::{
    draw::Planner,
    plan::{self, PlanError, Read, Shader, Step, WriteTo},
};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::WebError;

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

/// What can be planned, with all that it is drawn from.
pub trait Planned {
    /// Its planner, while it is used.
    fn with(&self, use_it: &mut dyn FnMut(&Planner<'_>)) -> Result<(), WebError>;
}

/// Uses a planner, in ways that may fail.
fn of(
    planned: &dyn Planned,
    use_it: &mut dyn FnMut(&Planner<'_>) -> Result<(), PlanError>,
) -> Result<(), WebError> {
    let mut used = Ok(());
    planned.with(&mut |planner| used = use_it(planner))?;
    Ok(used?)
}

/// Which part of a draw a plan is for.
#[derive(Clone, Copy)]
enum Part {
    /// So many samples from one on, from a byte of the target on.
    Samples(u64, u64, u64),
    /// A check, by its number.
    Check(usize),
}

/// A draw for a device: samples, vectors, points, elements or records.
#[wasm_bindgen]
pub struct Work(Rc<dyn Planned>);

impl Work {
    pub(crate) fn new(planned: impl Planned + 'static) -> Result<Self, WebError> {
        // What cannot be drawn is an error at once.
        planned.with(&mut |_| ())?;
        Ok(Work(Rc::new(planned)))
    }

    fn plan_of(&self, part: Part, limits: &Limits) -> Result<Plan, WebError> {
        let mut made = self.without_steps(Vec::new(), part, limits);
        let limits = limits.0;
        of(&*self.0, &mut |planner| {
            with_plan(planner, part, limits, &mut |plan| {
                made.shaders = plan.shaders().into();
                for step in plan.steps() {
                    made.steps.extend_from_slice(&numbers(step));
                    made.parameters
                        .extend_from_slice(step.dispatch.parameters());
                }
                for words in plan.words() {
                    made.keys.push(if words.is_nothing() {
                        String::new()
                    } else {
                        words.key().to_string()
                    });
                }
                made.arrays = [0, 1].map(|i| plan.element_array(i).map(Vec::from));
                made.scratch_bytes = plan.scratch_bytes();
            })
        })?;
        Ok(made)
    }

    fn without_steps(&self, shaders: Vec<Shader>, part: Part, limits: &Limits) -> Plan {
        Plan {
            shaders,
            steps: Vec::new(),
            parameters: Vec::new(),
            keys: Vec::new(),
            arrays: [None, None],
            scratch_bytes: 0,
            of: Rc::clone(&self.0),
            part,
            limits: limits.0,
        }
    }
}

#[wasm_bindgen]
impl Work {
    /// The plan of `count` samples from number `first` on, from byte `offset` of the target on.
    ///
    /// # Errors
    /// An argument error for a target that cannot be.
    pub fn plan(
        &self,
        first: f64,
        offset: f64,
        count: f64,
        limits: &Limits,
    ) -> Result<Plan, WebError> {
        let part = Part::Samples(first as u64, count as u64, offset as u64);
        self.plan_of(part, limits)
    }

    /// Plans without steps, of all kernels that a plan may have.
    ///
    /// # Errors
    /// An argument error for a device that cannot be.
    pub fn variants(&self, limits: &Limits) -> Result<Vec<Plan>, WebError> {
        let mut plans = Vec::new();
        of(&*self.0, &mut |planner| {
            for shaders in planner.variants(limits.0)? {
                plans.push(self.without_steps(shaders, Part::Samples(0, 0, 0), limits));
            }
            Ok(())
        })?;
        Ok(plans)
    }

    /// What kernels are to make before they are trusted.
    ///
    /// # Errors
    /// As [`plan`](Self::plan).
    pub fn checks(&self, limits: &Limits) -> Result<Vec<Plan>, WebError> {
        let (mut count, mut plans) = (0, Vec::new());
        self.0.with(&mut |planner| count = planner.checks().len())?;
        for i in 0..count {
            plans.push(self.plan_of(Part::Check(i), limits)?);
        }
        Ok(plans)
    }
}

/// Uses the plan of a part.
fn with_plan(
    planner: &Planner<'_>,
    part: Part,
    limits: plan::Limits,
    use_it: &mut dyn FnMut(plan::Plan<'_>),
) -> Result<(), PlanError> {
    match part {
        Part::Samples(first, count, offset) => {
            use_it(planner.plan(first, count, offset, limits)?);
        }
        Part::Check(i) => use_it(planner.checks()[i].plan(limits)?),
    }
    Ok(())
}

/// A draw, ready to be executed.
#[wasm_bindgen]
pub struct Plan {
    shaders: Vec<Shader>,
    steps: Vec<f64>,
    parameters: Vec<u8>,
    keys: Vec<String>,
    arrays: [Option<Vec<f32>>; 2],
    scratch_bytes: u64,
    of: Rc<dyn Planned>,
    part: Part,
    limits: plan::Limits,
}

#[wasm_bindgen]
impl Plan {
    /// The kernels' names.
    #[must_use]
    pub fn kernels(&self) -> Vec<String> {
        self.shaders.iter().map(Shader::name).collect()
    }

    /// The source of a kernel; empty where there is none.
    #[must_use]
    pub fn wgsl(&self, kernel: usize) -> String {
        let shader = self.shaders.get(kernel);
        shader.map_or_else(String::new, Shader::wgsl)
    }

    /// Whether the kernels bind parameters per element.
    #[must_use]
    #[wasm_bindgen(js_name = hasElements)]
    pub fn has_elements(&self) -> bool {
        self.shaders.iter().any(Shader::has_elements)
    }

    /// Of each step: the kernel; offset and size of the binding; workgroups in x and y; 1 to write to
    /// scratch; what it reads in bindings 2 and 4, −1 for nothing, −2 for scratch, −3 for records, or which words;
    /// offset and size of each parameter per element, 0 bytes of those that are one number, or of the
    /// records in the place of the first.
    #[must_use]
    pub fn steps(&self) -> Vec<f64> {
        self.steps.clone()
    }

    /// Of each step: the 64 bytes of its uniform buffer.
    #[must_use]
    pub fn parameters(&self) -> Vec<u8> {
        self.parameters.clone()
    }

    /// The keys of the words that steps read; empty where there are none.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        self.keys.clone()
    }

    /// The words of a key, by its number.
    ///
    /// # Errors
    /// None: the plan was made.
    pub fn words(&self, i: usize) -> Result<Vec<u32>, WebError> {
        let mut words = Vec::new();
        of(&*self.of, &mut |planner| {
            with_plan(planner, self.part, self.limits, &mut |plan| {
                if let Some(kept) = plan.words().get(i) {
                    words = kept.words();
                }
            })
        })?;
        Ok(words)
    }

    /// The array of parameter 0 or 1 per element that is to be uploaded, if there is one.
    #[must_use]
    pub fn array(&self, i: usize) -> Option<Vec<f32>> {
        self.arrays.get(i)?.clone()
    }

    /// Bytes of the scratch buffer; 0 where there is none.
    #[must_use]
    #[wasm_bindgen(js_name = scratchBytes)]
    pub fn scratch_bytes(&self) -> f64 {
        self.scratch_bytes as f64
    }

    /// Of a check: what the target has then, in words.
    ///
    /// # Errors
    /// None: the plan was made.
    pub fn expected(&self) -> Result<Vec<u32>, WebError> {
        let mut expected = Vec::new();
        self.of.with(&mut |planner| {
            if let Part::Check(i) = self.part {
                expected = planner.checks()[i].expected().into();
            }
        })?;
        Ok(expected)
    }
}

fn numbers(step: &Step) -> [f64; 12] {
    let dispatch = &step.dispatch;
    let [x, y] = dispatch.workgroups().map(f64::from);
    let [first, second] = [0, 1].map(|i| dispatch.element_binding(i).unwrap_or_default());
    let read = |read| match read {
        Read::Scratch => -2.0,
        Read::Records => -3.0,
        Read::Words(i) => i as f64,
        _ => -1.0,
    };
    [
        step.shader as f64,
        dispatch.binding_offset() as f64,
        dispatch.binding_size() as f64,
        x,
        y,
        f64::from(u8::from(step.to == WriteTo::Scratch)),
        read(step.read),
        read(step.table),
        first.0 as f64,
        first.1 as f64,
        second.0 as f64,
        second.1 as f64,
    ]
}
