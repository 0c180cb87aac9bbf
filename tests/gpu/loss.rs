//! Devices that are lost: every draw says so, each time, and a backend goes on in the middle of a draw.

use std::{
    future::Future,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake},
    thread::{self, Thread},
};

use pollster::block_on;
use seedbed::{
    Backend, BackendKind, Error, Gpu, GpuError, GpuOptions, Permutation, Stream,
    distr::{
        BernoulliMask, Dirichlet, Gamma, Normal, Normal64, Standard, UnitSphere,
        elementwise::{self, Elementwise},
    },
    gpu::ElementwiseBuffers,
    qmc::{PointSet, Sobol},
    wgpu,
};

use crate::support;

const LEN: usize = 5000;

/// Buffers of `LEN` words.
struct Buffers {
    target: wgpu::Buffer,
    source: wgpu::Buffer,
    mean: wgpu::Buffer,
}

impl Buffers {
    fn new(gpu: &Gpu) -> Self {
        let [target, source, mean] = [(); 3].map(|()| {
            gpu.device().create_buffer(&wgpu::BufferDescriptor {
                label: Some("test"),
                size: 4 * LEN as u64,
                usage: wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_SRC,
                mapped_at_creation: false,
            })
        });
        Buffers {
            target,
            source,
            mean,
        }
    }

    fn target(&self) -> wgpu::BufferSlice<'_> {
        self.target.slice(..)
    }

    /// Of whole vectors.
    fn rows(&self) -> wgpu::BufferSlice<'_> {
        self.target.slice(..4 * (LEN / 3 * 3) as u64)
    }

    fn source(&self) -> wgpu::BufferSlice<'_> {
        self.source.slice(..)
    }

    fn each(&self) -> ElementwiseBuffers<'_> {
        ElementwiseBuffers::normal(self.mean.slice(..), 2.0).unwrap()
    }
}

/// A device of our own, which the library does not open.
fn callers() -> Option<Gpu> {
    let adapter = support::adapter()?;
    let descriptor = wgpu::DeviceDescriptor {
        required_limits: adapter.limits(),
        ..Default::default()
    };
    let (device, queue) = block_on(adapter.request_device(&descriptor)).unwrap();
    Some(Gpu::new(device, queue))
}

type Draw = fn(&Gpu, &Buffers, &mut Stream, &mut wgpu::CommandEncoder) -> Result<(), Error>;

fn order() -> Permutation {
    Permutation::new(7, LEN as u64).unwrap()
}

/// Every kind of draw.
const DRAWS: [(&str, Draw); 19] = [
    ("sample", |gpu, _, stream, _| {
        gpu.sample_blocking(stream, &Normal::STANDARD, LEN)
            .map(drop)
    }),
    ("sample, async", |gpu, _, stream, _| {
        block_on(gpu.sample(stream, &Normal::STANDARD, LEN)).map(drop)
    }),
    ("fill", |gpu, buffers, stream, _| {
        gpu.fill_blocking(stream, &Normal::STANDARD, buffers.target())
    }),
    ("fill, async", |gpu, buffers, stream, _| {
        block_on(gpu.fill(stream, &Normal::STANDARD, buffers.target()))
    }),
    ("encode", |gpu, buffers, stream, encoder| {
        gpu.encode(stream, &Normal::STANDARD, encoder, buffers.target())
    }),
    ("sample elementwise", |gpu, _, stream, _| {
        let means = vec![1.0; LEN];
        let each = elementwise::Normal::new(&means, 2.0).unwrap();
        gpu.sample_blocking(stream, &each, each.len()).map(drop)
    }),
    ("fill elementwise", |gpu, buffers, stream, _| {
        gpu.fill_blocking(stream, &buffers.each(), buffers.target())
    }),
    ("encode elementwise", |gpu, buffers, stream, encoder| {
        gpu.encode(stream, &buffers.each(), encoder, buffers.target())
    }),
    ("sample vectors", |gpu, _, stream, _| {
        gpu.sample_blocking(stream, &UnitSphere, LEN / 3).map(drop)
    }),
    ("fill vectors", |gpu, buffers, stream, _| {
        gpu.fill_blocking(stream, &UnitSphere, buffers.rows())
    }),
    ("encode vectors", |gpu, buffers, stream, encoder| {
        gpu.encode(stream, &UnitSphere, encoder, buffers.rows())
    }),
    ("sample points", |gpu, _, _, _| {
        let sobol = &mut Sobol::new(2).unwrap();
        gpu.sample_blocking(sobol, &Standard, LEN / 2).map(drop)
    }),
    ("fill points", |gpu, buffers, _, _| {
        let sobol = &mut Sobol::new(2).unwrap();
        gpu.fill_blocking(sobol, &Standard, buffers.target())
    }),
    ("permutation", |gpu, _, _, _| {
        gpu.sample_blocking(&mut { 0 }, &order(), LEN).map(drop)
    }),
    ("permutation, async", |gpu, _, _, _| {
        block_on(gpu.sample(&mut { 0 }, &order(), LEN)).map(drop)
    }),
    ("fill permutation", |gpu, buffers, _, _| {
        gpu.fill_blocking(&mut { 0 }, &order(), buffers.target())
    }),
    ("encode permutation", |gpu, buffers, _, encoder| {
        gpu.encode(&mut { 0 }, &order(), encoder, buffers.target())
    }),
    ("shuffle", |gpu, buffers, _, _| {
        gpu.fill_blocking(&mut buffers.source(), &order(), buffers.target())
    }),
    ("encode shuffle", |gpu, buffers, _, encoder| {
        gpu.encode(&mut buffers.source(), &order(), encoder, buffers.target())
    }),
];

/// Of one draw; if it fails, the stream stays where it was.
fn draw(name: &str, draw: Draw, gpu: &Gpu, buffers: &Buffers) -> Result<(), Error> {
    let mut stream = Stream::new(42);
    let mut encoder = gpu.device().create_command_encoder(&Default::default());
    let drawn = draw(gpu, buffers, &mut stream, &mut encoder);
    assert!(drawn.is_ok() || stream.position() == 0, "{name}");
    drawn
}

fn draw_all(gpu: &Gpu, buffers: &Buffers) {
    for (name, kind) in DRAWS {
        draw(name, kind, gpu, buffers).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

fn is_recorded(name: &str) -> bool {
    name.starts_with("encode")
}

/// What the draws that are recorded need.
fn prepare(gpu: &Gpu, buffers: &Buffers) {
    let stream = Stream::new(42);
    gpu.prepare_blocking(&stream, &Normal::STANDARD).unwrap();
    gpu.prepare_blocking(&stream, &buffers.each()).unwrap();
    gpu.prepare_blocking(&stream, &UnitSphere).unwrap();
    gpu.prepare_blocking(&0, &order()).unwrap();
    gpu.prepare_blocking(&buffers.source(), &order()).unwrap();
}

#[test]
fn recording_compiles_nothing() {
    let Some(gpu) = support::gpu() else {
        return;
    };
    let buffers = Buffers::new(&gpu);
    let recorded = || DRAWS.into_iter().filter(|(name, _)| is_recorded(name));
    assert_eq!(recorded().count(), 5);
    for (name, kind) in recorded() {
        let found = draw(name, kind, &gpu, &buffers);
        assert!(
            matches!(&found, Err(Error::Gpu(GpuError::NotPrepared { .. }))),
            "{name}: {found:?}"
        );
    }
    prepare(&gpu, &buffers);
    for (name, kind) in recorded() {
        draw(name, kind, &gpu, &buffers).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

/// With kernels and buffers that were used before, and with new ones.
#[test]
fn every_draw_on_a_lost_device_says_so_each_time() {
    for (own, warm) in [(true, true), (false, true), (false, false)] {
        let gpu = if own { support::gpu() } else { callers() };
        let Some(gpu) = gpu else {
            return;
        };
        let buffers = Buffers::new(&gpu);
        if warm {
            prepare(&gpu, &buffers);
            draw_all(&gpu, &buffers);
        }
        gpu.device().destroy();
        for (name, kind) in [DRAWS, DRAWS, DRAWS].concat() {
            match draw(name, kind, &gpu, &buffers) {
                Err(Error::Gpu(GpuError::Lost { .. })) => {}
                Err(Error::Gpu(GpuError::NotPrepared { .. })) if is_recorded(name) && !warm => {}
                other => panic!("{name}, own device {own}, kernels there {warm}: {other:?}"),
            }
        }
    }
}

#[test]
fn a_gpu_of_a_lost_device_says_so_from_the_first_draw_on() {
    let Some(gpu) = callers() else {
        return;
    };
    let buffers = Buffers::new(&gpu);
    let (device, queue) = (gpu.device().clone(), gpu.queue().clone());
    device.destroy();
    let gpu = Gpu::new(device, queue);
    for (name, kind) in [DRAWS, DRAWS].concat() {
        if !is_recorded(name) {
            let found = draw(name, kind, &gpu, &buffers);
            let is_lost = matches!(found, Err(Error::Gpu(GpuError::Lost { .. })));
            assert!(is_lost, "{name}: {found:?}");
        }
    }
}

/// Draws, dropped futures and a dropped `Gpu` leave the caller's device and its callbacks alone.
#[test]
fn the_callers_device_stays_the_callers() {
    let Some(gpu) = callers() else {
        return;
    };
    let (device, queue) = (gpu.device().clone(), gpu.queue().clone());
    let (lost, errors) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&lost);
    device.set_device_lost_callback(move |_, _| {
        count.fetch_add(1, Ordering::Relaxed);
    });
    let count = Arc::clone(&errors);
    device.on_uncaptured_error(Arc::new(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
    }));
    let buffers = Buffers::new(&gpu);
    prepare(&gpu, &buffers);
    draw_all(&gpu, &buffers);
    let mut stream = Stream::new(42);
    for _ in 0..3 {
        // Submitted, and given up at once.
        let mut future = pin!(gpu.sample(&mut stream, &Standard, 100_000));
        let waker = Arc::new(Unpark(thread::current())).into();
        let _ = future.as_mut().poll(&mut Context::from_waker(&waker));
    }
    drop(gpu);
    let again = Gpu::new(device.clone(), queue);
    again.sample_blocking(&mut stream, &Standard, LEN).unwrap();
    assert_eq!(lost.load(Ordering::Relaxed), 0);

    device.destroy();
    for _ in 0..2 {
        let error = again
            .sample_blocking(&mut stream, &Standard, LEN)
            .unwrap_err();
        assert!(
            matches!(error, Error::Gpu(GpuError::Lost { .. })),
            "{error}"
        );
        // wgpu calls back from here.
        let _ = device.poll(wgpu::PollType::Poll);
    }
    assert_eq!(
        lost.load(Ordering::Relaxed),
        1,
        "the callback is the caller's"
    );
    assert_eq!(errors.load(Ordering::Relaxed), 0);
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// The value of a future, whose device is destroyed when it has waited some times.
fn losing<T>(device: &wgpu::Device, after_waits: usize, future: impl Future<Output = T>) -> T {
    let waker = Arc::new(Unpark(thread::current())).into();
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    for waits in 0.. {
        if waits == after_waits {
            device.destroy();
        }
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
    unreachable!()
}

/// A draw of 4096 words at a time, from a device that is lost in the middle, is the CPU's; and the CPU has
/// made the rest alone.
fn assert_goes_on<T: PartialEq>(draw: impl AsyncFn(&Backend) -> T) {
    let options = GpuOptions {
        chunk_words: 4096,
        ..Default::default()
    };
    let Some(gpu) = support::gpu_with(options) else {
        return;
    };
    let device = gpu.device().clone();
    let backend = Backend::from(gpu);
    let expected = block_on(draw(&Backend::cpu()));
    // Kernels are compiled and checked.
    assert!(block_on(draw(&backend)) == expected);
    // A fast device, or one that never waits, as Mesa's GL, can be done before it is lost: then once more, earlier.
    let said = [3, 3, 3, 2, 2, 1, 1, 0].into_iter().find_map(|waits| {
        let (found, said) = support::logged(|| losing(&device, waits, draw(&backend)));
        assert!(found == expected);
        (backend.kind() == BackendKind::Cpu).then_some(said)
    });
    let said = said.expect("the device was lost in the middle");
    assert!(
        matches!(backend.failover(), Some(GpuError::Lost { .. })),
        "{:?}",
        backend.failover()
    );
    let behind = said.iter().find_map(|line| {
        let numbers = line.split_once("behind ")?.1.split_once(" words")?.0;
        let (done, len) = numbers.split_once(" of ")?;
        Some((done.parse::<u64>().ok()?, len.parse::<u64>().ok()?))
    });
    let (done, len) = behind.unwrap_or_else(|| panic!("{said:?}"));
    // How much was delivered before depends on the device's speed; nothing, too, if it is slow.
    assert!(done < len, "{done} of {len}");
}

const MANY: usize = 1 << 20;

#[test]
fn draws_go_on_in_the_middle() {
    assert_goes_on(async |backend| {
        let mut stream = Stream::new(42);
        let gamma = Gamma::new(2.0, 1.0).unwrap();
        let samples = backend.sample_async(&mut stream, &gamma, MANY).await;
        let bits: Vec<u32> = bytemuck::cast_slice(&samples.unwrap()).to_vec();
        (bits, stream.position())
    });
    assert_goes_on(async |backend| {
        let mut stream = Stream::new(42);
        let samples = backend.sample_async(&mut stream, &Normal64::STANDARD, MANY / 2);
        let bits: Vec<u64> = bytemuck::cast_slice(&samples.await.unwrap()).to_vec();
        (bits, stream.position())
    });
    assert_goes_on(async |backend| {
        let mut stream = Stream::new(42);
        let mask = BernoulliMask::new(0.3).unwrap();
        let masks = backend.sample_async(&mut stream, &mask, MANY).await;
        (masks.unwrap(), stream.position())
    });
}

#[test]
fn draws_by_element_go_on_in_the_middle() {
    let means: Vec<f32> = (0..MANY).map(|i| i as f32).collect();
    assert_goes_on(async |backend| {
        let mut stream = Stream::new(42);
        let each = elementwise::Normal::new(&means, 2.0).unwrap();
        let samples = backend.sample_async(&mut stream, &each, each.len()).await;
        let bits: Vec<u32> = bytemuck::cast_slice(&samples.unwrap()).to_vec();
        (bits, stream.position())
    });
}

#[test]
fn vectors_go_on_in_the_middle() {
    assert_goes_on(async |backend| {
        let mut stream = Stream::new(42);
        stream.seek(5_u64).unwrap();
        let vectors = backend.sample_async(&mut stream, &UnitSphere, MANY / 3);
        let bits: Vec<u32> = bytemuck::cast_slice(&vectors.await.unwrap()).to_vec();
        (bits, stream.position())
    });
    assert_goes_on(async |backend| {
        let mut stream = Stream::new(42);
        let dirichlet = Dirichlet::new(&[0.5; 7]).unwrap();
        let vectors = backend.sample_async(&mut stream, &dirichlet, MANY / 7);
        let bits: Vec<u32> = bytemuck::cast_slice(&vectors.await.unwrap()).to_vec();
        (bits, stream.position())
    });
}

#[test]
fn points_go_on_in_the_middle() {
    assert_goes_on(async |backend| {
        let mut sobol = Sobol::new(5).unwrap().scrambled(42);
        sobol.seek(3_u64).unwrap();
        let points = backend.sample_async(&mut sobol, &Normal::STANDARD, MANY / 5);
        let bits: Vec<u32> = bytemuck::cast_slice(&points.await.unwrap()).to_vec();
        (bits, sobol.position())
    });
    assert_goes_on(async |backend| {
        let mut sobol = Sobol::new(3).unwrap();
        let points = backend.sample_async(&mut sobol, &Normal64::STANDARD, MANY / 6);
        let bits: Vec<u64> = bytemuck::cast_slice(&points.await.unwrap()).to_vec();
        (bits, sobol.position())
    });
}

#[test]
fn permutations_go_on_in_the_middle() {
    let order = Permutation::new(7, (1 << 32) - 5).unwrap();
    assert_goes_on(async |backend| {
        let mut first = 12_345;
        let elements = backend.sample_async(&mut first, &order, MANY).await;
        (elements.unwrap(), first)
    });
    // To the last element.
    assert_goes_on(async |backend| {
        let first = order.len() - MANY as u64;
        let elements = backend.sample_async(&mut { first }, &order, MANY).await;
        elements.unwrap()
    });
}
