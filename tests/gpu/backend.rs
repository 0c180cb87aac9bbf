//! Every face of `Backend`, on a GPU and after it is lost, beside the CPU.

use pollster::block_on;
use seedbed::{
    Backend, BackendKind, Cpu, Error, Permutation, Stream,
    distr::{
        Normal, UnitSphere,
        elementwise::{self, Elementwise},
    },
    qmc::Sobol,
};

const COUNT: usize = 10_000;
const FIRST: u64 = 5000;

/// The same draws one after the other from one stream, by functions that wait and by futures.
struct Draws {
    samples: [Vec<f32>; 4],
    by_element: [Vec<f32>; 4],
    vectors: [Vec<f32>; 4],
    orders: [Vec<u32>; 2],
    points: [Vec<f32>; 2],
    position: u128,
}

fn means() -> Vec<f32> {
    (0..COUNT).map(|i| i as f32 - 500.0).collect()
}

fn order() -> Permutation {
    Permutation::new(7, 100_000).unwrap()
}

fn on(backend: &Backend) -> Draws {
    let stream = &mut Stream::new(42);
    let normal = Normal::new(1.0, 2.0).unwrap();
    let means = means();
    let each = elementwise::Normal::new(&means, 2.0).unwrap();
    let filled = |fill: &mut dyn FnMut(&mut [f32])| {
        let mut out = vec![0.0; COUNT];
        fill(&mut out);
        out
    };
    let samples = [
        backend.sample(stream, &normal, COUNT).unwrap(),
        block_on(backend.sample_async(stream, &normal, COUNT)).unwrap(),
        filled(&mut |out| backend.fill(stream, &normal, out).unwrap()),
        filled(&mut |out| block_on(backend.fill_async(stream, &normal, out)).unwrap()),
    ];
    let by_element = [
        backend.sample(stream, &each, each.len()).unwrap(),
        block_on(backend.sample_async(stream, &each, each.len())).unwrap(),
        filled(&mut |out| backend.fill(stream, &each, out).unwrap()),
        filled(&mut |out| block_on(backend.fill_async(stream, &each, out)).unwrap()),
    ];
    let rows = COUNT / 3;
    let vectors = [
        backend.sample(stream, &UnitSphere, rows).unwrap(),
        block_on(backend.sample_async(stream, &UnitSphere, rows)).unwrap(),
        filled(&mut |out| {
            let out = &mut out[..3 * rows];
            backend.fill(stream, &UnitSphere, out).unwrap();
        }),
        filled(&mut |out| {
            let out = &mut out[..3 * rows];
            block_on(backend.fill_async(stream, &UnitSphere, out)).unwrap();
        }),
    ];
    let order = order();
    let sobol = &mut Sobol::new(3).unwrap().scrambled(42);
    Draws {
        samples,
        by_element,
        vectors,
        orders: [
            backend.sample(&mut { FIRST }, &order, COUNT).unwrap(),
            block_on(backend.sample_async(&mut { FIRST }, &order, COUNT)).unwrap(),
        ],
        points: [
            backend.sample(sobol, &normal, rows).unwrap(),
            block_on(backend.sample_async(sobol, &normal, rows)).unwrap(),
        ],
        position: stream.position(),
    }
}

fn assert_equal(a: &Draws, b: &Draws) {
    let bits = |draws: &[Vec<f32>]| bytemuck::cast_slice::<f32, u32>(&draws.concat()).to_vec();
    assert!(bits(&a.samples) == bits(&b.samples), "samples");
    assert!(bits(&a.by_element) == bits(&b.by_element), "by element");
    assert!(bits(&a.vectors) == bits(&b.vectors), "vectors");
    assert!(a.orders == b.orders, "permutations");
    assert!(bits(&a.points) == bits(&b.points), "points");
    assert_eq!(a.position, b.position);
}

/// What the CPU draws without a backend, by one function each.
fn expected() -> Draws {
    let cpu = Cpu::new();
    let stream = &mut Stream::new(42);
    let normal = Normal::new(1.0, 2.0).unwrap();
    let means = means();
    let each = elementwise::Normal::new(&means, 2.0).unwrap();
    let rows = COUNT / 3;
    let samples = [(); 4].map(|()| cpu.sample(stream, &normal, COUNT).unwrap());
    let by_element = [(); 4].map(|()| cpu.sample(stream, &each, each.len()).unwrap());
    let mut vectors = [(); 4].map(|()| cpu.sample(stream, &UnitSphere, rows).unwrap());
    for filled in &mut vectors[2..] {
        filled.resize(COUNT, 0.0);
    }
    let mut elements = vec![0; COUNT];
    order().fill(FIRST, &mut elements).unwrap();
    let sobol = &mut Sobol::new(3).unwrap().scrambled(42);
    Draws {
        samples,
        by_element,
        vectors,
        orders: [elements.clone(), elements],
        points: [(); 2].map(|()| cpu.sample(sobol, &normal, rows).unwrap()),
        position: stream.position(),
    }
}

#[test]
fn the_cpu_draws_the_same_by_every_function() {
    assert_equal(&on(&Backend::cpu()), &expected());
}

#[test]
fn a_gpu_draws_the_same_by_every_function() {
    let Some(gpu) = crate::support::gpu() else {
        return;
    };
    let backend = Backend::from(gpu);
    assert_equal(&on(&backend), &expected());
    assert_eq!(backend.kind(), BackendKind::Gpu, "{:?}", backend.failover());
}

/// Each function meets the lost device first.
#[test]
fn a_lost_gpu_is_replaced_in_every_function() {
    if crate::support::adapter().is_none() {
        return;
    }
    let normal = Normal::STANDARD;
    let means = means();
    let each = elementwise::Normal::new(&means, 2.0).unwrap();
    let order = order();
    let lost = || {
        let gpu = crate::support::gpu().unwrap();
        gpu.device().destroy();
        Backend::from(gpu)
    };
    macro_rules! replaced {
        ($($draw:expr),* $(,)?) => {$({
            let backend = lost();
            let draw = $draw;
            assert_eq!(backend.kind(), BackendKind::Gpu);
            let found = draw(&backend, &mut Stream::new(42));
            assert_eq!(backend.kind(), BackendKind::Cpu, "{}", stringify!($draw));
            assert_eq!(found, draw(&Backend::cpu(), &mut Stream::new(42)));
        })*};
    }
    replaced![
        |b: &Backend, s: &mut Stream| block_on(b.sample_async(s, &normal, COUNT)).unwrap(),
        |b: &Backend, s: &mut Stream| b.sample(s, &each, each.len()).unwrap(),
        |b: &Backend, s: &mut Stream| block_on(b.sample_async(s, &each, each.len())).unwrap(),
        |b: &Backend, s: &mut Stream| block_on(b.sample_async(s, &UnitSphere, 100)).unwrap(),
        |b: &Backend, _: &mut Stream| block_on(b.sample_async(&mut { 0 }, &order, 5000)).unwrap(),
    ];
}

#[test]
fn errors_leave_stream_and_memory_alone() {
    let Some(gpu) = crate::support::gpu() else {
        return;
    };
    let means = means();
    let each = elementwise::Normal::new(&means, 2.0).unwrap();
    for backend in [Backend::from(gpu), Backend::cpu()] {
        let stream = &mut Stream::new(42);
        let mut out = vec![1.0; COUNT - 1];
        let found = [
            backend.fill(stream, &each, &mut out),
            block_on(backend.fill_async(stream, &each, &mut out)),
        ];
        for found in found {
            assert!(matches!(found, Err(Error::Elementwise(_))), "{found:?}");
        }
        let found = block_on(backend.fill_async(stream, &UnitSphere, &mut out[..100]));
        assert!(matches!(found, Err(Error::Vectors(_))), "{found:?}");
        let found = block_on(backend.sample_async(&mut { 99_999 }, &order(), 2));
        assert!(matches!(found, Err(Error::Permutation(_))), "{found:?}");
        assert_eq!(stream.position(), 0);
        assert!(out.iter().all(|&x| x == 1.0));
    }
}
