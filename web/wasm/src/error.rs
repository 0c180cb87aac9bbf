//! Errors, by the name that JavaScript tells them apart by.

use seedbed::{catalogue::CatalogueError, qmc::PointsError};
use wasm_bindgen::JsValue;

/// What JavaScript sees as an `Error` with a name.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// A parameter that the distribution does not have, lacks, or cannot take.
    #[error("{0}")]
    Parameter(String),
    /// A name that is no distribution's or engine's, or a seed that is none.
    #[error("{0}")]
    Argument(String),
    /// Past the end of a stream or a set of points.
    #[error("{0}")]
    Stream(String),
    /// No memory.
    #[error("{0}")]
    Memory(String),
    /// A name of nothing, and those that there are: JavaScript adds which of them was meant.
    #[error("{text}")]
    Unknown {
        /// The class of the error.
        class: &'static str,
        /// What it says.
        text: String,
        /// The name.
        given: String,
        /// Those that there are, joined by spaces.
        known: String,
    },
}

impl WebError {
    /// A parameter's.
    pub fn parameter(error: impl ToString) -> Self {
        WebError::Parameter(error.to_string())
    }

    /// An argument's.
    pub fn argument(error: impl ToString) -> Self {
        WebError::Argument(error.to_string())
    }

    /// One of a place past the end.
    #[cfg(feature = "extra")]
    pub fn stream(error: impl ToString) -> Self {
        WebError::Stream(error.to_string())
    }

    fn name(&self) -> &'static str {
        match self {
            WebError::Parameter(_) => "ParameterError",
            WebError::Argument(_) => "ArgumentError",
            WebError::Stream(_) => "StreamError",
            WebError::Memory(_) => "MemoryError",
            WebError::Unknown { class, .. } => class,
        }
    }
}

impl From<CatalogueError> for WebError {
    fn from(error: CatalogueError) -> Self {
        let text = error.to_string();
        let (class, given, known) = match error {
            CatalogueError::Unknown { given, known } => ("ArgumentError", given, known),
            CatalogueError::UnknownParameter { given, known, .. } => {
                ("ParameterError", given, known)
            }
            _ => return WebError::Parameter(text),
        };
        let known = known.join(" ");
        WebError::Unknown {
            class,
            text,
            given,
            known,
        }
    }
}

impl From<seedbed::Error> for WebError {
    fn from(error: seedbed::Error) -> Self {
        let text = error.to_string();
        match error {
            seedbed::Error::Memory { .. } => WebError::Memory(text),
            seedbed::Error::Points(PointsError::Packed { .. }) | seedbed::Error::Permutation(_) => {
                WebError::Argument(text)
            }
            _ => WebError::Stream(text),
        }
    }
}

impl From<seedbed::StreamError> for WebError {
    fn from(error: seedbed::StreamError) -> Self {
        WebError::Stream(error.to_string())
    }
}

impl From<seedbed::plan::PlanError> for WebError {
    fn from(error: seedbed::plan::PlanError) -> Self {
        WebError::argument(error)
    }
}

impl From<WebError> for JsValue {
    fn from(error: WebError) -> Self {
        let value = js_sys::Error::new(&error.to_string());
        value.set_name(error.name());
        if let WebError::Unknown { given, known, .. } = error {
            let names = js_sys::Array::of2(&given.into(), &known.into());
            // Of JavaScript's errors none forbids it.
            let _ = js_sys::Reflect::set(&value, &"names".into(), &names);
        }
        value.into()
    }
}
