//! Seeds as text, and in JSON: what is one is printed as text that gives it again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use seedbed::SeedSequence;

fn check(seed: &SeedSequence) {
    let printed = seed.to_string();
    let again: SeedSequence = printed.parse().expect("what was printed is a seed");
    assert_eq!(again.entropy(), seed.entropy(), "{printed}");
    assert_eq!(again.spawn_key(), seed.spawn_key(), "{printed}");
}

fuzz_target!(|text: &str| {
    if let Ok(seed) = text.parse() {
        check(&seed);
    }
    if let Ok(seed) = serde_json::from_str::<SeedSequence>(text) {
        check(&seed);
        let json = serde_json::to_string(&seed).expect("a seed has a form in JSON");
        let again: SeedSequence = serde_json::from_str(&json).expect("what was written");
        assert_eq!(again, seed, "{json}");
    }
});
