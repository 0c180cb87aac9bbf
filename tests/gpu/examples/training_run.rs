//! `examples/training_run`: the same bits from any backend, for any number of workers, after a break.

use seedbed::{Backend, Gpu};

#[path = "../../../examples/training_run/network.rs"]
mod network;
#[path = "../../../examples/training_run/record.rs"]
mod record;
#[path = "../../../examples/training_run/spirals.rs"]
mod spirals;
#[path = "../../../examples/training_run/training.rs"]
mod training;

use record::{Machine, Record, Results, Settings};
use training::Training;

const EXAMPLES: usize = 500;
/// Four epochs of 375 examples in batches of 64.
const STEPS: usize = 24;

fn record(training: &Training<'_>, losses: &[f32]) -> Record {
    let (_, told_right) = training.test();
    Record {
        seedbed: seedbed::VERSION.into(),
        engine: seedbed::Engine::default().to_string(),
        settings: Settings {
            seed: 42,
            examples: EXAMPLES,
            epochs: 4,
        },
        streams: training.seeds.as_text(),
        results: Results {
            first_losses: losses[..10].to_vec(),
            losses_blake3: record::blake3(losses),
            parameters_blake3: record::blake3(&training.state.parameters),
            tested: training.test.len(),
            told_right,
        },
        machine: Machine {
            backend: "test".into(),
            workers: 0,
        },
    }
}

fn run(backend: &Backend, workers: usize, seed: u64) -> Record {
    let mut training = Training::new(backend, workers, seed, EXAMPLES).unwrap();
    let losses: Vec<f32> = (0..STEPS).map(|_| training.step().unwrap()).collect();
    assert_eq!((training.state.epoch, training.state.step), (4, 0));
    assert!(losses[STEPS - 1] < losses[0], "{losses:?}");
    record(&training, &losses)
}

#[test]
fn training_does_not_depend_on_workers() {
    let cpu = Backend::cpu();
    let one = run(&cpu, 1, 42);
    for workers in [2, 3, 7] {
        one.compare(&run(&cpu, workers, 42)).unwrap();
    }
    assert!(one.compare(&run(&cpu, 1, 43)).is_err());
}

#[test]
fn training_is_resumed_within_an_epoch() {
    let cpu = Backend::cpu();
    let mut training = Training::new(&cpu, 2, 42, EXAMPLES).unwrap();
    let mut losses: Vec<f32> = (0..15).map(|_| training.step().unwrap()).collect();
    assert_eq!((training.state.epoch, training.state.step), (2, 3));
    let state = training.state.clone();

    let mut resumed = Training::new(&cpu, 2, 42, EXAMPLES).unwrap();
    resumed.resume(state).unwrap();
    losses.extend((15..STEPS).map(|_| resumed.step().unwrap()));
    run(&cpu, 1, 42)
        .compare(&record(&resumed, &losses))
        .unwrap();
}

#[test]
fn training_has_the_same_losses_on_the_gpu() {
    let Some(gpu) = crate::support::shared_gpu() else {
        return;
    };
    let gpu: Backend = Gpu::into(gpu);
    run(&Backend::cpu(), 2, 42)
        .compare(&run(&gpu, 2, 42))
        .unwrap();
    assert!(gpu.failover().is_none());
}

/// Also values whose decimals are long.
#[test]
fn records_come_back_as_they_were() {
    let folder = std::env::temp_dir().join(format!("seedbed-training-run-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("run.json");
    let record = run(&Backend::cpu(), 1, 42);
    record.save(&path).unwrap();
    let read = Record::read(&path).unwrap();
    record.compare(&read).unwrap();
    assert_eq!(read.settings.examples, EXAMPLES);
    assert_eq!(read.machine.workers, 0);

    let other = std::fs::read_to_string(&path)
        .unwrap()
        .replacen(seedbed::VERSION, "0.0.1", 1);
    std::fs::write(&path, other).unwrap();
    let error = Record::read(&path).err().unwrap().to_string();
    assert!(error.contains("0.0.1"), "{error}");
    std::fs::remove_dir_all(&folder).unwrap();
}

/// The gradient against differences of the loss.
#[test]
fn gradients_are_slopes_of_the_loss() {
    let cpu = Backend::cpu();
    let training = Training::new(&cpu, 1, 42, EXAMPLES).unwrap();
    let example = training.train[0];
    let dropout = network::Dropout {
        mask: 0x0f0f_f00f,
        keep_probability: 0.5,
    };
    let parameters = &training.state.parameters;
    let mut gradient = vec![0.0; parameters.len()];
    network::add_gradient(parameters, example, dropout, &mut gradient);
    let loss_at = |i: usize, step: f32| {
        let mut moved = parameters.clone();
        moved[i] += step;
        network::add_gradient(&moved, example, dropout, &mut vec![0.0; moved.len()])
    };
    for i in (0..parameters.len()).step_by(17) {
        let slope = (loss_at(i, 0.001) - loss_at(i, -0.001)) / 0.002;
        assert!(
            (slope - gradient[i]).abs() < 1e-3,
            "{i}: {slope}, {}",
            gradient[i]
        );
    }
}
