//! Vectors, with one engine.

use seedbed::{Cpu, Engine, Stream, distr::*};

use super::{HEAD, POSITIONS, WORDS, line_of};

pub fn list() -> String {
    fn add<V: VectorDistribution>(text: &mut String, name: &str, vectors: &V) {
        for position in POSITIONS {
            let mut stream = Stream::new(42);
            stream.seek(position).expect("a position");
            let n = WORDS / vectors.dimension();
            let rows = Cpu::new().sample(&mut stream, vectors, n);
            let words: &[u32] = bytemuck::cast_slice(rows.as_deref().expect("vectors"));
            *text += &line_of(Engine::default(), name, position, words);
        }
    }
    let mut text = HEAD.replace("distribution", "distribution of vectors");
    macro_rules! add {
        ($($vectors:expr,)*) => {$(
            let name = stringify!($vectors).replace(".unwrap()", "");
            // The compiler breaks long ones.
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            add(&mut text, &name, &$vectors);
        )*};
    }
    add! {
        UnitCircle,
        UnitDisc,
        UnitSphere,
        UnitBall,
        Dirichlet::new(&[0.5, 3.0]).unwrap(),
        Dirichlet::new(&[1.0, 2.0, 3.0]).unwrap(),
        Dirichlet::new(&[0.01; 7]).unwrap(),
        Dirichlet::new(&[1.0; 100]).unwrap(),
        MultivariateNormal::from_cholesky(&[1.0, -2.0], &[0.5, 0.0, 1.5, 0.1]).unwrap(),
        MultivariateNormal::from_cholesky(&[1e-40, 3e38], &[1e-39, 0.0, -3e38, 3e38]).unwrap(),
        MultivariateNormal::from_covariance(
            &[0.0, 0.0, 1.0],
            &[4.0, 1.2, 0.3, 1.2, 2.0, -0.7, 0.3, -0.7, 1.0]
        )
        .unwrap(),
    }
    text
}
