//! The families whose tables the host makes, with one engine, because the engine does not matter to a
//! table.

use seedbed::{Engine, distr::*};

use super::{HEAD, POSITIONS, line};

pub fn list() -> String {
    let mut text = HEAD.to_owned();
    for position in POSITIONS {
        macro_rules! add {
            ($($family:ident($($argument:expr),*),)*) => {$(
                let distribution = $family::new($($argument),*).unwrap();
                let name = concat!(stringify!($family), "(", stringify!($($argument),*), ")");
                text += &line(Engine::default(), name, &distribution, position);
            )*};
        }
        add! {
            Beta(0.5, 0.5),
            Beta(2.0, 3.0),
            Beta(0.01, 1e4),
            Cauchy(0.0, 1.0),
            Cauchy(1e3, 0.01),
            ChiSquared(1.0),
            ChiSquared(61.5),
            FisherF(5.0, 20.0),
            FisherF(1.0, 1.0),
            Frechet(0.5, 0.0, 1.0),
            Frechet(3.0, -1.0, 2.0),
            Gamma(0.01, 1.0),
            Gamma(0.1, 1.0),
            Gamma(2.5, 2.0),
            Gamma(1e6, 1.0),
            GeneralizedNormal(1.5, 0.0, 1.0),
            GeneralizedNormal(8.0, 1.0, 0.1),
            Gumbel(0.0, 1.0),
            HalfNormal(1.0),
            InverseGaussian(2.0, 8.0),
            InverseGaussian(1.0, 0.01),
            Laplace(2.0, 0.5),
            Logistic(0.0, 1.0),
            Logistic(-1e-39, 1e-40),
            LogNormal(0.0, 0.25),
            LogNormal(0.0, 10.0),
            Lomax(3.0, 2.0),
            Maxwell(300.0),
            Pareto(1.16, 1e4),
            Pareto(0.5, 1e36),
            Pert(3.0, 5.0, 12.0, 4.0),
            PowerFunction(0.5),
            PowerFunction(3.0),
            Rayleigh(1.5),
            SkewNormal(4.0, 0.0, 1.0),
            SkewNormal(-100.0, 3.0, 2.5),
            StudentT(1.0, 0.0, 1.0),
            StudentT(2.0, 0.0, 1.0),
            StudentT(30.0, 5.0, 0.1),
            Triangular(0.0, 1.0, 4.0),
            TruncatedNormal(1.0, 2.0, 0.0, 100.0),
            TruncatedNormal(0.0, 1.0, 30.0, 31.0),
            VonMises(0.0, 0.1),
            VonMises(2.0, 4.0),
            Weibull(1.5, 10.0),
            Weibull(0.5, 1e-38),
            BetaBinomial(20, 2.0, 3.0),
            BetaBinomial(100_000, 0.5, 0.5),
            Binomial(10, 0.3),
            Binomial(1_000_000, 0.25),
            Categorical([0.0, 1.0, 0.0, 2.0, 1e-9]),
            Categorical((0..10_000).map(f64::from)),
            Geometric(0.1),
            Geometric(1e-4),
            Geometric(1e-6),
            Geometric(1e-9),
            Hypergeometric(4, 48, 13),
            Hypergeometric(1_000_000, 1_000_000, 1_000_000),
            LogSeries(0.9),
            NegativeBinomial(2.5, 0.5),
            NegativeBinomial(100.0, 0.001),
            Poisson(3.5),
            Poisson(1e5),
            Zeta(1.1),
            Zeta(2.0),
            Zeta(4.5),
            Zipf(1.0, 1000),
            Zipf(1.1, 100_000),
        }
        let discrete = Discrete::from_pmf(2, [1.0, 2.0, 3.0, 2.0, 1.0]).unwrap();
        text += &line(
            Engine::default(),
            "Discrete(2, 1 2 3 2 1)",
            &discrete,
            position,
        );
        let rademacher = Rademacher::new();
        text += &line(Engine::default(), "Rademacher", &rademacher, position);
    }
    text
}
