//! A network of two hidden layers, and its gradient: plain loops, so that each sum has one order.

use seedbed::{Backend, SeedSequence, Stream, distr::Uniform};

use super::spirals::Example;

/// Units of a hidden layer: as many as bits in a word, so that a `u32` is a dropout mask.
pub const HIDDEN: usize = 32;
/// Outputs and inputs of the layers, one after another in the parameters: weights, then biases.
const LAYERS: [[usize; 2]; 3] = [[HIDDEN, 2], [HIDDEN, HIDDEN], [1, HIDDEN]];

/// What dropout does to the second hidden layer, for one example.
#[derive(Clone, Copy)]
pub struct Dropout {
    /// The units to keep.
    pub mask: u32,
    pub keep_probability: f32,
}

impl Dropout {
    /// What a unit is multiplied by; it keeps the mean.
    fn factor(self, unit: usize) -> f32 {
        ((self.mask >> (unit % 32)) & 1) as f32 / self.keep_probability
    }
}

/// Uniform weights after Glorot and Bengio (2010), and no biases.
pub fn initial_parameters(backend: &Backend, seed: SeedSequence) -> anyhow::Result<Vec<f32>> {
    let mut stream = Stream::new(seed);
    let mut parameters = Vec::new();
    for [outputs, inputs] in LAYERS {
        let bound = (6.0 / (inputs + outputs) as f32).sqrt();
        parameters.extend(backend.sample(
            &mut stream,
            &Uniform::new(-bound, bound)?,
            inputs * outputs,
        )?);
        parameters.extend(vec![0.0; outputs]);
    }
    Ok(parameters)
}

/// Weights and biases of each layer.
fn layers(mut parameters: &[f32]) -> [(&[f32], &[f32]); 3] {
    LAYERS.map(|[outputs, inputs]| {
        let (weights, rest) = parameters.split_at(outputs * inputs);
        let (biases, rest) = rest.split_at(outputs);
        parameters = rest;
        (weights, biases)
    })
}

fn apply((weights, biases): (&[f32], &[f32]), inputs: &[f32]) -> Vec<f32> {
    let row = |(weights, bias): (&[f32], &f32)| {
        weights
            .iter()
            .zip(inputs)
            .fold(*bias, |sum, (w, x)| sum + w * x)
    };
    weights.chunks(inputs.len()).zip(biases).map(row).collect()
}

/// Leaky rectified linear units.
fn rectified(mut values: Vec<f32>) -> Vec<f32> {
    values.iter_mut().for_each(|x| *x *= slope_of_unit(*x));
    values
}

/// Of such a unit where its value is `x`, before it or behind it: they have one sign.
fn slope_of_unit(x: f32) -> f32 {
    if x > 0.0 { 1.0 } else { 0.1 }
}

/// The network's opinion: above 0 for the spiral with label `true`.
pub fn logit(parameters: &[f32], at: [f32; 2]) -> f32 {
    let [first, second, last] = layers(parameters);
    apply(
        last,
        &rectified(apply(second, &rectified(apply(first, &at)))),
    )[0]
}

/// −ln of the probability that the network gives to the truth.
pub fn loss(logit: f32, label: bool) -> f32 {
    let margin = if label { logit } else { -logit };
    // ln(1 + exp(−margin)), where exp does not overflow. `libm` has the same bits on every platform.
    (-margin).max(0.0) + libm::log1pf(libm::expf(-margin.abs()))
}

/// Adds the gradient of an example's loss to `gradient`, and gives the loss.
pub fn add_gradient(
    parameters: &[f32],
    example: Example,
    dropout: Dropout,
    gradient: &mut [f32],
) -> f32 {
    let [first, second, last] = layers(parameters);
    let hidden_1 = rectified(apply(first, &example.at));
    let hidden_2 = rectified(apply(second, &hidden_1));
    let kept: Vec<f32> = (0..HIDDEN)
        .map(|j| hidden_2[j] * dropout.factor(j))
        .collect();
    let logit = apply(last, &kept)[0];

    // From the last layer to the first: the loss's slope along what comes out of each.
    let slope_3 = 1.0 / (1.0 + libm::expf(-logit)) - if example.label { 1.0 } else { 0.0 };
    let slope_2: Vec<f32> = (0..HIDDEN)
        .map(|j| slope_3 * last.0[j] * dropout.factor(j) * slope_of_unit(hidden_2[j]))
        .collect();
    let slope_1: Vec<f32> = (0..HIDDEN)
        .map(|k| {
            let sum = (0..HIDDEN).fold(0.0, |sum, j| sum + slope_2[j] * second.0[j * HIDDEN + k]);
            sum * slope_of_unit(hidden_1[k])
        })
        .collect();
    // In the order of the parameters. (`zip` asks its left side first, and must not ask the gradient for
    // one more than there are inputs.)
    let mut gradient = gradient.iter_mut();
    for (slopes, inputs) in [
        (&slope_1[..], &example.at[..]),
        (&slope_2, &hidden_1),
        (&[slope_3], &kept),
    ] {
        for slope in slopes {
            for (input, g) in inputs.iter().zip(gradient.by_ref()) {
                *g += slope * input;
            }
        }
        for (slope, g) in slopes.iter().zip(gradient.by_ref()) {
            *g += slope;
        }
    }
    loss(logit, example.label)
}
