//! Parameters by element, with one engine. Those of sample `i` are multiples of a power of two, which
//! every platform makes with the same bits, and some that are subnormal, huge or 0.

use seedbed::{Cpu, Engine, Stream, distr::elementwise};

use super::{HEAD, POSITIONS, WORDS, line_of};

pub fn list() -> String {
    use elementwise::{Bernoulli, Elementwise, Exponential, Laplace, Normal, Uniform};
    fn line<D: Elementwise>(name: &str, distribution: &D, position: u64) -> String {
        let engine = Engine::default();
        let mut stream = Stream::with_engine(engine, 42);
        stream.seek(position).expect("a position");
        let samples = Cpu::new()
            .sample(&mut stream, distribution, distribution.len())
            .expect("samples");
        line_of(engine, name, position, bytemuck::cast_slice(&samples))
    }
    let sizes = |i: usize| [1.0, 1e-40, 1e30, 0.0][i / 4 % 4];
    let scale: Vec<f32> = (0..WORDS)
        .map(|i| (i % 777) as f32 / 64.0 * sizes(i))
        .collect();
    let loc: Vec<f32> = (0..WORDS).map(|i| (i % 1000) as f32 - 500.0).collect();
    let high: Vec<f32> = loc
        .iter()
        .zip(&scale)
        .map(|(a, b)| (a + b).max(a.next_up()))
        .collect();
    let p: Vec<f32> = (0..WORDS).map(|i| (i % 1025) as f32 / 1024.0).collect();
    let mut text = HEAD.to_owned();
    for position in POSITIONS {
        text += &line("Normal", &Normal::new(&loc, &scale).unwrap(), position);
        text += &line(
            "Normal, one mean",
            &Normal::new(2.5, &scale).unwrap(),
            position,
        );
        text += &line("Uniform", &Uniform::new(&loc, &high).unwrap(), position);
        text += &line("Exponential", &Exponential::new(&scale).unwrap(), position);
        text += &line("Laplace", &Laplace::new(&loc, &scale).unwrap(), position);
        text += &line("Bernoulli", &Bernoulli::new(&p).unwrap(), position);
    }
    text
}
