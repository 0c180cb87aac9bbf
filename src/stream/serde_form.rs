//! How a stream is stored: its engine, its seed and its position.

use alloc::{
    borrow::Cow,
    string::{String, ToString},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{
    Stream,
    text::{NoPosition, parse_position},
};
use crate::{engine::Engine, seed::SeedSequence};

#[derive(Serialize, Deserialize)]
#[serde(rename = "Stream", deny_unknown_fields)]
struct StreamForm<'a> {
    engine: Engine,
    seed: Cow<'a, SeedSequence>,
    /// Text, because few formats have integers up to 2⁶⁴.
    position: String,
}

/// As engine, seed and position, the last as text: many formats have no integers up to 2⁶⁴.
///
/// ```
/// use seedbed::Stream;
/// let stream: Stream = "threefry4x32_20:42/1@500000+3".parse()?;
/// let json = serde_json::to_string(&stream)?;
/// assert_eq!(
///     json,
///     r#"{"engine":"threefry4x32_20","seed":{"entropy":"42","spawn_key":[1],"n_children_spawned":3},"position":"500000"}"#,
/// );
/// assert_eq!(serde_json::from_str::<Stream>(&json)?, stream);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Serialize for Stream {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = StreamForm {
            engine: self.engine(),
            seed: Cow::Borrowed(&self.seed),
            position: self.position.to_string(),
        };
        form.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Stream {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let form = StreamForm::deserialize(deserializer)?;
        let position = parse_position(&form.position)
            .ok_or_else(|| D::Error::custom(NoPosition(&form.position)))?;
        let mut stream = Stream::with_engine(form.engine, form.seed.into_owned());
        stream.position = position;
        Ok(stream)
    }
}
