//! The crate as a Rust application has it in a browser: the vectors of the native tests on the CPU, and on
//! WebGPU the same bits. Each exported function is a test; `web/test/crate.mjs` calls them all.
#![cfg(target_arch = "wasm32")]

#[path = "../../../tests/support/golden.rs"]
mod golden;

use golden::{Draw, ENGINES, FLOAT64, PACKED, check_every};
use seedbed::{
    Backend, Cpu, Engine, Error, Gpu, Stream,
    distr::{
        Bernoulli, BernoulliMask, Bits64, Distribution, Gamma, Integers, Normal, Normal64,
        NormalF16, Poisson, Quantile, Standard, UnitBall, elementwise,
    },
    qmc::{PointSet, Sobol},
};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn error(message: &str);
}

/// What a panic says goes to the page's console: WebAssembly itself only stops.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| error(&panic.to_string())));
}

/// Not a whole number of tiles, nor of quads.
const COUNT: usize = 65_539;

struct OnCpu;

impl Draw for OnCpu {
    fn draw<D: Distribution>(
        &self,
        stream: &mut Stream,
        distribution: &D,
        n: usize,
    ) -> Vec<D::Output> {
        Cpu::new()
            .sample(stream, distribution, n)
            .expect("words and memory")
    }
}

/// The vectors of the native tests, on the CPU.
#[wasm_bindgen]
pub fn the_cpu_draws_the_golden_vectors() {
    for (engine, text) in ENGINES {
        let count = check_every(7, &OnCpu, text);
        assert!(count > 250, "{engine}: {count}");
    }
    assert!(check_every(1, &OnCpu, FLOAT64) > 300);
    assert!(check_every(1, &OnCpu, PACKED) > 800);
}

/// The stream at a position.
fn at(mut stream: Stream, position: u64) -> Stream {
    stream.seek(position).expect("a position");
    stream
}

/// A draw on WebGPU and on the CPU, from a position that is no multiple of 4 on.
async fn same<D: Distribution>(gpu: &Gpu, engine: Engine, distribution: &D) -> Result<(), Error> {
    let stream = || at(Stream::with_engine(engine, 42), 7);
    let (mut one, mut other) = (stream(), stream());
    let found = gpu.sample(&mut one, distribution, COUNT).await?;
    let expected = Cpu::new().sample(&mut other, distribution, COUNT)?;
    let bytes = |samples: &[D::Output]| -> Vec<u8> { bytemuck::cast_slice(samples).to_vec() };
    assert!(bytes(&found) == bytes(&expected), "{engine}");
    assert_eq!(one.position(), other.position());
    Ok(())
}

/// Every engine, and every kind of transform.
#[wasm_bindgen]
pub async fn webgpu_draws_the_bits_of_the_cpu() {
    let gpu = Gpu::open().await.expect("WebGPU");
    for engine in Engine::ALL {
        let normal = Normal::new(170.0, 8.0).expect("parameters");
        same(&gpu, engine, &normal).await.expect("samples");
        same(&gpu, engine, &Bits64).await.expect("samples");
    }
    let engine = Engine::default();
    let gamma: Quantile = Gamma::new(2.5, 1.0).expect("parameters").into();
    let poisson = Poisson::new(1000.0).expect("parameters");
    let integers = Integers::new_inclusive(-5_i64, 1 << 50).expect("parameters");
    let mask = BernoulliMask::new(0.3).expect("a probability");
    let bernoulli = Bernoulli::new(0.3).expect("a probability");
    same(&gpu, engine, &Standard).await.expect("samples");
    same(&gpu, engine, &gamma).await.expect("samples");
    same(&gpu, engine, &poisson).await.expect("samples");
    same(&gpu, engine, &integers).await.expect("samples");
    same(&gpu, engine, &mask).await.expect("samples");
    same(&gpu, engine, &bernoulli).await.expect("samples");
    same(&gpu, engine, &Normal64::STANDARD)
        .await
        .expect("samples");
    same(&gpu, engine, &NormalF16::STANDARD)
        .await
        .expect("samples");
}

/// Vectors, per-element parameters and points.
#[wasm_bindgen]
pub async fn other_draws_on_webgpu_are_the_cpus_too() {
    let gpu = Gpu::open().await.expect("WebGPU");
    let cpu = Cpu::new();
    let (mut one, mut other) = (Stream::new(42), Stream::new(42));
    let found = gpu.sample(&mut one, &UnitBall, 1000).await;
    let expected = cpu.sample(&mut other, &UnitBall, 1000);
    assert_eq!(found.expect("vectors"), expected.expect("vectors"));

    let mean: Vec<f32> = (0..5001_u16).map(f32::from).collect();
    let each = elementwise::Normal::new(&mean, 2.0).expect("parameters");
    let found = gpu.sample(&mut one, &each, mean.len()).await;
    let expected = cpu.sample(&mut other, &each, mean.len());
    assert_eq!(found.expect("samples"), expected.expect("samples"));

    let sobol = || Sobol::new(3).expect("dimensions").scrambled(42);
    let found = gpu.sample(&mut sobol(), &Standard, 1000).await;
    let expected = sobol().random(&Standard, 1000);
    assert_eq!(found.expect("points"), expected.expect("points"));
}

/// `Backend::auto_async`, and its errors.
#[wasm_bindgen]
pub async fn a_backend_is_there_whatever_the_browser_has() {
    let backend = Backend::auto_async().await.expect("a backend");
    let mut stream = Stream::new(42);
    let found = backend
        .sample_async(&mut stream, &Normal::STANDARD, 100)
        .await;
    let expected = Cpu::new().sample(&mut Stream::new(42), &Normal::STANDARD, 100);
    assert_eq!(found.expect("samples"), expected.expect("samples"));
    let far = at(Stream::new(42), u64::MAX);
    let past = backend
        .sample_async(&mut far.clone(), &Normal64::STANDARD, 3)
        .await;
    assert!(matches!(past, Err(Error::Stream(_))));
}
