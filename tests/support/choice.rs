//! Which kernels the second and the third software adapter make, where the first makes each transform with
//! each engine.
//!
//! A kernel is the text of an engine, a transform and a frame, which share no state: that each text is
//! compiled rightly is seen once it was part of some kernel. So the numbered distributions take turns with
//! the engines. `tests/native/choice.rs` sees to it that no function of any kernel is left out.

/// Whether the `number`-th distribution is drawn with this one of so many engines, or other variants.
pub fn is_chosen(variant: usize, variants: usize, number: usize) -> bool {
    number % variants == variant
}
