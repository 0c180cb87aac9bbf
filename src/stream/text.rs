//! Streams as text: `threefry4x32_20:42/1@500000+3`.

use alloc::{borrow::ToOwned, string::String};
use core::{fmt, str::FromStr};

use super::{END, Stream};
use crate::{
    engine::{Engine, UnknownEngine},
    seed::{SeedError, SeedSequence, parse_integer},
};

impl fmt::Display for Stream {
    /// Writes `<engine>:<seed>@<position>`, and behind it `+<children>` where the seed has spawned some.
    ///
    /// The seed is written as [`SeedSequence`] writes itself, numbers in decimal. That is all there is to a
    /// stream, so [parsing](#impl-FromStr-for-Stream) gives back an equal one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_at(self.position, f)
    }
}

impl Stream {
    /// The text of the stream at another position.
    pub(crate) fn write_at(&self, position: u128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (engine, seed) = (self.engine(), self.seed());
        write!(f, "{engine}:{seed}@{position}")?;
        match seed.n_children_spawned() {
            0 => Ok(()),
            children => write!(f, "+{children}"),
        }
    }
}

/// Short: the text of the stream.
impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stream({self})")
    }
}

impl FromStr for Stream {
    type Err = ParseStreamError;

    /// Parses `<engine>:<seed>@<position>` or `<engine>:<seed>@<position>+<children>`.
    ///
    /// The engine is a [name](Engine::name), the seed anything that is a
    /// [`SeedSequence`](SeedSequence#impl-FromStr-for-SeedSequence) as text, the position an integer in
    /// 0 … 2⁶⁴, and `children` the number of children spawned so far, below 2³². Integers are decimal, or
    /// hexadecimal after `0x`; `_` may separate digits.
    ///
    /// ```
    /// use seedbed::Stream;
    /// let stream: Stream = "threefry4x32_20:42/1@500_000+3".parse()?;
    /// assert_eq!(stream.position(), 500_000);
    /// assert_eq!(stream.seed().spawn_key(), [1]);
    /// assert_eq!(stream.seed().n_children_spawned(), 3);
    /// assert_eq!(stream.to_string(), "threefry4x32_20:42/1@500000+3");
    /// # Ok::<(), seedbed::ParseStreamError>(())
    /// ```
    ///
    /// # Errors
    /// [`ParseStreamError`], which names the part that is wrong.
    fn from_str(text: &str) -> Result<Self, ParseStreamError> {
        let missing = |separator| ParseStreamError::Form {
            stream: text.to_owned(),
            separator,
        };
        let (engine, rest) = text.split_once(':').ok_or_else(|| missing(':'))?;
        let (seed, rest) = rest.split_once('@').ok_or_else(|| missing('@'))?;
        let (position, children) = rest.split_once('+').unwrap_or((rest, "0"));

        let engine: Engine = engine.parse().map_err(|error| ParseStreamError::Engine {
            stream: text.to_owned(),
            error,
        })?;
        let seed: SeedSequence = seed.parse().map_err(|error| ParseStreamError::Seed {
            stream: text.to_owned(),
            error,
        })?;
        let position = parse_position(position).ok_or_else(|| ParseStreamError::Position {
            stream: text.to_owned(),
            part: position.to_owned(),
        })?;
        let children = parse_children(children).ok_or_else(|| ParseStreamError::Children {
            stream: text.to_owned(),
            part: children.to_owned(),
        })?;
        let mut stream = Stream::with_engine(engine, seed.with_n_children_spawned(children));
        stream.position = position;
        Ok(stream)
    }
}

/// In 0 … 2⁶⁴.
pub(super) fn parse_position(text: &str) -> Option<u128> {
    let words = parse_integer(text)?;
    if words.len() > 3 {
        return None;
    }
    let digits = words.iter().rev();
    let position = digits.fold(0, |position, &word| position << 32 | u128::from(word));
    (position <= END).then_some(position)
}

fn parse_children(text: &str) -> Option<u32> {
    match parse_integer(text)?[..] {
        [children] => Some(children),
        _ => None,
    }
}

/// What is wrong with the text of a position.
pub(super) struct NoPosition<'a>(pub &'a str);

impl fmt::Display for NoPosition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let NoPosition(text) = self;
        write!(
            f,
            "the position `{text}` is not an integer from 0 to {END}, which is 2^64"
        )
    }
}

/// Why a text is no stream.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseStreamError {
    /// A separator is missing.
    #[error(
        "stream `{stream}` has no `{separator}`: write `<engine>:<seed>@<position>`, and \
         `+<children>` behind it where children were spawned, as in `threefry4x32_20:42@0` or \
         `threefry4x32_20:42/1@500000+3`"
    )]
    Form {
        /// The whole text.
        stream: String,
        /// What it lacks.
        separator: char,
    },
    /// The part before `:` is no engine.
    #[error("stream `{stream}`: {error}")]
    Engine {
        /// The whole text.
        stream: String,
        /// What is wrong with the part.
        error: UnknownEngine,
    },
    /// The part between `:` and `@` is no seed.
    #[error("stream `{stream}`: {error}")]
    Seed {
        /// The whole text.
        stream: String,
        /// What is wrong with the part.
        error: SeedError,
    },
    /// The part behind `@` is no position.
    #[error("stream `{stream}`: {}", NoPosition(part))]
    Position {
        /// The whole text.
        stream: String,
        /// The part.
        part: String,
    },
    /// The part behind `+` is no number of children.
    #[error(
        "stream `{stream}`: the number of children spawned, `{part}`, is not an integer from 0 to \
         4294967295"
    )]
    Children {
        /// The whole text.
        stream: String,
        /// The part.
        part: String,
    },
}
