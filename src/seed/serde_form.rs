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
            spawn_key: seed.spawn_key.into_vec(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_seeds_come_back_with_their_count() {
        // The last is entropy that no integer makes.
        for seed in [
            "0",
            "42/1/2",
            "340282366920938463463374607431768211456/7",
            "[1, 2, 3, 4, 0]/5",
        ] {
            let mut seed: SeedSequence = seed.parse().unwrap();
            seed.spawn(3).unwrap();
            let form = SeedForm::from(seed.clone());
            assert_eq!(form.n_children_spawned, 3);
            assert_eq!(form.try_into(), Ok(seed));
        }
    }

    #[test]
    fn entropy_is_stored_apart_from_the_spawn_key() {
        let seed = SeedSequence::new(42).with_spawn_key([1, 2]);
        let form = SeedForm::from(seed);
        assert_eq!((&*form.entropy, &*form.spawn_key), ("42", &[1, 2][..]));

        let form = SeedForm {
            entropy: "42/1".to_string(),
            ..form
        };
        let error = SeedSequence::try_from(form).unwrap_err();
        let part = "42/1".to_string();
        assert_eq!(
            error,
            SeedError::InvalidInteger {
                seed: part.clone(),
                part
            }
        );
    }
}
