//! Streams as text, and in JSON: what is one is printed as text that gives it again, and draws.

#![no_main]

use libfuzzer_sys::fuzz_target;
use seedbed::{Cpu, Stream, distr::Bits32};

fn check(mut stream: Stream) {
    let printed = stream.to_string();
    let again: Stream = printed.parse().expect("what was printed is a stream");
    assert_eq!(again, stream, "{printed}");
    // To the end, and not past it.
    let drawn = Cpu::single_threaded().sample(&mut stream, &Bits32, 5);
    assert_eq!(drawn.is_ok(), again.position() <= (1 << 64) - 5, "{printed}");
}

fuzz_target!(|text: &str| {
    if let Ok(stream) = text.parse() {
        check(stream);
    }
    if let Ok(stream) = serde_json::from_str::<Stream>(text) {
        let json = serde_json::to_string(&stream).expect("a stream has a form in JSON");
        let again: Stream = serde_json::from_str(&json).expect("what was written");
        assert_eq!(again, stream, "{json}");
        check(stream);
    }
});
