//! Parameters: what a row says of each.

use core::fmt;

use super::{names, text};

/// A parameter of a distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Parameter {
    /// The name.
    pub name: &'static str,
    /// Other names that are understood, where the library is built with the feature `catalogue_docs`.
    pub aliases: &'static [&'static str],
    /// What it is.
    pub kind: Kind,
    /// Whether it must be given.
    pub presence: Presence,
    /// Which values it takes, likewise.
    pub domain: Domain,
    /// What it means, likewise.
    pub doc: &'static str,
    /// Whose name it is, likewise: `NumPy`, `SciPy`, or empty.
    pub origin: &'static str,
}

/// What a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number that is rounded to f32.
    Float32,
    /// A number.
    Float64,
    /// An integer from 0 to 2³² − 1.
    Uint32,
    /// An integer from 0 to 2⁶⁴ − 1.
    Uint64,
    /// An integer of any type of samples, or one past its largest.
    Integer,
    /// A list of numbers.
    List,
    /// A list of numbers that are rounded to f32.
    List32,
    /// A square matrix, row after row.
    Matrix,
    /// A square matrix of numbers that are rounded to f32.
    Matrix32,
}

impl Kind {
    /// Whether it is a list or a matrix.
    #[must_use]
    pub const fn is_list(self) -> bool {
        matches!(
            self,
            Kind::List | Kind::List32 | Kind::Matrix | Kind::Matrix32
        )
    }

    /// Whether it is an integer.
    #[must_use]
    pub const fn is_integer(self) -> bool {
        matches!(self, Kind::Uint32 | Kind::Uint64 | Kind::Integer)
    }
}

/// Whether a parameter must be given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Presence {
    /// It must.
    Required,
    /// Else it is this.
    Default(f64),
    /// With the others of this presence, or not at all.
    Together,
    /// It, or the other of this presence.
    OneOf,
}

/// Which values a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Domain {
    /// What the text says, which may depend on other parameters.
    Text(&'static str),
    /// Any finite number.
    Finite,
    /// Finite, and this or more.
    AtLeast(f64),
    /// Finite, and above 0.
    Positive,
    /// From 0 to 1.
    Probability,
    /// From the one to the other, both included.
    Closed(f64, f64),
}

impl Domain {
    /// Nothing is said of it.
    pub(super) const ANY: Self = Domain::Text("");
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Domain::Text(text) => f.write_str(text),
            Domain::Finite => f.write_str("finite"),
            Domain::AtLeast(low) => write!(f, "finite, {} or more", Short(low)),
            Domain::Positive => f.write_str("above 0"),
            Domain::Probability => f.write_str("in [0, 1]"),
            Domain::Closed(low, high) => write!(f, "from {} to {}", Short(low), Short(high)),
        }
    }
}

/// A limit as people write it: with a power of ten where there are many zeros.
struct Short(f64);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.abs() {
            1e5.. => write!(f, "{:e}", self.0),
            size if size > 0.0 && size < 1e-3 => write!(f, "{:e}", self.0),
            _ => write!(f, "{}", self.0),
        }
    }
}

impl Parameter {
    /// Meaning and domain, as one text.
    #[must_use]
    pub fn about(&self) -> alloc::string::String {
        match self.domain {
            Domain::ANY => self.doc.into(),
            Domain::Probability => alloc::format!("{}, {}", self.doc, self.domain),
            domain => alloc::format!("{}; {domain}", self.doc),
        }
    }

    const fn new(name: &'static str, kind: Kind) -> Self {
        Parameter {
            name,
            aliases: &[],
            kind,
            presence: Presence::Required,
            domain: Domain::ANY,
            doc: "",
            origin: text("NumPy"),
        }
    }

    /// With other names.
    pub(super) const fn also(self, aliases: &'static [&'static str]) -> Self {
        let aliases = names(aliases);
        Parameter { aliases, ..self }
    }

    /// With a default.
    pub(super) const fn or(self, default: f64) -> Self {
        self.given(Presence::Default(default))
    }

    pub(super) const fn given(self, presence: Presence) -> Self {
        Parameter { presence, ..self }
    }

    /// What it means, and which values it takes.
    pub(super) const fn is(self, doc: &'static str, domain: Domain) -> Self {
        let domain = if cfg!(feature = "catalogue_docs") {
            domain
        } else {
            Domain::ANY
        };
        let doc = text(doc);
        Parameter {
            doc,
            domain,
            ..self
        }
    }

    /// Whose name it is, where that is not NumPy.
    pub(super) const fn of(self, origin: &'static str) -> Self {
        let origin = text(origin);
        Parameter { origin, ..self }
    }
}

pub(super) const fn float32(name: &'static str) -> Parameter {
    Parameter::new(name, Kind::Float32)
}

pub(super) const fn float64(name: &'static str) -> Parameter {
    Parameter::new(name, Kind::Float64)
}

pub(super) const fn uint32(name: &'static str) -> Parameter {
    Parameter::new(name, Kind::Uint32)
}

pub(super) const fn uint64(name: &'static str) -> Parameter {
    Parameter::new(name, Kind::Uint64)
}

pub(super) const fn of_kind(name: &'static str, kind: Kind) -> Parameter {
    Parameter::new(name, kind)
}

/// A location, by default 0.
pub(super) const LOC: Parameter = float32("loc").or(0.0);
/// A scale, by default 1.
pub(super) const SCALE: Parameter = float64("scale").or(1.0).is("Scale", Domain::AtLeast(0.0));
