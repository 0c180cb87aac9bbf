//! How a seed is stored: NumPy's `SeedSequence.state`, without the pool size, which is always 4.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{SeedError, SeedSequence, text};

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(rename = "SeedSequence", deny_unknown_fields)]
pub(super) struct SeedForm {
    /// Text, because few formats have integers of any size.
    entropy: String,
    spawn_key: Vec<u32>,
    n_children_spawned: u32,
}

impl From<SeedSequence> for SeedForm {
    fn from(seed: SeedSequence) -> Self {
        Self {
            entropy: text::Entropy(&seed.entropy).to_string(),
            spawn_key: seed.spawn_key,
            n_children_spawned: seed.n_children_spawned,
        }
    }
}

impl TryFrom<SeedForm> for SeedSequence {
    type Error = SeedError;

    fn try_from(form: SeedForm) -> Result<Self, SeedError> {
        let entropy = text::parse_entropy(&form.entropy, &form.entropy)?;
        Ok(Self::from_words(entropy)
            .with_spawn_key(form.spawn_key)
            .with_n_children_spawned(form.n_children_spawned))
    }
}
