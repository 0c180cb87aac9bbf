//! Files of `shaders/`, by name.

/// A file of `shaders/`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub name: &'static str,
    pub text: &'static str,
}

macro_rules! part {
    ($name:literal) => {
        $crate::plan::part::Part {
            name: $name,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/shaders/", $name)),
        }
    };
}
pub(crate) use part;
