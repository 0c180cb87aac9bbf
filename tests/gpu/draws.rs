//! Every kind of draw by every method of `Gpu`, beside the CPU: into buffers of its own, read back in chunks, from
//! arrays of the host and from buffers of the caller.

use seedbed::{
    Cpu, Draw, Error, Gpu, GpuError, GpuOptions, Permutation, PermutationError, Stream,
    distr::{BernoulliMask, Dirichlet, Normal, Normal64, Poisson, elementwise},
    gpu::ElementwiseBuffers,
    qmc::{PointSet, Sobol},
    wgpu,
};
use wgpu::BufferUsages as Usage;

/// Words that are read back at a time.
const CHUNK: usize = 4096;
const LEN: usize = 3 * CHUNK + 5;

/// A device that reads small chunks back.
fn gpu() -> Option<Gpu> {
    crate::support::gpu_with(GpuOptions {
        chunk_words: CHUNK,
        ..Default::default()
    })
}

fn bytes<T: bytemuck::Pod>(samples: &[T]) -> &[u8] {
    bytemuck::cast_slice(samples)
}

fn uploaded(gpu: &Gpu, words: &[u32], usage: Usage) -> wgpu::Buffer {
    let buffer = gpu.device().create_buffer(&wgpu::BufferDescriptor {
        label: Some("test"),
        size: 4 * words.len() as u64,
        usage: usage | Usage::COPY_DST,
        mapped_at_creation: false,
    });
    gpu.queue()
        .write_buffer(&buffer, 0, bytemuck::cast_slice(words));
    buffer
}

/// Samples that stay on the GPU and samples that are read back are the CPU's, and all move on alike.
fn assert_drawn<S: Clone, K, D: Draw<S, K>, P: PartialEq + std::fmt::Debug>(
    gpu: &Gpu,
    from: &S,
    what: &D,
    counts: &[usize],
    position: impl Fn(&S) -> P,
) {
    for &count in counts {
        let [mut drawn, mut read, mut made] = [from.clone(), from.clone(), from.clone()];
        let expected = Cpu::new().sample(&mut made, what, count).unwrap();
        let samples = gpu.draw_blocking(&mut drawn, what, count).unwrap();
        assert_eq!(samples.len(), expected.len());
        assert_eq!(samples.is_empty(), expected.is_empty());
        let size = bytes(&expected).len() as u64;
        assert_eq!(samples.buffer().size(), size.next_multiple_of(4).max(4));
        let found = samples.read_blocking().unwrap();
        assert!(bytes(&found) == bytes(&expected), "draw of {count}");
        let found = gpu.sample_blocking(&mut read, what, count).unwrap();
        assert!(bytes(&found) == bytes(&expected), "sample of {count}");
        for moved in [&drawn, &read] {
            assert_eq!(position(moved), position(&made), "{count}");
        }
    }
}

#[test]
fn samples_stay_on_the_gpu() {
    let Some(gpu) = gpu() else {
        return;
    };
    let mut stream = Stream::new(42);
    stream.seek(3_u64).unwrap();
    let counts = [0, 1, 7, LEN];
    let of_stream = |stream: &Stream| stream.position();
    assert_drawn(&gpu, &stream, &Normal::STANDARD, &counts, of_stream);
    assert_drawn(&gpu, &stream, &Normal64::STANDARD, &counts, of_stream);
    assert_drawn(
        &gpu,
        &stream,
        &Poisson::new(30.0).unwrap(),
        &counts,
        of_stream,
    );
    let mask = BernoulliMask::new(0.3).unwrap();
    assert_drawn(&gpu, &stream, &mask, &[0, 1, 500], of_stream);
    #[cfg(feature = "half")]
    {
        use seedbed::distr::{NormalF16, UniformBf16};
        assert_drawn(&gpu, &stream, &NormalF16::STANDARD, &counts, of_stream);
        let uniform = UniformBf16::new(-1.0, 3.0).unwrap();
        assert_drawn(&gpu, &stream, &uniform, &counts, of_stream);
    }
    let dirichlet = Dirichlet::new(&[0.5; 7]).unwrap();
    assert_drawn(&gpu, &stream, &dirichlet, &[0, 1, 2000], of_stream);
    let means: Vec<f32> = (0..LEN).map(|i| i as f32).collect();
    let each = elementwise::Normal::new(&means, 2.0).unwrap();
    assert_drawn(&gpu, &stream, &each, &[LEN], of_stream);
    let mut sobol = Sobol::new(5).unwrap().scrambled(42);
    sobol.seek(3).unwrap();
    assert_drawn(&gpu, &sobol, &Normal64::STANDARD, &[0, 1, 3000], |sobol| {
        sobol.position()
    });
    let order = Permutation::new(7, 1 << 31).unwrap();
    assert_drawn(&gpu, &12_345_u64, &order, &counts, |next| *next);
}

#[test]
fn parameters_in_buffers_are_read_in_chunks() {
    let Some(gpu) = gpu() else {
        return;
    };
    let means: Vec<f32> = (0..LEN).map(|i| i as f32 - 100.0).collect();
    let arrays = elementwise::Normal::new(&means, 2.0).unwrap();
    // They begin within their buffer.
    let words = [&[1.0; 3][..], &means].concat();
    let buffer = uploaded(&gpu, bytemuck::cast_slice(&words), Usage::STORAGE);
    let each = ElementwiseBuffers::normal(buffer.slice(12..), 2.0).unwrap();
    for position in [0_u64, 3] {
        let mut stream = Stream::new(42);
        stream.seek(position).unwrap();
        let mut on_cpu = stream.clone();
        let expected = Cpu::new().sample(&mut on_cpu, &arrays, LEN).unwrap();
        let found = gpu.sample_blocking(&mut stream, &each, LEN).unwrap();
        assert!(bytes(&found) == bytes(&expected), "{position}");
        assert_eq!(stream.position(), on_cpu.position());
        let error = gpu.sample_blocking(&mut stream, &each, LEN - 1);
        assert!(
            matches!(error, Err(Error::Gpu(GpuError::ElementRange { .. }))),
            "{error:?}"
        );
        assert_eq!(stream.position(), on_cpu.position());
    }
}

#[test]
fn arrays_of_the_host_fill_buffers() {
    let Some(gpu) = gpu() else {
        return;
    };
    let scales: Vec<f32> = (0..LEN).map(|i| i as f32 / 7.0).collect();
    let each = elementwise::Exponential::new(&scales).unwrap();
    let stream = Stream::new(42);
    let expected = Cpu::new().sample(&mut stream.clone(), &each, LEN).unwrap();
    let target = gpu.device().create_buffer(&wgpu::BufferDescriptor {
        label: Some("test"),
        size: 4 * (LEN + 1) as u64,
        usage: Usage::STORAGE | Usage::COPY_SRC,
        mapped_at_creation: false,
    });
    for fill in [true, false] {
        let (mut stream, slice) = (stream.clone(), target.slice(4..));
        if fill {
            gpu.fill_blocking(&mut stream, &each, slice).unwrap();
        } else {
            gpu.prepare_blocking(&stream, &each).unwrap();
            let mut encoder = gpu.device().create_command_encoder(&Default::default());
            gpu.encode(&mut stream, &each, &mut encoder, slice).unwrap();
            gpu.queue().submit([encoder.finish()]);
        }
        // A permutation of one list copies it.
        let mut records = target.slice(4..);
        let one = Permutation::new(1, 1).unwrap();
        let found = gpu.sample_blocking(&mut records, &one, 1).unwrap();
        assert!(bytes(&found) == bytes(&expected), "{fill}");
    }
    let error = gpu.fill_blocking(&mut stream.clone(), &each, target.slice(..));
    assert!(matches!(error, Err(Error::Elementwise(_))), "{error:?}");
}

#[test]
fn records_are_read_in_their_order() {
    let Some(gpu) = gpu() else {
        return;
    };
    for (n, record_words) in [(1, 1), (1000, 3), (3001, 5), (3, 3 * CHUNK)] {
        let words: Vec<u32> = (0..(n * record_words) as u32).map(|word| !word).collect();
        let rows: Vec<&[u32]> = words.chunks(record_words).collect();
        let order = Permutation::new(11, n as u64).unwrap();
        let expected = order.permuted(&rows).unwrap().concat();
        let buffer = uploaded(&gpu, &[&[1, 2, 3], &words[..]].concat(), Usage::STORAGE);
        let mut records = buffer.slice(12..);
        let found = gpu.sample_blocking(&mut records, &order, n).unwrap();
        assert!(found == expected, "{n} records of {record_words} words");
        let drawn = gpu.draw_blocking(&mut records, &order, n).unwrap();
        assert!(drawn.read_blocking().unwrap() == expected, "{n}");
    }
}

/// Where a target would have been refused, too.
#[test]
fn records_that_cannot_be_read_are_refused() {
    let Some(adapter) = crate::support::adapter() else {
        return;
    };
    let mut required_limits = adapter.limits();
    required_limits.max_storage_buffer_binding_size = 40_000;
    let descriptor = wgpu::DeviceDescriptor {
        required_limits,
        ..Default::default()
    };
    let (device, queue) = pollster::block_on(adapter.request_device(&descriptor)).unwrap();
    let gpu = Gpu::new(device, queue);
    let order = Permutation::new(42, 20_000).unwrap();
    let refused = |buffer: &wgpu::Buffer, from: u64| {
        let found = gpu.sample_blocking(&mut buffer.slice(from..), &order, 20_000);
        found.map(drop).expect_err("no records")
    };
    let large = uploaded(&gpu, &[1; 20_000], Usage::STORAGE);
    let error = refused(&large, 0);
    assert!(
        matches!(
            error,
            Error::Permutation(PermutationError::Binding { bytes: 80_000, .. })
        ),
        "{error:?}"
    );
    let order = Permutation::new(42, 1000).unwrap();
    let refused = |buffer: &wgpu::Buffer, from: u64, n| {
        let found = gpu.sample_blocking(&mut buffer.slice(from..), &order, n);
        found.map(drop).expect_err("no records")
    };
    let uniform = uploaded(&gpu, &[1; 1000], Usage::UNIFORM);
    let error = refused(&uniform, 0, 1000);
    assert!(
        matches!(error, Error::Gpu(GpuError::Usage { .. })),
        "{error:?}"
    );
    let odd = uploaded(&gpu, &[1; 1001], Usage::STORAGE);
    for (from, n) in [(0, 1000), (4, 999)] {
        let error = refused(&odd, from, n);
        assert!(
            matches!(error, Error::Permutation(PermutationError::Records { .. })),
            "{error:?}"
        );
    }
}
