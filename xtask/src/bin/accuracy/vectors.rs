//! Distributions of vectors: components against f64 functions of their words.

use std::f64::consts::FRAC_PI_4;

use seedbed::{
    Cpu, Stream,
    accuracy::StandardQuantile,
    distr::{
        Bits32, Dirichlet, MultivariateNormal, UnitBall, UnitCircle, UnitDisc, UnitSphere,
        VectorDistribution,
    },
};

use crate::{
    Row, each,
    reference::{Probability, ulp, upper_normal_quantile},
};

/// Stated, in ulp of the component.
const CIRCLE: f64 = 0.52;
const DISC: f64 = 0.55;
const SPHERE: f64 = 0.55;
const BALL: f64 = 0.6;
/// Of a standard normal's `z`: in ulp, which is two of the sum's at most, and absolute near 0.
const NORMAL: f64 = 0.71;
const NORMAL_ABSOLUTE: f64 = 6.2e-10;
/// Of a share of a whole, in ulp or in units of 2⁻³⁰ where that is more; in the product two of them at
/// most.
const SHARE: f64 = 1.0;
/// Words below this, or their complements, take an extra word: their rows are left out, the scalar rows
/// have them.
const TAIL: u32 = 1 << 20;
/// Vectors made at a time.
const ROWS: usize = 1 << 10;

/// The exact component and the unit that its error is counted in; nothing for a row that is left out.
type Exact = Option<Vec<(f64, f64)>>;

#[derive(Clone, Copy)]
struct Seen {
    rows: usize,
    units: f64,
    at: (u64, usize),
}

impl Seen {
    const NOTHING: Seen = Seen {
        rows: 0,
        units: 0.0,
        at: (0, 0),
    };

    fn and(self, other: Seen) -> Seen {
        let worse = if other.units > self.units {
            other
        } else {
            self
        };
        Seen {
            rows: self.rows + other.rows,
            ..worse
        }
    }
}

/// Compares `count` vectors of the stream with seed 42; `exact` is made once for each part of them.
fn compare<V: VectorDistribution + Sync, E: FnMut(&[u32]) -> Exact>(
    name: &str,
    vectors: &V,
    count: usize,
    bound: f64,
    exact: impl Fn() -> E + Sync + Send,
) -> Row {
    let (words_each, dimension) = (vectors.words(), vectors.dimension());
    let stream = Stream::new(42);
    let check = |i: u64, mut seen: Seen| {
        let mut exact = exact();
        let mut stream = stream.clone();
        let position = i * (ROWS * words_each) as u64;
        stream.seek(position).expect("near the beginning");
        let cpu = Cpu::single_threaded();
        let mut words = vec![0; ROWS * words_each];
        cpu.fill(&mut stream.clone(), &Bits32, &mut words)
            .expect("near the beginning");
        let mut rows = vec![0.0_f32; ROWS * dimension];
        cpu.fill(&mut stream, vectors, &mut rows)
            .expect("near the beginning");
        let each = rows.chunks(dimension).zip(words.chunks(words_each));
        for (k, (row, words)) in each.enumerate() {
            let Some(exact) = exact(words) else {
                continue;
            };
            seen.rows += 1;
            for (j, (&found, (exact, unit))) in row.iter().zip(exact).enumerate() {
                let units = (f64::from(found) - exact).abs() / unit;
                // What is not a number is the worst.
                if units > seen.units || units.is_nan() {
                    seen.units = if units.is_nan() { f64::INFINITY } else { units };
                    seen.at = (i * ROWS as u64 + k as u64, j);
                }
            }
        }
        seen
    };
    let seen = each(name, count / ROWS, || Seen::NOTHING, check, Seen::and);
    let mut wrong = Vec::new();
    if seen.units > bound {
        wrong.push(format!("error above {bound}"));
    }
    if seen.rows == 0 {
        wrong.push("nothing was compared".to_owned());
    }
    Row {
        check: name.to_owned(),
        count: seen.rows,
        ulp: Some(seen.units),
        at: format!("row {}, x[{}]", seen.at.0, seen.at.1),
        absolute: None,
        unrounded: None,
        monotone: None,
        range: String::new(),
        wrong,
    }
}

/// With an ulp as the unit.
fn in_ulp(components: impl IntoIterator<Item = f64>) -> Exact {
    Some(components.into_iter().map(|x| (x, ulp(x))).collect())
}

/// Cosine and sine of 2π · (x + ½) / 2³², by the angle to the nearest axis, which keeps small ones.
fn direction(x: u32) -> [f64; 2] {
    let eighth = x >> 29;
    let t = (f64::from(x << 3 >> 3) + 0.5) * 2f64.powi(-29);
    let from_axis = if eighth & 1 == 0 { t } else { 1.0 - t };
    let (sin, cos) = (FRAC_PI_4 * from_axis).sin_cos();
    // The quarter turn's own axis is the nearest one in its first and the next one in its last half.
    let (along, across) = if eighth & 1 == 0 {
        (cos, sin)
    } else {
        (sin, cos)
    };
    match eighth >> 1 {
        0 => [along, across],
        1 => [-across, along],
        2 => [-along, -across],
        _ => [across, -along],
    }
}

/// On the sphere, of two words.
fn on_sphere(words: &[u32]) -> [f64; 3] {
    let [below, above] = [words[0], !words[0]].map(|x| Probability::of_word(x).p);
    let ring = 2.0 * (below * above).sqrt();
    let [x, y] = direction(words[1]).map(|c| c * ring);
    [x, y, above - below]
}

pub fn circle(count: usize) -> Row {
    let exact = || |words: &[u32]| in_ulp(direction(words[0]));
    compare("unit circle", &UnitCircle, count, CIRCLE, exact)
}

pub fn disc(count: usize) -> Row {
    let exact = || {
        |words: &[u32]| {
            let radius = Probability::of_word(words[0]).p.sqrt();
            in_ulp(direction(words[1]).map(|c| c * radius))
        }
    };
    compare("unit disc", &UnitDisc, count, DISC, exact)
}

pub fn sphere(count: usize) -> Row {
    let exact = || |words: &[u32]| in_ulp(on_sphere(words));
    compare("unit sphere", &UnitSphere, count, SPHERE, exact)
}

pub fn ball(count: usize) -> Row {
    let exact = || {
        |words: &[u32]| {
            let radius = Probability::of_word(words[0]).p.cbrt();
            in_ulp(on_sphere(&words[1..]).map(|c| c * radius))
        }
    };
    compare("unit ball", &UnitBall, count, BALL, exact)
}

/// In ulp of the sum of the terms' magnitudes: what the roundings of products and sums are of.
pub fn multivariate_normal(count: usize) -> Row {
    const D: usize = 4;
    const MEAN: [f32; D] = [0.0, 0.5, -100.0, 0.0];
    #[rustfmt::skip]
    const CHOLESKY: [f32; D * D] = [
        1.5, 0.0, 0.0, 0.0,
        -0.7, 2.0, 0.0, 0.0,
        0.3, 0.4, 0.5, 0.0,
        3.0, -1.1, 0.02, 0.1,
    ];
    let normal = MultivariateNormal::from_cholesky(&MEAN, &CHOLESKY).expect("a factor");
    let exact = || {
        |words: &[u32]| {
            if words.iter().any(|&x| x.min(!x) < TAIL) {
                return None;
            }
            let z = words.iter().map(|&x| match x >> 31 {
                0 => -upper_normal_quantile(Probability::of_word(x)),
                _ => upper_normal_quantile(Probability::of_word(!x)),
            });
            let z: Vec<f64> = z.collect();
            let component = |i: usize| {
                let row = CHOLESKY[i * D..][..D].iter().map(|&l| f64::from(l));
                let terms: Vec<f64> = row.clone().zip(&z).map(|(l, z)| l * z).collect();
                let mean = f64::from(MEAN[i]);
                let sizes = terms.iter().map(|term| term.abs()).sum::<f64>() + mean.abs();
                // Near 0, z has an absolute error, which is none of the roundings'.
                let near_0 = row.map(f64::abs).sum::<f64>() * NORMAL_ABSOLUTE;
                (terms.iter().sum::<f64>() + mean, ulp(sizes) + near_0)
            };
            Some((0..D).map(component).collect())
        }
    };
    // 2 i + 2 roundings, each of half an ulp, and z.
    let bound = 2.0 * NORMAL + D as f64;
    compare("multivariate normal", &normal, count, bound, exact)
}

/// In ulp, or in units of 2⁻³⁰ where that is more.
pub fn dirichlet(count: usize) -> Row {
    const ALPHA: [f64; 4] = [2.0, 0.5, 3.0, 1.0];
    let vectors = Dirichlet::new(&ALPHA).expect("concentrations");
    let exact = || {
        let beta = |a: f64, b: f64| {
            let quantile = StandardQuantile::new("beta", &[a, b]);
            quantile.expect("a family").expect("its parameters")
        };
        // Words 0 and 2 halve the halves, word 1 the whole.
        let [a, b, c, d] = ALPHA;
        let nodes = [(a, b), (a + b, c + d), (c, d)];
        let mut betas = nodes.map(|(a, b)| [beta(a, b), beta(b, a)]);
        move |words: &[u32]| {
            if words.iter().any(|&x| x.min(!x) < TAIL) {
                return None;
            }
            let mut share = |node: usize, side: usize| {
                let x = words[node] ^ [0, u32::MAX][side];
                let Probability { p, complement } = Probability::of_word(x);
                let beta = &mut betas[node][side];
                if p <= 0.5 {
                    beta.lower(p)
                } else {
                    beta.upper(complement)
                }
            };
            let [left, right] = [0, 1].map(|side| share(1, side));
            let shares = [
                left * share(0, 0),
                left * share(0, 1),
                right * share(2, 0),
                right * share(2, 1),
            ];
            let unit = |x: f64| ulp(x).max(2f64.powi(-30));
            Some(shares.iter().map(|&x| (x, unit(x))).collect())
        }
    };
    // Two shares, and the rounding of their product.
    let bound = 2.0 * 2.0 * SHARE + 0.5;
    compare("dirichlet", &vectors, count, bound, exact)
}
