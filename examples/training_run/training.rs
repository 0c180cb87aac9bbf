//! The run: one master seed, a stream for each purpose, and steps that can be taken up anywhere.

use rayon::prelude::*;
use seedbed::{
    Backend, SeedSequence, Stream,
    distr::{BernoulliMask, Normal},
    permutation::Minibatches,
};

use super::{
    network::{self, Dropout},
    record::Streams,
    spirals::{self, Example},
};

/// Standard deviation of what augmentation adds to each coordinate.
const JITTER: f32 = 0.04;
const KEEP_PROBABILITY: f64 = 0.95;
const LEARNING_RATE: f32 = 0.005;
const BATCH_SIZE: u64 = 64;
/// A worker takes so many examples of a batch at a time: fixed, so that sums do not depend on workers.
const SHARD: usize = 8;

/// Seeds of the streams. All follow from the master seed, and none hangs on what the others draw: more
/// data, or no dropout, leaves the rest as it was.
pub struct Seeds {
    pub data: SeedSequence,
    pub split: SeedSequence,
    pub initialisation: SeedSequence,
    pub batches: SeedSequence,
    pub augmentation: SeedSequence,
    pub dropout: SeedSequence,
}

impl Seeds {
    pub fn new(master: u64) -> anyhow::Result<Self> {
        let mut children = SeedSequence::new(master).spawn(6)?.into_iter();
        let mut next = || children.next().expect("six children");
        Ok(Seeds {
            data: next(),
            split: next(),
            initialisation: next(),
            batches: next(),
            augmentation: next(),
            dropout: next(),
        })
    }

    pub fn as_text(&self) -> Streams {
        Streams {
            data: self.data.to_string(),
            split: self.split.to_string(),
            initialisation: self.initialisation.to_string(),
            batches: self.batches.to_string(),
            augmentation: self.augmentation.to_string(),
            dropout: self.dropout.to_string(),
        }
    }
}

/// What has been learned: with seed and place, all that is needed to go on.
#[derive(Clone)]
pub struct State {
    pub parameters: Vec<f32>,
    /// Of Adam: running means of the gradient and of its square.
    means: Vec<[f32; 2]>,
    /// The place: epoch, and step within it.
    pub epoch: u64,
    pub step: u64,
    /// β₁ᵗ and β₂ᵗ.
    decay: [f32; 2],
}

pub struct Training<'a> {
    backend: &'a Backend,
    workers: rayon::ThreadPool,
    pub seeds: Seeds,
    batches: Minibatches,
    pub train: Vec<Example>,
    pub test: Vec<Example>,
    pub state: State,
    /// The draws of an epoch.
    drawn: Option<(u64, Drawn)>,
}

/// One row for each example of an epoch, in the order in which they are seen.
struct Drawn {
    jitter: Vec<f32>,
    masks: Vec<u32>,
}

impl<'a> Training<'a> {
    pub fn new(
        backend: &'a Backend,
        workers: usize,
        master: u64,
        n: usize,
    ) -> anyhow::Result<Self> {
        let seeds = Seeds::new(master)?;
        let examples = spirals::spirals(backend, seeds.data.clone(), n)?;
        let [train, test] = spirals::split(&examples, seeds.split.clone())?;
        let parameters = network::initial_parameters(backend, seeds.initialisation.clone())?;
        Ok(Training {
            backend,
            workers: rayon::ThreadPoolBuilder::new()
                .num_threads(workers)
                .build()?,
            batches: Minibatches::new(seeds.batches.clone(), train.len() as u64, BATCH_SIZE)?,
            seeds,
            train,
            test,
            state: State {
                means: vec![[0.0; 2]; parameters.len()],
                parameters,
                epoch: 0,
                step: 0,
                decay: [1.0; 2],
            },
            drawn: None,
        })
    }

    pub fn steps_per_epoch(&self) -> u64 {
        self.batches.steps_per_epoch()
    }

    /// Goes on from a state of the same run.
    pub fn resume(&mut self, state: State) -> anyhow::Result<()> {
        self.batches.seek(state.epoch, state.step)?;
        self.state = state;
        Ok(())
    }

    /// The draws of an epoch are at places of their own in their streams, wherever one comes from.
    fn draw(&self, epoch: u64) -> anyhow::Result<Drawn> {
        let n = self.train.len();
        let mut augmentation = Stream::new(self.seeds.augmentation.clone());
        augmentation.seek(epoch * 2 * n as u64)?; // a normal owns a word
        let mut dropout = Stream::new(self.seeds.dropout.clone());
        dropout.seek(epoch * 32 * n as u64)?; // a mask owns 32
        let keep = BernoulliMask::new(KEEP_PROBABILITY)?;
        Ok(Drawn {
            jitter: self
                .backend
                .sample(&mut augmentation, &Normal::new(0.0, JITTER)?, 2 * n)?,
            masks: self.backend.sample(&mut dropout, &keep, n)?,
        })
    }

    /// Learns from the next batch, and gives its mean loss.
    pub fn step(&mut self) -> anyhow::Result<f32> {
        let batch = self.batches.batch(self.state.epoch, self.state.step)?;
        let drawn = match self.drawn.take() {
            Some((epoch, drawn)) if epoch == batch.epoch => drawn,
            _ => self.draw(batch.epoch)?,
        };
        let first_row = (batch.step * BATCH_SIZE) as usize;
        let parameters = &self.state.parameters;
        let shard = |(i, indices): (usize, &[u32])| {
            let (mut loss, mut gradient) = (0.0, vec![0.0; parameters.len()]);
            for (j, &index) in indices.iter().enumerate() {
                let row = first_row + i * SHARD + j;
                let mut example = self.train[index as usize];
                example.at[0] += drawn.jitter[2 * row];
                example.at[1] += drawn.jitter[2 * row + 1];
                let dropout = Dropout {
                    mask: drawn.masks[row],
                    keep_probability: KEEP_PROBABILITY as f32,
                };
                loss += network::add_gradient(parameters, example, dropout, &mut gradient);
            }
            (loss, gradient)
        };
        // Workers take shards in any order; the results are in theirs.
        let shards: Vec<(f32, Vec<f32>)> = self.workers.install(|| {
            batch
                .indices
                .par_chunks(SHARD)
                .enumerate()
                .map(shard)
                .collect()
        });
        let size = batch.indices.len() as f32;
        let (mut loss, mut gradient) = (0.0, vec![0.0; parameters.len()]);
        for (of_shard, gradient_of_shard) in &shards {
            loss += of_shard;
            gradient
                .iter_mut()
                .zip(gradient_of_shard)
                .for_each(|(sum, g)| *sum += g);
        }
        self.adam(&gradient, size);
        self.drawn = Some((batch.epoch, drawn));
        self.state.step += 1;
        if self.state.step == self.steps_per_epoch() {
            (self.state.epoch, self.state.step) = (self.state.epoch + 1, 0);
        }
        Ok(loss / size)
    }

    /// Kingma and Ba (2015): sums, products, quotients and roots, which IEEE 754 rounds everywhere alike.
    fn adam(&mut self, gradient: &[f32], size: f32) {
        const BETA: [f32; 2] = [0.9, 0.999];
        let State {
            parameters,
            means,
            decay,
            ..
        } = &mut self.state;
        for (decay, beta) in decay.iter_mut().zip(BETA) {
            *decay *= beta;
        }
        for ((parameter, mean), g) in parameters.iter_mut().zip(means).zip(gradient) {
            let g = g / size;
            mean[0] += (1.0 - BETA[0]) * (g - mean[0]);
            mean[1] += (1.0 - BETA[1]) * (g * g - mean[1]);
            let [first, second] = [mean[0] / (1.0 - decay[0]), mean[1] / (1.0 - decay[1])];
            *parameter -= LEARNING_RATE * first / (second.sqrt() + 1e-8);
        }
    }

    /// Mean loss on the test data, and how many of them are told right.
    pub fn test(&self) -> (f32, usize) {
        let logits = self
            .test
            .iter()
            .map(|e| (network::logit(&self.state.parameters, e.at), e.label));
        let (loss, right) = logits.fold((0.0, 0), |(loss, right), (logit, label)| {
            (
                loss + network::loss(logit, label),
                right + usize::from((logit > 0.0) == label),
            )
        });
        (loss / self.test.len() as f32, right)
    }
}
