//! Every distribution of single samples, for tests that visit all.

/// Calls `$visit!(name, distribution)` for every distribution, each finishing step among them.
macro_rules! for_each_distribution {
    ($visit:ident) => {{
        use seedbed::distr::*;
        $visit!("bits32", Bits32);
        $visit!("bits64", Bits64);
        $visit!("uniform", Standard);
        $visit!("open01", Open01);
        $visit!("openclosed01", OpenClosed01);
        $visit!("uniform64", Standard64);
        $visit!("uniform 0..1", Uniform::new(0.0, 1.0).unwrap());
        $visit!("uniform -3..5", Uniform::new(-3.0, 5.0).unwrap());
        $visit!("uniform tiny", Uniform::new(-1e-40, 3e-39).unwrap());
        $visit!("uniform huge", Uniform::new(-3e38, 3.4e38).unwrap());
        $visit!("integers u32 0..6", Integers::new(0_u32, 6).unwrap());
        $visit!(
            "integers u32 half rejected",
            Integers::new(7_u32, 7 + (1 << 31) + 1).unwrap()
        );
        $visit!(
            "integers i32 all",
            Integers::new_inclusive(i32::MIN, i32::MAX).unwrap()
        );
        $visit!(
            "integers i64 -5..1e12",
            Integers::new(-5_i64, 1_000_000_000_000).unwrap()
        );
        $visit!(
            "integers u64 half rejected",
            Integers::new(3_u64, (1 << 63) + 5).unwrap()
        );
        $visit!(
            "integers u64 all",
            Integers::new_inclusive(0, u64::MAX).unwrap()
        );
        $visit!("bernoulli 0.3", Bernoulli::new(0.3).unwrap());
        $visit!("bernoulli 1", Bernoulli::new(1.0).unwrap());
        $visit!("normal", Normal::STANDARD);
        $visit!("normal 170, 8", Normal::new(170.0, 8.0).unwrap());
        $visit!("normal 1e-39, 1e-40", Normal::new(1e-39, 1e-40).unwrap());
        $visit!("normal -1e38, 3e38", Normal::new(-1e38, 3e38).unwrap());
        $visit!("normal 2, 0", Normal::new(2.0, 0.0).unwrap());
        $visit!("exponential", Exponential::STANDARD);
        $visit!("exponential 2.5", Exponential::new(2.5).unwrap());
        $visit!("exponential 1e-39", Exponential::new(1e-39).unwrap());
        $visit!("uniform64 0..1", Uniform64::new(0.0, 1.0).unwrap());
        $visit!("uniform64 -3..5", Uniform64::new(-3.0, 5.0).unwrap());
        $visit!("uniform64 tiny", Uniform64::new(-1e-320, 3e-308).unwrap());
        $visit!("uniform64 all", Uniform64::new(f64::MIN, f64::MAX).unwrap());
        $visit!("normal64", Normal64::STANDARD);
        $visit!("normal64 170, 8", Normal64::new(170.0, 8.0).unwrap());
        $visit!("normal64 1e-308", Normal64::new(1e-308, 1e-309).unwrap());
        $visit!("normal64 -1e308", Normal64::new(-1e308, 1e308).unwrap());
        $visit!("normal64 2, 0", Normal64::new(2.0, 0.0).unwrap());
        $visit!("exponential64", Exponential64::STANDARD);
        $visit!("exponential64 2.5", Exponential64::new(2.5).unwrap());
        $visit!("exponential64 1e-310", Exponential64::new(1e-310).unwrap());
        let logistic =
            Quantile::from_quantile(|p| (p / (1.0 - p)).ln(), |q| ((1.0 - q) / q).ln()).unwrap();
        $visit!("logistic", logistic.clone());
        $visit!("logistic -3, 0.1", logistic.with_scale(-3.0, 0.1).unwrap());
        $visit!(
            "logistic 0, 1e-38",
            logistic.with_scale(0.0, 1e-38).unwrap()
        );
        $visit!("cauchy", Cauchy::new(0.0, 1.0).unwrap());
        $visit!("cauchy 1e3, 1e-2", Cauchy::new(1e3, 1e-2).unwrap());
        $visit!("gumbel -2, 3", Gumbel::new(-2.0, 3.0).unwrap());
        $visit!("gamma 0.1", Gamma::new(0.1, 1.0).unwrap());
        $visit!("gamma 1e6", Gamma::new(1e6, 1e-6).unwrap());
        $visit!("student t 2", StudentT::new(2.0, 0.0, 1.0).unwrap());
        $visit!("beta 1/2, 1/2", Beta::new(0.5, 0.5).unwrap());
        $visit!("von mises 2, 4", VonMises::new(2.0, 4.0).unwrap());
        $visit!(
            "truncated normal 30..31",
            TruncatedNormal::new(0.0, 1.0, 30.0, 31.0).unwrap()
        );
        // One sample in 18 is infinite.
        $visit!("pareto 1/2, 1e36", Pareto::new(0.5, 1e36).unwrap());
        $visit!("log-normal 0, 10", LogNormal::new(0.0, 10.0).unwrap());
        $visit!("weibull 1/2, 1e-38", Weibull::new(0.5, 1e-38).unwrap());
        $visit!("poisson 3.5", Poisson::new(3.5).unwrap());
        $visit!("poisson 1e5", Poisson::new(1e5).unwrap());
        // Every third category has no weight; cells of the guide have many thresholds, or none.
        let weights = (0..100_000_u32).map(|i| f64::from(i % 3) / f64::from(i % 997 + 1).powi(4));
        $visit!("categorical", Categorical::new(weights).unwrap());
        $visit!("one category", Categorical::new([0.0, 0.0, 1.0]).unwrap());
        $visit!("rademacher", Rademacher::new());
        $visit!("zipf 1.1, 1e6", Zipf::new(1.1, 1_000_000).unwrap());
        $visit!("geometric 1e-5", Geometric::new(1e-5).unwrap());
        // Tails of thresholds: all samples, most, some.
        $visit!("geometric 1e-9", Geometric::new(1e-9).unwrap());
        $visit!("geometric 1e-6", Geometric::new(1e-6).unwrap());
        $visit!("zeta 1.1", Zeta::new(1.1).unwrap());
        $visit!("zeta 2", Zeta::new(2.0).unwrap());
    }};
}

/// Calls `$visit!(name, distribution)` for the distributions whose samples share words of memory.
macro_rules! for_each_packed_distribution {
    ($visit:ident) => {{
        use seedbed::distr::*;
        $visit!("normal f16", NormalF16::STANDARD);
        $visit!("normal f16 0, 0.02", NormalF16::new(0.0, 0.02).unwrap());
        // One sample in four is infinite.
        $visit!("normal f16 -6e4, 1e4", NormalF16::new(-6e4, 1e4).unwrap());
        $visit!("normal f16 1e-7, 1e-6", NormalF16::new(1e-7, 1e-6).unwrap());
        $visit!("normal bf16", NormalBf16::STANDARD);
        $visit!("normal bf16 170, 8", NormalBf16::new(170.0, 8.0).unwrap());
        $visit!("normal bf16 0, 3e38", NormalBf16::new(0.0, 3e38).unwrap());
        $visit!("normal bf16 0, 1e-39", NormalBf16::new(0.0, 1e-39).unwrap());
        $visit!("uniform f16 0..1", UniformF16::new(0.0, 1.0).unwrap());
        $visit!("uniform f16 -3..5", UniformF16::new(-3.0, 5.0).unwrap());
        $visit!("uniform f16 0.1..0.3", UniformF16::new(0.1, 0.3).unwrap());
        $visit!("uniform f16 tiny", UniformF16::new(-1e-6, 1e-7).unwrap());
        $visit!("uniform bf16 0..1", UniformBf16::new(0.0, 1.0).unwrap());
        $visit!("uniform bf16 huge", UniformBf16::new(-3e38, 3e38).unwrap());
        $visit!("mask 0.9", BernoulliMask::new(0.9).unwrap());
        $visit!("mask 1", BernoulliMask::new(1.0).unwrap());
    }};
}
