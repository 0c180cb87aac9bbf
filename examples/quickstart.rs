//! One seed, one stream of samples, on whatever the machine has.
//!
//! `cargo run --release --example quickstart`

use seedbed::{
    Backend, Stream,
    distr::{Integers, Normal},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The GPU if there is one that passes its check, else the CPU: the samples are the same.
    let backend = Backend::auto()?;
    let device = backend.adapter().map(|adapter| adapter.name.clone());
    println!("drawing on {}", device.as_deref().unwrap_or("the CPU"));

    let mut stream = Stream::new(42);
    let heights = backend.sample(&mut stream, &Normal::new(170.0, 8.0)?, 1_000_000)?;
    let dice = backend.sample(&mut stream, &Integers::new_inclusive(1_u32, 6)?, 10)?;
    println!("heights {:?} ...", &heights[..4]);
    println!("dice    {dice:?}");

    // Any part of the draw again, alone: sample i of the heights is at word i.
    let mut part = Stream::new(42);
    part.seek(500_000_u64)?;
    let again = backend.sample(&mut part, &Normal::new(170.0, 8.0)?, 4)?;
    assert_eq!(again, heights[500_000..500_004]);

    // Independent streams for four workers.
    for mut worker in Stream::new(42).spawn(4)? {
        let first = backend.sample(&mut worker, &Normal::STANDARD, 2)?;
        println!("worker {} {first:?}", worker.seed());
    }

    let on_cpu =
        Backend::cpu().sample(&mut Stream::new(42), &Normal::new(170.0, 8.0)?, 1_000_000)?;
    let equal = heights
        .iter()
        .zip(&on_cpu)
        .all(|(a, b)| a.to_bits() == b.to_bits());
    assert!(equal);
    println!("the CPU's samples are equal, all {}", on_cpu.len());
    Ok(())
}
